//! A table of what can be done to a store beside the program, and what `hustings store fsck` says of it.

mod cases;

use hustings_log::note::{KeyName, Note, SigningKey};
use hustings_log::{Checkpoint, TreeHead};
use hustings_store::{RowKey, reindex};
use libtest_mimic::Trial;

use crate::place::{Database, Place, block_on};
use crate::society;

/// What is done to a store, and what is named.
struct Case {
    name: &'static str,
    /// Said to the file, one after another.
    sql: &'static [&'static str],
    /// What else is done.
    then: Then,
    /// What `fsck` must say, all of it.
    named: &'static [&'static str],
}

/// What is done after something was said to the file.
#[derive(Clone, Copy)]
enum Then {
    Nothing,
    /// Tiles and marks are made anew, as whoever changes entries would.
    Reindex,
    /// The last checkpoint is signed again, by the log's own key, over another root.
    Sign,
}

pub fn trials(trials: &mut Vec<Trial>) {
    crate::alone(
        trials,
        "tampered::what_nobody_touched_is_clean",
        true,
        untouched,
    );
    for case in cases::ALL {
        let name = format!("tampered::{}", case.name.replace(' ', "_"));
        crate::alone(trials, name, true, move || caught(case));
    }
}

fn untouched() {
    let place = Place::of(society::counted(), Database::Sqlite);
    let (code, told) = fsck(&place);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains(", 0 do not hold"), "{told}");
}

fn fsck(place: &Place) -> (i32, String) {
    let output = place.program().args(["store", "fsck"]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let told = text(output.stdout) + &text(output.stderr);
    (output.status.code().unwrap(), told)
}

fn caught(case: &Case) {
    let place = Place::of(society::counted(), Database::Sqlite);
    for sql in case.sql {
        block_on(place.sql(sql));
    }
    match case.then {
        Then::Nothing => {}
        Then::Reindex => block_on(made_anew(&place)),
        Then::Sign => block_on(signed_again(&place)),
    }
    let (code, told) = fsck(&place);
    assert_eq!(code, 1, "{told}");
    for named in case.named {
        assert!(told.contains(named), "it does not name {named:?}:\n{told}");
    }
    for personal in ["Nobody", "@example.org"] {
        assert!(!told.contains(personal), "it shows {personal:?}:\n{told}");
    }
}

async fn made_anew(place: &Place) {
    let store = place.open().await;
    for head in store.heads().await.unwrap() {
        reindex(&store, &head.log).await.unwrap();
    }
    store.close().await;
}

async fn signed_again(place: &Place) {
    let store = place.open().await;
    let log = "contest".parse().unwrap();
    let key = store
        .row(&RowKey::new("contest", "key", "log"))
        .await
        .unwrap();
    let key = SigningKey::parse(std::str::from_utf8(&key.unwrap()).unwrap()).unwrap();
    let kept = store.checkpoints(&log).await.unwrap();
    let last = kept.last().unwrap();
    let note = Note::parse(last.note.as_bytes()).unwrap();
    let said = Checkpoint::open(&note, &key.verifying_key()).unwrap();
    let other = TreeHead {
        root: hustings_log::Hash::of_entry(b"another history"),
        ..*said.head()
    };
    let name: KeyName = said.origin().parse().unwrap();
    let note = Checkpoint::new(&name, other).unwrap().sign(&key).unwrap();
    let size = last.size;
    store.close().await;
    let note = note.to_string().replace('\'', "''");
    place
        .sql(&format!(
            "UPDATE checkpoint SET note = '{note}' WHERE log = 'contest' AND size = {size}"
        ))
        .await;
}
