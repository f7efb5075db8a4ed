//! The small contest of the room `contest`, at some of its moments.

use std::collections::BTreeMap;

use hustings_contest::kept::Known;
use hustings_contest::{Contest, Digest, fold, statement};
use hustings_rulebook::Rulebook;

use super::facts::Status;

const RULEBOOK: &str = include_str!("../../../../contest/tests/data/kept/rulebook.toml");
const EVENTS: &str = include_str!("../../../../contest/tests/data/kept/events.jsonl");

/// The contest after so many events, by the clock.
fn status(entries: usize, now: &str) -> Status {
    let digest = Digest::of(RULEBOOK.as_bytes());
    let events: String = EVENTS.split_inclusive('\n').take(entries).collect();
    let events = events.replace("sha256:RULEBOOK", digest.as_str());
    let empty = Contest::new(Rulebook::parse(RULEBOOK).unwrap(), digest);
    let (contest, log) = fold(empty, events.as_bytes()).unwrap();
    let ballots = if contest.has_opened() {
        BTreeMap::from([
            ("members".parse().unwrap(), 3),
            ("supporters".parse().unwrap(), 2),
        ])
    } else {
        BTreeMap::new()
    };
    let now = now.parse().unwrap();
    Status::of(
        &contest,
        &statement(&contest, &log),
        &ballots,
        &Known::default(),
        &now,
    )
}

/// How many events there are up to this one.
fn until(kind: &str, number: usize) -> usize {
    let kind = format!("\"event\":\"{kind}\"");
    let mut lines = EVENTS
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains(&kind));
    lines.nth(number).expect("the log has this event").0 + 1
}

#[test]
fn while_nominations_are_open_an_appeal_waits() {
    let told = status(until("appeal-made", 0), "2027-03-10T12:00").to_string();
    assert_eq!(told, include_str!("golden/nominations.txt"));
}

#[test]
fn a_roll_that_is_not_frozen_in_time_is_overdue() {
    let told = status(until("nominees-published", 1), "2027-03-26T09:00").to_string();
    assert_eq!(told, include_str!("golden/before-the-poll.txt"));
}

#[test]
fn while_votes_are_cast_ballots_are_counted_by_box() {
    let told = status(until("papers-received", 0), "2027-04-10T12:00").to_string();
    assert_eq!(told, include_str!("golden/poll.txt"));
}

#[test]
fn when_the_poll_is_closed_each_box_says_what_it_waits_for() {
    let told = status(until("decryption-made", 0), "2027-04-20T13:30").to_string();
    assert_eq!(told, include_str!("golden/closing.txt"));
}

#[test]
fn when_all_is_declared_the_bundle_is_left() {
    let told = status(until("result-corrected", 0), "2027-04-22T12:00").to_string();
    assert_eq!(told, include_str!("golden/declared.txt"));
}

#[test]
fn programs_read_the_same() {
    let json = status(until("nominees-published", 1), "2027-03-26T09:00").to_json();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["stage"], "before-poll");
    assert_eq!(value["mock"], true);
    assert_eq!(value["duties"][1]["task"], "freeze-roll");
    assert_eq!(
        value["duties"][1]["command"],
        "hustings contest roll freeze"
    );
    assert_eq!(value["duties"][0]["overdue"], true);
    assert_eq!(value["posts"][1]["unopposed"], true);
}
