//! From one declared stage to the next: an exclusion, if their figures can be those of one.

use super::{DeclaredError, Figures, total};
use crate::candidate::{Candidate, CandidateId};
use crate::desk::action;
use crate::rule::Clause;
use crate::stage::{Action, Did, Purpose, ResolvedBy, StageNumber, Tie, Transfer};
use crate::votes::Votes;

/// The stage after the one at hand.
pub(super) struct Next<'a> {
    pub(super) number: StageNumber,
    pub(super) candidates: &'a [Candidate],
    pub(super) votes: &'a Figures,
}

impl Next<'_> {
    /// The exclusion that leads from a stage to this one, if one can.
    pub(super) fn excluded(
        &self,
        before: &Figures,
        sum_before: u64,
        fewest: &[&CandidateId],
        clause: Clause,
    ) -> Result<Action, DeclaredError> {
        let excluded = self.check_names(before)?;
        let gained = self.gains(before)?;
        let lost = self.lost(sum_before)?;
        self.check_last(excluded, before, fewest)?;
        let gained = gained.into_iter().map(|(to, votes)| (Some(to), votes));
        let transfers = gained
            .chain([(None, lost)])
            .filter(|(_, votes)| *votes > 0)
            .map(|(to, votes)| Transfer {
                from: excluded.clone(),
                to,
                votes: Votes::whole(votes),
            })
            .collect();
        let tie = (fewest.len() > 1).then(|| Tie {
            among: fewest.iter().copied().cloned().collect(),
            left: None,
            to: Purpose::Exclude,
            chosen: excluded.clone(),
            resolved_by: ResolvedBy::Declared,
            stage: None,
        });
        Ok(Action {
            transfers,
            tie,
            ..action(Did::Excluded, vec![excluded.clone()], clause)
        })
    }

    /// The one candidate of the stage before who is absent.
    fn check_names<'b>(&self, before: &'b Figures) -> Result<&'b CandidateId, DeclaredError> {
        let stage = self.number;
        if self.votes.is_empty() {
            return Err(DeclaredError::StageMissing { stage });
        }
        if let Some((candidate, votes)) = self
            .votes
            .iter()
            .find(|(candidate, _)| !before.contains_key(candidate))
        {
            let stood = self.candidates.iter().any(|c| c.id == *candidate);
            let (candidate, votes) = (candidate.clone(), *votes);
            return Err(if stood {
                DeclaredError::Returns {
                    stage,
                    candidate,
                    votes,
                }
            } else {
                DeclaredError::UnknownCandidate {
                    stage,
                    candidate,
                    votes,
                }
            });
        }
        let absent: Vec<_> = before
            .keys()
            .filter(|c| !self.votes.contains_key(c))
            .collect();
        match absent.as_slice() {
            [] => Err(DeclaredError::NobodyExcluded { stage }),
            [one] => Ok(one),
            several => {
                let candidates = several.iter().copied().cloned().collect();
                Err(DeclaredError::SeveralExcluded { stage, candidates })
            }
        }
    }

    /// What each who stays in the count gained.
    fn gains(&self, before: &Figures) -> Result<Figures, DeclaredError> {
        let gain = |(candidate, votes): (&CandidateId, &u64)| {
            let before = before.get(candidate).copied().unwrap_or_default();
            let gained = votes
                .checked_sub(before)
                .ok_or_else(|| DeclaredError::Shrinks {
                    stage: self.number,
                    candidate: candidate.clone(),
                    before,
                    votes: *votes,
                });
            Ok((candidate.clone(), gained?))
        };
        self.votes.iter().map(gain).collect()
    }

    /// What no candidate has any longer.
    fn lost(&self, before: u64) -> Result<u64, DeclaredError> {
        let stage = self.number;
        let votes = total(stage, self.votes)?;
        before.checked_sub(votes).ok_or(DeclaredError::Grows {
            stage,
            before,
            votes,
        })
    }

    fn check_last(
        &self,
        excluded: &CandidateId,
        before: &Figures,
        fewest: &[&CandidateId],
    ) -> Result<(), DeclaredError> {
        let votes_of = |c: &CandidateId| before.get(c).copied().unwrap_or_default();
        match fewest.first() {
            Some(last) if !fewest.contains(&excluded) => Err(DeclaredError::NotLast {
                stage: self.number,
                candidate: excluded.clone(),
                votes: votes_of(excluded),
                last: (*last).clone(),
                fewest: votes_of(last),
            }),
            _ => Ok(()),
        }
    }
}
