//! What the contest comes to.

use hustings_contest::judge::Branches;
use hustings_contest::statement;
use serde_json::json;

use super::society::{Society, appeal, of_east, ruling};

#[test]
fn a_mock_contest_folds_from_its_opening_to_its_correction() {
    let contest = Society::new().folded();
    assert!(contest.is_mock());
    let kept = contest.kept().expect("it is kept");
    assert!(kept.is_counted());
    assert_eq!(kept.roll.electors(None), 8);
    assert_eq!(kept.spoilt(&"chair".parse().unwrap()), 1);
    let elected = |post: &str| {
        contest
            .declared(&post.parse().unwrap())
            .unwrap()
            .act
            .elected[0]
            .to_string()
    };
    assert_eq!(elected("chair"), "birch");
    assert_eq!(elected("treasurer"), "cedar");
}

#[test]
fn a_live_contest_folds_alike() {
    let live = Society::new().with(("contest-opened", 0), json!({"record": "live"}));
    assert_eq!(live.folded().kept(), Society::new().folded().kept());
}

/// Who nominated the candidate, as the gate's verdict lists them.
fn nominators(society: &Society, id: &str) -> Vec<String> {
    let contest = society.folded();
    let log = hustings_contest::LogDigest {
        entries: 0,
        digest: hustings_contest::Digest::of(b""),
    };
    let statement = statement(&contest, &log);
    let candidate = crate::candidate(&statement, "chair", id);
    let verdict = candidate.stages[0]
        .verdict
        .as_ref()
        .expect("the stage has a gate");
    let Branches::Leaf(leaf) = &verdict.branches else {
        panic!("the gate is one test")
    };
    let names = leaf
        .nominations
        .iter()
        .map(|nomination| nomination.nominator.to_string());
    names.collect()
}

#[test]
fn a_nomination_that_is_disallowed_is_out_and_its_nominator_may_nominate_again() {
    assert_eq!(
        nominators(&Society::until(("nominated", 3)), "ash"),
        ["north", "east"]
    );
    let again = Society::until(("nominated", 4));
    assert_eq!(nominators(&again, "ash"), ["north"]);
    assert_eq!(nominators(&again, "birch"), ["south", "east"]);
}

#[test]
fn a_nomination_that_is_allowed_after_all_is_back_in_its_place() {
    let back = Society::until(("ruling-made", 0))
        .then(appeal("a-9", "r-east"))
        .then(ruling("r-9", of_east(), json!({"supersedes": "r-east"})));
    assert_eq!(nominators(&back, "ash"), ["north", "east"]);
}

#[test]
fn a_contest_whose_second_entry_is_something_else_is_not_kept() {
    let society = Society::until(("candidate-declared", 2))
        .without(("log-established", 0))
        .without(("roll-imported", 0));
    assert_eq!(society.folded().kept(), None);
}
