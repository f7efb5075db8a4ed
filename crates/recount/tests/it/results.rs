//! Posts whose result cannot be, or waits for a lot.

use hustings_recount::Finding;
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixture::{Society, digest, event, failure, nominees};

const TIED: &str = "2 1\n1 1 0\n1 2 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Chair\"\n";

fn published(papers: &str) -> Value {
    event(
        "papers-published",
        json!({
            "post": "chair", "section": null, "file": "papers/chair.blt",
            "papers": digest(papers.as_bytes()),
        }),
    )
}

fn both() -> Value {
    nominees(&["birch", "ash"])
}

fn names(society: &Society) -> Vec<String> {
    society
        .claims()
        .into_iter()
        .map(|claim| claim.name)
        .collect()
}

#[test]
fn a_count_that_waits_for_a_lot_has_no_result_and_says_so() {
    let society = Society::of(&[both(), published(TIED)], TIED);
    let Finding::CannotBeKnown { why } = society.finding("recount chair") else {
        panic!("nobody knows whom the lot would exclude")
    };
    assert_eq!(why, "a lot must be drawn at stage 1 among ash, birch");
    assert!(!names(&society).contains(&"transcript chair".to_owned()));
}

#[test]
fn a_result_published_before_the_lot_was_drawn_does_not_hold() {
    let mut society = Society::of(&[both(), published(TIED)], TIED);
    society.has_result = true;
    for claim in ["transcript chair", "declaration chair"] {
        let (_, reason) = failure(society.finding(claim));
        assert_eq!(reason, "a lot must be drawn at stage 1 among ash, birch");
    }
}

#[test]
fn the_lot_that_was_drawn_is_followed() {
    let lot = event(
        "lots-drawn",
        json!({"post": "chair", "stage_number": 1, "among": ["birch", "ash"], "excluded": "ash"}),
    );
    let society = Society::of(&[both(), published(TIED), lot], TIED);
    let (_, reason) = failure(society.finding("transcript chair"));
    assert_eq!(reason, "it is missing");
}

#[test]
fn the_names_on_the_papers_must_be_those_who_stand() {
    for (papers, expected) in [
        (
            TIED.replace("Ada Ash", "Ada  Ash"),
            "nobody who stands is called \"Ada  Ash\"",
        ),
        (
            TIED.replace("Bo Birch", "Ada Ash"),
            "\"Ada Ash\" stands on the paper twice",
        ),
        (
            "1 1\n1 1 0\n0\n\"Ada Ash\"\n\"Chair\"\n".to_owned(),
            "\"Bo Birch\" stands, and not on the paper",
        ),
    ] {
        let society = Society::of(&[both(), published(&papers)], &papers);
        let (place, reason) = failure(society.finding("transcript chair"));
        assert_eq!(
            (place.as_str(), reason.as_str()),
            ("papers/chair.blt", expected)
        );
    }
}

#[test]
fn lots_that_the_count_did_not_need_are_no_ground_for_a_result() {
    let lot = |stage: u64| {
        event(
            "lots-drawn",
            json!({
                "post": "chair", "stage_number": stage, "among": ["birch", "ash"],
                "excluded": "ash",
            }),
        )
    };
    let society = Society::of(&[both(), published(TIED), lot(1), lot(2)], TIED);
    let (place, reason) = failure(society.finding("transcript chair"));
    assert_eq!(place, "events.jsonl");
    assert_eq!(reason, "a lot is recorded for stage 2, which needs none");
}

fn of_members(mut event: Value) -> Value {
    event["section"] = json!("members");
    event
}

fn whole_votes() -> Value {
    event(
        "votes-declared",
        json!({
            "post": "chair", "section": null, "stage_number": 1, "votes": {"ash": 2, "birch": 1},
        }),
    )
}

const ONE_SECTION: &str = "all sections are counted together, and these papers are of one section";
const THE_WHOLE: &str =
    "an electoral college is counted section by section, and this is of the whole";

#[test]
fn papers_of_one_section_are_not_counted_where_sections_are_pooled() {
    let decided = "2 1\n2 1 0\n1 2 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Chair\"\n";
    let pooled = Society::of(&[both(), of_members(published(decided))], decided);
    let (place, reason) = failure(pooled.finding("transcript chair"));
    assert_eq!(
        (place.as_str(), reason.as_str()),
        ("events.jsonl line 5", ONE_SECTION)
    );
    // Also where the rulebook does not say how sections count together.
    let silent = pooled.with_rulebook("sections = \"pooled-reported-apart\"\n", "");
    assert_eq!(failure(silent.finding("transcript chair")).1, ONE_SECTION);
    let college = pooled.with_rulebook("pooled-reported-apart", "electoral-college");
    assert_eq!(
        failure(college.finding("transcript chair")).1,
        "it is missing"
    );
}

#[test]
fn neither_papers_nor_votes_of_the_whole_are_counted_in_an_electoral_college() {
    let decided = "2 1\n2 1 0\n1 2 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Chair\"\n";
    for last in [published(decided), whole_votes()] {
        let pooled = Society::of(&[both(), last], decided);
        assert_eq!(
            failure(pooled.finding("transcript chair")).1,
            "it is missing"
        );
        let college = pooled.with_rulebook("pooled-reported-apart", "electoral-college");
        let (place, reason) = failure(college.finding("transcript chair"));
        assert!(place.starts_with("events.jsonl"), "{place}");
        assert_eq!(reason, THE_WHOLE);
        assert!(matches!(
            college.finding("recount chair"),
            Finding::CannotBeKnown { .. }
        ));
    }
}

#[rstest]
#[case(json!(4), json!(4), None)]
#[case(Value::Null, Value::Null, None)]
#[case(json!(3), Value::Null, Some("there are 4 papers, and 3 eligible"))]
#[case(json!(9), json!(3), Some("there are 4 papers, and 3 returned"))]
fn there_are_no_more_papers_blank_or_not_than_electors_or_papers_returned(
    #[case] eligible: Value,
    #[case] returned: Value,
    #[case] refused: Option<&str>,
) {
    // Three with a preference and one blank.
    let four = "2 1\n2 1 0\n1 2 0\n1 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Chair\"\n";
    let returns = |section: Value, eligible: Value, returned: Value| {
        event(
            "returns-declared",
            json!({
                "section": section, "eligible": eligible, "returned": returned, "invalid": null,
                "channels": {},
            }),
        )
    };
    // The returns of a section say nothing of the papers of the whole.
    let members = returns(json!("members"), json!(1), json!(1));
    let whole = returns(Value::Null, eligible, returned);
    let society = Society::of(&[both(), published(four), members, whole], four);
    let (place, reason) = failure(society.finding("transcript chair"));
    if let Some(refused) = refused {
        assert_eq!(
            (place.as_str(), reason.as_str()),
            ("papers/chair.blt", refused)
        );
    } else {
        assert_eq!(reason, "it is missing");
    }
}

#[test]
fn where_nobody_published_nominees_those_nominated_stand() {
    let report = |body: &str, figures: Value| {
        event(
            "tally-reported",
            json!({
                "post": "chair", "stage": "nominations", "body": body, "as_of": "2026-03-21",
                "tallies": figures,
            }),
        )
    };
    let enough = report("branch", json!({"ash": 2, "birch": 0}));
    let open = Society::of(&[enough.clone(), published(TIED)], TIED);
    let Finding::CannotBeKnown { why } = open.finding("recount chair") else {
        panic!("affiliates may have nominated Birch")
    };
    assert_eq!(why, "whether birch may stand is undetermined");

    let none = report("affiliate", json!({"birch": 0}));
    let alone = "1 1\n1 1 0\n0\n\"Ada Ash\"\n\"Chair\"\n";
    let society = Society::of(&[enough, none, published(alone)], alone);
    let (_, reason) = failure(society.finding("transcript chair"));
    assert_eq!(reason, "it is missing");
}

#[test]
fn declared_votes_that_cannot_be_those_of_a_count_do_not_hold() {
    let votes = event(
        "votes-declared",
        json!({
            "post": "chair", "section": null, "stage_number": 1, "votes": {"ash": 1, "birch": 1},
        }),
    );
    let society = Society::of(&[votes], "");
    let (place, reason) = failure(society.finding("transcript chair"));
    assert_eq!(place, "events.jsonl");
    assert!(reason.contains("elects nobody"), "{reason}");
}

#[test]
fn votes_of_sections_alone_are_no_result() {
    let votes = event(
        "votes-declared",
        json!({
            "post": "chair", "section": "members", "stage_number": 1, "votes": {"ash": 1},
        }),
    );
    let mut society = Society::of(&[votes], "");
    assert!(!names(&society).iter().any(|name| name.ends_with("chair")));
    society.has_result = true;
    let (_, reason) = failure(society.finding("transcript chair"));
    assert_eq!(
        reason,
        "the log has neither papers nor votes of the whole for this post"
    );
}
