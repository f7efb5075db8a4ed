use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::slice::from_ref;

use hustings_store::{LogName, RowKey, Store, StoreError, backup, fsck, no_marks, restore};

use super::faults::filled;
use crate::place::{Place, entry, words};

/// A store with something in every table.
async fn full(place: &Place) -> (Store, LogName) {
    let (store, log) = filled(place).await;
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    for number in 0..300 {
        let at = RowKey::new("contest", "roll", format!("{number}"));
        turn.put_row(&at, &[0, 255, 39, 92]).await.unwrap();
    }
    turn.close_log(&log).await.unwrap();
    turn.commit().await.unwrap();
    (store, log)
}

/// All that a store says.
async fn all(store: &Store, log: &LogName) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        store.heads().await.unwrap(),
        store
            .entries(log, 0..u64::MAX)
            .await
            .unwrap()
            .all()
            .await
            .unwrap(),
        store.root(log).await.unwrap(),
        store.checkpoints(log).await.unwrap(),
        store.rows("contest", "roll").all().await.unwrap(),
        store.find(log, "voter", "voter599").await.unwrap(),
    )
}

fn file(place: &Place) -> PathBuf {
    place.folder.path().join("backup.hustings")
}

pub async fn a_backup_is_restored_into_either_database(place: Place) {
    let (store, log) = full(&place).await;
    let file = file(&place);
    backup(&store, &file).await.unwrap();
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let expected = all(&store, &log).await;
    let before = fs::read(&file).unwrap();
    for database in crate::place::Database::ALL
        .into_iter()
        .filter(|database| database.is_there())
    {
        let other = Place::new(database);
        let (restored, report) = restore(&file, &other.location, words()).await.unwrap();
        assert!(report.is_clean(), "{report}");
        assert_eq!(all(&restored, &log).await, expected);
        // And back again, byte for byte.
        let again = other.folder.path().join("again.hustings");
        backup(&restored, &again).await.unwrap();
        assert!(fs::read(&again).unwrap() == before);
    }
    assert!(fs::read(&file).unwrap() == before, "a backup is only read");
}

pub async fn a_backup_overwrites_nothing(place: Place) {
    let (store, _) = full(&place).await;
    let file = file(&place);
    fs::write(&file, "something").unwrap();
    let again = backup(&store, &file).await;
    assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
    assert_eq!(fs::read(&file).unwrap(), b"something");
    let nowhere = place.folder.path().join("none/backup.hustings");
    let nowhere = backup(&store, &nowhere).await;
    assert!(
        matches!(nowhere, Err(StoreError::File { .. })),
        "{nowhere:?}"
    );
}

pub async fn a_restore_overwrites_nothing(place: Place) {
    let (store, _) = full(&place).await;
    let file = file(&place);
    backup(&store, &file).await.unwrap();
    let again = restore(&file, &place.location, words()).await.map(|_| ());
    assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
    assert!(fsck(&store).await.unwrap().is_clean());
}

pub async fn what_is_no_backup_is_not_restored(place: Place) {
    let file = file(&place);
    let missing = restore(&file, &place.location, no_marks).await.map(|_| ());
    assert!(
        matches!(missing, Err(StoreError::Missing { .. })),
        "{missing:?}"
    );
    fs::write(
        &file,
        "this is a text and no database, however long it is made to be here".repeat(99),
    )
    .unwrap();
    let text = restore(&file, &place.location, no_marks).await.map(|_| ());
    assert!(matches!(text, Err(StoreError::Damaged { .. })), "{text:?}");
    fs::write(&file, "").unwrap();
    let empty = restore(&file, &place.location, no_marks).await.map(|_| ());
    assert!(
        matches!(empty, Err(StoreError::Missing { .. })),
        "{empty:?}"
    );
    // The place is still free.
    place.create().await;
}

pub async fn a_backup_is_of_one_moment_while_others_write(place: Place) {
    let (store, log) = place.with_log().await;
    let writer = tokio::spawn({
        let (store, log) = (store.clone(), log.clone());
        async move {
            loop {
                let mut turn = store.turn(from_ref(&log)).await.unwrap();
                turn.append(&log, &[entry("anna"), entry("ben")])
                    .await
                    .unwrap();
                turn.commit().await.unwrap();
            }
        }
    });
    for round in 0..5 {
        let file = place.folder.path().join(format!("{round}.hustings"));
        backup(&store, &file).await.unwrap();
        let restored = Place::new(crate::place::Database::Sqlite);
        let (restored, report) = restore(&file, &restored.location, words()).await.unwrap();
        assert!(report.is_clean(), "{report}");
        assert_eq!(restored.head(&log).await.unwrap().size % 2, 0);
    }
    writer.abort();
}
