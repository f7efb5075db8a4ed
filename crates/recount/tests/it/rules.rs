//! What is claimed of contests under other rules: those that this path knows, and those it does not.

use hustings_recount::{Claim, Finding};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixture::{Society, candidate, digest, documented, event, failure, finding, nominees};

const AV: &str = "name = \"av\", majority_of = \"continuing\"";

fn cannot_be_known(claims: &[Claim], name: &str) -> String {
    match finding(claims, name) {
        Finding::CannotBeKnown { why } => why,
        other => panic!("{name} cannot be known: {other:?}"),
    }
}

fn holds(claims: &[Claim], name: &str) {
    let found = finding(claims, name);
    assert!(matches!(found, Finding::Holds { .. }), "{name}: {found:?}");
}

/// The society's papers by a rule that was not taught, with documents that agree.
fn untaught() -> Society {
    let society = Society::counted();
    let log = digest(&society.events);
    let society = society.with_rulebook(AV, "name = \"meek\", omega = 6");
    let new_log = digest(&society.events);
    society
        .spoilt(
            |society| &mut society.transcript,
            "\"name\": \"av\"",
            "\"name\": \"meek\"",
        )
        .spoilt(|society| &mut society.declaration, &log, &new_log)
        .spoilt(|society| &mut society.statement, &log, &new_log)
}

#[test]
fn of_a_result_by_a_rule_that_it_was_not_taught_nothing_is_known_and_the_rest_is_claimed() {
    let claims = untaught().claims();
    for name in ["transcript chair", "recount chair", "declaration chair"] {
        let why = cannot_be_known(&claims, name);
        assert_eq!(why, "the second path does not know the rule meek");
    }
    for name in [
        "rulebook",
        "log",
        "papers papers/chair.blt",
        "statement chair ash",
        "statement",
    ] {
        holds(&claims, name);
    }
    let stages = |claim: &Claim| claim.name.contains(" stage ");
    assert!(!claims.iter().any(stages), "{claims:#?}");
}

#[test]
fn a_transcript_of_another_rule_does_not_hold() {
    let society = untaught().spoilt(|society| &mut society.transcript, "\"meek\"", "\"av\"");
    let (place, reason) = failure(society.finding("transcript chair"));
    assert_eq!(place, "chair/transcript.json /rule/name");
    assert_eq!(reason, r#"published "av", computes to "meek""#);
}

#[rstest]
#[case("\"hustings-transcript/1\"", "\"hustings-transcript/2\"", "transcript")]
#[case(
    "\"non_transferable\": \"1\"",
    "\"non_transferable\": \"2\"",
    "declaration"
)]
#[case("\"elected\": [\"birch\"]", "\"elected\": [\"ash\"]", "declaration")]
#[case("\"elected\": [\"birch\"]", "\"elected\": []", "declaration")]
#[case("\"did\": \"elected\"", "\"did\": \"ended\"", "declaration")]
#[case("\"stages\": [", "\"stages\": {", "transcript")]
fn a_transcript_that_is_not_what_was_declared_breaks_a_claim_whatever_the_rule(
    #[case] from: &str,
    #[case] to: &str,
    #[case] broken: &str,
) {
    let society = untaught().spoilt(|society| &mut society.transcript, from, to);
    failure(society.finding(&format!("{broken} chair")));
}

#[test]
fn a_declaration_of_another_contest_does_not_hold_whatever_the_rule() {
    let society = untaught().spoilt(
        |society| &mut society.declaration,
        "\"organisation\": \"A society\"",
        "\"organisation\": \"Another\"",
    );
    let (place, _) = failure(society.finding("declaration chair"));
    assert_eq!(place, "chair/declaration.json /organisation");
}

#[test]
fn changed_papers_are_found_whatever_the_rule() {
    let society = Society::counted()
        .with_rulebook(AV, "name = \"meek\"")
        .spoilt(
            |society| society.papers.get_mut("papers/chair.blt").unwrap(),
            "4 1",
            "5 1",
        );
    failure(society.finding("papers papers/chair.blt"));
}

#[test]
fn votes_declared_under_a_rule_that_it_was_not_taught_are_not_judged() {
    let society = Society::declared().with_rulebook(AV, "name = \"borda\"");
    let why = cannot_be_known(&society.claims(), "recount chair");
    assert_eq!(why, "the second path does not know the rule borda");
}

#[test]
fn votes_declared_under_a_rule_whose_arithmetic_is_not_checked_do_not_hold() {
    let society = Society::declared().with_rulebook(AV, "name = \"scottish-stv\"");
    let (_, reason) = failure(society.finding("transcript chair"));
    assert_eq!(
        reason,
        r#"votes cannot be declared under the rule {"name":"scottish-stv"}"#
    );
}

#[test]
fn a_resort_that_it_was_not_taught_is_no_matter_until_a_tie_comes_to_it() {
    let without_a_tie = Society::counted().with_rulebook("\"earlier-stages\"", "\"age\"");
    holds(&without_a_tie.claims(), "recount chair");
    let tied = Society::of(&[nominees(&["ash", "birch"]), published(TIED)], TIED)
        .with_rulebook("\"earlier-stages\"", "\"age\"");
    let why = cannot_be_known(&tied.claims(), "recount chair");
    assert_eq!(why, "the second path does not know the resort age");
}

#[test]
fn a_declared_order_that_lacks_somebody_who_is_tied_gives_no_result() {
    let tied = Society::of(&[nominees(&["ash", "birch"]), published(TIED)], TIED)
        .with_rulebook("\"earlier-stages\"", "{ declared-order = [\"ash\"] }");
    let (place, reason) = failure(tied.finding("transcript chair"));
    assert_eq!(place, "rulebook.toml count");
    assert_eq!(
        reason,
        "birch is tied, and the declared order lacks him or her"
    );
}

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

#[test]
fn the_documented_scottish_count_holds_stage_by_stage_in_a_contest() {
    let papers = documented("transcript.md", "blt scottish");
    let events = [
        candidate("cedar", "Cy Cedar"),
        candidate("damson", "Di Damson"),
        nominees(&["ash", "birch", "cedar", "damson"]),
        published(&papers),
    ];
    let mut society = Society::of(&events, &papers)
        .with_rulebook(AV, "name = \"scottish-stv\"")
        .with_rulebook("seats = 1", "seats = 2");
    society.transcript = documented("transcript.md", "json scottish").into_bytes();
    society.has_result = true;
    let claims = society.claims();
    for name in [
        "transcript chair stage 1",
        "transcript chair stage 2",
        "transcript chair stage 3",
        "transcript chair stage 4",
        "transcript chair",
        "recount chair",
    ] {
        holds(&claims, name);
    }
    let Finding::Holds { what } = finding(&claims, "transcript chair stage 2") else {
        unreachable!()
    };
    assert_eq!(
        what,
        "ash 8.00000, birch 5.63632, cedar 4.81816, damson 2.00000, non-transferable 0.54544; damson excluded"
    );
    let spoilt = society.spoilt(
        |society| &mut society.transcript,
        "\"5.36360\"",
        "\"5.36368\"",
    );
    let (place, _) = failure(spoilt.finding("transcript chair stage 4"));
    assert_eq!(place, "chair/transcript.json /stages/3/non_transferable");
}
