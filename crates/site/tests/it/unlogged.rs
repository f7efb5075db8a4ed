//! A whole sign-in, and mails, of which nothing is in the log that anybody could use.

use std::net::TcpListener;
use std::sync::Arc;

use hustings_site::mail::Mail;
use hustings_site::{MailSettings, Settings, Site};

use crate::account::{code, shown_secret};
use crate::browser::Browser;
use crate::logs::Logs;
use crate::place::{Database, Place};
use crate::sink::Sink;

const EMAIL: &str = "anna.officer@example.org";
const NAME: &str = "Anna Returning-Officer";
const PASSWORD: &str = "four words that nobody says";
const WHENCE: &str = "203.0.113.77";

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_and_a_mail_leave_no_secret_in_the_log() {
    let logs = Logs::capture();
    let place = Place::new(Database::Sqlite).unwrap();
    let store = place.create().await;
    let sink = Sink::start().await;
    sink.answer("ben@example.org", "550 no <ben@example.org> here", 1);
    sink.answer("clara@example.org", "451 not now, clara@example.org", 1);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let origin = format!("http://{address}");
    let settings = Settings {
        url: origin.parse().unwrap(),
        mail: Some(MailSettings {
            smtp: sink.url(),
            from: "vote@example.org".to_owned(),
        }),
        behind_proxy: true,
    };
    let site = Site::new(store.clone(), settings);
    let link = site.beginning().await.unwrap().unwrap();
    let serving = tokio::spawn(Arc::clone(&site).serve(listener, std::future::pending()));
    let path = link.strip_prefix(&origin).unwrap();

    let mut browser = Browser::new(address, &origin);
    browser.from = Some(WHENCE.to_owned());
    let page = browser.get(path).await;
    let secret = shown_secret(&page);
    let first = code(&secret, 0);
    let account = [
        ("email", EMAIL),
        ("name", NAME),
        ("password", PASSWORD),
        ("again", PASSWORD),
        ("code", &first),
    ];
    let made = browser.post(&page, path, &account).await;
    assert!(made.location().unwrap().starts_with("/sign-in"), "{made:?}");
    let page = browser.get("/sign-in").await;
    let second = code(&secret, 1);
    let wrong = [
        ("email", EMAIL),
        ("password", "not that password at all"),
        ("code", &second),
    ];
    let refused = browser.post(&page, "/sign-in", &wrong).await;
    assert!(
        refused.location().unwrap().contains("refused"),
        "{refused:?}"
    );
    let anonymous = browser.cookie.clone().unwrap();
    let right = [("email", EMAIL), ("password", PASSWORD), ("code", &second)];
    let signed_in = browser.post(&page, "/sign-in", &right).await;
    assert!(
        signed_in.location().unwrap().contains("signed-in"),
        "{signed_in:?}"
    );
    let cookie = browser.cookie.clone().unwrap();
    assert_ne!(cookie, anonymous);
    let mut stranger = Browser::new(address, &origin);
    let forged = stranger.post(&page, "/sign-in", &right).await;
    assert_eq!(forged.status, 403);

    let mut turn = store.turn(&[]).await.unwrap();
    for to in ["ben@example.org", "clara@example.org", "dai@example.org"] {
        let mail = Mail {
            to: to.to_owned(),
            subject: "A subject of one mail".to_owned(),
            text: "Your code is 31415926.".to_owned(),
            contest: None,
            sort: "sign-in-code".to_owned(),
        };
        mail.queue(&mut turn).await.unwrap();
    }
    turn.commit().await.unwrap();
    sink.message_to("dai@example.org").await;
    crate::mails::until_settled(&store).await;
    serving.abort();

    let text = logs.text();
    for said in ["signed in", "a sign-in was refused", "delivered", "bounced"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let value = |cookie: &str| cookie.split_once('=').unwrap().1.to_owned();
    logs.assert_none_of(&[
        ("an address", "officer@example.org"),
        ("an elector's address", "ben@example.org"),
        ("an elector's address", "clara@example.org"),
        ("an elector's address", "dai@example.org"),
        ("a name", NAME),
        ("a password", PASSWORD),
        ("a wrong password", "not that password"),
        ("the secret of a second factor", &secret),
        ("a code", &first),
        ("a code", &second),
        ("an invitation", path.rsplit('/').next().unwrap()),
        ("a cookie", &value(&anonymous)),
        ("a session", &value(&cookie)),
        ("a form's token", &page.token().unwrap()),
        ("whence somebody comes", WHENCE),
        ("a mail's subject", "A subject of"),
        ("a mail's text", "31415926"),
    ]);
}
