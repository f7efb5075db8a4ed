use std::slice::from_ref;
use std::time::Duration;

use hustings_store::{RowKey, StoreError};

use crate::place::{Place, create_log, entry, log};

pub async fn a_turn_that_is_dropped_changes_nothing(place: Place) {
    let (store, log) = place.with_log().await;
    let at = RowKey::new("contest", "roll", "anna");
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.append(&log, &[entry("anna")]).await.unwrap();
    turn.put_row(&at, b"value").await.unwrap();
    turn.close_log(&log).await.unwrap();
    drop(turn);
    let head = store.head(&log).await.unwrap();
    assert_eq!((head.size, head.closed), (0, false));
    assert_eq!(store.row(&at).await.unwrap(), None);
    assert_eq!(store.find(&log, "voter", "anna").await.unwrap(), None);
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    assert_eq!(turn.append(&log, &[entry("ben")]).await.unwrap(), 0..1);
    turn.commit().await.unwrap();
}

pub async fn a_turn_sees_its_own_writes(place: Place) {
    let (store, log) = place.with_log().await;
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.append(&log, &["anna yes", "ben no"].map(entry))
        .await
        .unwrap();
    assert_eq!(turn.size(&log).unwrap(), 2);
    assert_eq!(turn.find(&log, "voter", "ben").await.unwrap(), Some(1));
    let entries = turn.entries(&log, 1..9).unwrap().all().await.unwrap();
    assert_eq!(entries, [entry("ben no")]);
    assert_eq!(store.head(&log).await.unwrap().size, 0);
    turn.commit().await.unwrap();
    assert_eq!(store.head(&log).await.unwrap().size, 2);
}

pub async fn a_turn_is_at_the_logs_that_it_named(place: Place) {
    let (store, ballots) = place.with_log().await;
    let other = log("other");
    create_log(&store, &other).await;
    let mut turn = store.turn(from_ref(&ballots)).await.unwrap();
    let appended = turn.append(&other, &[entry("anna")]).await;
    assert!(
        matches!(appended, Err(StoreError::NotOfTurn { .. })),
        "{appended:?}"
    );
    assert!(matches!(
        turn.size(&other),
        Err(StoreError::NotOfTurn { .. })
    ));
    assert!(turn.find(&other, "voter", "anna").await.is_err());
    // A log that the turn makes is its own.
    let new = log("new");
    turn.create_log(&new).await.unwrap();
    assert_eq!(turn.append(&new, &[entry("anna")]).await.unwrap(), 0..1);
}

/// Each reads the size and appends it: with a lost update two entries would be the same.
pub async fn two_writers_lose_no_update(place: Place) {
    let (first, log) = place.with_log().await;
    // A store of its own has a pool and a queue of its own, as in another process.
    let second = place.open().await;
    let write = |store: hustings_store::Store, log: hustings_store::LogName| async move {
        for _ in 0..50 {
            let mut turn = store.turn(from_ref(&log)).await.unwrap();
            let size = turn.size(&log).unwrap();
            let text = format!("entry {size}").into_bytes();
            turn.append(&log, from_ref(&text)).await.unwrap();
            turn.commit().await.unwrap();
        }
    };
    let writers =
        [&first, &second, &first].map(|store| tokio::spawn(write(store.clone(), log.clone())));
    for writer in writers {
        writer.await.unwrap();
    }
    let entries = first
        .entries(&log, 0..u64::MAX)
        .await
        .unwrap()
        .all()
        .await
        .unwrap();
    let expected: Vec<_> = (0..150)
        .map(|index| format!("entry {index}").into_bytes())
        .collect();
    assert_eq!(entries, expected);
}

pub async fn turns_at_the_same_logs_in_any_order_do_not_block_each_other(place: Place) {
    let (store, first) = place.with_log().await;
    let second = log("z");
    create_log(&store, &second).await;
    let orders = [
        [first.clone(), second.clone()],
        [second.clone(), first.clone()],
    ];
    let other = place.open().await;
    let writers = orders
        .into_iter()
        .zip([store.clone(), other])
        .map(|(logs, store)| {
            tokio::spawn(async move {
                for _ in 0..30 {
                    let mut turn = store.turn(&logs).await.unwrap();
                    turn.append(&logs[0], &[entry("anna")]).await.unwrap();
                    turn.append(&logs[1], &[entry("ben")]).await.unwrap();
                    turn.commit().await.unwrap();
                }
            })
        });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    assert_eq!(store.head(&first).await.unwrap().size, 60);
    assert_eq!(store.head(&second).await.unwrap().size, 60);
}

pub async fn a_reader_is_not_held_up_by_a_turn(place: Place) {
    let (store, log) = place.with_log().await;
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.append(&log, &[entry("anna")]).await.unwrap();
    let read = tokio::time::timeout(Duration::from_secs(5), store.root(&log));
    assert_eq!(read.await.unwrap().unwrap().0, 0);
    turn.commit().await.unwrap();
}

/// PostgreSQL says to the commit of a failed transaction that it is done.
pub async fn a_turn_in_which_the_database_refused_something_is_not_committed(place: Place) {
    let (store, log) = place.with_log().await;
    place
        .sql("INSERT INTO entry (log, idx, data) SELECT log, 1, '' FROM head")
        .await;
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.append(&log, &[entry("anna")]).await.unwrap();
    let taken = turn.append(&log, &[entry("ben")]).await;
    assert!(
        matches!(taken, Err(StoreError::Database { .. })),
        "{taken:?}"
    );
    let committed = turn.commit().await;
    assert!(
        matches!(committed, Err(StoreError::Failed)),
        "{committed:?}"
    );
    assert_eq!(store.head(&log).await.unwrap().size, 0);
}
