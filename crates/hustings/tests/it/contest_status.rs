//! `hustings contest status`, of a contest that is kept in a store.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use hustings_contest::event::{Act, LogEstablished, Record, Role};
use hustings_contest::{Digest, Log};
use hustings_log::note::{KeyName, SigningKey};
use hustings_office::{Beginning, Beside, Hand, Office, indexer};
use hustings_store::{Location, Store};
use tempfile::TempDir;

const RULEBOOK: &str = include_str!("../../../contest/tests/data/kept/rulebook.toml");
const EVENTS: &str = include_str!("../../../contest/tests/data/kept/events.jsonl");

/// The small contest up to the end of its poll, in the folder, with so many ballots in the box of the members.
async fn held(folder: &Path, ballots: usize) {
    let location = Location::File(folder.join("contest.hustings"));
    let store = Store::create(&location, indexer).await.unwrap();
    let origin: KeyName = "example.org/contest".parse().unwrap();
    let key = SigningKey::from_seed(origin.clone(), &[7; 32]);
    let beginning = Beginning {
        id: "contest".parse().unwrap(),
        rulebook: RULEBOOK.to_owned(),
        record: Record::Mock,
        log: LogEstablished {
            origin: origin.to_string(),
            key: key.verifying_key().to_string(),
            witnesses: [].into(),
            quorum: 0,
        },
        key,
    };
    let hand = Hand {
        actor: Some("Rob Oak".to_owned()),
        role: Role::ReturningOfficer,
        now: "2027-02-20T10:00:00".parse().unwrap(),
        decided: None,
        received: None,
        sources: Vec::new(),
        note: None,
    };
    let mut office = Office::found(store.clone(), beginning, &hand)
        .await
        .unwrap();
    let events = EVENTS.replace("sha256:RULEBOOK", Digest::of(RULEBOOK.as_bytes()).as_str());
    for event in &Log::read(events.as_bytes()).unwrap().events[2..] {
        match event.act {
            Act::PollOpened(_) => office
                .open_poll(&hand_at(&hand, "2027-04-01T09:00:00"))
                .await
                .map(drop)
                .unwrap(),
            Act::PollClosed(_) => break,
            _ => office
                .record(std::slice::from_ref(event), Beside::default())
                .await
                .map(drop)
                .unwrap(),
        }
    }
    // Nothing that a box could read: whoever looks into it to say where the contest stands would stumble.
    let log = office.id().box_log(&"members".parse().unwrap()).unwrap();
    let entries: Vec<Vec<u8>> = (0..ballots)
        .map(|number| format!("no ballot {number}").into_bytes())
        .collect();
    let mut turn = store.turn(std::slice::from_ref(&log)).await.unwrap();
    turn.append(&log, &entries).await.unwrap();
    turn.commit().await.unwrap();
    store.close().await;
}

fn hand_at(hand: &Hand, now: &str) -> Hand {
    Hand {
        now: now.parse().unwrap(),
        ..hand.clone()
    }
}

fn kept(ballots: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(held(folder.path(), ballots));
    folder
}

fn status(folder: &TempDir, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hustings"))
        .args(["contest", "status", "--data"])
        .arg(folder.path())
        .args(arguments)
        .env("HUSTINGS_MOCK_TIME", "2027-04-20T12:00:01")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn ballots_are_counted_without_reading_one() {
    let folder = kept(300);
    let text = status(&folder, &[]);
    assert!(
        text.starts_with("MOCK, nobody is elected: The society's contest\n"),
        "{text}"
    );
    assert!(
        text.contains("members: 5 credentials, 300 ballots, 1 removed\n"),
        "{text}"
    );
    let overdue = "OVERDUE since 20 April 2027, 12:00: returning officer (Rob Oak): close the poll [ballot.window]";
    assert!(text.contains(overdue), "{text}");
    assert!(
        !text.contains("take in papers"),
        "it is too late for that: {text}"
    );
    let json: serde_json::Value = serde_json::from_str(&status(&folder, &["--json"])).unwrap();
    assert_eq!(json["boxes"][0]["ballots"], 300);
    assert_eq!(json["duties"][0]["overdue"], true);
}

#[test]
#[ignore = "takes a store of 100,000 ballots"]
fn a_large_poll_answers_as_fast_as_a_small_one() {
    let folder = kept(100_000);
    let started = Instant::now();
    let text = status(&folder, &[]);
    let taken = started.elapsed();
    assert!(text.contains("100000 ballots"), "{text}");
    assert!(taken.as_millis() < 100, "{taken:?}");
}
