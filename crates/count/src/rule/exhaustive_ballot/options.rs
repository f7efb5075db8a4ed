//! What a rulebook may set of ballots in series.

use std::num::NonZeroU32;

use num_bigint::BigUint;
use serde::{Deserialize, Serialize};

use crate::rule::{Seats, Share};

/// What a rulebook may set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// How many the ballots leave.
    pub until: NonZeroU32,
    /// How many are out at each ballot at which no threshold puts anybody out.
    pub last: NonZeroU32,
    /// The threshold of the first ballot, of the second, and so on; later ones have none.
    pub thresholds: Vec<Threshold>,
    /// What is done where several are tied for last.
    pub tied_last: TiedLast,
}

/// The votes with which somebody stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Threshold {
    /// So many votes.
    Number(u64),
    /// So large a share of the valid votes of the ballot.
    Share(Share),
}

/// What is done where several are tied for last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TiedLast {
    /// The resorts choose among them.
    #[default]
    Resorts,
    /// The ballot is held again; if several are tied for last once more, the resorts choose among them.
    BallotAgain,
    /// The ballot is held again; if several are tied for last once more, all of them are out.
    BallotAgainThenAll,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            until: NonZeroU32::MIN,
            last: NonZeroU32::MIN,
            thresholds: Vec::new(),
            tied_last: TiedLast::default(),
        }
    }
}

impl Options {
    /// How many the ballots leave.
    pub(super) fn until(&self) -> usize {
        Seats(self.until.get()).get()
    }

    /// How many are out at a ballot.
    pub(super) fn last(&self) -> usize {
        Seats(self.last.get()).get()
    }
}

impl Threshold {
    /// Whether so many votes of so many are enough to stay.
    pub(super) fn is_met(&self, votes: u64, valid: u64) -> bool {
        match self {
            Self::Number(number) => votes >= *number,
            Self::Share(share) => {
                let votes = BigUint::from(votes).into();
                share.to_fraction() * BigUint::from(valid) <= votes
            }
        }
    }
}
