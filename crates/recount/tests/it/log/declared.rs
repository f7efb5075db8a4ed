//! Papers, votes, returns and results as they were declared.

use super::*;

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
