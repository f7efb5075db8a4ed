//! Posts for which nobody is polled: no more stand than there are seats.

use super::fold::{roll_sections, under};
use crate::log::{Allowed, Log};
use crate::read::rulebook::{FewCandidates, Rulebook};

const CLAUSE: &str = "count.single_candidate";

/// The published nominees of a post that has a seat for each of them, where the rulebook polls nobody then.
pub(super) fn elected_unopposed<'log>(
    rulebook: &Rulebook,
    log: &'log Log,
    post: &str,
) -> Option<&'log [String]> {
    let seats = rulebook.post(post)?.seats;
    let standing = &log.nominees_for(post)?.candidates;
    let has_room = standing.len() as u128 <= u128::from(seats);
    let is_elected = rulebook.few_candidates == FewCandidates::ElectedUnopposed;
    (is_elected && has_room).then_some(standing)
}

/// What the ballots of a section ask, in the rulebook's order.
pub(super) fn asked<'book>(rulebook: &'book Rulebook, log: &Log, section: &str) -> Vec<&'book str> {
    let mut asked = Vec::new();
    for post in &rulebook.posts {
        if post.is_elected_by(section) && elected_unopposed(rulebook, log, &post.id).is_none() {
            asked.push(post.id.as_str());
        }
    }
    asked
}

/// The sections that have something to vote on.
pub(super) fn polled_sections<'book>(rulebook: &'book Rulebook, log: &Log) -> Vec<&'book str> {
    let mut sections = roll_sections(rulebook);
    sections.retain(|section| !asked(rulebook, log, section).is_empty());
    sections
}

/// Whether there is, or may yet be, something to poll anybody on.
pub(super) fn check_any_poll(rulebook: &Rulebook, log: &Log) -> Allowed {
    let mut posts = rulebook.posts.iter();
    if posts.any(|post| elected_unopposed(rulebook, log, &post.id).is_none()) {
        Ok(())
    } else {
        under(
            CLAUSE,
            "whoever stands is elected unopposed, and nobody is polled",
        )
    }
}

/// Whether a post can have papers, and what follows from papers.
pub(super) fn check_polled(rulebook: &Rulebook, log: &Log, post: &str) -> Allowed {
    match elected_unopposed(rulebook, log, post) {
        None => Ok(()),
        Some(_) => under(CLAUSE, format!("nobody is polled for {post}")),
    }
}

/// Whether exactly these are declared elected, in whatever order.
pub(super) fn check_elected(standing: &[String], elected: &[String]) -> Allowed {
    let sorted = |ids: &[String]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    if sorted(standing) == sorted(elected) {
        Ok(())
    } else {
        under(CLAUSE, format!("elected unopposed are {standing:?}"))
    }
}
