//! One stage of a count: who had what, what was done, where the papers went.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::candidate::CandidateId;
use crate::unrepeated;
use crate::votes::Votes;

/// The number of a stage; the first is 1. A JSON number on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct StageNumber(u32);

impl StageNumber {
    /// Stage 1.
    pub const FIRST: Self = Self(1);

    /// The stage with this number; none has the number 0.
    pub const fn new(number: u32) -> Option<Self> {
        if number == 0 {
            None
        } else {
            Some(Self(number))
        }
    }

    /// The number, from 1.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The stage at this place in a list of stages, which counts from 0.
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// The stage after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// 0 is not the number of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stages are numbered from 1; there is no stage 0")]
pub struct NoStageZero;

impl TryFrom<u32> for StageNumber {
    type Error = NoStageZero;

    fn try_from(number: u32) -> Result<Self, NoStageZero> {
        Self::new(number).ok_or(NoStageZero)
    }
}

impl From<StageNumber> for u32 {
    fn from(stage: StageNumber) -> Self {
        stage.0
    }
}

impl fmt::Display for StageNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its number, from 1.
    pub number: StageNumber,
    /// The votes of those still in the count. Who has been excluded is absent.
    #[serde(deserialize_with = "unrepeated::map")]
    pub votes: BTreeMap<CandidateId, Votes>,
    /// Papers that no longer count for anybody, in total so far.
    pub non_transferable: Votes,
    /// At stage 1 of a declared result, the votes by section, where they were published; else empty.
    #[serde(deserialize_with = "unrepeated::map_of_maps")]
    pub sections: BTreeMap<String, BTreeMap<CandidateId, Votes>>,
    /// What was done.
    pub action: Action,
}

/// What was done at a stage, and under which clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What was done.
    pub did: Did,
    /// To whom; nobody where the count of a section ended.
    pub candidates: Vec<CandidateId>,
    /// The rule's name and the clause of its document: `av 5`.
    pub clause: String,
    /// Papers that moved, by id of the receiver, those that nobody received last; no zeroes.
    pub transfers: Vec<Transfer>,
    /// The tie that stood in the way, and how it was resolved.
    pub tie: Option<Tie>,
}

/// What can be done at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Did {
    /// The candidates were elected.
    Elected,
    /// The candidates were excluded, and their papers moved.
    Excluded,
    /// The count of a section is over; nobody is elected by it.
    Ended,
}

/// Papers that moved from one candidate to another, or to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Who had them.
    pub from: CandidateId,
    /// Who received them; `None` where no preference was left.
    pub to: Option<CandidateId>,
    /// How many.
    pub votes: Votes,
}

/// A tie for exclusion, and how it was resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// All who had the fewest votes, in the order of their ids.
    pub among: Vec<CandidateId>,
    /// Who was excluded of them.
    pub excluded: CandidateId,
    /// What decided.
    pub resolved_by: ResolvedBy,
    /// The stage whose votes left one of them, for [`ResolvedBy::EarlierStages`]; else `None`.
    pub stage: Option<StageNumber>,
}

/// What decided a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResolvedBy {
    /// The votes at an earlier stage.
    EarlierStages,
    /// Lots.
    Lots,
    /// Whoever declared the result; how is not known.
    Declared,
}
