//! The ways to resolve a tie, and the lots that were drawn.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::candidate::CandidateId;
use crate::count::CountError;
use crate::papers::{CandidateIndex, Papers};
use crate::stage::{ResolvedBy, StageNumber};

/// A way to resolve a tie. A rulebook lists those it uses in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resort {
    /// Whoever had the fewest votes at the latest earlier stage at which those tied differed is excluded.
    EarlierStages,
    /// Whom the lot excludes, drawn by people and recorded.
    Lots,
}

/// A lot that was drawn, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// The stage of the count at which the tie is.
    pub stage: StageNumber,
    /// Those among whom it was drawn, in any order: exactly those whom the earlier resorts left tied.
    pub among: Vec<CandidateId>,
    /// Whom it excludes; one of them.
    pub excluded: CandidateId,
}

/// The resorts of a rulebook and the lots of a contest.
#[derive(Clone, Copy)]
pub(crate) struct Ties<'a> {
    pub(crate) resorts: &'a [Resort],
    pub(crate) lots: &'a [Lot],
}

/// A tie for exclusion at one stage.
pub(crate) struct Tied<'a> {
    pub(crate) papers: &'a Papers,
    /// Those who have the fewest votes.
    pub(crate) among: Vec<CandidateIndex>,
    /// Votes at the stages before this one, by place of the candidate.
    pub(crate) earlier: &'a [Vec<u64>],
}

/// What became of a tie.
pub(crate) enum Resolution {
    Excluded {
        candidate: CandidateIndex,
        by: ResolvedBy,
        stage: Option<StageNumber>,
    },
    LotsRequired(Vec<CandidateIndex>),
    Unresolvable(Vec<CandidateIndex>),
}

impl Ties<'_> {
    /// Tries the resorts in their order, each on those whom the one before left tied.
    pub(crate) fn resolve(&self, tied: &Tied<'_>) -> Result<Resolution, CountError> {
        let mut among = tied.among.clone();
        for resort in self.resorts {
            match resort {
                Resort::EarlierStages => {
                    let (left, stage) = fewest_at_earlier_stages(among, tied.earlier);
                    if let ([candidate], Some(_)) = (left.as_slice(), stage) {
                        let by = ResolvedBy::EarlierStages;
                        return Ok(Resolution::Excluded {
                            candidate: *candidate,
                            by,
                            stage,
                        });
                    }
                    among = left;
                }
                Resort::Lots => {
                    let stage = StageNumber::at(tied.earlier.len());
                    let Some(lot) = self.lot_at(stage) else {
                        return Ok(Resolution::LotsRequired(among));
                    };
                    let candidate = whom_it_excludes(lot, &among, tied.papers)?;
                    let by = ResolvedBy::Lots;
                    return Ok(Resolution::Excluded {
                        candidate,
                        by,
                        stage: None,
                    });
                }
            }
        }
        Ok(Resolution::Unresolvable(among))
    }

    /// The lot recorded for a stage.
    pub(crate) fn lot_at(&self, stage: StageNumber) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.stage == stage)
    }
}

/// av 6: back stage by stage; at each, those of them who had the fewest votes then; until one is left, with the stage
/// that left one.
fn fewest_at_earlier_stages(
    mut left: Vec<CandidateIndex>,
    earlier: &[Vec<u64>],
) -> (Vec<CandidateIndex>, Option<StageNumber>) {
    for (index, votes) in earlier.iter().enumerate().rev() {
        let votes_of = |c: &CandidateIndex| votes.get(c.get()).copied();
        let fewest = left.iter().filter_map(votes_of).min();
        left.retain(|c| votes_of(c) == fewest);
        if left.len() == 1 {
            return (left, Some(StageNumber::at(index)));
        }
    }
    (left, None)
}

/// The candidate whom a lot excludes, if it was drawn among exactly those who are tied.
fn whom_it_excludes(
    lot: &Lot,
    among: &[CandidateIndex],
    papers: &Papers,
) -> Result<CandidateIndex, CountError> {
    let tied = ids(among, papers);
    let drawn: BTreeSet<_> = lot.among.iter().cloned().collect();
    if !drawn.iter().eq(&tied) {
        let drawn = drawn.into_iter().collect();
        return Err(CountError::LotAmongOthers {
            stage: lot.stage,
            tied,
            drawn,
        });
    }
    let excluded = among.iter().find(|c| {
        papers
            .candidate(**c)
            .is_some_and(|candidate| candidate.id == lot.excluded)
    });
    excluded
        .copied()
        .ok_or_else(|| CountError::LotExcludesAnother {
            stage: lot.stage,
            drawn: tied,
            excluded: lot.excluded.clone(),
        })
}

/// The ids of candidates, in order.
pub(crate) fn ids(candidates: &[CandidateIndex], papers: &Papers) -> Vec<CandidateId> {
    let mut ids: Vec<_> = candidates
        .iter()
        .filter_map(|c| Some(papers.candidate(*c)?.id.clone()))
        .collect();
    ids.sort();
    ids
}
