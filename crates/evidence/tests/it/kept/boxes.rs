//! The roll and the boxes.

use hustings_evidence::RollContents;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{Signer, Statement, Step};
use rstest::rstest;
use serde_json::json;

use super::caught::{caught, caught_by_nothing_but, told, verify_with, with_kept};
use super::sealed::{Closed, Opened, ended};
use super::society::{BoxMade, NOMINEES, OPENED, Society, lines};
use crate::broken;

type Commitments = Vec<[u8; 32]>;

fn altered(mut commitments: Commitments) -> Commitments {
    commitments[3][7] ^= 1;
    commitments
}

fn added(mut commitments: Commitments) -> Commitments {
    commitments.push([0xee; 32]);
    commitments
}

fn dropped(mut commitments: Commitments) -> Commitments {
    commitments.remove(2);
    commitments
}

fn exchanged(mut commitments: Commitments) -> Commitments {
    commitments.swap(0, 1);
    commitments
}

fn doubled(mut commitments: Commitments) -> Commitments {
    commitments[1] = commitments[0];
    commitments
}

#[rstest]
#[case::altered(altered, "their root is")]
#[case::added(added, "the number of its commitments is 11, and 10 in the log")]
#[case::dropped(dropped, "the number of its commitments is 9, and 10 in the log")]
#[case::exchanged(exchanged, "roll/members.txt line 2: it is not greater")]
#[case::doubled(doubled, "roll/members.txt line 2: it is not greater")]
fn a_line_of_the_roll_that_is_tampered_with_is_caught(
    #[case] tamper: fn(Commitments) -> Commitments,
    #[case] words: &str,
) {
    let commitments = tamper(Society::new().rolls["members"].clone());
    let bundle = with_kept(|kept| kept.rolls[0].commitments = lines(&commitments));
    let claims = caught_by_nothing_but(&bundle, &["roll members"]);
    let told = told(&claims, "roll members");
    assert!(told.contains(words), "{told}");
}

#[test]
fn rolls_and_boxes_in_another_order_or_too_many_break_the_manifest() {
    caught_by_nothing_but(&with_kept(|kept| kept.rolls.reverse()), &["manifest"]);
    caught_by_nothing_but(&with_kept(|kept| kept.boxes.reverse()), &["manifest"]);
    let more = RollContents {
        section: "guests".to_owned(),
        commitments: Vec::new(),
    };
    caught_by_nothing_but(&with_kept(|kept| kept.rolls.push(more)), &["manifest"]);
}

#[test]
fn a_box_that_is_missing_is_missed_and_nothing_is_known_of_it() {
    let bundle = with_kept(|kept| drop(kept.boxes.pop()));
    let claims = caught_by_nothing_but(&bundle, &["manifest"]);
    for of in [
        "",
        " setup",
        " credentials",
        " log",
        " removed",
        " trustees",
        " tally",
    ] {
        let told = told(&claims, &format!("box supporters{of}"));
        assert!(told.starts_with("cannot be known"), "{of}: {told}");
    }
    assert!(told(&claims, "opened chair").starts_with("cannot be known"));
}

/// The box `members` without the last ballot, as cast and as it goes on; closed anew.
fn without_a_ballot(society: &Society) -> BoxMade {
    let mut ballots = society.boxes[0].ballots.clone();
    ballots.pop();
    BoxMade::new(&OPENED[0], ballots, society.boxes[0].removed.clone(), 2)
}

#[test]
fn a_ballot_dropped_from_the_archive_as_cast_breaks_the_log_of_the_box() {
    let mut society = Society::new();
    let less = without_a_ballot(&society);
    society.boxes[0].cast = less.cast;
    let bundle =
        with_kept(|kept| kept.boxes[0].cast = society.boxes[0].cast.clone().map(Into::into));
    let claims = caught(
        &bundle,
        &[
            "box members log",
            "box members removed",
            "box members tally",
        ],
    );
    let told = told(&claims, "box members log");
    assert!(
        told.contains("it is of 7 entries, and the log of the ballots as cast has 6"),
        "{told}"
    );
}

#[test]
fn a_ballot_that_is_dropped_everywhere_is_caught_by_a_checkpoint_of_the_box_that_was_kept() {
    let mut society = Society::new();
    let kept = society.box_checkpoint(&society.boxes[0]);
    society.boxes[0] = without_a_ballot(&society);
    let bundle = society.with_events_made_anew().contents().write().unwrap();
    assert!(broken(&crate::verify(&bundle)).is_empty());
    let claims = verify_with(&bundle, &[("box.txt", kept)]);
    let found: Vec<&str> = broken(&claims)
        .iter()
        .map(|claim| claim.name.as_str())
        .collect();
    assert_eq!(found, ["history box.txt"]);
}

#[test]
fn a_ballot_removed_without_a_ruling_is_caught() {
    let mut society = Society::new();
    society
        .events
        .retain(|event| event["event"] != "ruling-made");
    let closed = society.event("box-closed");
    closed["removed"] = json!(0);
    closed["tallied"] = json!(7);
    let tallied = society.event("box-tallied");
    let papers = tallied["posts"]["chair"]["papers"].as_u64().unwrap();
    tallied["posts"]["chair"]["papers"] = json!(papers + 1);
    for name in ["returns-declared", "scrutineer-reported"] {
        let returned = society.event(name)["returned"].as_u64().unwrap();
        society.event(name)["returned"] = json!(returned + 1);
    }
    let bundle = society.contents().write().unwrap();
    let claims = caught(
        &bundle,
        &["manifest", "box members removed", "box members tally"],
    );
    let told = told(&claims, "box members removed");
    let removed = &society.boxes[0].removed[0];
    assert!(told.contains("ballot 3 of those that go on is"), "{told}");
    assert!(told.contains(removed), "{told}");
}

#[test]
fn a_removed_ballot_that_is_left_in_is_caught() {
    let society = Society::new();
    let all = ended(&OPENED[0].setup, &society.boxes[0].ballots);
    let closed = Closed::new(all, &OPENED[0].keys, 2);
    let bundle = with_kept(|kept| kept.boxes[0].archive = closed.archive.into());
    caught(
        &bundle,
        &[
            "box members removed",
            "box members trustees",
            "box members tally",
            "opened chair",
        ],
    );
}

#[test]
fn a_removed_ballot_that_was_never_cast_is_caught() {
    let mut society = Society::new();
    let other = society.boxes[1].ballots[0].tracker();
    society.event("ruling-made")["on"]["ballots"] = json!([other]);
    let claims = caught(
        &society.contents().write().unwrap(),
        &["box members removed"],
    );
    let told = told(&claims, "box members removed");
    assert!(told.contains("which was not cast"), "{told}");
}

#[test]
fn a_statement_that_another_trustee_signed_proves_nothing() {
    let mut society = Society::new();
    let made = &society.boxes[0].closed.shuffles[0];
    let first = OPENED[0].setup.trustees().member(1).unwrap();
    let honest = Statement::read(&made.statement, &first.verification).unwrap();
    let key = &OPENED[0].keys[1];
    let forged = Statement {
        step: Step::Shuffle,
        ..honest
    }
    .sign(&Signer::Single(key), &mut system());
    society.event("shuffle-made")["statement"] = json!(serde_json::to_string(&forged).unwrap());
    let claims = caught_by_nothing_but(
        &society.contents().write().unwrap(),
        &["box members trustees"],
    );
    let told = told(&claims, "box members trustees");
    assert!(told.contains("is not one of trustee 1"), "{told}");
}

#[test]
fn shuffles_that_are_not_in_the_log_are_caught() {
    let society = Society::new();
    let ended = ended(&OPENED[1].setup, &society.boxes[1].ballots);
    let closed = Closed::new(ended, &OPENED[1].keys, 2);
    let bundle = with_kept(|kept| kept.boxes[1].archive = closed.archive.into());
    let claims = caught_by_nothing_but(
        &bundle,
        &["box supporters trustees", "box supporters tally"],
    );
    let told = told(&claims, "box supporters trustees");
    assert!(told.contains("shuffle 1 is sha256:"), "{told}");
}

#[test]
fn an_archive_with_fewer_shuffles_than_the_rulebook_needs_does_not_hold() {
    let society = Society::new();
    let ended = ended(&OPENED[1].setup, &society.boxes[1].ballots);
    let closed = Closed::new(ended, &OPENED[1].keys, 1);
    let bundle = with_kept(|kept| kept.boxes[1].archive = closed.archive.into());
    let claims = caught(&bundle, &["box supporters"]);
    let told = told(&claims, "box supporters");
    assert!(told.contains("too few shuffles: at least 2"), "{told}");
}

#[test]
fn a_credential_added_to_the_list_is_one_more_than_electors() {
    let mut society = Society::new();
    let opened = &OPENED[1];
    let stranger = Opened {
        id: opened.id,
        setup: opened.with_a_stranger(),
        credentials: opened.credentials.clone(),
        keys: opened.keys.clone(),
    };
    let ballots = society.boxes[1].ballots.clone();
    society.boxes[1] = BoxMade::new(&stranger, ballots, Vec::new(), 2);
    let bundle =
        with_kept(|kept| kept.boxes[1].archive = society.boxes[1].closed.archive.clone().into());
    caught(
        &bundle,
        &["box supporters setup", "box supporters credentials"],
    );
    let bundle = society.with_events_made_anew().contents().write().unwrap();
    let claims = caught_by_nothing_but(&bundle, &["box supporters credentials"]);
    let told = told(&claims, "box supporters credentials");
    assert!(told.contains("is 6, and 5 in the log"), "{told}");
}

#[test]
fn a_box_that_asks_for_others_than_the_nominees_is_caught() {
    let mut society = Society::new();
    let names = [NOMINEES[1], NOMINEES[0], NOMINEES[2]];
    let opened = Opened::new("supporters", 5, &names);
    let ballots = opened.cast(&[[1, 0, 0], [0, 1, 0]]);
    society.boxes[1] = BoxMade::new(&opened, ballots, Vec::new(), 2);
    let bundle = society.with_events_made_anew().contents().write().unwrap();
    let claims = caught_by_nothing_but(&bundle, &["box supporters setup"]);
    let told = told(&claims, "box supporters setup");
    assert!(
        told.contains("question 1 does not ask for a ranking of the nominees for chair"),
        "{told}"
    );
}

#[test]
fn a_checkpoint_of_another_box_is_not_this_ones() {
    let bundle = with_kept(|kept| kept.boxes[1].checkpoint = kept.boxes[0].checkpoint.clone());
    caught_by_nothing_but(&bundle, &["box supporters log"]);
}
