//! A message has one form: compact, its keys in their order, and nothing else in it.

use hustings_seal::verify::Place;

use super::base::{SETUP, SIZED, TALLY, TRUSTEES, ballot, decryption, record, shuffle};
use super::edits::{items, list, twice, unreduced};
use super::json::{get, set, set_quoted, unquoted};
use super::{Corruption, assert_found};

/// A message, and paths to some of its values; an empty path is the whole message.
#[derive(Clone, Copy)]
struct Message {
    name: &'static str,
    piece: usize,
    place: Place,
    object: &'static str,
    element: Option<&'static str>,
    number: Option<&'static str>,
    list: Option<&'static str>,
    /// What a number is that is not canonical.
    not_canonical: &'static str,
}

const fn message(name: &'static str, piece: usize, place: Place) -> Message {
    Message {
        name,
        piece,
        place,
        object: "",
        element: None,
        number: None,
        list: None,
        not_canonical: "Scalar",
    }
}

const MESSAGES: [Message; 10] = [
    Message {
        object: "0.1",
        element: Some("0.1.public_key"),
        number: Some("0.1.pok.challenge"),
        not_canonical: "Malformed",
        ..message("the trustees", TRUSTEES, Place::Trustees)
    },
    Message {
        object: "1.1.certs.0",
        number: Some("1.1.signatures.2.response"),
        list: Some("0"),
        not_canonical: "Malformed",
        ..message("a threshold", TRUSTEES, Place::Trustees)
    },
    message("the setup", SETUP, Place::Record(record(SETUP))),
    Message {
        element: Some("credential"),
        number: Some("answers.0.individual_proofs.1.0.challenge"),
        list: Some("answers.0.choices"),
        ..message("a ballot", ballot(2), Place::Ballot(2))
    },
    Message {
        object: "answers.1.choices",
        element: Some("answers.1.choices.beta"),
        number: Some("signature.proof.response"),
        list: Some("answers"),
        ..message("the last part of a ballot", ballot(5), Place::Ballot(5))
    },
    Message {
        object: "0.0",
        element: Some("1.2.alpha"),
        list: Some("1"),
        ..message("the tally", TALLY, Place::Tally(1))
    },
    message("the size of the tally", SIZED, Place::Record(record(SIZED))),
    Message {
        element: Some("proofs.0.0.4.1"),
        number: Some("proofs.0.1.5.4"),
        list: Some("proofs.0.1.4"),
        ..message("a shuffle", shuffle(2), Place::Shuffle(2, 1))
    },
    Message {
        element: Some("decryption_factors.0.0"),
        number: Some("decryption_proofs.1.4.response"),
        list: Some("decryption_proofs.1"),
        ..message("a decryption", decryption(3), Place::Decryption(3, 1))
    },
    message(
        "the owner of a decryption",
        decryption(3) + 1,
        Place::Record(record(decryption(3) + 1)),
    ),
];

type Edit = fn(&Message, &str) -> String;

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for message in MESSAGES {
        for (name, edit) in of_any() {
            kit.push(corruption(message, name, edit, "Malformed"));
        }
        if message.element.is_some() {
            for (name, edit) in of_elements() {
                kit.push(corruption(message, name, edit, "Malformed"));
            }
        }
        if message.number.is_some() {
            for (name, edit) in of_numbers() {
                kit.push(corruption(message, name, edit, "Malformed"));
            }
            for (name, edit) in of_canonical_numbers() {
                kit.push(corruption(message, name, edit, message.not_canonical));
            }
        }
        if message.list.is_some() {
            for (name, edit) in of_lists() {
                kit.push(corruption(message, name, edit, "Malformed"));
            }
        }
    }
    kit
}

fn corruption(message: Message, name: &str, edit: Edit, reason: &'static str) -> Corruption {
    Corruption::text(
        format!("{name} in {}", message.name),
        message.piece,
        move |_, text| edit(&message, text),
        message.place,
        reason,
    )
}

fn of_any() -> [(&'static str, Edit); 17] {
    [
        ("a space behind a colon", |_, text| {
            text.replacen(':', ": ", 1)
        }),
        ("a space behind a comma", |_, text| {
            text.replacen(',', ", ", 1)
        }),
        ("a space before all", |_, text| format!(" {text}")),
        ("a line's end behind all", |_, text| format!("{text}\n")),
        ("a mark of byte order", |_, text| format!("\u{feff}{text}")),
        ("a message behind the message", |_, text| {
            format!("{text}{text}")
        }),
        ("nothing instead of all", |_, _| String::new()),
        ("null instead of all", |_, _| "null".to_owned()),
        ("the last byte missing", |_, text| {
            text[..text.len() - 1].to_owned()
        }),
        ("an escaped letter", |_, text| {
            let quote = text.find('"').unwrap() + 1;
            let letter = u32::from(text.as_bytes()[quote]);
            format!("{}\\u{letter:04x}{}", &text[..quote], &text[quote + 1..])
        }),
        ("an empty object", |message, text| {
            set(text, message.object, "{}")
        }),
        ("a list instead of an object", |message, text| {
            set(text, message.object, "[]")
        }),
        ("an unknown key before all", |message, text| {
            let object = get(text, message.object);
            set(text, message.object, &format!("{{\"x\":1,{}", &object[1..]))
        }),
        ("an unknown key behind all", |message, text| {
            let object = get(text, message.object);
            let open = &object[..object.len() - 1];
            set(text, message.object, &format!("{open},\"x\":1}}"))
        }),
        ("a key twice", |message, text| {
            let object = get(text, message.object);
            let first = fields(object)[0];
            set(text, message.object, &format!("{{{first},{}", &object[1..]))
        }),
        ("keys in another order", |message, text| {
            let mut fields = fields(get(text, message.object));
            fields.rotate_left(1);
            set(text, message.object, &format!("{{{}}}", fields.join(",")))
        }),
        ("a key missing", |message, text| {
            let fields = fields(get(text, message.object));
            set(
                text,
                message.object,
                &format!("{{{}}}", fields[..fields.len() - 1].join(",")),
            )
        }),
    ]
}

fn of_elements() -> [(&'static str, Edit); 6] {
    fn element(message: &Message) -> &'static str {
        message.element.unwrap()
    }
    [
        ("an element in upper case", |message, text| {
            set_quoted(text, element(message), &"AB".repeat(32))
        }),
        ("an element that is too short", |message, text| {
            let digits = unquoted(text, element(message));
            set_quoted(text, element(message), &digits[1..])
        }),
        ("an element that is too long", |message, text| {
            let digits = unquoted(text, element(message));
            set_quoted(text, element(message), &format!("0{digits}"))
        }),
        ("an empty element", |message, text| {
            set_quoted(text, element(message), "")
        }),
        ("an element that is a number", |message, text| {
            set(text, element(message), "1")
        }),
        ("an element that is null", |message, text| {
            set(text, element(message), "null")
        }),
    ]
}

fn number(message: &Message) -> &'static str {
    message.number.unwrap()
}

fn of_numbers() -> [(&'static str, Edit); 7] {
    [
        ("a number without quotes", |message, text| {
            let digits = unquoted(text, number(message));
            set(text, number(message), digits)
        }),
        ("a small number without quotes", |message, text| {
            set(text, number(message), "1")
        }),
        ("an empty number", |message, text| {
            set_quoted(text, number(message), "")
        }),
        ("a number with a sign", |message, text| {
            let digits = unquoted(text, number(message));
            set_quoted(text, number(message), &format!("-{digits}"))
        }),
        ("a number in hexadecimal", |message, text| {
            set_quoted(text, number(message), "0a")
        }),
        ("a number with a space", |message, text| {
            set_quoted(text, number(message), "1 ")
        }),
        ("a number in other digits", |message, text| {
            set_quoted(text, number(message), "९")
        }),
    ]
}

fn of_canonical_numbers() -> [(&'static str, Edit); 5] {
    [
        ("a number with a leading zero", |message, text| {
            let digits = unquoted(text, number(message));
            set_quoted(text, number(message), &format!("0{digits}"))
        }),
        ("the number 00", |message, text| {
            set_quoted(text, number(message), "00")
        }),
        ("a number plus the order", |message, text| {
            unreduced(text, number(message))
        }),
        ("the order as a number", |message, text| {
            let order =
                "7237005577332262213973186563042994240857116359379907606001950938285454250989";
            set_quoted(text, number(message), order)
        }),
        ("a number of 200 digits", |message, text| {
            set_quoted(text, number(message), &"9".repeat(200))
        }),
    ]
}

fn of_lists() -> [(&'static str, Edit); 4] {
    fn of(message: &Message) -> &'static str {
        message.list.unwrap()
    }
    [
        ("an item twice", |message, text| {
            twice(text, &format!("{}.0", of(message)))
        }),
        ("an item missing", |message, text| {
            let items = items(text, of(message));
            let fewer = list(&items[1..]);
            set(text, of(message), &fewer)
        }),
        ("an empty list", |message, text| {
            set(text, of(message), "[]")
        }),
        ("a comma behind a list", |message, text| {
            let items = get(text, of(message));
            let open = &items[..items.len() - 1];
            set(text, of(message), &format!("{open},]"))
        }),
    ]
}

/// The fields of an object, each with its key.
fn fields(object: &str) -> Vec<&str> {
    let mut rest = object.strip_prefix('{').unwrap();
    let mut fields = Vec::new();
    while !rest.is_empty() && rest != "}" {
        let value = super::json::end_of(rest, 0) + 1;
        let end = super::json::end_of(rest, value);
        fields.push(&rest[..end]);
        rest = &rest[end + 1..];
    }
    fields
}

#[test]
fn messages_in_another_form_are_found() {
    assert_found(&corruptions());
}
