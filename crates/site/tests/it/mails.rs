//! Mails, from the queue to the server, whatever happens on the way.

mod campaigns;
mod carriers;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use hustings_site::mail::{self, Mail};
use hustings_store::{RowKey, Store};
use rstest::rstest;

use crate::place::{Database, Place};
use crate::process::Process;
use crate::sink::Sink;

fn to(address: &str) -> Mail {
    Mail {
        to: address.to_owned(),
        subject: "Pleidlais – your vote".to_owned(),
        text: "Annwyl etholwr,\n.\n..\nYour poll is open.\n".to_owned(),
        contest: Some("leader".to_owned()),
        sort: "poll-open".to_owned(),
    }
}

async fn queue(store: &Store, mails: &[Mail]) {
    let mut turn = store.turn(&[]).await.unwrap();
    for mail in mails {
        mail.queue(&mut turn).await.unwrap();
    }
    turn.commit().await.unwrap();
}

fn many(count: usize) -> Vec<Mail> {
    (0..count)
        .map(|number| to(&format!("elector{number}@example.org")))
        .collect()
}

/// As if so much time had passed that every mail is due and every claim has lapsed.
async fn time_passes(store: &Store) {
    let mut turn = store.turn(&[]).await.unwrap();
    let waiting = turn.rows("~site", "mail").all().await.unwrap();
    for (key, value) in waiting {
        let (_, id) = key.split_once('-').unwrap();
        let now = RowKey::new("~site", "mail", format!("{:016}-{id}", 0));
        turn.delete_row(&RowKey::new("~site", "mail", &*key))
            .await
            .unwrap();
        turn.put_row(&now, &value).await.unwrap();
    }
    turn.commit().await.unwrap();
}

async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    let start = Instant::now();
    while !is_so().await {
        assert!(start.elapsed() < Duration::from_secs(30), "not yet: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Until every mail was tried, whatever came of it.
pub async fn until_settled(store: &Store) {
    until("every mail was tried", async || {
        let rows = store.rows("~site", "mail").all().await.unwrap();
        let untried =
            |(_, row): &(String, Vec<u8>)| String::from_utf8_lossy(row).contains("\"tries\":0");
        !rows.iter().any(untried)
    })
    .await;
}

async fn waiting(store: &Store) -> u64 {
    mail::standing(store, Some("leader")).await.unwrap().waiting
}

async fn until_none_waits(store: &Store) {
    until("no mail waits", async || waiting(store).await == 0).await;
}

fn assert_each_once(sink: &Sink, count: usize) {
    let messages = sink.messages();
    let addresses: BTreeSet<&str> = messages.iter().map(|it| &*it.to).collect();
    assert_eq!((messages.len(), addresses.len()), (count, count));
}

#[rstest]
#[case::in_a_file(Database::Sqlite)]
#[case::in_postgresql(Database::Postgres)]
#[tokio::test]
async fn a_mail_arrives_as_it_was_written_and_is_counted(#[case] database: Database) {
    let Some(place) = Place::new(database) else {
        return;
    };
    let store = place.create().await;
    let sink = Sink::start().await;
    let process = Process::start(&place, &sink).await;
    queue(&store, &[to("anna@example.org")]).await;
    let message = sink.message_to("anna@example.org").await;
    assert_eq!(message.from, "vote@example.org");
    assert_eq!(message.text(), to("").text);
    let from = message.header("From").unwrap();
    assert_eq!(from, "\"Returning officer\" <vote@example.org>");
    let id = message.header("Message-ID").unwrap();
    assert!(id.ends_with("@vote.example.org>"), "{id}");
    assert_eq!(message.header("Auto-Submitted").unwrap(), "auto-generated");
    until_none_waits(&store).await;
    let standing = mail::standing(&store, Some("leader")).await.unwrap();
    assert_eq!(standing.delivered["poll-open"], 1);
    assert_eq!(standing.bounces, 0);
    let other = mail::standing(&store, Some("deputy")).await.unwrap();
    assert!(other.delivered.is_empty());
    process.stop().await;
}

#[tokio::test]
async fn where_nothing_is_said_of_a_server_mails_wait() {
    let place = Place::new(Database::Sqlite).unwrap();
    let store = place.create().await;
    queue(&store, &many(3)).await;
    let standing = mail::standing(&store, Some("leader")).await.unwrap();
    assert_eq!((standing.waiting, standing.more), (3, false));
    let other = mail::standing(&store, None).await.unwrap();
    assert_eq!(other.waiting, 0);
}

#[rstest]
#[case::in_a_file(Database::Sqlite)]
#[case::in_postgresql(Database::Postgres)]
#[tokio::test]
async fn what_is_refused_for_now_is_tried_again_under_the_same_id(#[case] database: Database) {
    let Some(place) = Place::new(database) else {
        return;
    };
    let store = place.create().await;
    let sink = Sink::start().await;
    sink.answer("anna@example.org", "451 4.7.1 come back later", 2);
    let process = Process::start(&place, &sink).await;
    queue(&store, &[to("anna@example.org"), to("ben@example.org")]).await;
    sink.message_to("ben@example.org").await;
    for tries in 1..=2 {
        until("it was tried", async || {
            let rows = store.rows("~site", "mail").all().await.unwrap();
            let tried = format!("\"tries\":{tries}");
            rows.len() == 1 && String::from_utf8_lossy(&rows[0].1).contains(&tried)
        })
        .await;
        assert_eq!(sink.count(), 1);
        time_passes(&store).await;
    }
    let rows = store.rows("~site", "mail").all().await.unwrap();
    let message = sink.message_to("anna@example.org").await;
    if let Some((key, _)) = rows.first() {
        let (_, id) = key.split_once('-').unwrap();
        assert!(message.header("Message-ID").unwrap().contains(id));
    }
    until_none_waits(&store).await;
    let standing = mail::standing(&store, Some("leader")).await.unwrap();
    assert_eq!(standing.delivered["poll-open"], 2);
    process.stop().await;
}

#[tokio::test]
async fn after_three_days_it_is_given_up_and_the_officer_told() {
    let place = Place::new(Database::Sqlite).unwrap();
    let store = place.create().await;
    let (key, value) = to("anna@example.org").row();
    let mut value: serde_json::Value = serde_json::from_slice(&value).unwrap();
    let since = value["since"].as_i64().unwrap();
    value["since"] = (since - 3 * 24 * 3600).into();
    let mut turn = store.turn(&[]).await.unwrap();
    turn.put_row(&key, value.to_string().as_bytes())
        .await
        .unwrap();
    turn.commit().await.unwrap();
    let sink = Sink::start().await;
    sink.answer("anna@example.org", "451 come back later", 1);
    let process = Process::start(&place, &sink).await;
    until_none_waits(&store).await;
    let standing = mail::standing(&store, Some("leader")).await.unwrap();
    let reason = &standing.bounced[0].reason;
    assert_eq!(reason, "given up after three days: 451 come back later");
    process.stop().await;
}

#[rstest]
#[case::in_a_file(Database::Sqlite)]
#[case::in_postgresql(Database::Postgres)]
#[tokio::test]
async fn what_is_refused_for_good_is_told_the_officer_who_sends_it_elsewhere(
    #[case] database: Database,
) {
    let Some(place) = Place::new(database) else {
        return;
    };
    let store = place.create().await;
    let sink = Sink::start().await;
    sink.answer("ana@example.org", "550 5.1.1 nobody of that name", 9);
    let process = Process::start(&place, &sink).await;
    queue(&store, &[to("ana@example.org"), to("ben@example.org")]).await;
    sink.message_to("ben@example.org").await;
    until_none_waits(&store).await;
    let contest = Some("leader");
    let standing = mail::standing(&store, contest).await.unwrap();
    let [bounce] = &standing.bounced[..] else {
        panic!("{standing:?}");
    };
    assert_eq!(bounce.address, "ana@example.org");
    assert_eq!(bounce.reason, "550 5.1.1 nobody of that name");
    assert_eq!(bounce.sort, "poll-open");
    let again = mail::send_again(&store, contest, &bounce.key, Some("anna@example.org")).await;
    assert!(again.unwrap());
    sink.message_to("anna@example.org").await;
    let again = mail::send_again(&store, contest, &bounce.key, None).await;
    assert!(!again.unwrap());
    assert_eq!(mail::standing(&store, contest).await.unwrap().bounces, 0);
    process.stop().await;
}

#[tokio::test]
async fn a_mail_that_came_back_is_noted_by_the_officer_and_forgotten() {
    let place = Place::new(Database::Sqlite).unwrap();
    let store = place.create().await;
    let contest = Some("leader");
    mail::note_bounce(&store, contest, "anna@example.org", "over quota\r\nx")
        .await
        .unwrap();
    let standing = mail::standing(&store, contest).await.unwrap();
    let bounce = &standing.bounced[0];
    assert_eq!(bounce.reason, "over quota  x");
    assert!(!bounce.can_be_sent_again());
    let again = mail::send_again(&store, contest, &bounce.key, None).await;
    assert!(!again.unwrap());
    let forgotten = mail::forget_bounce(&store, contest, &bounce.key).await;
    assert!(forgotten.unwrap());
    assert_eq!(mail::standing(&store, contest).await.unwrap().bounces, 0);
}

#[tokio::test]
async fn a_mail_with_more_than_it_should_have_is_never_queued() {
    let place = Place::new(Database::Sqlite).unwrap();
    let store = place.create().await;
    let address = "anna@example.org\r\nBcc: ben@example.org";
    let subject = Mail {
        subject: "Vote\r\nBcc: ben@example.org".to_owned(),
        ..to("anna@example.org")
    };
    queue(&store, &[to(address), subject]).await;
    let standing = mail::standing(&store, Some("leader")).await.unwrap();
    assert_eq!((standing.waiting, standing.bounces), (0, 2));
    for bounce in &standing.bounced {
        assert!(bounce.reason.contains("line break"), "{}", bounce.reason);
        assert!(!bounce.address.contains(['\r', '\n']));
    }
}
