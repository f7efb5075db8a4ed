//! Every refusal that `docs/formats/events.md` lists.

#![expect(
    clippy::needless_pass_by_value,
    reason = "events are built from json! values, which read badly as references"
)]

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
fn nobody_withdraws_twice() {
    assert_refused(
        &[
            withdrew("ash", Value::Null),
            withdrew("ash", json!("2026-03-10")),
        ],
        "has withdrawn already",
    );
}

#[test]
fn in_a_live_record_nobody_is_nominated_below_the_line_of_the_withdrawal() {
    let withdrawal = withdrew("ash", json!("2026-03-10"));
    let before = nominated(json!({"received": "2026-03-05"}));
    let (place, reason) = failure(log_finding("live", &[withdrawal.clone(), before.clone()]));
    assert_eq!(place, "events.jsonl line 5");
    assert_eq!(reason, "ash has withdrawn");
    let finding = log_finding("live", &[before, withdrawal]);
    assert!(matches!(finding, Finding::Holds { .. }), "{finding:?}");
}

#[rstest]
// Received, else decided, else reported, against a withdrawal received on the tenth.
#[case(json!({"received": "2026-03-11", "decided": "2026-03-05"}), false)]
#[case(json!({"received": "2026-03-10", "decided": "2026-03-11"}), true)]
#[case(json!({"received": "2026-03-10T23:59:59"}), true)]
#[case(json!({"received": "2026-03-11T00:00"}), false)]
#[case(json!({"received": null, "decided": "2026-03-11"}), false)]
#[case(json!({"received": null, "decided": "2026-03-10", "as_of": "2026-03-11"}), true)]
#[case(json!({"received": null, "as_of": "2026-03-11"}), false)]
#[case(json!({"received": null, "as_of": "2026-03-10"}), true)]
#[case(json!({"received": null}), true)]
fn in_a_replay_a_nomination_is_refused_only_if_it_is_known_to_be_after_the_withdrawal(
    #[case] times: Value,
    #[case] allowed: bool,
) {
    let received = json!({"received": "2026-03-10", "decided": "2026-03-01"});
    let events = [
        with(withdrew("ash", Value::Null), received),
        nominated(times.clone()),
    ];
    if allowed {
        assert_allowed(&events);
    } else {
        assert_refused(&events, "ash has withdrawn");
    }
    // The decision says when, where nothing was received; with neither nothing is known.
    let only_decided = [
        withdrew("ash", json!("2026-03-10")),
        nominated(times.clone()),
    ];
    assert_eq!(
        matches!(log_finding("replay", &only_decided), Finding::Holds { .. }),
        allowed
    );
    assert_allowed(&[withdrew("ash", Value::Null), nominated(times)]);
}

#[rstest]
#[case("", "is empty")]
#[case(" Ann", "white space")]
#[case("Ann\u{3000}", "white space")]
#[case("An\u{1b}n", "not seen")]
#[case("An\u{200d}n", "not seen")]
#[case("An\u{202e}n", "not seen")]
#[case("An\u{2066}n", "not seen")]
#[case("An\u{feff}n", "not seen")]
fn a_name_that_cannot_be_seen_as_it_is_written_is_refused(
    #[case] name: &str,
    #[case] reason: &str,
) {
    assert_refused(&[candidate("cedar", name)], reason);
    assert_refused(&[nominated(json!({"name": name}))], reason);
    assert_refused(&[declined(json!({"name": name}))], reason);
}

#[test]
fn two_candidates_for_one_post_do_not_have_one_name() {
    assert_refused(
        &[candidate("other-ash", "Ada Ash")],
        "ash for chair is called \"Ada Ash\" already",
    );
    assert_allowed(&[
        candidate("other-ash", "Ada  Ash"),
        with(candidate("other-ash", "Ada Ash"), json!({"post": "deputy"})),
    ]);
}

#[test]
fn whoever_is_known_not_to_have_passed_the_earlier_stage_is_not_nominated_at_the_next() {
    let seconding = nominated(json!({
        "stage": "seconding", "nominator": "south", "received": null, "decided": "2026-03-23",
    }));
    let affiliates = |as_of: &str, figure: u64| {
        tally(json!({"body": "affiliate", "as_of": as_of, "tallies": {"ash": figure}}))
    };
    let branches =
        |as_of: &str, figure: u64| tally(json!({"as_of": as_of, "tallies": {"ash": figure}}));
    // Two branches are needed, or two affiliates; nothing else is known.
    assert_allowed(std::slice::from_ref(&seconding));
    assert_allowed(&[branches("2026-03-21", 1), seconding.clone()]);
    assert_refused(
        &[
            branches("2026-03-21", 1),
            affiliates("2026-03-21", 1),
            seconding.clone(),
        ],
        "did not pass",
    );
    // A report from before the close says nothing about what came after it.
    assert_allowed(&[
        branches("2026-03-20", 1),
        affiliates("2026-03-20", 1),
        seconding.clone(),
    ]);
    assert_allowed(&[
        branches("2026-03-21", 2),
        affiliates("2026-03-21", 1),
        seconding,
    ]);
}

#[test]
fn in_a_live_record_what_was_not_recorded_did_not_happen() {
    let seconding = nominated(json!({
        "stage": "seconding", "nominator": "south", "received": null, "decided": "2026-03-23",
    }));
    let (_, reason) = failure(log_finding("live", std::slice::from_ref(&seconding)));
    assert!(reason.contains("did not pass"), "{reason}");
    let finding = log_finding(
        "live",
        &[
            nominated(json!({})),
            nominated(json!({"nominator": "south"})),
            seconding,
        ],
    );
    assert!(matches!(finding, Finding::Holds { .. }), "{finding:?}");
}

#[test]
fn a_nominator_nominates_once_at_a_stage_for_a_post() {
    let first = nominated(json!({}));
    let again = nominated(json!({"candidate": "birch", "received": "2026-03-06"}));
    assert_refused(&[first.clone(), again.clone()], "has nominated already");
    assert_refused(
        &[first.clone(), declined(json!({}))],
        "has nominated already",
    );
    assert_refused(&[declined(json!({})), first.clone()], "has declined");
    assert_refused(&[declined(json!({})), declined(json!({}))], "has declined");
    // Acting for another body does not make somebody else of a nominator.
    let other_body = nominated(json!({"body": "affiliate", "kind": "society"}));
    assert_refused(&[first.clone(), other_body], "has nominated already");
    // At another stage, or for another post, it is another act.
    assert_allowed(&[first.clone(), nominated(json!({"stage": "seconding"}))]);
    let other_post = event(
        "candidate-declared",
        json!({"post": "deputy", "candidate": "ash", "name": "Ada Ash", "incumbent": false}),
    );
    assert_allowed(&[first, other_post, nominated(json!({"post": "deputy"}))]);
}

#[test]
fn a_withdrawal_releases_nominators_unless_it_came_after_the_close_or_the_rules_say_never() {
    let again = nominated(json!({"candidate": "birch", "received": "2026-03-19"}));
    for decided in [
        Value::Null,
        json!("2026-03-10"),
        json!("2026-03-20"),
        json!("2026-03-20T17:00:00"),
    ] {
        assert_allowed(&[
            nominated(json!({})),
            withdrew("ash", decided),
            again.clone(),
        ]);
    }
    for decided in ["2026-03-20T17:00:01", "2026-03-21"] {
        let withdrawal = withdrew("ash", json!(decided));
        assert_refused(
            &[nominated(json!({})), withdrawal, again.clone()],
            "has nominated already",
        );
    }
    // The receipt says when, and the decision only where there is none.
    let received = |received: &str| {
        let times = json!({"decided": "2026-03-21", "received": received});
        with(withdrew("ash", Value::Null), times)
    };
    assert_allowed(&[nominated(json!({})), received("2026-03-20"), again.clone()]);
    assert_refused(
        &[nominated(json!({})), received("2026-03-21"), again],
        "has nominated already",
    );
    let second = |candidate: &str| nominated(json!({"stage": "seconding", "candidate": candidate}));
    assert_refused(
        &[
            second("ash"),
            withdrew("ash", json!("2026-03-22")),
            second("birch"),
        ],
        "has nominated already",
    );
}

#[rstest]
#[case("2026-02-28", false)]
#[case("2026-02-28T23:59:59", false)]
#[case("2026-03-01", true)]
#[case("2026-03-01T00:00", true)]
#[case("2026-03-20T17:00:00", true)]
#[case("2026-03-20T17:00:01", false)]
#[case("2026-03-20", true)]
#[case("2026-03-21", false)]
fn a_nomination_known_to_be_outside_the_window_is_refused(
    #[case] received: &str,
    #[case] allowed: bool,
) {
    // Nominations are judged by their receipt, whatever was decided when.
    let event = nominated(json!({"received": received, "decided": "2020-01-01"}));
    if allowed {
        assert_allowed(&[event]);
    } else {
        assert_refused(&[event], "outside the window");
    }
}

#[rstest]
#[case("2026-03-21", false)]
#[case("2026-03-22", true)]
#[case("2026-03-24T23:59:59", true)]
#[case("2026-03-25", false)]
fn a_window_may_be_judged_by_the_decision(#[case] decided: &str, #[case] allowed: bool) {
    let event = nominated(json!({"stage": "seconding", "decided": decided, "received": null}));
    if allowed {
        assert_allowed(&[event]);
    } else {
        assert_refused(&[event], "outside the window");
    }
}

#[test]
fn with_a_time_that_is_not_known_nothing_is_refused() {
    assert_allowed(&[nominated(
        json!({"received": null, "decided": "2020-01-01"}),
    )]);
}

#[rstest]
#[case("2026-03-20", true)]
#[case("2026-03-20T17:00:00", true)]
#[case("2026-03-20T17:00:01", false)]
#[case("2026-03-21", false)]
fn what_is_known_to_be_decided_after_the_close_was_not_received_before_it(
    #[case] decided: &str,
    #[case] allowed: bool,
) {
    let event = nominated(json!({"received": null, "decided": decided}));
    if allowed {
        assert_allowed(&[event]);
    } else {
        assert_refused(&[event], "outside the window");
    }
    // Where the receipt is known it is judged, whatever the decision's day.
    assert_allowed(&[nominated(json!({"decided": decided}))]);
}

#[test]
fn whoever_never_nominates_may_say_so_at_any_time() {
    for (decided, received) in [
        (json!("2020-01-01"), json!("2020-01-01")),
        (json!("2026-12-31"), json!("2026-12-31")),
        (json!("2026-12-31"), Value::Null),
    ] {
        assert_allowed(&[declined(json!({"decided": decided, "received": received}))]);
    }
}

#[test]
fn no_more_nominators_than_the_largest_register_nominate_at_a_stage_for_a_post() {
    let affiliate = |number: u64, changes: Value| {
        let nomination = nominated(json!({
            "body": "affiliate", "kind": "society", "nominator": format!("a-{number}"),
        }));
        with(nomination, changes)
    };
    // Sources know of 12 or of 13 affiliates.
    let thirteen: Vec<Value> = (1..=13)
        .map(|number| affiliate(number, json!({})))
        .collect();
    let and = |event: Value| [&thirteen[..], &[event]].concat();
    assert_refused(
        &and(affiliate(14, json!({"candidate": "birch"}))),
        "a-14 would be one more than the 13",
    );
    // A branch is of another body, whoever declines does not nominate, and another post is another.
    assert_allowed(&and(nominated(json!({}))));
    assert_allowed(&and(declined(json!({
        "body": "affiliate", "kind": "society", "nominator": "a-14",
    }))));
    let deputy = with(candidate("ash", "Ada Ash"), json!({"post": "deputy"}));
    let for_deputy = affiliate(14, json!({"post": "deputy"}));
    assert_allowed(&[&thirteen[..], &[deputy, for_deputy]].concat());
    // One who is released and nominates again is no other nominator.
    let again = affiliate(13, json!({"candidate": "birch"}));
    assert_allowed(&[&thirteen[..], &[withdrew("ash", Value::Null), again]].concat());
}

#[test]
fn the_tallies_of_one_report_are_together_no_more_than_the_largest_register() {
    let affiliates = |ash: u64, birch: u64| {
        tally(json!({"body": "affiliate", "tallies": {"ash": ash, "birch": birch}}))
    };
    assert_allowed(&[affiliates(7, 6)]);
    assert_refused(
        &[affiliates(7, 7)],
        "14 for all together are more than the 13",
    );
    // Two reports are two counts of the same nominations.
    assert_allowed(&[affiliates(13, 0), affiliates(0, 13)]);
}

#[test]
fn votes_are_declared_for_published_nominees_only() {
    let for_both = votes(Value::Null, 1, json!({"ash": 1, "birch": 0}));
    let only_ash = nominees(json!({"candidates": ["ash"]}));
    assert_refused(
        &[only_ash.clone(), for_both.clone()],
        "birch is not among the published nominees",
    );
    assert_refused(
        &[
            only_ash.clone(),
            votes(json!("members"), 1, json!({"birch": 1})),
        ],
        "birch is not among",
    );
    // Only nominees that stand above the votes in the log.
    assert_allowed(&[for_both.clone(), only_ash]);
    assert_allowed(&[nominees(json!({})), for_both]);
}

#[test]
fn a_section_that_does_not_elect_a_post_has_no_votes_for_it() {
    // Only members elect the deputy.
    let ash = with(candidate("ash", "Ada Ash"), json!({"post": "deputy"}));
    let of = |section: Value| {
        with(
            votes(section, 1, json!({"ash": 1})),
            json!({"post": "deputy"}),
        )
    };
    assert_allowed(&[ash.clone(), of(json!("members")), of(Value::Null)]);
    assert_refused(
        &[ash, of(json!("supporters"))],
        "the section \"supporters\" does not elect deputy",
    );
}

#[rstest]
#[case(json!("2026-04-02"), json!("2026-04-01"), false)]
#[case(json!("2026-04-02T09:00:01"), json!("2026-04-02T09:00"), false)]
#[case(json!("2026-04-02T09:00"), json!("2026-04-02T09:00"), true)]
#[case(json!("2026-04-02"), json!("2026-04-02T00:00"), true)]
#[case(json!("2026-04-02T23:00"), json!("2026-04-02"), true)]
#[case(json!("2026-04-02"), Value::Null, true)]
#[case(Value::Null, json!("2026-04-01"), true)]
fn a_poll_is_not_known_to_close_before_it_opens(
    #[case] opened: Value,
    #[case] closed: Value,
    #[case] allowed: bool,
) {
    let opened = event("poll-opened", json!({"decided": opened}));
    let closed = event("poll-closed", json!({"decided": closed}));
    // Lines stand in the order of recording, which need not be that of happening.
    for events in [[opened.clone(), closed.clone()], [closed, opened]] {
        if allowed {
            assert_allowed(&events);
        } else {
            assert_refused(&events, "before it opened");
        }
    }
}

#[test]
fn a_path_has_at_most_100_characters() {
    let of = |length: usize| {
        let name = "a".repeat(length - "papers/".len());
        papers(json!({"file": format!("papers/{name}")}))
    };
    assert_allowed(&[of(100)]);
    assert_refused(&[of(101)], "more than 100 characters");
}

#[test]
fn a_tally_above_the_largest_register_is_refused() {
    assert_refused(
        &[tally(json!({"tallies": {"ash": 41}}))],
        "more than the 40",
    );
    let affiliates = |figure: u64| tally(json!({"body": "affiliate", "tallies": {"ash": figure}}));
    assert_allowed(&[affiliates(13)]);
    assert_refused(&[affiliates(14)], "more than the 13");
}

#[test]
fn there_are_no_more_votes_than_papers_nor_papers_than_electors() {
    let whole = Value::Null;
    let null = Value::Null;
    let ten = votes(whole.clone(), 1, json!({"ash": 6, "birch": 4}));
    assert_refused(&[returns(whole.clone(), json!(9), json!(10))], "eligible");
    for (eligible, returned) in [(json!(9), null.clone()), (null.clone(), json!(9))] {
        let few = returns(whole.clone(), eligible, returned);
        assert_refused(&[few.clone(), ten.clone()], "10 votes");
        assert_refused(&[ten.clone(), few], "10 votes");
    }
    let enough = returns(whole.clone(), json!(10), json!(10));
    assert_allowed(&[enough.clone(), ten.clone()]);
    assert_refused(
        &[enough, ten.clone(), votes(whole, 2, json!({"ash": 11}))],
        "11 votes",
    );
    // A section is held against its own electors.
    let members = returns(json!("members"), json!(9), Value::Null);
    assert_allowed(&[members.clone(), ten]);
    assert_refused(
        &[members, votes(json!("members"), 1, json!({"ash": 10}))],
        "of members",
    );
}

#[rstest]
#[case(returns(Value::Null, json!(1), Value::Null))]
#[case(returns(json!("members"), json!(1), Value::Null))]
#[case(votes(Value::Null, 1, json!({})))]
#[case(votes(json!("members"), 1, json!({})))]
#[case(result(json!({})))]
#[case(nominees(json!({})))]
#[case(papers(json!({})))]
#[case(event("poll-opened", json!({})))]
#[case(event("poll-closed", json!({})))]
#[case(lots(json!({})))]
fn the_same_figure_is_not_declared_twice(#[case] event: Value) {
    assert_refused(&[event.clone(), event], "already");
}

#[rstest]
#[case(votes(json!("members"), 2, json!({})), "stage 1 only")]
#[case(votes(Value::Null, 0, json!({})), "numbered from 1")]
#[case(lots(json!({"stage_number": 0})), "numbered from 1")]
#[case(lots(json!({"among": ["birch"]})), "not among")]
#[case(qualified(json!({"on": "2026-03-10T12:00"})), "not a day")]
#[case(qualified(json!({"on": "2026-02-29"})), "not a day")]
#[case(papers(json!({"papers": "sha256:00"})), "not a digest")]
#[case(papers(json!({"file": "a.blt"})), "papers/")]
#[case(papers(json!({"file": "papers/"})), "papers/")]
#[case(papers(json!({"file": "papers/.."})), "papers/")]
#[case(papers(json!({"file": "papers/a/b.blt"})), "papers/")]
#[case(papers(json!({"file": "papers/A.blt"})), "papers/")]
#[case(turnout(json!({"percent": "68"})), "percentage")]
#[case(turnout(json!({"percent": 68})), "must be a string")]
fn what_is_not_well_formed_is_refused(#[case] event: Value, #[case] reason: &str) {
    assert_refused(&[event], reason);
}

#[rstest]
#[case(json!({"event": "candidate-crowned"}), "unknown")]
#[case(json!({"role": "king"}), "role")]
#[case(json!({"actor": 1}), "\"actor\"")]
#[case(json!({"decided": "yesterday"}), "\"decided\"")]
#[case(json!({"received": "2026-02-30"}), "\"received\"")]
#[case(json!({"recorded": 1}), "\"recorded\"")]
#[case(json!({"sources": null}), "\"sources\"")]
#[case(json!({"sources": [1]}), "\"sources\"")]
#[case(json!({"note": []}), "\"note\"")]
#[case(json!({"clause": 1}), "\"clause\"")]
#[case(json!({"as_of": null}), "\"as_of\"")]
#[case(json!({"tallies": []}), "\"tallies\"")]
#[case(json!({"tallies": {"ash": -1}}), "\"ash\"")]
#[case(json!({"tallies": {"ash": "1"}}), "\"ash\"")]
#[case(json!({"tallies": {"ash": null}}), "\"ash\"")]
#[case(json!({"post": "Chair"}), "not an id")]
#[case(json!({"colour": "red"}), "\"colour\" is unknown")]
#[case(json!({"candidate": "ash"}), "\"candidate\" is unknown")]
fn an_event_has_exactly_its_keys_and_types(#[case] changes: Value, #[case] reason: &str) {
    assert_refused(&[tally(changes)], reason);
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
