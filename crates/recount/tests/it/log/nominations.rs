//! Candidates, nominations and tallies.

use super::*;

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
