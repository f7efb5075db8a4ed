//! Declared votes, set against who should have them.

use std::collections::BTreeMap;

use hustings_contest::declaration::{Figure, FigureClaim, FigureKind, FigureVerdict};
use hustings_contest::{PostResult, ResultError, declaration, result};
use hustings_count::transcript::ResolvedBy;

use crate::{example_events, example_rulebook, fold_text};

/// What the declaration of the example says of who has votes, with one passage of its events replaced.
fn standing(passage: &str, replacement: &str) -> FigureClaim {
    let events = example_events();
    assert!(events.contains(passage), "the example has {passage}");
    standing_of(&events.replacen(passage, replacement, 1))
}

fn standing_of(events: &str) -> FigureClaim {
    let (contest, log) = fold_text(&example_rulebook(), events.as_bytes()).unwrap();
    let post = contest.rulebook().posts[0].clone();
    let Ok(PostResult::Complete(transcript)) = result(&contest, &post, &BTreeMap::new()) else {
        panic!("the example has a result")
    };
    let declaration = declaration(&contest, &post, &transcript, &log);
    let of_standing = |claim: &FigureClaim| claim.figure == FigureKind::Standing;
    declaration
        .claims
        .into_iter()
        .find(of_standing)
        .expect("it is always claimed")
}

fn ids(ids: &[&str]) -> Figure {
    Figure::Candidates(ids.iter().map(|id| id.parse().unwrap()).collect())
}

#[test]
fn everybody_nominated_has_votes() {
    let claim = standing("\"ash\":60", "\"ash\":60");
    assert_eq!(
        (claim.published, claim.verdict),
        (ids(&["ash", "birch"]), FigureVerdict::Follows)
    );
}

#[test]
fn somebody_nominated_without_votes_does_not_follow() {
    let claim = standing("{\"ash\":60,\"birch\":40}", "{\"ash\":60}");
    assert_eq!(claim.verdict, FigureVerdict::DoesNotFollow);
    assert_eq!(
        (claim.published, claim.computed),
        (ids(&["ash"]), ids(&["ash", "birch"]))
    );
}

#[test]
fn somebody_not_nominated_with_votes_does_not_follow() {
    // In a live record birch, whom nobody named and whom no report counts, is known not to be nominated.
    let claim = standing_of(
        &example_events()
            .replace("\"record\":\"replay\"", "\"record\":\"live\"")
            .replace(",\"birch\":2}", "}")
            .replace(",\"birch\":4}", "}"),
    );
    assert_eq!(claim.verdict, FigureVerdict::DoesNotFollow);
    assert_eq!(
        (claim.published, claim.computed),
        (ids(&["ash", "birch"]), ids(&["ash"]))
    );
}

/// The example with a tie of ash and birch at stage 1, ash alone at stage 2, and a lot that excludes somebody.
fn tied(excluded: &str) -> Result<PostResult, ResultError> {
    let events = example_events().replace("{\"ash\":60,\"birch\":40}", "{\"ash\":50,\"birch\":50}");
    let first = events
        .lines()
        .find(|line| line.contains("votes-declared"))
        .unwrap()
        .to_owned();
    let second = first
        .replace("\"stage_number\":1", "\"stage_number\":2")
        .replace("{\"ash\":50,\"birch\":50}", "{\"ash\":50}");
    let lot = format!(
        r#"{{"actor":null,"among":["ash","birch"],"clause":null,"decided":null,"event":"lots-drawn","excluded":"{excluded}","note":null,"post":"chair","received":null,"recorded":null,"role":null,"sources":[],"stage_number":1}}"#
    );
    let (contest, _) = fold_text(
        &example_rulebook(),
        format!("{events}{second}\n{lot}\n").as_bytes(),
    )
    .unwrap();
    result(&contest, &contest.rulebook().posts[0], &BTreeMap::new())
}

#[test]
fn a_lot_that_was_recorded_resolves_the_tie_of_a_declared_result() {
    let Ok(PostResult::Complete(transcript)) = tied("birch") else {
        panic!("the lot and the votes agree")
    };
    assert_eq!(
        transcript.stages[0]
            .action
            .tie
            .as_ref()
            .unwrap()
            .resolved_by,
        ResolvedBy::Lots
    );
    assert_eq!(transcript.elected[0].as_str(), "ash");
}

#[test]
fn a_lot_that_the_declared_votes_contradict_is_refused() {
    let refused = tied("ash").unwrap_err().to_string();
    assert!(
        refused.contains(
            "a lot is recorded that excludes ash at stage 1, and the declared votes show no tie"
        ),
        "{refused}"
    );
}
