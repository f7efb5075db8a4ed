//! The ways to resolve a tie, `docs/rules/ties.md`, and the lots that were drawn. Nothing here is ever random.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::candidate::CandidateId;
use crate::count::CountError;
use crate::rule::Method;
use crate::stage::{Purpose, ResolvedBy, Stage, StageNumber};
use crate::votes::Votes;

/// A way to resolve a tie. A rulebook lists those it uses in the order in which they are tried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resort {
    /// The votes at the latest earlier stage at which those tied differed (ties 2).
    EarlierStages,
    /// The votes at the first stage at which those tied differed (ties 3).
    FirstStages,
    /// An order declared before the count: whoever stands first in it is chosen (ties 4).
    DeclaredOrder(Vec<CandidateId>),
    /// Whom the lot falls on, drawn by people and recorded (ties 5).
    Lots,
    /// Whom the digests of a public text fall on (ties 6).
    PublicSeed(String),
}

impl Resort {
    /// Whether it compares the votes of earlier stages.
    pub(crate) fn looks_at_votes(&self) -> bool {
        matches!(self, Self::EarlierStages | Self::FirstStages)
    }
}

/// A lot that was drawn, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// The stage of the count at which the tie is.
    pub stage: StageNumber,
    /// Those among whom it was drawn, in any order: exactly those whom the earlier resorts left tied.
    pub among: Vec<CandidateId>,
    /// Whom it falls on, to be excluded, elected or transferred first as the stage requires; one of them.
    pub chosen: CandidateId,
}

/// The resorts of a rulebook and the lots of a contest.
#[derive(Clone, Copy)]
pub(crate) struct Ties<'a> {
    pub(crate) resorts: &'a [Resort],
    pub(crate) lots: &'a [Lot],
    pub(crate) rule: &'a dyn Method,
}

/// What became of a tie.
pub(crate) enum Resolution {
    Chosen {
        candidate: CandidateId,
        /// Those among whom the last resort chose, where it was not all and it looks at no votes.
        left: Option<Vec<CandidateId>>,
        by: ResolvedBy,
        stage: Option<StageNumber>,
    },
    LotsRequired(Vec<CandidateId>),
    Unresolvable(Vec<CandidateId>),
}

impl Ties<'_> {
    /// Tries the resorts in their order, each on those whom the one before left tied. `among` are several, in the order
    /// of their ids; `earlier` are the stages before this one.
    pub(crate) fn resolve(
        &self,
        among: &[CandidateId],
        to: Purpose,
        earlier: &[Stage],
    ) -> Result<Resolution, CountError> {
        let here = StageNumber::at(earlier.len());
        let all = among;
        let mut among = among.to_vec();
        for resort in self.resorts {
            let chose_among = (!resort.looks_at_votes() && among != all).then(|| among.clone());
            let (left, by, stage) = match resort {
                Resort::EarlierStages => {
                    let (left, stage) = self.by_votes(among, to, earlier.iter().rev());
                    (left, ResolvedBy::EarlierStages, stage)
                }
                Resort::FirstStages => {
                    let (left, stage) = self.by_votes(among, to, earlier.iter());
                    (left, ResolvedBy::FirstStages, stage)
                }
                Resort::DeclaredOrder(order) => {
                    (by_order(&among, order)?, ResolvedBy::DeclaredOrder, None)
                }
                Resort::Lots => {
                    let Some(lot) = self.lots.iter().find(|lot| lot.stage == here) else {
                        return Ok(Resolution::LotsRequired(among));
                    };
                    (whom_it_falls_on(lot, &among)?, ResolvedBy::Lots, None)
                }
                Resort::PublicSeed(seed) => {
                    (by_seed(&among, seed, here), ResolvedBy::PublicSeed, None)
                }
            };
            if let [candidate] = left.as_slice() {
                return Ok(Resolution::Chosen {
                    candidate: candidate.clone(),
                    left: chose_among,
                    by,
                    stage,
                });
            }
            among = left;
        }
        Ok(Resolution::Unresolvable(among))
    }

    /// Stage by stage, those of them who had the fewest votes then (to exclude) or the most (else), as far as the rule
    /// lets figures tell, until one is left, with the stage that left one.
    fn by_votes<'s>(
        &self,
        mut left: Vec<CandidateId>,
        to: Purpose,
        stages: impl Iterator<Item = &'s Stage>,
    ) -> (Vec<CandidateId>, Option<StageNumber>) {
        for stage in stages {
            let votes = |id: &CandidateId| stage.votes.get(id);
            let all = left.iter().map(votes);
            let extreme = match to {
                Purpose::Exclude => all.min(),
                Purpose::Elect | Purpose::TransferFirst => all.max(),
            };
            let extreme = extreme.flatten();
            let unsettled = self.rule.unsettled(stage);
            left.retain(|id| are_level(votes(id), extreme, &unsettled));
            if left.len() == 1 {
                return (left, Some(stage.number));
            }
        }
        (left, None)
    }
}

/// Whether two figures are equal, or differ by no more than could still change.
fn are_level(one: Option<&Votes>, other: Option<&Votes>, unsettled: &Votes) -> bool {
    if one == other || unsettled.is_zero() {
        return one == other;
    }
    let difference = one.zip(other);
    let difference = difference.and_then(|(a, b)| a.minus(b).or_else(|| b.minus(a)));
    difference.is_some_and(|difference| difference <= *unsettled)
}

/// Whoever stands first in the order, whatever for.
fn by_order(among: &[CandidateId], order: &[CandidateId]) -> Result<Vec<CandidateId>, CountError> {
    if let Some(absent) = among.iter().find(|id| !order.contains(id)) {
        return Err(CountError::NotInOrder(absent.clone()));
    }
    let first = order.iter().find(|id| among.contains(id));
    Ok(first.cloned().into_iter().collect())
}

/// Whoever's digest is the smallest. Different ids have different digests, as far as anybody knows of SHA-256.
fn by_seed(among: &[CandidateId], seed: &str, stage: StageNumber) -> Vec<CandidateId> {
    let digest = |id: &&CandidateId| Sha256::digest(format!("{seed}\n{stage}\n{id}\n"));
    among
        .iter()
        .min_by_key(digest)
        .cloned()
        .into_iter()
        .collect()
}

/// The candidate on whom a lot falls, if it was drawn among exactly those who are tied.
fn whom_it_falls_on(lot: &Lot, tied: &[CandidateId]) -> Result<Vec<CandidateId>, CountError> {
    let drawn: BTreeSet<_> = lot.among.iter().collect();
    if !drawn.iter().copied().eq(tied) {
        return Err(CountError::LotAmongOthers {
            stage: lot.stage,
            tied: tied.to_vec(),
            drawn: drawn.into_iter().cloned().collect(),
        });
    }
    if !tied.contains(&lot.chosen) {
        return Err(CountError::LotFallsOnAnother {
            stage: lot.stage,
            drawn: tied.to_vec(),
            chosen: lot.chosen.clone(),
        });
    }
    Ok(vec![lot.chosen.clone()])
}
