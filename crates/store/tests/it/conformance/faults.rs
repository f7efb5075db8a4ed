use std::slice::from_ref;

use hustings_store::{LogName, Mark, Store, Wrong, fsck, reindex};

use super::logs::checkpoint;
use crate::place::{Place, log};

/// A log of 600 entries with a checkpoint at 300.
pub async fn filled(place: &Place) -> (Store, LogName) {
    let (store, log) = place.with_log().await;
    for step in 0..2 {
        let entries: Vec<_> = (0..300)
            .map(|number| format!("voter{} word{number}", step * 300 + number).into_bytes())
            .collect();
        let mut turn = store.turn(from_ref(&log)).await.unwrap();
        turn.append(&log, &entries).await.unwrap();
        turn.commit().await.unwrap();
        if step == 0 {
            let (size, root) = store.root(&log).await.unwrap();
            let mut turn = store.turn(from_ref(&log)).await.unwrap();
            turn.keep_checkpoint(&log, size, &checkpoint(size, &root))
                .await
                .unwrap();
            turn.commit().await.unwrap();
        }
    }
    (store, log)
}

/// What fsck finds after something was changed behind the store's back.
async fn found(store: &Store, place: &Place, sql: &str) -> Vec<Wrong> {
    place.sql(sql).await;
    let report = fsck(store).await.unwrap();
    for fault in &report.faults {
        assert!(fault.to_string().contains("; "), "{fault}");
    }
    report.faults.into_iter().map(|fault| fault.wrong).collect()
}

pub async fn a_whole_store_has_no_faults(place: Place) {
    let (store, _) = filled(&place).await;
    let report = fsck(&store).await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(
        (report.logs, report.entries, report.checkpoints),
        (1, 600, 1)
    );
    assert_eq!(
        report.to_string(),
        "1 logs, 600 entries, 1 checkpoints: 0 faults"
    );
}

pub async fn missing_entries_are_named(place: Place) {
    let (store, _) = filled(&place).await;
    let wrong = found(
        &store,
        &place,
        "DELETE FROM entry WHERE idx >= 7 AND idx < 9",
    )
    .await;
    assert_eq!(wrong, [Wrong::Missing { from: 7, to: 9 }]);
    let wrong = found(&store, &place, "DELETE FROM entry WHERE idx = 599").await;
    assert_eq!(
        wrong,
        [
            Wrong::Missing { from: 7, to: 9 },
            Wrong::Missing { from: 599, to: 600 }
        ]
    );
}

pub async fn entries_beyond_the_size_are_named(place: Place) {
    let (store, _) = filled(&place).await;
    let wrong = found(&store, &place, "UPDATE head SET size = 599").await;
    assert_eq!(
        wrong,
        [Wrong::BeyondSize {
            size: 599,
            index: 599
        }]
    );
}

pub async fn a_changed_entry_is_found_by_its_tile_and_the_checkpoint(place: Place) {
    let (store, _) = filled(&place).await;
    let swap = "UPDATE entry SET data = (SELECT data FROM entry AS other WHERE other.idx = 8) WHERE idx = 7";
    let wrong = found(&store, &place, swap).await;
    assert!(
        wrong.contains(&Wrong::TileDiffers { level: 0, index: 0 }),
        "{wrong:?}"
    );
    assert!(
        wrong.contains(&Wrong::TileDiffers { level: 1, index: 0 }),
        "{wrong:?}"
    );
    let other = |wrong: &Wrong| matches!(wrong, Wrong::OtherHistory { size: 300, .. });
    assert!(wrong.iter().any(other), "{wrong:?}");
    let surplus = Wrong::MarkSurplus {
        mark: Mark::new("voter", "voter7"),
        found: 7,
    };
    assert!(wrong.contains(&surplus), "{wrong:?}");
}

pub async fn tiles_and_marks_are_compared_and_made_again_when_asked(place: Place) {
    let (store, ballots) = filled(&place).await;
    let root = store.root(&ballots).await.unwrap();
    let wrong = found(
        &store,
        &place,
        "DELETE FROM tile WHERE level = 0 AND idx = 1;
         INSERT INTO tile (log, level, idx, hashes) SELECT log, 1, 5, hashes FROM tile WHERE level = 1;
         UPDATE tile SET hashes = (SELECT hashes FROM tile AS other WHERE other.level = 0 AND other.idx = 0)
             WHERE level = 0 AND idx = 2;
         DELETE FROM mark WHERE key = 'voter5';
         UPDATE mark SET key = 'nobody' WHERE kind = 'voter' AND key = 'voter6';
         UPDATE mark SET idx = 3 WHERE key = 'word10'",
    )
    .await;
    let mark = |key: &'static str| Mark::new("voter", key);
    let word = |key: &'static str| Mark::new("word", key);
    let expected = [
        Wrong::TileMissing { level: 0, index: 1 },
        Wrong::TileDiffers { level: 0, index: 2 },
        Wrong::TileSurplus { level: 1, index: 5 },
        Wrong::MarkSurplus {
            mark: mark("nobody"),
            found: 6,
        },
        Wrong::MarkDiffers {
            mark: word("word10"),
            found: 3,
            index: 310,
        },
        Wrong::MarkMissing {
            mark: mark("voter5"),
            index: 5,
        },
        Wrong::MarkMissing {
            mark: word("voter5"),
            index: 5,
        },
        Wrong::MarkMissing {
            mark: mark("voter6"),
            index: 6,
        },
    ];
    assert_eq!(wrong, expected);
    assert!(wrong.iter().all(Wrong::is_repaired_by_reindex));
    reindex(&store, &ballots).await.unwrap();
    assert!(fsck(&store).await.unwrap().is_clean());
    assert_eq!(store.root(&ballots).await.unwrap(), root);
    assert_eq!(
        store.find(&ballots, "word", "word10").await.unwrap(),
        Some(310)
    );
}

pub async fn a_checkpoint_that_is_no_prefix_is_found(place: Place) {
    let (store, _) = filled(&place).await;
    let wrong = found(&store, &place, "UPDATE checkpoint SET note = 'ballots'").await;
    let reason = "it has no second line";
    assert_eq!(wrong, [Wrong::Checkpoint { size: 300, reason }]);
    let wrong = found(&store, &place, "UPDATE checkpoint SET size = 700").await;
    assert_eq!(
        wrong,
        [Wrong::Shrunk {
            size: 700,
            entries: 600
        }]
    );
}

pub async fn rows_without_a_head_are_found(place: Place) {
    let (store, _) = filled(&place).await;
    let wrong = found(&store, &place, "DELETE FROM head").await;
    let tables = ["entry", "tile", "mark", "checkpoint"];
    assert_eq!(wrong, tables.map(|table| Wrong::NoHead { table }));
}

pub async fn a_missing_entry_is_an_error_when_it_is_read(place: Place) {
    let (store, ballots) = filled(&place).await;
    place.sql("DELETE FROM entry WHERE idx = 300").await;
    let read = store.entries(&ballots, 0..600).await.unwrap().all().await;
    assert!(
        read.unwrap_err()
            .to_string()
            .contains("entry 300 is missing")
    );
    assert!(reindex(&store, &ballots).await.is_err());
    assert_eq!(
        fsck(&store).await.unwrap().faults.len(),
        1,
        "nothing was changed"
    );
    place.sql("DELETE FROM tile").await;
    let root = store.root(&ballots).await.unwrap_err();
    assert!(root.to_string().contains("table tile"), "{root}");
    assert!(store.head(&log("ballots")).await.is_ok());
}
