//! The log, its checkpoint, its witnesses, and checkpoints that were kept.

use hustings_log::SigningKey;
use rstest::rstest;
use serde_json::{Value, json};

use super::caught::{CONTENTS, caught, told, under_the_old_manifest, verify_with, with, with_kept};
use super::events::event;
use super::society::{ORIGIN, Society, checkpoint};
use crate::broken;

fn place(events: &[Value], name: &str) -> usize {
    events
        .iter()
        .position(|event| event["event"] == name)
        .unwrap()
}

fn changed(society: &mut Society) {
    society.event("nominated")["note"] = json!("by letter");
}

fn dropped(society: &mut Society) {
    let place = place(&society.events, "returns-declared");
    society.events.remove(place);
}

fn added(society: &mut Society) {
    let ruling = json!({
        "ruling": "r-late", "outcome": "allowed", "reasons": "It was late.", "supersedes": null,
        "on": { "kind": "other", "matter": "A late nomination" },
    });
    let place = place(&society.events, "poll-opened");
    society.events.insert(place, event("ruling-made", ruling));
}

fn reordered(society: &mut Society) {
    let place = place(&society.events, "nominated");
    society.events.swap(place, place + 1);
}

#[rstest]
#[case::changed(changed)]
#[case::dropped(dropped)]
#[case::added(added)]
#[case::reordered(reordered)]
fn an_event_that_is_tampered_with_breaks_the_checkpoint_and_under_the_old_manifest_that_too(
    #[case] tamper: fn(&mut Society),
) {
    let mut society = Society::new();
    tamper(&mut society);
    let bundle = with(|contents| contents.events = society.log());
    caught(&bundle, &["checkpoint"]);
    caught(
        &under_the_old_manifest(&bundle),
        &["manifest", "checkpoint"],
    );
}

#[rstest]
#[case::changed(changed)]
#[case::dropped(dropped)]
#[case::added(added)]
#[case::reordered(reordered)]
fn whoever_makes_everything_anew_with_the_key_of_the_log_is_caught_by_a_checkpoint_that_was_kept(
    #[case] tamper: fn(&mut Society),
) {
    let mut society = Society::new();
    tamper(&mut society);
    let bundle = society.contents().write().unwrap();
    assert!(broken(&crate::verify(&bundle)).is_empty());
    let kept = CONTENTS.kept.as_ref().unwrap().checkpoint.clone();
    let claims = verify_with(&bundle, &[("observer.txt", kept.clone())]);
    let found: Vec<&str> = broken(&claims)
        .iter()
        .map(|claim| claim.name.as_str())
        .collect();
    assert_eq!(found, ["history observer.txt"]);
    let honest = verify_with(&CONTENTS.write().unwrap(), &[("observer.txt", kept)]);
    assert!(broken(&honest).is_empty(), "{:#?}", broken(&honest));
    assert_eq!(honest[5].name, "history observer.txt");
}

/// A checkpoint over the first so many events, by this key.
fn over(key: &SigningKey, events: usize) -> Vec<u8> {
    let mut society = Society::new();
    society.events.truncate(events);
    checkpoint(key, &society.log())
}

#[test]
fn each_kept_checkpoint_that_is_not_of_this_history_does_not_hold_for_a_reason_of_its_own() {
    let society = Society::new();
    let all = society.events.len();
    let longer = {
        let mut longer = society.clone();
        longer.events.push(longer.events[all - 1].clone());
        checkpoint(&society.key, &longer.log())
    };
    let other_origin = SigningKey::from_seed("society.example/other".parse().unwrap(), &[1; 32]);
    let other_key = SigningKey::from_seed(ORIGIN.parse().unwrap(), &[9; 32]);
    let other_root = {
        let mut other = society.clone();
        changed(&mut other);
        other.events.truncate(20);
        checkpoint(&society.key, &other.log())
    };
    let kept = [
        ("earlier", over(&society.key, 11)),
        ("the last", over(&society.key, all)),
        ("longer", longer),
        ("another origin", over(&other_origin, 11)),
        ("another key", over(&other_key, 11)),
        ("another root", other_root),
        ("no note", b"no note".to_vec()),
        ("earlier", over(&society.key, 2)),
        ("of a box", society.box_checkpoint(&society.boxes[0])),
    ];
    let claims = verify_with(&CONTENTS.write().unwrap(), &kept);
    for (name, words) in [
        ("history earlier", "holds: the first 11 of"),
        ("history earlier (2)", "holds: the first 2 of"),
        ("history the last", "holds: the first"),
        ("history of a box", "holds: the first 7 of 7"),
        ("history longer", "entries were taken out since"),
        ("history another origin", "which is neither this contest's"),
        ("history another key", "no key that is known has signed"),
        ("history another root", "it is of another history"),
        ("history no note", "no note: "),
    ] {
        let told = told(&claims, name);
        assert!(told.contains(words), "{name}: {told}");
    }
    assert_eq!(broken(&claims).len(), 5, "{:#?}", broken(&claims));
}

#[test]
fn a_checkpoint_signed_by_another_key_is_not_the_logs() {
    let other = SigningKey::from_seed(ORIGIN.parse().unwrap(), &[9; 32]);
    let bundle = with_kept(|kept| kept.checkpoint = checkpoint(&other, &CONTENTS.events));
    let claims = caught(&bundle, &["checkpoint"]);
    assert!(told(&claims, "witnesses").starts_with("cannot be known"));
}

#[test]
fn without_a_quorum_a_second_history_cannot_be_excluded() {
    let alone = |text: &[u8]| -> Vec<u8> {
        let text = String::from_utf8(text.to_vec()).unwrap();
        let lines = text.lines().filter(|line| !line.contains("agent-of-ash"));
        lines
            .map(|line| format!("{line}\n"))
            .collect::<String>()
            .into_bytes()
    };
    let bundle = with_kept(|kept| kept.checkpoint = alone(&kept.checkpoint));
    let claims = crate::verify(&bundle);
    assert!(broken(&claims).is_empty());
    let told = told(&claims, "witnesses");
    assert!(
        told.starts_with("cannot be known: 0 of 1 witnesses"),
        "{told}"
    );
}

#[test]
fn a_cosignature_that_does_not_verify_is_refused() {
    let forged = |text: &[u8]| {
        let text = String::from_utf8(text.to_vec()).unwrap();
        let (note, mut line) = {
            let at = text.rfind('—').unwrap();
            (text[..at].to_owned(), text[at..].to_owned())
        };
        let last = line.len() - 8;
        let other = if line.as_bytes()[last] == b'A' {
            "B"
        } else {
            "A"
        };
        line.replace_range(last..=last, other);
        (note + &line).into_bytes()
    };
    let bundle = with_kept(|kept| kept.checkpoint = forged(&kept.checkpoint));
    caught(&bundle, &["witnesses"]);
}

#[test]
fn a_bundle_of_a_kept_contest_without_its_checkpoint_lacks_a_record() {
    let claims = caught(&with(|contents| contents.kept = None), &["manifest"]);
    for name in [
        "checkpoint",
        "witnesses",
        "roll members",
        "box members",
        "box supporters tally",
    ] {
        assert!(told(&claims, name).starts_with("cannot be known"), "{name}");
    }
}

#[test]
fn records_of_a_kept_contest_do_not_belong_into_the_bundle_of_another() {
    let mut contents = crate::CONTENTS["snp-2023"].clone();
    contents.kept.clone_from(&CONTENTS.kept);
    let claims = caught(&contents.write().unwrap(), &["manifest"]);
    let told = told(&claims, "manifest");
    assert!(told.contains("belongs to a contest that is kept"), "{told}");
}

#[test]
fn while_the_log_does_not_read_nothing_is_known_of_what_is_held_against_it() {
    let claims = caught(&with(|contents| contents.events.push(b'\n')), &["log"]);
    for name in ["checkpoint", "roll members", "box members"] {
        assert!(told(&claims, name).starts_with("cannot be known"), "{name}");
    }
}
