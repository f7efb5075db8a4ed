//! Every refusal that `docs/formats/events.md` lists.

#![expect(
    clippy::needless_pass_by_value,
    reason = "events are built from json! values, which read badly as references"
)]

mod declared;
mod nominations;

use hustings_recount::{Finding, Published, check};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixture::{candidate, digest, documented, event, failure, finding, lines, opened};

/// A rulebook with two posts, two stages and sections, over that of the documentation.
fn rulebook() -> String {
    documented("rulebook.md", "toml rulebook")
        .replace(
            "[[body]]\nid = \"branch\"",
            "[[post]]\nid = \"deputy\"\ntitle = \"Deputy\"\nseats = 1\nsections = [\"members\"]\n\n[[body]]\nid = \"branch\"",
        )
        .replace(
            "[roll]\nfreeze",
            r#"[[stage]]
id = "seconding"
title = "Seconding, for the chair"
posts = ["chair"]
nominators = ["branch"]
through = "nominations"
window = { opens = 2026-03-22, closes = 2026-03-24, judged_by = "decided" }
released_when = "never"

[roll]
freeze"#,
        )
}

/// What is found about a log of these events after an opened contest with two candidates.
fn log_finding(record: &str, events: &[Value]) -> Finding {
    let rulebook = rulebook();
    let mut all = vec![
        event(
            "contest-opened",
            json!({"rulebook": digest(rulebook.as_bytes()), "record": record}),
        ),
        candidate("ash", "Ada Ash"),
        candidate("birch", "Bo Birch"),
    ];
    all.extend_from_slice(events);
    finding_of(&rulebook, lines(&all).as_bytes())
}

fn finding_of(rulebook: &str, events: &[u8]) -> Finding {
    let claims = check(&Published {
        rulebook: rulebook.as_bytes(),
        events,
        papers: [].into(),
        statement: b"{}",
        results: [].into(),
    });
    finding(&claims, "log")
}

#[track_caller]
fn assert_allowed(events: &[Value]) {
    let finding = log_finding("replay", events);
    assert!(matches!(finding, Finding::Holds { .. }), "{finding:?}");
}

/// The last of the events is refused, for this reason, and the others are not.
#[track_caller]
fn assert_refused(events: &[Value], reason: &str) {
    assert_allowed(&events[..events.len() - 1]);
    let (place, found) = failure(log_finding("replay", events));
    assert_eq!(place, format!("events.jsonl line {}", events.len() + 3));
    assert!(found.contains(reason), "{found:?} should say {reason:?}");
}

fn with(mut event: Value, changes: Value) -> Value {
    for (key, value) in changes.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

fn nominated(changes: Value) -> Value {
    let nomination = event(
        "nominated",
        json!({
            "post": "chair", "stage": "nominations", "body": "branch", "nominator": "north",
            "name": "North", "kind": null, "candidate": "ash", "how": null, "as_of": null,
            "weight": null, "groups": {}, "received": "2026-03-05",
        }),
    );
    with(nomination, changes)
}

fn declined(changes: Value) -> Value {
    let declined = event(
        "nomination-declined",
        json!({
            "post": "chair", "stage": "nominations", "body": "branch", "nominator": "north",
            "name": "North", "kind": null, "how": null, "as_of": null,
        }),
    );
    with(declined, changes)
}

fn tally(changes: Value) -> Value {
    let tally = event(
        "tally-reported",
        json!({
            "post": "chair", "stage": "nominations", "body": "branch", "as_of": "2026-03-10",
            "tallies": {"ash": 1},
        }),
    );
    with(tally, changes)
}

fn withdrew(candidate: &str, decided: Value) -> Value {
    let keys = json!({"post": "chair", "candidate": candidate, "decided": decided});
    event("candidate-withdrew", keys)
}

fn returns(section: Value, eligible: Value, returned: Value) -> Value {
    event(
        "returns-declared",
        json!({
            "section": section, "eligible": eligible, "returned": returned, "invalid": null,
            "channels": {},
        }),
    )
}

fn votes(section: Value, stage: u64, votes: Value) -> Value {
    event(
        "votes-declared",
        json!({"post": "chair", "section": section, "stage_number": stage, "votes": votes}),
    )
}

fn papers(changes: Value) -> Value {
    let papers = event(
        "papers-published",
        json!({
            "post": "chair", "section": null, "file": "papers/a.blt", "papers": digest(b""),
        }),
    );
    with(papers, changes)
}

fn lots(changes: Value) -> Value {
    let lots = event(
        "lots-drawn",
        json!({
            "post": "chair", "stage_number": 1, "among": ["ash", "birch"], "excluded": "ash",
        }),
    );
    with(lots, changes)
}

fn result(changes: Value) -> Value {
    let result = event(
        "result-declared",
        json!({"post": "chair", "elected": ["ash"], "certified_by": null}),
    );
    with(result, changes)
}

fn nominees(changes: Value) -> Value {
    let nominees = event(
        "nominees-published",
        json!({"post": "chair", "candidates": ["ash", "birch"]}),
    );
    with(nominees, changes)
}

fn qualified(changes: Value) -> Value {
    let qualified = event(
        "qualification-claimed",
        json!({
            "post": "chair", "stage": "nominations", "candidate": "ash", "on": "2026-03-10",
        }),
    );
    with(qualified, changes)
}

fn turnout(changes: Value) -> Value {
    let turnout = event(
        "turnout-claimed",
        json!({"section": null, "percent": "68.0%"}),
    );
    with(turnout, changes)
}

#[test]
fn every_kind_of_event_is_allowed_where_it_belongs() {
    assert_allowed(&[
        nominated(json!({"clause": "stage.nominations.gate.any.1"})),
        declined(json!({"nominator": "south", "name": "South"})),
        tally(json!({"tallies": {"ash": 40, "birch": 0}})),
        qualified(json!({})),
        nominees(json!({})),
        event("poll-opened", json!({"decided": "2026-04-01"})),
        event("poll-closed", json!({"decided": "2026-04-20T12:00"})),
        lots(json!({})),
        papers(json!({})),
        returns(Value::Null, json!(10), json!(9)),
        returns(json!("members"), json!(10), Value::Null),
        turnout(json!({})),
        votes(Value::Null, 1, json!({"ash": 5, "birch": 4})),
        votes(Value::Null, 2, json!({"ash": 5})),
        votes(json!("members"), 1, json!({"ash": 5})),
        result(json!({"certified_by": "Somebody"})),
        withdrew("birch", json!("2026-04-30")),
    ]);
}

#[test]
fn a_contest_opens_first_and_once() {
    let (place, reason) = failure(finding_of(
        &documented("rulebook.md", "toml rulebook"),
        lines(&[candidate("ash", "Ada Ash"), opened()]).as_bytes(),
    ));
    assert_eq!(place, "events.jsonl line 1");
    assert_eq!(reason, "the contest is not open yet");
    assert_refused(
        &[event(
            "contest-opened",
            json!({"rulebook": digest(rulebook().as_bytes()), "record": "live"}),
        )],
        "the contest is open already",
    );
}

#[test]
fn a_log_without_events_or_for_another_rulebook_is_refused() {
    let rulebook = rulebook();
    failure(finding_of(&rulebook, b""));
    let other = event(
        "contest-opened",
        json!({"rulebook": digest(b"another"), "record": "live"}),
    );
    let (place, reason) = failure(finding_of(&rulebook, lines(&[other]).as_bytes()));
    assert_eq!(place, "events.jsonl line 1");
    assert!(reason.contains(&digest(b"another")), "{reason}");
}

#[rstest]
#[case::clause(nominated(json!({"clause": "stage.nominations.gate.any.3"})), "no clause")]
#[case::post(nominated(json!({"post": "king"})), "no post")]
#[case::stage(nominated(json!({"stage": "hustings"})), "no stage")]
#[case::body(nominated(json!({"body": "club"})), "no body")]
#[case::kind(nominated(json!({"body": "affiliate", "kind": "club"})), "no kind")]
#[case::section(turnout(json!({"section": "friends"})), "no section")]
#[case::section_of_returns(returns(json!("friends"), Value::Null, Value::Null), "no section")]
#[case::section_of_votes(votes(json!("friends"), 1, json!({})), "no section")]
#[case::section_of_papers(papers(json!({"section": "friends"})), "no section")]
#[case::not_for_that_post(
    qualified(json!({"post": "deputy", "stage": "seconding"})),
    "is not for deputy"
)]
#[case::not_a_nominator(
    tally(json!({"stage": "seconding", "body": "affiliate"})),
    "does not nominate"
)]
#[case::kind_missing(nominated(json!({"body": "affiliate"})), "must have a kind")]
#[case::kind_given(nominated(json!({"kind": "society"})), "no kind")]
fn what_the_rulebook_does_not_have_is_refused(#[case] event: Value, #[case] reason: &str) {
    assert_refused(&[event], reason);
}

#[rstest]
#[case(candidate("ash", "Somebody else"), "already")]
#[case(withdrew("cedar", Value::Null), "not a candidate")]
#[case(nominated(json!({"candidate": "cedar"})), "not a candidate")]
#[case(tally(json!({"tallies": {"cedar": 1}})), "not a candidate")]
#[case(tally(json!({"post": "deputy"})), "not a candidate")]
#[case(qualified(json!({"candidate": "cedar"})), "not a candidate")]
#[case(nominees(json!({"candidates": ["cedar"]})), "not a candidate")]
#[case(lots(json!({"among": ["ash", "cedar"]})), "not a candidate")]
#[case(votes(Value::Null, 1, json!({"cedar": 1})), "not a candidate")]
#[case(result(json!({"elected": ["cedar"]})), "not a candidate")]
fn whoever_is_no_candidate_or_one_already_is_refused(#[case] event: Value, #[case] reason: &str) {
    assert_refused(&[event], reason);
}

#[rstest]
#[case(nominees(json!({"candidates": ["ash", "ash"]})))]
#[case(lots(json!({"among": ["ash", "birch", "ash"]})))]
#[case(result(json!({"elected": ["ash", "ash"]})))]
fn a_list_that_names_somebody_twice_is_refused(#[case] event: Value) {
    assert_refused(&[event], "names somebody twice");
}

#[test]
fn a_key_that_is_missing_is_refused() {
    for key in [
        "event", "actor", "role", "clause", "decided", "received", "recorded", "sources", "note",
        "post", "stage", "body", "as_of", "tallies",
    ] {
        let mut event = tally(json!({}));
        event.as_object_mut().unwrap().remove(key);
        assert_refused(&[event], &format!("{key:?} is missing"));
    }
}

#[test]
fn a_line_that_is_not_canonical_or_not_ended_is_refused_where_it_stands() {
    let rulebook = documented("rulebook.md", "toml rulebook");
    let good = lines(&[opened(), candidate("ash", "Ada Ash")]);
    let refused_at = |text: &str, line: usize| {
        let (place, _) = failure(finding_of(&rulebook, text.as_bytes()));
        assert_eq!(place, format!("events.jsonl line {line}"));
    };
    refused_at(good.trim_end(), 2);
    refused_at(&format!("{good}\n"), 3);
    refused_at(&good.replace(":\"Ada", ": \"Ada"), 2);
    refused_at(&good.replace('\n', "\r\n"), 1);
    refused_at(&good.replace("Ada", "\\u0041da"), 2);
    refused_at(
        &good.replace(
            "\"incumbent\":false",
            "\"incumbent\":false,\"incumbent\":false",
        ),
        2,
    );
    refused_at(&format!("\u{feff}{good}"), 1);
    let longer_than_an_entry = format!("\"note\":\"{}\"", "x".repeat(65_535));
    refused_at(&good.replacen("\"note\":null", &longer_than_an_entry, 1), 1);
}

#[test]
fn a_line_that_is_refused_comes_before_one_that_does_not_read() {
    let rulebook = documented("rulebook.md", "toml rulebook");
    let ash = candidate("ash", "Ada Ash");
    let mut text = lines(&[opened(), ash.clone(), ash]);
    text.push_str("not an event\n");
    let (place, _) = failure(finding_of(&rulebook, text.as_bytes()));
    assert_eq!(place, "events.jsonl line 3");
}
