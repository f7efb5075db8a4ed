//! Declared votes, set against who should have them.

use std::collections::BTreeMap;

use hustings_contest::declaration::{Figure, FigureClaim, FigureKind, FigureVerdict};
use hustings_contest::{PostResult, declaration, result};

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
