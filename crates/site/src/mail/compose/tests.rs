use super::*;

fn mail(to: &str, subject: &str) -> Mail {
    Mail {
        to: to.to_owned(),
        subject: subject.to_owned(),
        text: "Your ballot.\n.\nTŷ.\n".to_owned(),
        contest: None,
        sort: "test".to_owned(),
    }
}

fn text(mail: &Mail) -> String {
    let from = "Swyddog Ŵ <vote@example.org>".parse().expect("it reads");
    let (_, bytes) = message(mail, &from, "abc", "vote.example.org").expect("it is sendable");
    String::from_utf8(bytes).expect("mails are ASCII")
}

#[test]
fn no_line_is_added_by_an_address_or_a_subject() {
    for to in [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nDATA",
        "a\0@example.org",
    ] {
        assert_eq!(mail(to, "x").check(), Err(Unsendable::ControlInAddress));
    }
    for subject in ["x\r\nBcc: b@example.org", "x\ny", "x\u{85}y", "x\u{7f}"] {
        assert_eq!(
            mail("a@example.org", subject).check(),
            Err(Unsendable::ControlInSubject)
        );
    }
}

#[test]
fn what_is_no_address_is_not_sent_to() {
    for to in [
        "",
        "a",
        "a@",
        "@example.org",
        "a b@example.org",
        "a@example.org, b@example.org",
        "<a@example.org>",
        "a@example.org> NOTIFY=SUCCESS",
    ] {
        assert_eq!(mail(to, "x").check(), Err(Unsendable::NoAddress), "{to}");
    }
}

#[test]
fn a_message_says_that_nobody_wrote_it_and_keeps_its_id() {
    let text = text(&mail("a@example.org", "Pleidleisiwch: tŷ"));
    assert!(
        text.contains("Auto-Submitted: auto-generated\r\n"),
        "{text}"
    );
    assert!(
        text.contains("Message-ID: <abc@vote.example.org>\r\n"),
        "{text}"
    );
    assert!(text.contains("Subject: Pleidleisiwch: =?utf-8?"), "{text}");
    assert!(text.contains("MIME-Version: 1.0\r\n"), "{text}");
    assert!(text.contains("To: a@example.org\r\n"), "{text}");
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn a_host_that_is_not_ascii_is_written_as_servers_know_it() {
    let address = address("anna@tŷ.cymru").expect("it is one");
    assert_eq!(address.to_string(), "anna@xn--t-foa.cymru");
}

#[test]
fn servers_agree_where_a_message_ends_whatever_is_in_it() {
    let from = "vote@example.org".parse().expect("it reads");
    for end in [
        "\r\n.\r\n",
        "\n.\n",
        "\r.\r",
        "\n.\r\n",
        "\r\n.\n",
        "\r\n.\r",
    ] {
        let mail = Mail {
            text: format!(".a{end}MAIL FROM:<b@example.org>{end}"),
            ..mail("a@example.org", "x")
        };
        let (_, bytes) = message(&mail, &from, "abc", "example.org").expect("it is sendable");
        let data = super::super::line::data(&bytes);
        let whole = data.replace("\r\n", "");
        assert!(!whole.contains(['\r', '\n']), "{data:?}");
        assert_eq!(data.find("\r\n.\r\n"), Some(data.len() - 5), "{data:?}");
        assert!(data.contains("\r\n..a\r\n..\r\nMAIL"), "{data:?}");
    }
}
