use hustings_store::{RowKey, StoreError};

use crate::place::Place;

pub async fn a_row_is_put_replaced_and_deleted(place: Place) {
    let store = place.create().await;
    let at = RowKey::new("contest", "roll", "anna");
    let mut turn = store.turn(&[]).await.unwrap();
    assert_eq!(turn.row(&at).await.unwrap(), None);
    turn.put_row(&at, b"first").await.unwrap();
    turn.put_row(&at, b"second").await.unwrap();
    assert_eq!(turn.row(&at).await.unwrap().unwrap(), b"second");
    turn.commit().await.unwrap();
    assert_eq!(store.row(&at).await.unwrap().unwrap(), b"second");
    let mut turn = store.turn(&[]).await.unwrap();
    assert!(turn.delete_row(&at).await.unwrap());
    assert!(!turn.delete_row(&at).await.unwrap());
    turn.commit().await.unwrap();
    assert_eq!(store.row(&at).await.unwrap(), None);
}

pub async fn rows_come_in_the_order_of_their_bytes(place: Place) {
    let store = place.create().await;
    let mut keys: Vec<String> = (0..600).map(|number| format!("{number}")).collect();
    keys.extend(["", "B", "a", "ä", "Z", "z", "-"].map(str::to_owned));
    let mut turn = store.turn(&[]).await.unwrap();
    for key in &keys {
        let at = RowKey::new("contest", "roll", key.as_str());
        turn.put_row(&at, key.as_bytes()).await.unwrap();
    }
    turn.put_row(&RowKey::new("contest", "key", "other"), b"")
        .await
        .unwrap();
    turn.put_row(&RowKey::new("box", "roll", "other"), b"")
        .await
        .unwrap();
    keys.sort();
    let expected: Vec<_> = keys
        .into_iter()
        .map(|key| (key.clone(), key.into_bytes()))
        .collect();
    assert_eq!(turn.rows("contest", "roll").all().await.unwrap(), expected);
    turn.commit().await.unwrap();
    assert_eq!(store.rows("contest", "roll").all().await.unwrap(), expected);
    assert_eq!(store.rows("contest", "lock").all().await.unwrap(), []);
    let count = store.count_rows("contest", "roll", "").await.unwrap();
    assert_eq!(count, expected.len() as u64);
    assert_eq!(store.count_rows("contest", "lock", "").await.unwrap(), 0);
}

pub async fn a_key_of_1024_bytes_is_taken_and_a_longer_one_refused(place: Place) {
    let store = place.create().await;
    // Not the same letter all over, which an index would pack.
    let letters = |count: u32| {
        (0..count)
            .map(|i| char::from(b'0' + (i * i % 75) as u8))
            .collect::<String>()
    };
    let mut turn = store.turn(&[]).await.unwrap();
    let at = RowKey::new(letters(64), letters(64), letters(1024));
    turn.put_row(&at, b"value").await.unwrap();
    let long = turn
        .put_row(&RowKey::new("a", "b", letters(1025)), b"")
        .await;
    assert!(matches!(long, Err(StoreError::TooLong { .. })), "{long:?}");
    let long = turn.row(&RowKey::new(letters(65), "b", "c")).await;
    assert!(matches!(long, Err(StoreError::TooLong { .. })), "{long:?}");
    turn.commit().await.unwrap();
    assert!(store.row(&at).await.unwrap().is_some());
}

pub async fn rows_under_a_beginning_of_their_keys_are_read_and_counted(place: Place) {
    let store = place.create().await;
    let mut turn = store.turn(&[]).await.unwrap();
    let more = (0..300).map(|number| format!("a/{number}"));
    let keys = ["", "A/1", "a", "a/", "a0", "ä/1", "b/1", "%/1", "_/1"];
    for key in keys.map(str::to_owned).into_iter().chain(more) {
        let at = RowKey::new("contest", "voted", key);
        turn.put_row(&at, b"").await.unwrap();
    }
    turn.put_row(&RowKey::new("contest", "other", "a/1"), b"")
        .await
        .unwrap();
    turn.commit().await.unwrap();
    for (prefix, expected) in [
        ("", 309),
        ("a/", 301),
        ("a", 303),
        ("ä/", 1),
        ("%/", 1),
        ("_/", 1),
        ("c", 0),
        ("b/1/", 0),
    ] {
        let rows = store.rows_under("contest", "voted", prefix);
        let rows = rows.all().await.unwrap();
        assert!(rows.iter().all(|(key, _)| key.starts_with(prefix)));
        assert!(rows.is_sorted());
        let counted = store.count_rows("contest", "voted", prefix).await.unwrap();
        assert_eq!(
            (rows.len(), counted),
            (expected, expected as u64),
            "{prefix}"
        );
    }
}
