//! Stores as released versions made them, which every later program opens: one file a version of the schema.
//!
//! When the schema gets a new version `HUSTINGS_RELEASE=1 cargo test -p hustings-store released` writes its file.

use std::fs;
use std::path::{Path, PathBuf};
use std::slice::from_ref;

use hustings_store::{Location, RowKey, Store, VERSION, backup, fsck, restore};
use libtest_mimic::Trial;

use crate::conformance::checkpoint;
use crate::place::{Database, Place, block_on, entry, log, words};

pub fn trials(trials: &mut Vec<Trial>) {
    for version in 1..=VERSION {
        let name = format!("sqlite::released::version_{version}_is_opened_upgraded_and_whole");
        let test = move || {
            block_on(opens(version));
            Ok(())
        };
        trials.push(Trial::test(name, test));
        let name = format!("sqlite::released::a_backup_of_version_{version}_is_restored");
        let test = move || {
            block_on(restores(version));
            Ok(())
        };
        trials.push(Trial::test(name, test));
    }
}

fn path(version: i64) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/released");
    folder.join(format!("{version}.hustings"))
}

async fn opens(version: i64) {
    let path = path(version);
    if std::env::var("HUSTINGS_RELEASE").is_ok() && version == VERSION && !path.exists() {
        write(&path).await;
    }
    let place = Place::new(Database::Sqlite);
    let Location::File(copy) = &place.location else {
        panic!("a file");
    };
    fs::copy(&path, copy).unwrap();
    let store = place.open().await;
    let ballots = log("ballots");
    let head = store.head(&ballots).await.unwrap();
    assert_eq!((head.size, head.closed), (300, true));
    assert_eq!(
        store.find(&ballots, "voter", "voter7").await.unwrap(),
        Some(7)
    );
    assert_eq!(
        store.entry(&ballots, 299).await.unwrap(),
        Some(entry("voter299 yes"))
    );
    let row = store
        .row(&RowKey::new("contest", "roll", "anna"))
        .await
        .unwrap();
    assert_eq!(row.unwrap(), b"private");
    assert_eq!(store.checkpoints(&ballots).await.unwrap().len(), 1);
    let report = fsck(&store).await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(place.number("SELECT version FROM schema").await, VERSION);
}

async fn restores(version: i64) {
    let place = Place::new(Database::Sqlite);
    let (store, report) = restore(&path(version), &place.location, words())
        .await
        .unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(store.head(&log("ballots")).await.unwrap().size, 300);
    assert_eq!(place.number("SELECT version FROM schema").await, VERSION);
}

/// Something in every table.
async fn write(path: &Path) {
    let place = Place::new(Database::Sqlite);
    let (store, ballots) = place.with_log().await;
    let entries: Vec<_> = (0..300)
        .map(|number| entry(&format!("voter{number} yes")))
        .collect();
    let mut turn = store.turn(from_ref(&ballots)).await.unwrap();
    turn.append(&ballots, &entries).await.unwrap();
    turn.put_row(&RowKey::new("contest", "roll", "anna"), b"private")
        .await
        .unwrap();
    turn.close_log(&ballots).await.unwrap();
    turn.commit().await.unwrap();
    let (size, root) = store.root(&ballots).await.unwrap();
    let mut turn = store.turn(from_ref(&ballots)).await.unwrap();
    turn.keep_checkpoint(&ballots, size, &checkpoint(size, &root))
        .await
        .unwrap();
    turn.commit().await.unwrap();
    backup(&store, path).await.unwrap();
    Store::open(&Location::File(place.folder.path().join("none")), words())
        .await
        .unwrap_err();
}
