//! One stage of a count: who had what, what was done, where the papers went.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::candidate::CandidateId;
use crate::papers::End;
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
///
/// What a rule does not know (a quota, keep values, votes lost to rounding) is absent, also on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its number, from 1.
    pub number: StageNumber,
    /// The votes of those in the count, elected or continuing. Who has been excluded is absent.
    #[serde(deserialize_with = "unrepeated::map")]
    pub votes: BTreeMap<CandidateId, Votes>,
    /// Votes that no longer count for anybody, in total so far.
    pub non_transferable: Votes,
    /// Of these, the votes of papers whose preferences stopped before their end at an unclear mark, by the mark.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "unrepeated::map"
    )]
    pub stopped: BTreeMap<End, Votes>,
    /// Votes lost because fractions were cut off, in total so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<Votes>,
    /// The votes that elect a candidate at this stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Votes>,
    /// Of each paper that reaches them, how much the elected keep (Meek); of others it is all.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "unrepeated::map"
    )]
    pub keep_values: BTreeMap<CandidateId, Votes>,
    /// The votes by section: of an electoral college at each stage; at stage 1 of a declared result, where they were
    /// published; else empty.
    #[serde(deserialize_with = "unrepeated::map_of_maps")]
    pub sections: BTreeMap<String, BTreeMap<CandidateId, Votes>>,
    /// Those who are elected by these figures while the count goes on, in the order of their election.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elected: Vec<Elected>,
    /// What was done.
    pub action: Action,
}

impl Stage {
    /// What everybody elected so far has above the quota, under a rule that writes keep values: so much may still go to
    /// others. Figures are cut off, so each counts for one unit of its last decimal more.
    pub(crate) fn surplus(&self) -> Votes {
        let Some(quota) = &self.quota else {
            return Votes::ZERO;
        };
        let earlier = self.keep_values.keys();
        let elected = earlier.chain(self.elected.iter().map(|elected| &elected.candidate));
        let unit = quota.last_decimal();
        elected.fold(unit.clone(), |sum, candidate| {
            let votes = self.votes.get(candidate);
            let above = votes.and_then(|votes| votes.minus(quota));
            sum.plus(&above.unwrap_or_default()).plus(&unit)
        })
    }

    /// Everybody who is elected at this stage, in the order of their election.
    pub fn all_elected(&self) -> impl Iterator<Item = &CandidateId> {
        let last = match self.action.did {
            Did::Elected => self.action.candidates.as_slice(),
            _ => &[],
        };
        let first = self.elected.iter().map(|elected| &elected.candidate);
        first.chain(last)
    }
}

/// A candidate who is elected while the count goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elected {
    /// Who.
    pub candidate: CandidateId,
    /// The rule's name and the clause of its document.
    pub clause: String,
}

/// What was done at a stage, and under which clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What was done.
    pub did: Did,
    /// To whom; nobody where the count ended.
    pub candidates: Vec<CandidateId>,
    /// The rule's name and the clause of its document: `av 5`.
    pub clause: String,
    /// For how much of a vote each paper of a surplus moved, where that is the same for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_value: Option<Votes>,
    /// Votes that moved, by id of the giver, then of the receiver, those that nobody received last; no zeroes.
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
    /// The candidates withdrew between stages, and their papers moved.
    Withdrawn,
    /// The candidates' surplus was transferred.
    Transferred,
    /// Re-open nominations would be elected: nobody is, and nominations are opened again.
    Reopened,
    /// The candidates are tied for last, and the ballot is held again among all who stood in it.
    BallotAgain,
    /// The count is over and elects nobody more.
    Ended,
}

/// Votes that moved from one candidate to another, or to nobody.
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

/// A tie, and how it was resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "wire::Tie", into = "wire::Tie")]
pub struct Tie {
    /// All who were tied, in the order of their ids.
    pub among: Vec<CandidateId>,
    /// Those among whom an order, a lot or a seed chose, in the order of their ids, where resorts before it had spared
    /// some; `None` where it chose among all of them, or something else decided.
    pub left: Option<Vec<CandidateId>>,
    /// What one of them had to be chosen for.
    pub to: Purpose,
    /// Who was chosen.
    pub chosen: CandidateId,
    /// What decided.
    pub resolved_by: ResolvedBy,
    /// The stage whose votes left one of them, for [`ResolvedBy::EarlierStages`] and [`ResolvedBy::FirstStages`]; else
    /// `None`.
    pub stage: Option<StageNumber>,
}

/// What one of several tied candidates is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// To be excluded: a lot falls on whoever goes.
    Exclude,
    /// To be elected, or to stay where others go.
    Elect,
    /// To have the surplus transferred before the others.
    TransferFirst,
}

/// What decided a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResolvedBy {
    /// The votes at the latest earlier stage at which they differed.
    EarlierStages,
    /// The votes at the first stage at which they differed.
    FirstStages,
    /// An order declared before the count.
    DeclaredOrder,
    /// Lots.
    Lots,
    /// Lots by a public seed.
    PublicSeed,
    /// Whoever declared the result; how is not known.
    Declared,
}

mod wire {
    //! A tie as the format writes it: the key of whoever was chosen says what for.

    use serde::{Deserialize, Serialize};

    use super::{CandidateId, Purpose, ResolvedBy, StageNumber};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Tie {
        among: Vec<CandidateId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<Vec<CandidateId>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        excluded: Option<CandidateId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        elected: Option<CandidateId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        transferred_first: Option<CandidateId>,
        resolved_by: ResolvedBy,
        stage: Option<StageNumber>,
    }

    impl From<super::Tie> for Tie {
        fn from(tie: super::Tie) -> Self {
            let chosen = |to| (tie.to == to).then(|| tie.chosen.clone());
            Self {
                excluded: chosen(Purpose::Exclude),
                elected: chosen(Purpose::Elect),
                transferred_first: chosen(Purpose::TransferFirst),
                among: tie.among,
                left: tie.left,
                resolved_by: tie.resolved_by,
                stage: tie.stage,
            }
        }
    }

    impl TryFrom<Tie> for super::Tie {
        type Error = &'static str;

        fn try_from(tie: Tie) -> Result<Self, Self::Error> {
            let (to, chosen) = match (tie.excluded, tie.elected, tie.transferred_first) {
                (Some(chosen), None, None) => (Purpose::Exclude, chosen),
                (None, Some(chosen), None) => (Purpose::Elect, chosen),
                (None, None, Some(chosen)) => (Purpose::TransferFirst, chosen),
                _ => {
                    return Err(
                        "a tie has one of the keys excluded, elected and transferred_first",
                    );
                }
            };
            Ok(Self {
                among: tie.among,
                left: tie.left,
                to,
                chosen,
                resolved_by: tie.resolved_by,
                stage: tie.stage,
            })
        }
    }
}
