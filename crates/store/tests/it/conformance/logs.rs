use std::slice::from_ref;

use hustings_log::Hash;
use hustings_store::{LogName, RowKey, Store, StoreError};
use sha2::{Digest as _, Sha256};

use crate::place::{Place, create_log, entry, log};

pub async fn append(store: &Store, log: &LogName, entries: &[Vec<u8>]) {
    let mut turn = store.turn(from_ref(log)).await.unwrap();
    turn.append(log, entries).await.unwrap();
    turn.commit().await.unwrap();
}

pub fn numbered(count: u32) -> Vec<Vec<u8>> {
    (0..count)
        .map(|number| format!("entry {number}").into_bytes())
        .collect()
}

pub async fn entries_are_numbered_from_0_and_read_back_as_they_were(place: Place) {
    let (store, log) = place.with_log().await;
    let entries = numbered(700);
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    assert_eq!(turn.append(&log, &entries[..3]).await.unwrap(), 0..3);
    assert_eq!(turn.append(&log, &[]).await.unwrap(), 3..3);
    assert_eq!(turn.append(&log, &entries[3..]).await.unwrap(), 3..700);
    turn.commit().await.unwrap();
    let mut cursor = store.entries(&log, 0..u64::MAX).await.unwrap();
    let mut expected = 0..;
    while let Some((index, entry)) = cursor.next().await.unwrap() {
        assert_eq!(Some(index), expected.next());
        assert_eq!(entry, entries[usize::try_from(index).unwrap()]);
    }
    assert_eq!(expected.start, 700);
    assert_eq!(store.heads().await.unwrap().len(), 1);
}

pub async fn a_range_is_cut_to_the_log(place: Place) {
    let (store, log) = place.with_log().await;
    append(&store, &log, &numbered(5)).await;
    let all = |from, to| {
        let (store, log) = (store.clone(), log.clone());
        async move {
            store
                .entries(&log, from..to)
                .await
                .unwrap()
                .all()
                .await
                .unwrap()
        }
    };
    assert_eq!(all(3, 9).await, numbered(5)[3..]);
    assert_eq!(all(1, 2).await, numbered(5)[1..2]);
    assert_eq!(all(5, 9).await, numbered(0));
    assert_eq!(all(9, 3).await, numbered(0));
    assert_eq!(store.entry(&log, 4).await.unwrap(), Some(entry("entry 4")));
    assert_eq!(store.entry(&log, 5).await.unwrap(), None);
    assert_eq!(store.entry(&log, u64::MAX).await.unwrap(), None);
}

pub async fn a_log_is_created_once(place: Place) {
    let (store, log) = place.with_log().await;
    let mut turn = store.turn(&[]).await.unwrap();
    let again = turn.create_log(&log).await;
    assert!(
        matches!(again, Err(StoreError::LogExists { .. })),
        "{again:?}"
    );
}

pub async fn a_log_that_is_not_there_is_named(place: Place) {
    let store = place.create().await;
    let missing = log("missing");
    let turn = store.turn(from_ref(&missing)).await;
    assert!(matches!(turn, Err(StoreError::NoLog { .. })), "{turn:?}");
    let head = store.head(&missing).await;
    assert!(matches!(head, Err(StoreError::NoLog { .. })), "{head:?}");
    assert!(head.unwrap_err().to_string().contains("missing"));
}

pub async fn a_closed_log_takes_no_more_entries(place: Place) {
    let (store, log) = place.with_log().await;
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.append(&log, &numbered(2)).await.unwrap();
    turn.close_log(&log).await.unwrap();
    let late = turn.append(&log, &numbered(1)).await;
    assert!(
        matches!(late, Err(StoreError::Closed { size: 2, .. })),
        "{late:?}"
    );
    turn.commit().await.unwrap();
    assert!(store.head(&log).await.unwrap().closed);
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    let late = turn.append(&log, &numbered(1)).await;
    assert!(matches!(late, Err(StoreError::Closed { .. })), "{late:?}");
}

/// RFC 6962, section 2.1, word for word.
fn tree_hash(entries: &[Vec<u8>]) -> [u8; 32] {
    match entries {
        [] => Sha256::digest([]).into(),
        [entry] => Sha256::new()
            .chain_update([0])
            .chain_update(entry)
            .finalize()
            .into(),
        _ => {
            let split = entries.len().next_power_of_two() / 2;
            let (left, right) = (tree_hash(&entries[..split]), tree_hash(&entries[split..]));
            let digest = Sha256::new()
                .chain_update([1])
                .chain_update(left)
                .chain_update(right);
            digest.finalize().into()
        }
    }
}

pub async fn the_root_is_that_of_rfc_6962_at_every_size(place: Place) {
    let (store, log) = place.with_log().await;
    let entries = numbered(66_000);
    let mut size = 0;
    for step in [0, 1, 1, 3, 250, 1, 1, 300, 65_536 - 557, 1, 5] {
        append(&store, &log, &entries[size..size + step]).await;
        size += step;
        let (known, root) = store.root(&log).await.unwrap();
        assert_eq!(known, size as u64);
        assert_eq!(
            root.as_bytes(),
            &tree_hash(&entries[..size]),
            "of {size} entries"
        );
    }
    let tile = "SELECT CAST(count(*) AS BIGINT) FROM tile WHERE level = 2";
    assert_eq!(place.number(tile).await, 1);
}

pub async fn a_mark_finds_the_last_entry_that_has_it(place: Place) {
    let (store, log) = place.with_log().await;
    let entries = ["anna yes yes", "ben no", "anna no"].map(entry);
    append(&store, &log, &entries).await;
    assert_eq!(store.find(&log, "voter", "anna").await.unwrap(), Some(2));
    assert_eq!(store.find(&log, "word", "yes").await.unwrap(), Some(0));
    assert_eq!(store.find(&log, "voter", "yes").await.unwrap(), None);
    append(&store, &log, &["carl yes"].map(entry)).await;
    assert_eq!(store.find(&log, "word", "yes").await.unwrap(), Some(3));
}

pub async fn the_keys_of_a_kind_are_listed_once_each_and_in_order(place: Place) {
    let (store, log) = place.with_log().await;
    let mut entries: Vec<_> = (0..300)
        .map(|number| entry(&format!("v{number:03} yes")))
        .collect();
    entries.push(entry("v000 no"));
    append(&store, &log, &entries).await;
    let voters = store.keys(&log, "voter").await.unwrap();
    let expected: Vec<String> = (0..300).map(|number| format!("v{number:03}")).collect();
    assert_eq!(voters, expected);
    assert!(store.keys(&log, "none").await.unwrap().is_empty());
}

pub async fn an_entry_of_65535_bytes_is_taken_and_a_longer_one_refused(place: Place) {
    let (store, log) = place.with_log().await;
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    let long = turn.append(&log, &[vec![0xff; 65_536]]).await;
    assert!(
        matches!(long, Err(StoreError::EntryTooLarge { bytes: 65_536, .. })),
        "{long:?}"
    );
    turn.append(&log, &[vec![0xff; 65_535], Vec::new()])
        .await
        .unwrap();
    turn.commit().await.unwrap();
    assert_eq!(
        store.entry(&log, 0).await.unwrap(),
        Some(vec![0xff; 65_535])
    );
    assert_eq!(store.entry(&log, 1).await.unwrap(), Some(Vec::new()));
}

pub async fn bytes_and_text_of_every_sort_come_back(place: Place) {
    let (store, log) = place.with_log().await;
    let every: Vec<u8> = (0..=255).collect();
    append(&store, &log, from_ref(&every)).await;
    assert_eq!(store.entry(&log, 0).await.unwrap(), Some(every.clone()));
    let texts = [
        "",
        " ",
        "Zoë",
        "名",
        "a'b\"c\\d",
        "$1",
        "%",
        "\u{1F5F3}",
        "e\u{301}",
    ];
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    for text in texts {
        let at = RowKey::new(text, text, text);
        turn.put_row(&at, text.as_bytes()).await.unwrap();
    }
    turn.append(&log, &texts.map(entry)).await.unwrap();
    turn.commit().await.unwrap();
    for (index, text) in (1..).zip(texts).filter(|(_, text)| *text != " ") {
        let row = store.row(&RowKey::new(text, text, text)).await.unwrap();
        assert_eq!(row.unwrap(), text.as_bytes());
        let found = store.find(&log, "voter", text).await.unwrap();
        // The empty text is the first word of a space too.
        assert_eq!(
            found,
            Some(if text.is_empty() { 2 } else { index }),
            "{text:?}"
        );
    }
}

pub async fn a_text_with_a_nul_is_refused(place: Place) {
    let (store, log) = place.with_log().await;
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    let row = turn.put_row(&RowKey::new("a", "b", "c\0"), b"").await;
    assert!(matches!(row, Err(StoreError::Nul { .. })), "{row:?}");
    let appended = turn.append(&log, &[entry("a\0b")]).await;
    assert!(
        matches!(appended, Err(StoreError::Nul { .. })),
        "{appended:?}"
    );
    let found = turn.find(&log, "voter", "a\0").await;
    assert!(matches!(found, Err(StoreError::Nul { .. })), "{found:?}");
    assert!(
        LogName::new("a\0").is_err() && LogName::new("").is_err() && LogName::new("ä").is_err()
    );
}

pub async fn logs_do_not_see_each_others_entries(place: Place) {
    let (store, first) = place.with_log().await;
    let second = log("a/second-1.box");
    create_log(&store, &second).await;
    let mut turn = store.turn(&[first.clone(), second.clone()]).await.unwrap();
    turn.append(&first, &[entry("anna")]).await.unwrap();
    turn.append(&second, &[entry("ben"), entry("carl")])
        .await
        .unwrap();
    turn.close_log(&second).await.unwrap();
    turn.commit().await.unwrap();
    assert_eq!(store.find(&second, "voter", "anna").await.unwrap(), None);
    assert_eq!(store.find(&second, "voter", "ben").await.unwrap(), Some(0));
    let heads = store.heads().await.unwrap();
    let heads: Vec<_> = heads
        .iter()
        .map(|head| (head.log.as_str(), head.size, head.closed))
        .collect();
    assert_eq!(heads, [("a/second-1.box", 2, true), ("ballots", 1, false)]);
}

/// A signed note over a size and a root.
pub fn checkpoint(size: u64, root: &Hash) -> String {
    format!("example.com/ballots\n{size}\n{root}\n\n— example.com/ballots AAAAAAAA\n")
}

pub async fn checkpoints_are_kept_if_they_are_of_this_history(place: Place) {
    let (store, log) = place.with_log().await;
    append(&store, &log, &numbered(300)).await;
    let (size, root) = store.root(&log).await.unwrap();
    append(&store, &log, &numbered(300)).await;
    let note = checkpoint(size, &root);
    let more = format!("{note}— witness BBBBBBBB\n");
    let mut turn = store.turn(from_ref(&log)).await.unwrap();
    turn.keep_checkpoint(&log, size, &note).await.unwrap();
    turn.keep_checkpoint(&log, size, &more).await.unwrap();
    for (size, note) in [
        (301, checkpoint(301, &root)),
        (601, checkpoint(601, &root)),
        (300, checkpoint(299, &root)),
        (300, "ballots\n300".to_owned()),
        (300, checkpoint(300, &root).replace("\n300\n", "\n0300\n")),
    ] {
        let kept = turn.keep_checkpoint(&log, size, &note).await;
        assert!(
            matches!(kept, Err(StoreError::Checkpoint { .. })),
            "{kept:?}"
        );
    }
    turn.commit().await.unwrap();
    let kept = store.checkpoints(&log).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].size, &kept[0].note), (300, &more));
}
