//! Backups, restoring, making tiles and marks again.

use std::fs;

use hustings_store::{Store, reindex};
use libtest_mimic::Trial;

use crate::hall::{Call, Hall};
use crate::place::{Database, Place, block_on};
use crate::society;

pub fn trials(trials: &mut Vec<Trial>) {
    crate::alone(
        trials,
        "a_backup_is_written_once_and_restored_into_an_empty_place_only",
        true,
        copied,
    );
    crate::alone(
        trials,
        "reindex_wants_a_yes_and_repairs_what_fsck_says_it_repairs",
        true,
        repaired,
    );
    crate::both(trials, "what_is_restored_is_clean", restored);
    crate::both(
        trials,
        "of_a_damaged_backup_nothing_is_left_in_place",
        damaged,
    );
    crate::alone(
        trials,
        "fsck_says_in_json_what_it_says_in_words",
        true,
        in_json,
    );
}

fn at(place: &Place, line: &str) -> Call {
    let mut command = place.program();
    let output = command
        .args(line.split(' '))
        .current_dir(place.folder.path())
        .output()
        .unwrap();
    Call {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn copied() {
    let place = Place::of(society::counted(), Database::Sqlite);
    assert_eq!(at(&place, "store backup copy").code, 0);
    let copy = fs::read(place.folder.path().join("copy")).unwrap();
    let again = at(&place, "store backup copy");
    assert_eq!(again.code, 3);
    assert!(
        again.err.contains("nothing is overwritten"),
        "{}",
        again.err
    );
    assert_eq!(fs::read(place.folder.path().join("copy")).unwrap(), copy);
    let onto = at(&place, "store restore copy");
    assert_eq!(onto.code, 3, "{}", onto.out);
    assert!(onto.err.contains("nothing is overwritten"), "{}", onto.err);
    let restored = at(&place, "store restore copy --data new/folder");
    assert_eq!(restored.code, 0, "{}{}", restored.out, restored.err);
    assert!(restored.out.contains("0 do not hold"), "{}", restored.out);
    let nothing = Hall::new(None).call("store fsck");
    assert_eq!(nothing.code, 3);
    assert!(
        nothing.err.contains("no contest is kept there"),
        "{}",
        nothing.err
    );
}

fn repaired() {
    let place = Place::of(society::counted(), Database::Sqlite);
    block_on(place.sql("DELETE FROM mark"));
    block_on(place.sql("UPDATE tile SET hashes = zeroblob(length(hashes))"));
    let found = at(&place, "store fsck");
    assert_eq!(found.code, 1);
    assert!(found.out.contains("reindex repairs it"), "{}", found.out);
    let asked = at(&place, "store reindex");
    assert_eq!(asked.code, 3);
    assert!(asked.err.contains("give --yes"), "{}", asked.err);
    assert_eq!(at(&place, "store reindex --yes").code, 0);
    assert_eq!(at(&place, "store fsck").code, 0);
}

fn restored(database: Database) {
    let place = Place::of(society::counted(), database);
    let found = at(&place, "store fsck");
    assert_eq!(found.code, 0, "{}{}", found.out, found.err);
    block_on(async {
        let store: Store = place.open().await;
        for head in store.heads().await.unwrap() {
            reindex(&store, &head.log).await.unwrap();
        }
        store.close().await;
    });
    assert_eq!(at(&place, "store fsck").code, 0);
}

fn damaged(database: Database) {
    let broken = Place::of(society::counted(), Database::Sqlite);
    block_on(broken.sql("DELETE FROM mark"));
    block_on(broken.sql("DELETE FROM private WHERE kind = 'elector' AND key = 'M003'"));
    assert_eq!(at(&broken, "store backup copy").code, 0);
    let backup = broken.folder.path().join("copy");
    let (folder, location) = Place::empty(database);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hustings"));
    match &location {
        hustings_store::Location::File(_) => command.env("HUSTINGS_DATA", folder.path()),
        hustings_store::Location::Postgres(url) => command.env("HUSTINGS_DATABASE", url.as_str()),
    };
    let output = command
        .args(["store", "restore"])
        .arg(&backup)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let faults: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("    "))
        .collect();
    let mut once = faults.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(
        once.len(),
        faults.len(),
        "each fault is printed once: {said}"
    );
    assert!(faults.len() >= 2, "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    block_on(async {
        let nothing = Store::open(&location, hustings_office::indexer).await;
        assert!(nothing.is_err(), "nothing is left in place");
    });
}

fn in_json() {
    let place = Place::of(society::counted(), Database::Sqlite);
    block_on(place.sql("DELETE FROM private WHERE kind = 'elector' AND key = 'M003'"));
    let found = at(&place, "store fsck --json");
    assert_eq!(found.code, 1);
    let found: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(found["holds"], false);
    let checks = found["checks"].as_array().unwrap();
    let broken: Vec<&str> = checks
        .iter()
        .filter(|check| check["faults"] != serde_json::json!([]))
        .map(|check| check["check"].as_str().unwrap())
        .collect();
    assert_eq!(broken, ["the roll of 'members' makes the root in the log"]);
}
