//! A server that is killed under load: whoever was told a tracker finds the ballot, and nobody's is there twice.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hustings_office::{Office, indexer, mark};
use hustings_store::{Location, Store};

use crate::client::Client;
use crate::poll::{self, Voter};
use crate::server::Server;

/// Voters who cast at once.
const AT_ONCE: usize = 32;

/// Kills a server so many times while ballots are cast; each voter who got no answer tries again at the next.
pub fn under_load(location: &Location, place: [&str; 2], kills: usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::create(location, indexer).await.unwrap();
        let voters = poll::open(&store, 400 * kills).await;
        let told = Arc::new(Mutex::new(BTreeSet::new()));
        let waiting = Arc::new(Mutex::new(voters.clone()));
        for kill in 0..kills {
            let server = Server::start(
                Path::new(env!("CARGO_BIN_EXE_hustings")),
                place,
                &["--without-limits"],
            );
            let casting: Vec<_> = (0..AT_ONCE)
                .map(|_| {
                    tokio::spawn(cast(
                        server.address,
                        Arc::clone(&waiting),
                        Arc::clone(&told),
                    ))
                })
                .collect();
            // At another moment each time: soon, and later.
            tokio::time::sleep(Duration::from_millis(60 + 47 * (kill as u64 % 7))).await;
            server.kill();
            for casting in casting {
                casting.await.unwrap();
            }
        }
        let told = told.lock().unwrap().clone();
        assert!(
            told.len() > kills,
            "so few were told that nothing is shown: {}",
            told.len()
        );
        assert!(
            told.len() < voters.len(),
            "every ballot was cast before the last kill"
        );
        every_tracker_is_found(&store, &told).await;
        let server = Server::start(
            Path::new(env!("CARGO_BIN_EXE_hustings")),
            place,
            &["--without-limits"],
        );
        let mut client = Client::connect(server.address).await.unwrap();
        for tracker in told.iter().take(50) {
            let escaped = tracker.replace('/', "%2F").replace('+', "%2B");
            let (status, body) = client
                .get(&format!("/api/contests/mock/trackers/{escaped}"))
                .await
                .unwrap();
            assert_eq!(status, 200, "{tracker}: {body}");
        }
        // Who was not told casts the same ballot again, and it is in the box once.
        for voter in &voters {
            let (status, body) = client.cast(voter).await.unwrap();
            assert!(matches!(status, 200 | 409), "{status}: {body}");
            assert!(body.contains(&voter.tracker), "{body}");
        }
        let office = Office::open(store.clone(), "mock".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(
            office.box_head(&poll::of()).await.unwrap().size,
            voters.len() as u64
        );
        let report = Office::fsck(&store, office.id()).await.unwrap();
        assert!(report.is_clean());
    });
}

async fn cast(
    address: std::net::SocketAddr,
    waiting: Arc<Mutex<Vec<Voter>>>,
    told: Arc<Mutex<BTreeSet<String>>>,
) {
    let Ok(mut client) = Client::connect(address).await else {
        return;
    };
    loop {
        let Some(voter) = waiting.lock().unwrap().pop() else {
            return;
        };
        match client.cast(&voter).await {
            Ok((200 | 409, body)) => {
                assert!(body.contains(&voter.tracker), "{body}");
                told.lock().unwrap().insert(voter.tracker);
            }
            Ok((status, body)) => panic!("{status}: {body}"),
            Err(_) => {
                waiting.lock().unwrap().push(voter);
                return;
            }
        }
    }
}

async fn every_tracker_is_found(store: &Store, told: &BTreeSet<String>) {
    let id: hustings_office::ContestId = "mock".parse().unwrap();
    let log = id.box_log(&poll::of()).unwrap();
    for tracker in told {
        let found = store.find(&log, mark::TRACKER, tracker).await.unwrap();
        assert!(found.is_some(), "{tracker} was told and is in no box");
    }
}
