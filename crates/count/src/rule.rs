//! The counting rules, as options that a rulebook sets. Each rule is a document, `docs/rules/`, and a module here that
//! reads like it.
//!
//! A new rule is one file here with its options and its `count`, a document and a variant of [`Rule`].

pub mod av;
pub mod block_vote;
pub mod electoral_college;
pub mod exhaustive_ballot;
pub mod first_past_the_post;
mod preferences;
mod share;
pub mod stv;
pub mod supplementary_vote;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::count::Count;
use crate::desk::{Desk, Stop};

pub use share::{InvalidShare, Share};

/// A counting rule with its options: `{ name = "av", majority_of = "continuing" }`.
///
/// Options that are left out have their defaults; all are written out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case")]
pub enum Rule {
    /// The alternative vote.
    Av(av::Options),
    /// The single transferable vote as Scottish councils are elected.
    ScottishStv(stv::scottish::Options),
    /// First past the post.
    FirstPastThePost(first_past_the_post::Options),
    /// The block vote.
    BlockVote(block_vote::Options),
    /// The supplementary vote, as English mayors were elected.
    SupplementaryVote(supplementary_vote::Options),
    /// Ballots in series, from which the last are out.
    ExhaustiveBallot(exhaustive_ballot::Options),
    /// An electoral college, whose sections have shares of the whole.
    ElectoralCollege(electoral_college::Options),
}

impl Rule {
    /// The rule's name, as rulebooks and clauses write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Av(_) => "av",
            Self::ScottishStv(_) => "scottish-stv",
            Self::FirstPastThePost(_) => "first-past-the-post",
            Self::BlockVote(_) => "block-vote",
            Self::SupplementaryVote(_) => "supplementary-vote",
            Self::ExhaustiveBallot(_) => "exhaustive-ballot",
            Self::ElectoralCollege(_) => "electoral-college",
        }
    }

    /// The rule in words, to stand after “by”.
    pub fn describe(&self) -> String {
        match self {
            Self::Av(options) => options.describe(),
            Self::ScottishStv(_) => stv::scottish::DESCRIPTION.to_owned(),
        }
    }

    /// Holds a count at the desk.
    pub(crate) fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        match self {
            Self::Av(options) => av::count(count, options, desk),
            Self::ScottishStv(_) => stv::scottish::count(count, desk),
            Self::FirstPastThePost(_) => first_past_the_post::count(count, desk),
            Self::BlockVote(options) => block_vote::count(count, *options, desk),
            Self::SupplementaryVote(_) => supplementary_vote::count(count, desk),
            Self::ExhaustiveBallot(options) => exhaustive_ballot::count(count, options, desk),
            Self::ElectoralCollege(options) => electoral_college::count(count, options, desk),
        }
    }

    /// What the rule fills, if it cannot fill so many seats.
    pub fn cannot_fill(&self, seats: Seats) -> Option<&'static str> {
        match self {
            Self::Av(_) if seats > Seats::ONE => {
                Some("one seat, or none for a section of an electoral college")
            }
            Self::ScottishStv(_) | Self::BlockVote(_) if seats == Seats::NONE => {
                Some("one seat or more")
            }
            Self::FirstPastThePost(_) | Self::SupplementaryVote(_) | Self::ElectoralCollege(_)
                if seats != Seats::ONE =>
            {
                Some("one seat")
            }
            Self::ExhaustiveBallot(options) if !options.can_fill(seats) => Some(
                "one seat, as many as its ballots leave, or none where those left go on to other voters",
            ),
            _ => None,
        }
    }

    /// What to do if the rule cannot count so many sets of papers.
    pub(crate) fn cannot_count(&self, sets: usize) -> Option<String> {
        match self {
            Self::ExhaustiveBallot(_) => None,
            Self::ElectoralCollege(options) => options.cannot_count(sets),
            _ => (sets > 1).then(|| "it counts one: join them, or count each by itself".to_owned()),
        }
    }

    /// Whether the rule can fill so many seats.
    pub fn can_fill(&self, seats: Seats) -> bool {
        self.cannot_fill(seats).is_none()
    }
}

/// How many seats a count fills; 0 for one section of an electoral college, which elects nobody by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seats(pub u32);

impl Seats {
    /// None: a section of an electoral college.
    pub const NONE: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(1);

    /// As a number of people.
    pub(crate) fn get(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl fmt::Display for Seats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The rule's name and the clause of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clause(pub(crate) &'static str);

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Those with the fewest votes, in their order.
pub(crate) fn fewest<C: Copy, V: Ord>(standing: &[(C, V)]) -> Vec<C> {
    let fewest = standing.iter().map(|(_, votes)| votes).min();
    standing
        .iter()
        .filter(|(_, votes)| Some(votes) == fewest)
        .map(|(c, _)| *c)
        .collect()
}

/// Those with the most votes, in their order.
pub(crate) fn most<C: Copy, V: Ord>(standing: &[(C, V)]) -> Vec<C> {
    let most = standing.iter().map(|(_, votes)| votes).max();
    standing
        .iter()
        .filter(|(_, votes)| Some(votes) == most)
        .map(|(c, _)| *c)
        .collect()
}

/// Those in the first places of an order, less those who are tied for the last of these places with somebody behind it;
/// and those who are so tied, all of them.
fn first_places<C: Copy, V: PartialEq>(order: &[(C, V)], places: usize) -> (Vec<C>, Vec<C>) {
    let last_in = places.checked_sub(1).and_then(|place| order.get(place));
    let first_out = order.get(places);
    let tied_at = last_in
        .zip(first_out)
        .filter(|(last_in, first_out)| last_in.1 == first_out.1)
        .map(|(last_in, _)| &last_in.1);
    let is_tied = |votes: &V| Some(votes) == tied_at;
    let first = order.iter().take(places);
    let first = first.filter(|(_, votes)| !is_tied(votes));
    let tied = order.iter().filter(|(_, votes)| is_tied(votes));
    (
        first.map(|(c, _)| *c).collect(),
        tied.map(|(c, _)| *c).collect(),
    )
}
