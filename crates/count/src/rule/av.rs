//! The alternative vote, `docs/rules/av.md`; its clauses are named where they are followed.

use serde::{Deserialize, Serialize};

use super::{Clause, Decision, Seats};

/// What a rulebook may set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Of which votes a majority must be.
    pub majority_of: MajorityOf,
    /// How long the count goes on.
    pub until: Until,
}

/// Of which votes a majority must be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MajorityOf {
    /// The votes of all candidates still in the count.
    #[default]
    Continuing,
    /// All papers counted.
    Valid,
}

/// How long the count goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// Until somebody has a majority.
    #[default]
    Majority,
    /// Until two candidates are left.
    Two,
}

/// What the rule does with the candidates who are in the count and their votes.
///
/// Clause 2, what a vote is, is the business of [`crate::piles`].
pub(crate) fn decide<C: Copy>(
    standing: &[(C, u64)],
    counted: u64,
    seats: Seats,
    options: Options,
) -> Decision<C> {
    // av 7: a section of an electoral college goes on until two are left, and ends there.
    if seats == Seats::NONE {
        return if standing.len() <= 2 {
            Decision::End(Clause("av 7"))
        } else {
            Decision::Exclude(fewest(standing), Clause("av 5"))
        };
    }
    // av 3: one left is elected.
    if let [(only, _)] = standing {
        return Decision::Elect(*only, Clause("av 3"));
    }
    // av 4: so is whoever has a majority, or of two whoever has more votes, as the options say.
    if let Some(candidate) = majority(standing, counted, options) {
        return Decision::Elect(candidate, Clause("av 4"));
    }
    // av 5: otherwise the candidate with the fewest votes is excluded.
    Decision::Exclude(fewest(standing), Clause("av 5"))
}

/// av 4.
fn majority<C: Copy>(standing: &[(C, u64)], counted: u64, options: Options) -> Option<C> {
    if options.until == Until::Two && standing.len() > 2 {
        return None;
    }
    let base = match options.majority_of {
        // The votes of some of the papers counted are not more than a u64 holds.
        MajorityOf::Continuing => standing.iter().map(|(_, votes)| votes).sum(),
        MajorityOf::Valid => counted,
    };
    // For whole numbers, more than half is more than the half rounded down.
    let over_half = standing.iter().find(|(_, votes)| *votes > base / 2);
    let ahead_of_the_other = || match standing {
        [one, other] if one.1 > other.1 => Some(one),
        [one, other] if one.1 < other.1 => Some(other),
        _ => None,
    };
    over_half
        .or_else(ahead_of_the_other)
        .map(|(candidate, _)| *candidate)
}

/// Those with the fewest votes, in their order.
fn fewest<C: Copy>(standing: &[(C, u64)]) -> Vec<C> {
    let fewest = standing.iter().map(|(_, votes)| *votes).min();
    standing
        .iter()
        .filter(|(_, votes)| Some(*votes) == fewest)
        .map(|(c, _)| *c)
        .collect()
}
