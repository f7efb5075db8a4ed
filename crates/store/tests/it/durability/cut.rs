//! A connection that is cut in the middle of a commit, by a go-between that knows what a commit looks like.

use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use hustings_store::{Absent, Answer, Append, Location, Mark, Store, StoreError};

use crate::place::{Place, block_on, entry, log, words};

/// What happens to the next commit.
const NOTHING: u8 = 0;
const CUT_BEFORE: u8 = 1;
const CUT_AFTER: u8 = 2;

/// The name that a server's socket has in its folder.
const SOCKET: &str = ".s.PGSQL.5432";

/// Stands between the store and the server of a place.
struct Between {
    folder: tempfile::TempDir,
    next_commit: Arc<AtomicU8>,
}

impl Between {
    fn new(server: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(SOCKET)).unwrap();
        let next_commit = Arc::new(AtomicU8::new(NOTHING));
        let next = Arc::clone(&next_commit);
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let server = UnixStream::connect(server.join(SOCKET)).unwrap();
                serve(client.unwrap(), server, Arc::clone(&next));
            }
        });
        Self {
            folder,
            next_commit,
        }
    }
}

/// Hands on what both say, in two threads that end with their connection.
fn serve(mut client: UnixStream, mut server: UnixStream, next_commit: Arc<AtomicU8>) {
    let (mut from_server, mut to_client) =
        (server.try_clone().unwrap(), client.try_clone().unwrap());
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut from_server, &mut to_client);
        let _ = to_client.shutdown(Shutdown::Both);
    });
    std::thread::spawn(move || {
        let mut bytes = vec![0; 65_536];
        while let Ok(count @ 1..) = client.read(&mut bytes) {
            let commits = bytes[..count]
                .windows(7)
                .any(|window| window == b"COMMIT\0");
            let cut = if commits {
                next_commit.swap(NOTHING, Ordering::SeqCst)
            } else {
                NOTHING
            };
            if cut == CUT_BEFORE {
                break;
            }
            if cut == CUT_AFTER {
                // The client is gone before the server answers.
                let _ = client.shutdown(Shutdown::Both);
            }
            if server.write_all(&bytes[..count]).is_err() {
                break;
            }
            if cut == CUT_AFTER {
                std::thread::sleep(Duration::from_millis(300));
                break;
            }
        }
        let _ = client.shutdown(Shutdown::Both);
        let _ = server.shutdown(Shutdown::Both);
    });
}

/// The same database, by another folder.
fn through(location: &Location, folder: &Path) -> Location {
    let Location::Postgres(url) = location else {
        panic!("PostgreSQL");
    };
    let mut url = url.clone();
    url.set_query(Some(&format!("host={}", folder.display())));
    Location::Postgres(url)
}

fn folder(location: &Location) -> PathBuf {
    let Location::Postgres(url) = location else {
        panic!("PostgreSQL");
    };
    let host = url.query_pairs().find(|(key, _)| key == "host").unwrap();
    PathBuf::from(host.1.into_owned())
}

pub fn test() {
    let place = Place::new(crate::place::Database::Postgres);
    let between = Between::new(folder(&place.location));
    block_on(async {
        place.with_log().await;
        let location = through(&place.location, between.folder.path());
        let store = Store::open(&location, words()).await.unwrap();
        let intake = store.intake();
        let ballots = log("ballots");
        for (voter, cut, written) in [("anna", CUT_BEFORE, None), ("ben", CUT_AFTER, Some(1))] {
            let append = Append {
                log: ballots.clone(),
                entry: entry(voter),
                absent: vec![Absent::Mark(Mark::new("voter", voter))],
                beside: Vec::new(),
            };
            between.next_commit.store(cut, Ordering::SeqCst);
            let unknown = intake.append(append.clone()).await.unwrap_err();
            assert!(matches!(unknown, StoreError::Unknown { .. }), "{unknown:?}");
            assert!(
                unknown.is_unknown() && unknown.to_string().contains("look it up"),
                "{unknown}"
            );
            // The server may still be at it.
            tokio::time::sleep(Duration::from_millis(500)).await;
            // As the remedy says, in the same process and by the same queue.
            let found = store.find(&ballots, "voter", voter).await.unwrap();
            assert_eq!(found, written, "{voter}");
            let again = intake.append(append).await.unwrap();
            match written {
                None => assert_eq!(again, Answer::Appended { index: 0 }),
                at => assert!(matches!(again, Answer::Refused { at: found, .. } if found == at)),
            }
        }
        // Trying again at once waits for the turn whose outcome is unknown.
        for round in 0..10 {
            let voter = format!("carl{round}");
            let append = Append {
                log: ballots.clone(),
                entry: entry(&voter),
                absent: vec![Absent::Mark(Mark::new("voter", voter))],
                beside: Vec::new(),
            };
            between.next_commit.store(CUT_AFTER, Ordering::SeqCst);
            intake.append(append.clone()).await.unwrap_err();
            let again = intake.append(append).await.unwrap();
            let at = 2 + round;
            assert!(
                matches!(again, Answer::Refused { at: Some(found), .. } | Answer::Appended { index: found } if found == at)
            );
        }
        assert_eq!(store.head(&ballots).await.unwrap().size, 12);
    });
}
