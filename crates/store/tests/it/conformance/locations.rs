use hustings_store::{Location, Store, StoreError, VERSION, no_marks};

use crate::place::{Database, Place, entry, log, words};

pub async fn a_store_is_created_once_and_opened_often(place: Place) {
    let (store, log) = place.with_log().await;
    let mut turn = store.turn(std::slice::from_ref(&log)).await.unwrap();
    turn.append(&log, &[entry("anna")]).await.unwrap();
    turn.commit().await.unwrap();
    store.close().await;
    let again = Store::create(&place.location, words()).await;
    assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
    for _ in 0..2 {
        let store = place.open().await;
        assert_eq!(store.head(&log).await.unwrap().size, 1);
    }
}

pub async fn a_missing_store_is_not_opened(place: Place) {
    let missing = Store::open(&place.location, no_marks).await;
    assert!(
        matches!(missing, Err(StoreError::Missing { .. })),
        "{missing:?}"
    );
    let message = missing.unwrap_err().to_string();
    assert!(message.contains("create one first"), "{message}");
    if place.database == Database::Sqlite {
        let Location::File(path) = &place.location else {
            panic!("a file");
        };
        assert!(!path.exists());
    }
    place.create().await;
    place.open().await.head(&log("none")).await.unwrap_err();
}

pub async fn a_newer_store_is_refused(place: Place) {
    place.create().await.close().await;
    place
        .sql(&format!("UPDATE schema SET version = {}", VERSION + 1))
        .await;
    let newer = Store::open(&place.location, no_marks).await;
    assert!(matches!(newer, Err(StoreError::Newer { .. })), "{newer:?}");
    assert!(
        newer
            .unwrap_err()
            .to_string()
            .contains("use the newer program")
    );
}

pub async fn a_database_of_another_program_is_not_touched(place: Place) {
    place.with_log().await.0.close().await;
    place.sql("ALTER TABLE schema RENAME TO something").await;
    if let Location::File(path) = &place.location {
        place.sql("PRAGMA journal_mode = DELETE").await;
        let before = std::fs::read(path).unwrap();
        let opened = Store::open(&place.location, no_marks).await;
        assert!(
            matches!(opened, Err(StoreError::Missing { .. })),
            "{opened:?}"
        );
        let created = Store::create(&place.location, no_marks).await;
        assert!(
            matches!(created, Err(StoreError::Exists { .. })),
            "{created:?}"
        );
        assert!(std::fs::read(path).unwrap() == before);
    } else {
        let opened = Store::open(&place.location, no_marks).await;
        assert!(
            matches!(opened, Err(StoreError::Missing { .. })),
            "{opened:?}"
        );
        let created = Store::create(&place.location, no_marks).await;
        assert!(created.is_err(), "its tables are in the way");
        assert_eq!(place.number("SELECT count(*) FROM head").await, 1);
    }
}
