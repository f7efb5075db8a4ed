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
use crate::stage::Stage;
use crate::tie::Resort;
use crate::trace::Manner;
use crate::votes::Votes;

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
    /// Meek's method, with bounds.
    Meek(stv::meek::Options),
    /// Meek's method as the Proportional Representation Foundation has it.
    MeekPrf(stv::meek_prf::Options),
    /// The weighted inclusive Gregory method in exact fractions.
    Wigm(stv::wigm::Options),
    /// The weighted inclusive Gregory method, the Proportional Representation Foundation's reference.
    WigmPrf(stv::wigm_prf::Options),
    /// The Electoral Reform Society's rules of 1997.
    Ers97(stv::ers97::Options),
}

/// What every rule says of itself and does; its options have it.
pub(crate) trait Method {
    /// The rule's name, as rulebooks and clauses write it.
    fn name(&self) -> &'static str;

    /// The rule in words, to stand after “by”.
    fn describe(&self) -> String;

    /// What the rule fills, if it cannot fill so many seats.
    fn cannot_fill(&self, seats: Seats) -> Option<&'static str> {
        (seats == Seats::NONE).then_some("one seat or more")
    }

    /// What to do if the rule cannot count so many sets of papers.
    fn cannot_count(&self, sets: usize) -> Option<String> {
        (sets > 1).then(|| "it counts one: join them, or count each by itself".to_owned())
    }

    /// Whether somebody may withdraw while papers are counted.
    fn knows_withdrawals(&self) -> bool {
        false
    }

    /// How ties are resolved where nobody says otherwise.
    fn customary_ties(&self) -> Vec<Resort> {
        vec![Resort::EarlierStages, Resort::Lots]
    }

    /// By how many votes the figures of a stage may differ and still be as good as equal where a tie is resolved by them.
    fn unsettled(&self, _stage: &Stage) -> Votes {
        Votes::ZERO
    }

    /// How one of its papers is followed through a transcript, or why it cannot be.
    fn manner(&self) -> Result<Manner, &'static str>;

    /// Holds a count at the desk.
    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop>;
}

impl Rule {
    /// The names of all rules.
    pub const NAMES: [&'static str; 12] = [
        "av",
        "block-vote",
        "electoral-college",
        "ers97",
        "exhaustive-ballot",
        "first-past-the-post",
        "meek",
        "meek-prf",
        "scottish-stv",
        "supplementary-vote",
        "wigm",
        "wigm-prf",
    ];

    pub(crate) fn method(&self) -> &dyn Method {
        match self {
            Self::Av(options) => options,
            Self::ScottishStv(options) => options,
            Self::FirstPastThePost(options) => options,
            Self::BlockVote(options) => options,
            Self::SupplementaryVote(options) => options,
            Self::ExhaustiveBallot(options) => options,
            Self::ElectoralCollege(options) => options,
            Self::Meek(options) => options,
            Self::MeekPrf(options) => options,
            Self::Wigm(options) => options,
            Self::WigmPrf(options) => options,
            Self::Ers97(options) => options,
        }
    }

    /// The rule's name, as rulebooks and clauses write it.
    pub fn name(&self) -> &'static str {
        self.method().name()
    }

    /// The rule in words, to stand after “by”.
    pub fn describe(&self) -> String {
        self.method().describe()
    }

    /// What the rule fills, if it cannot fill so many seats.
    pub fn cannot_fill(&self, seats: Seats) -> Option<&'static str> {
        self.method().cannot_fill(seats)
    }

    /// Whether the rule can fill so many seats.
    pub fn can_fill(&self, seats: Seats) -> bool {
        self.cannot_fill(seats).is_none()
    }

    /// Whether the rule counts one set of papers: not several ballots, nor sections apart.
    pub fn counts_one_set(&self) -> bool {
        self.method().cannot_count(1).is_none() && self.method().cannot_count(2).is_some()
    }

    /// How ties are resolved where nobody says otherwise.
    pub fn customary_ties(&self) -> Vec<Resort> {
        self.method().customary_ties()
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
