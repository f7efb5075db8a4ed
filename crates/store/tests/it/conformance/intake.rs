use std::slice::from_ref;

use hustings_store::{Absent, Answer, Append, LogName, Mark, RowKey, StoreError};

use crate::place::{Database, Place, entry, log};

fn append(log: &LogName, text: &str, absent: &[Absent]) -> Append {
    Append {
        log: log.clone(),
        entry: entry(text),
        absent: absent.to_vec(),
        beside: Vec::new(),
    }
}

/// An append on the condition that a row is absent, which writes that row.
fn once(log: &LogName, text: &str, row: &RowKey) -> Append {
    Append {
        beside: vec![(row.clone(), b"once".to_vec())],
        ..append(log, text, &[Absent::Row(row.clone())])
    }
}

fn no_voter(key: &str) -> Absent {
    Absent::Mark(Mark::new("voter", key.to_owned()))
}

pub async fn an_append_is_refused_if_its_mark_is_there(place: Place) {
    let (store, log) = place.with_log().await;
    let intake = store.intake();
    let first = intake
        .append(append(&log, "anna yes", &[no_voter("anna")]))
        .await
        .unwrap();
    assert_eq!(first, Answer::Appended { index: 0 });
    let by = no_voter("anna");
    let second = intake
        .append(append(&log, "anna no", &[no_voter("ben"), by.clone()]))
        .await
        .unwrap();
    assert_eq!(second, Answer::Refused { by, at: Some(0) });
    assert_eq!(store.head(&log).await.unwrap().size, 1);
}

pub async fn an_append_is_refused_if_its_row_is_there(place: Place) {
    let (store, log) = place.with_log().await;
    let lock = RowKey::new("box", "lock", "anna");
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.put_row(&lock, b"").await.unwrap();
    turn.commit().await.unwrap();
    let by = Absent::Row(lock.clone());
    let intake = store.intake();
    let refused = intake
        .append(append(&log, "anna yes", from_ref(&by)))
        .await
        .unwrap();
    assert_eq!(
        refused,
        Answer::Refused {
            by: by.clone(),
            at: None
        }
    );
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.delete_row(&lock).await.unwrap();
    turn.commit().await.unwrap();
    let taken = intake
        .append(append(&log, "anna yes", &[by]))
        .await
        .unwrap();
    assert_eq!(taken, Answer::Appended { index: 0 });
}

pub async fn conditions_are_looked_at_against_the_same_batch(place: Place) {
    let (store, log) = place.with_log().await;
    let batch = [
        append(&log, "anna yes", &[no_voter("anna")]),
        append(&log, "anna no", &[no_voter("anna")]),
        append(&log, "ben no", &[no_voter("ben")]),
    ];
    let answers = store.append_each(&batch).await.unwrap();
    let refused = Answer::Refused {
        by: no_voter("anna"),
        at: Some(0),
    };
    assert_eq!(
        answers,
        [
            Answer::Appended { index: 0 },
            refused,
            Answer::Appended { index: 1 }
        ]
    );
}

pub async fn rows_beside_an_entry_are_written_if_and_only_if_it_is_appended(place: Place) {
    let (store, log) = place.with_log().await;
    let row = |key: &str| RowKey::new("box", "voted", key.to_owned());
    let intake = store.intake();
    let first = intake.append(once(&log, "anna yes", &row("anna"))).await;
    assert_eq!(first.unwrap(), Answer::Appended { index: 0 });
    assert_eq!(store.row(&row("anna")).await.unwrap().unwrap(), b"once");
    let refused = Append {
        beside: vec![(row("ben"), Vec::new()), (row("anna"), b"again".to_vec())],
        ..append(&log, "anna no", &[no_voter("anna")])
    };
    let answer = intake.append(refused.clone()).await.unwrap();
    assert!(matches!(answer, Answer::Refused { .. }), "{answer:?}");
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.close_log(&log).await.unwrap();
    turn.commit().await.unwrap();
    let late = once(&log, "carl yes", &row("carl"));
    assert_eq!(intake.append(late).await.unwrap(), Answer::Closed);
    assert_eq!(store.row(&row("anna")).await.unwrap().unwrap(), b"once");
    assert_eq!(store.rows("box", "voted").all().await.unwrap().len(), 1);
}

pub async fn a_row_that_an_earlier_append_of_the_batch_wrote_is_there(place: Place) {
    let (store, log) = place.with_log().await;
    let row = RowKey::new("box", "voted", "anna");
    let batch = [
        once(&log, "credential1 yes", &row),
        once(&log, "credential2 no", &row),
        append(&log, "ben no", &[]),
    ];
    let refused = Answer::Refused {
        by: Absent::Row(row.clone()),
        at: None,
    };
    let answers = store.append_each(&batch).await.unwrap();
    assert_eq!(
        answers,
        [
            Answer::Appended { index: 0 },
            refused.clone(),
            Answer::Appended { index: 1 }
        ]
    );
    // And by a queue, in which they may share a batch or not.
    let other = RowKey::new("box", "voted", "carl");
    let intake = store.intake();
    let turn = store.turn(from_ref(&log)).await.unwrap();
    let casts = (0..2).map(|number| {
        let (intake, append) = (intake.clone(), once(&log, &format!("c{number}"), &other));
        tokio::spawn(async move { intake.append(append).await.unwrap() })
    });
    let casts: Vec<_> = casts.collect();
    turn.abandon().await.unwrap();
    let mut taken = 0;
    for cast in casts {
        taken += usize::from(matches!(cast.await.unwrap(), Answer::Appended { .. }));
    }
    assert_eq!((taken, store.head(&log).await.unwrap().size), (1, 3));
}

pub async fn a_row_that_no_database_can_hold_is_refused_and_nothing_is_written(place: Place) {
    let (store, log) = place.with_log().await;
    let long = once(
        &log,
        "anna yes",
        &RowKey::new("box", "voted", "x".repeat(1025)),
    );
    let good = RowKey::new("box", "voted", "ben");
    let each = store
        .append_each(&[once(&log, "ben yes", &good), long])
        .await;
    assert!(matches!(each, Err(StoreError::TooLong { .. })), "{each:?}");
    assert_eq!(store.head(&log).await.unwrap().size, 0);
    assert_eq!(store.row(&good).await.unwrap(), None);
}

/// What lies in the table says nothing of which row came when.
pub async fn rows_do_not_lie_in_the_order_in_which_they_came(place: Place) {
    let (store, log) = place.with_log().await;
    for key in ["ben", "carl", "anna"] {
        let row = RowKey::new("box", "voted", key);
        store.append_each(&[once(&log, key, &row)]).await.unwrap();
    }
    if place.database == Database::Sqlite {
        let numbered = place.try_sql("SELECT rowid FROM private").await;
        assert!(numbered.is_err(), "SQLite numbers private rows");
    }
    let rows = store.rows("box", "voted").all().await.unwrap();
    let keys: Vec<&str> = rows.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["anna", "ben", "carl"]);
}

pub async fn a_closed_log_is_answered(place: Place) {
    let (store, log) = place.with_log().await;
    let intake = store.intake();
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.close_log(&log).await.unwrap();
    turn.commit().await.unwrap();
    let answer = intake.append(append(&log, "anna yes", &[])).await.unwrap();
    assert_eq!(answer, Answer::Closed);
}

pub async fn what_can_never_succeed_does_not_hold_up_the_others(place: Place) {
    let (store, ballots) = place.with_log().await;
    let intake = store.intake();
    let long = Append {
        entry: vec![0; 65_536],
        ..append(&ballots, "", &[])
    };
    let (missing, long, nul, good) = tokio::join!(
        intake.append(append(&log("missing"), "anna", &[])),
        intake.append(long),
        intake.append(append(&ballots, "a\0", &[])),
        intake.append(append(&ballots, "anna", &[])),
    );
    assert!(
        matches!(missing, Err(StoreError::NoLog { .. })),
        "{missing:?}"
    );
    assert!(
        matches!(long, Err(StoreError::EntryTooLarge { .. })),
        "{long:?}"
    );
    assert!(matches!(nul, Err(StoreError::Nul { .. })), "{nul:?}");
    assert_eq!(good.unwrap(), Answer::Appended { index: 0 });
    let each = store
        .append_each(&[
            append(&ballots, "ben", &[]),
            append(&log("missing"), "", &[]),
        ])
        .await;
    assert!(matches!(each, Err(StoreError::NoLog { .. })), "{each:?}");
    assert_eq!(
        store.head(&ballots).await.unwrap().size,
        1,
        "all or nothing"
    );
}

pub async fn many_writers_share_commits(place: Place) {
    let (store, log) = place.with_log().await;
    let intake = store.intake();
    // While somebody else has the turn everybody gathers.
    let turn = store.turn(from_ref(&log)).await.unwrap();
    let writers: Vec<_> = (0..512)
        .map(|number| {
            let (intake, append) = (intake.clone(), append(&log, &format!("voter{number}"), &[]));
            tokio::spawn(async move { intake.append(append).await.unwrap() })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    turn.commit().await.unwrap();
    let mut indexes = Vec::new();
    for writer in writers {
        match writer.await.unwrap() {
            Answer::Appended { index } => indexes.push(index),
            other => panic!("{other:?}"),
        }
    }
    indexes.sort_unstable();
    assert_eq!(indexes, (0..512).collect::<Vec<u64>>());
    assert!(intake.commits() <= 16, "{} commits", intake.commits());
}

pub async fn a_batch_is_answered_in_order(place: Place) {
    let (store, ballots) = place.with_log().await;
    let other = log("other");
    crate::place::create_log(&store, &other).await;
    let batch: Vec<Append> = (0..400)
        .map(|number| {
            append(
                if number % 2 == 0 { &ballots } else { &other },
                &format!("voter{number}"),
                &[],
            )
        })
        .collect();
    let answers = store.append_each(&batch).await.unwrap();
    for (number, answer) in (0..).zip(answers) {
        assert_eq!(answer, Answer::Appended { index: number / 2 });
    }
    assert_eq!(
        store.entry(&other, 199).await.unwrap(),
        Some(entry("voter399"))
    );
}

pub async fn two_queues_append_to_one_log_without_a_gap(place: Place) {
    let (store, log) = place.with_log().await;
    let other = place.open().await;
    let intakes = [store.intake(), other.intake()];
    let writers: Vec<_> = (0..200)
        .map(|number| {
            let intake = intakes[number % 2].clone();
            let append = append(&log, &format!("voter{number}"), &[]);
            tokio::spawn(async move { intake.append(append).await.unwrap() })
        })
        .collect();
    for writer in writers {
        assert!(matches!(writer.await.unwrap(), Answer::Appended { .. }));
    }
    let entries = store
        .entries(&log, 0..u64::MAX)
        .await
        .unwrap()
        .all()
        .await
        .unwrap();
    let distinct: std::collections::BTreeSet<_> = entries.iter().collect();
    assert_eq!((entries.len(), distinct.len()), (200, 200));
}
