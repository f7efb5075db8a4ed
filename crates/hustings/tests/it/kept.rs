//! A small mock contest that is kept in a store, as far as its log is recorded.

use std::path::Path;

use hustings_contest::event::{Act, LogEstablished, Record, Role};
use hustings_contest::{Digest, Log};
use hustings_log::note::{KeyName, SigningKey};
use hustings_office::{Beginning, Beside, Hand, Office, indexer};
use hustings_store::{Location, RowKey, Store};

const RULEBOOK: &str = include_str!("../../../contest/tests/data/kept/rulebook.toml");
const EVENTS: &str = include_str!("../../../contest/tests/data/kept/events.jsonl");
const PAPERS: &[u8] = include_bytes!("../../../contest/tests/data/kept/chair.blt");

/// Founds the contest in the folder, and records its log up to and without the first such act.
pub async fn until(folder: &Path, end: impl Fn(&Act) -> bool) -> (Store, Box<Office>) {
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
    let office = Office::found(store.clone(), beginning, &hand).await;
    let mut office = Box::new(office.unwrap());
    let events = EVENTS.replace("sha256:RULEBOOK", Digest::of(RULEBOOK.as_bytes()).as_str());
    for event in &Log::read(events.as_bytes()).unwrap().events[2..] {
        if end(&event.act) {
            break;
        }
        let recorded = match &event.act {
            Act::PollOpened(_) => office.open_poll(&at(&hand, "2027-04-01T09:00:00")).await,
            act => {
                office
                    .record(std::slice::from_ref(event), beside(act))
                    .await
            }
        };
        recorded.unwrap();
    }
    (store, office)
}

/// The papers are published with the event that names them.
fn beside(act: &Act) -> Beside {
    let Act::PapersPublished(published) = act else {
        return Beside::default();
    };
    let row = RowKey::new("contest", "file", published.file.clone());
    Beside {
        rows: vec![(row, PAPERS.to_vec())],
        ..Beside::default()
    }
}

fn at(hand: &Hand, now: &str) -> Hand {
    Hand {
        now: now.parse().unwrap(),
        ..hand.clone()
    }
}
