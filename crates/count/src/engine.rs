//! The count itself, stage by stage, without a transcript. [`crate::count`] writes down what it does.

use crate::count::CountError;
use crate::papers::{CandidateIndex, Papers};
use crate::piles::{Moved, Piles};
use crate::rule::{Clause, Decision, Rule, Seats};
use crate::stage::{ResolvedBy, StageNumber};
use crate::tie::{Resolution, Tied, Ties};

/// A count under way.
pub(crate) struct Engine<'a> {
    papers: &'a Papers,
    rule: &'a Rule,
    seats: Seats,
    ties: Ties<'a>,
    piles: Piles<'a>,
    /// Votes at the stages acted on, by place of the candidate; 0 for those already excluded.
    earlier: Vec<Vec<u64>>,
}

/// What was done at a stage.
pub(crate) enum Step {
    Elected(CandidateIndex, Clause),
    Ended(Clause),
    Excluded(Exclusion),
    /// Nothing can be done before lots are drawn among these.
    LotsRequired(Vec<CandidateIndex>),
    /// Nothing can be done: no resort is left to choose among these.
    Unresolvable(Vec<CandidateIndex>),
}

/// An exclusion and where the papers went.
pub(crate) struct Exclusion {
    pub(crate) candidate: CandidateIndex,
    pub(crate) clause: Clause,
    pub(crate) moved: Moved,
    pub(crate) tie: Option<ResolvedTie>,
}

/// A tie that was resolved.
pub(crate) struct ResolvedTie {
    pub(crate) among: Vec<CandidateIndex>,
    pub(crate) by: ResolvedBy,
    pub(crate) stage: Option<StageNumber>,
}

impl<'a> Engine<'a> {
    pub(crate) fn new(papers: &'a Papers, rule: &'a Rule, seats: Seats, ties: Ties<'a>) -> Self {
        let piles = Piles::first_preferences(papers);
        Self {
            papers,
            rule,
            seats,
            ties,
            piles,
            earlier: Vec::new(),
        }
    }

    /// The piles as they lie before the next step.
    pub(crate) fn piles(&self) -> &Piles<'a> {
        &self.piles
    }

    /// The stage that the next step acts on.
    pub(crate) fn stage(&self) -> StageNumber {
        StageNumber::at(self.earlier.len())
    }

    /// Acts on one stage. After an exclusion there is a next one; after all else there is none.
    pub(crate) fn step(&mut self) -> Result<Step, CountError> {
        let standing = self.piles.standing();
        match self
            .rule
            .decide(&standing, self.papers.counted().get(), self.seats)
        {
            Decision::Elect(candidate, clause) => Ok(Step::Elected(candidate, clause)),
            Decision::End(clause) => Ok(Step::Ended(clause)),
            Decision::Exclude(fewest, clause) => self.exclude_one_of(fewest, clause),
        }
    }

    fn exclude_one_of(
        &mut self,
        fewest: Vec<CandidateIndex>,
        clause: Clause,
    ) -> Result<Step, CountError> {
        if let [candidate] = fewest.as_slice() {
            return Ok(self.exclude(*candidate, clause, None));
        }
        let tied = Tied {
            papers: self.papers,
            among: fewest,
            earlier: &self.earlier,
        };
        Ok(match self.ties.resolve(&tied)? {
            Resolution::Excluded {
                candidate,
                by,
                stage,
            } => {
                let tie = ResolvedTie {
                    among: tied.among,
                    by,
                    stage,
                };
                self.exclude(candidate, clause, Some(tie))
            }
            Resolution::LotsRequired(among) => Step::LotsRequired(among),
            Resolution::Unresolvable(among) => Step::Unresolvable(among),
        })
    }

    fn exclude(
        &mut self,
        candidate: CandidateIndex,
        clause: Clause,
        tie: Option<ResolvedTie>,
    ) -> Step {
        let mut votes = vec![0; self.papers.candidates().len()];
        for (standing, number) in self.piles.standing() {
            if let Some(entry) = votes.get_mut(standing.get()) {
                *entry = number;
            }
        }
        self.earlier.push(votes);
        let moved = self.piles.exclude(candidate);
        Step::Excluded(Exclusion {
            candidate,
            clause,
            moved,
            tie,
        })
    }
}
