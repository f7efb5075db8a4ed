//! The desk at which a count is held: rules lay out the figures of each stage here, have ties resolved, and say what
//! they do under which clause; the desk writes it down.

mod slips;

use std::collections::BTreeMap;

use crate::candidate::CandidateId;
use crate::count::{Count, CountError, Withdrawal};
use crate::papers::{CandidateIndex, Papers};
use crate::rule::Clause;
use crate::stage::{Action, Did, Elected, Purpose, ResolvedBy, Stage, StageNumber, Tie, Transfer};
use crate::tie::{Resolution, Resort, Ties};
use crate::transcript::{Format, Provenance, Transcript};
use crate::votes::{Tally, Votes};

pub(crate) use slips::{Act, Figures, Moved, Stop};

/// The desk of one count.
pub(crate) struct Desk<'a> {
    count: &'a Count<'a>,
    transcript: Transcript,
    /// What is known of the stage at hand before something is done.
    figures: Figures,
    elected: Vec<Elected>,
    tie: Option<Tie>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(count: &'a Count<'a>) -> Self {
        let papers = count.papers;
        Self {
            count,
            transcript: Transcript {
                format: Format::V1,
                provenance: Provenance::Counted,
                rule: count.rule.clone(),
                ties: None,
                marks: None,
                seats: count.seats,
                section: None,
                papers: papers.counted(),
                blank: papers.blank(),
                spoilt: papers
                    .spoilt()
                    .iter()
                    .map(|(spoilt, papers)| (*spoilt, Tally::new(*papers)))
                    .collect(),
                candidates: papers.candidates().to_vec(),
                withdrawn: withdrawn(papers),
                stages: Vec::new(),
                elected: Vec::new(),
                derived: Vec::new(),
            },
            figures: Figures::default(),
            elected: Vec::new(),
            tie: None,
        }
    }

    /// Clears the desk: the count is held again from its beginning.
    pub(crate) fn begin_again(&mut self) {
        *self = Self::new(self.count);
    }

    /// Those who stand when the count begins, in the order of the paper: who withdrew before is not among them.
    pub(crate) fn standing(&self) -> Vec<CandidateIndex> {
        (0..self.count.papers.candidates().len())
            .filter_map(CandidateIndex::new)
            .filter(|candidate| !self.count.papers.withdrawn().contains(candidate))
            .collect()
    }

    /// Counts the papers of further sections among those of the count.
    pub(crate) fn pool_sections(&mut self) -> Result<(), CountError> {
        let sum = |one: Tally, other: Tally| {
            let sum = one.get().checked_add(other.get());
            sum.map(Tally::new).ok_or(CountError::TooManyPapers)
        };
        for section in self.count.more {
            self.transcript.papers = sum(self.transcript.papers, section.counted())?;
            self.transcript.blank = sum(self.transcript.blank, section.blank())?;
            for (spoilt, papers) in section.spoilt() {
                let pooled = self.transcript.spoilt.entry(*spoilt).or_default();
                *pooled = sum(*pooled, Tally::new(*papers))?;
            }
        }
        Ok(())
    }

    /// The number of the stage at hand.
    pub(crate) fn stage(&self) -> StageNumber {
        StageNumber::at(self.transcript.stages.len())
    }

    /// How many have been elected, also at the stage at hand.
    pub(crate) fn filled(&self) -> usize {
        self.transcript.elected.len()
    }

    /// Lays out the figures of the next stage.
    pub(crate) fn lay_out(&mut self, figures: Figures) {
        self.figures = figures;
    }

    /// Who withdrew at the stage at hand, if anybody did, of those in the count.
    pub(crate) fn next_withdrawal(
        &self,
        continuing: &[CandidateIndex],
    ) -> Result<Option<CandidateIndex>, CountError> {
        let here = self.stage();
        let mut withdrawals = self.count.withdrawals.iter();
        let Some(withdrawal) = withdrawals.find(|withdrawal| withdrawal.stage == here) else {
            return Ok(None);
        };
        let gone = continuing
            .iter()
            .find(|c| self.id(**c) == withdrawal.candidate);
        match gone {
            Some(candidate) => Ok(Some(*candidate)),
            None => Err(CountError::Withdrawal {
                stage: here,
                candidate: withdrawal.candidate.clone(),
                reason: "but is not in the count there; correct the stage, or take the withdrawal out",
            }),
        }
    }

    /// One of these, who are tied if they are several. `among` is not empty.
    pub(crate) fn choose(
        &mut self,
        among: &[CandidateIndex],
        to: Purpose,
    ) -> Result<CandidateIndex, Stop> {
        if let [candidate] = among {
            return Ok(*candidate);
        }
        self.choose_by(self.count.ties, among, to)
    }

    /// One of these, who are tied, if the resorts that look at earlier votes tell him or her apart from the others.
    pub(crate) fn choose_by_votes(
        &mut self,
        among: &[CandidateIndex],
        to: Purpose,
    ) -> Result<Option<CandidateIndex>, Stop> {
        let resorts = self.count.ties.iter().cloned();
        let resorts: Vec<_> = resorts.filter(Resort::looks_at_votes).collect();
        match self.choose_by(&resorts, among, to) {
            Ok(chosen) => Ok(Some(chosen)),
            Err(Stop::Unresolvable(..)) => Ok(None),
            Err(stop) => Err(stop),
        }
    }

    fn choose_by(
        &mut self,
        resorts: &[Resort],
        among: &[CandidateIndex],
        to: Purpose,
    ) -> Result<CandidateIndex, Stop> {
        let tied = self.ids(among);
        let ties = Ties {
            resorts,
            lots: self.count.lots,
            rule: self.count.rule.method(),
        };
        match ties.resolve(&tied, to, &self.transcript.stages)? {
            Resolution::Chosen {
                candidate,
                left,
                by,
                stage,
            } => {
                let chosen = among.iter().find(|c| self.id(**c) == candidate);
                let chosen = *chosen.ok_or_else(|| Stop::Unresolvable(tied.clone(), to))?;
                self.tie = Some(Tie {
                    among: tied,
                    left,
                    to,
                    chosen: candidate,
                    resolved_by: by,
                    stage,
                });
                Ok(chosen)
            }
            Resolution::LotsRequired(among) => Err(Stop::LotsRequired(among, to)),
            Resolution::Unresolvable(among) => Err(Stop::Unresolvable(among, to)),
        }
    }

    /// Declares a candidate elected by the figures of the stage at hand, while the count goes on.
    pub(crate) fn elect(&mut self, candidate: CandidateIndex, clause: Clause) {
        let id = self.id(candidate);
        self.transcript.elected.push(id.clone());
        self.elected.push(Elected {
            candidate: id,
            clause: clause.to_string(),
        });
    }

    /// Writes the stage down with what is done at it. Afterwards the next one is at hand.
    pub(crate) fn act(&mut self, act: Act) -> Result<(), Stop> {
        self.check_lot()?;
        if act.did == Did::Elected {
            let elected = act.candidates.iter().map(|c| self.id(*c));
            let elected: Vec<_> = elected.collect();
            self.transcript.elected.extend(elected);
        }
        let figures = std::mem::take(&mut self.figures);
        let sections = figures.sections.into_iter();
        let stage = Stage {
            number: self.stage(),
            votes: self.by_id(figures.votes),
            non_transferable: figures.non_transferable,
            stopped: figures.stopped,
            lost: figures.lost,
            quota: figures.quota,
            keep_values: self.by_id(figures.keep_values),
            sections: sections
                .map(|(section, votes)| (section, self.by_id(votes)))
                .collect(),
            elected: std::mem::take(&mut self.elected),
            action: self.action(act),
        };
        self.transcript.stages.push(stage);
        Ok(())
    }

    fn action(&mut self, act: Act) -> Action {
        let mut transfers: Vec<_> = act
            .moved
            .into_iter()
            .filter(|(_, votes)| !votes.is_zero())
            .map(|((from, to), votes)| Transfer {
                from: self.id(from),
                to: to.map(|c| self.id(c)),
                votes,
            })
            .collect();
        transfers.sort_by(|a, b| {
            (&a.from, a.to.is_none(), &a.to).cmp(&(&b.from, b.to.is_none(), &b.to))
        });
        Action {
            did: act.did,
            candidates: act.candidates.iter().map(|c| self.id(*c)).collect(),
            clause: act.clause.to_string(),
            transfer_value: act.transfer_value,
            transfers,
            tie: self.tie.take(),
        }
    }

    /// What is written so far, and is all where the count is over: no lot is left that decided nothing, since it would
    /// stand in the log as if it had.
    pub(crate) fn close(self) -> Result<Transcript, CountError> {
        let over = self.stage();
        if let Some(lot) = self.count.lots.iter().find(|lot| lot.stage >= over) {
            return Err(CountError::LotNotCalledFor(lot.stage));
        }
        self.check_withdrawals(self.count.withdrawals.iter())?;
        Ok(self.transcript)
    }

    /// That whoever is recorded as withdrawn at a stage before the one at hand was taken out there.
    pub(crate) fn check_earlier_withdrawals(&self) -> Result<(), CountError> {
        let here = self.stage();
        let withdrawals = self.count.withdrawals.iter();
        self.check_withdrawals(withdrawals.filter(|withdrawal| withdrawal.stage < here))
    }

    fn check_withdrawals(
        &self,
        mut withdrawals: impl Iterator<Item = &'a Withdrawal>,
    ) -> Result<(), CountError> {
        let written = |withdrawal: &Withdrawal| {
            let mut stages = self.transcript.stages.iter();
            stages.any(|stage| {
                stage.number == withdrawal.stage
                    && stage.action.did == Did::Withdrawn
                    && stage.action.candidates.contains(&withdrawal.candidate)
            })
        };
        match withdrawals.find(|withdrawal| !written(withdrawal)) {
            Some(withdrawal) => Err(CountError::Withdrawal {
                stage: withdrawal.stage,
                candidate: withdrawal.candidate.clone(),
                reason: "but nobody can withdraw there: the count is over before, another withdrew at that stage, or it is a \
                         ballot's own; correct the stage, or take the withdrawal out",
            }),
            None => Ok(()),
        }
    }

    /// What is written so far, where the count stops; nobody is elected yet.
    pub(crate) fn so_far(self) -> Transcript {
        Transcript {
            elected: Vec::new(),
            ..self.transcript
        }
    }

    fn check_lot(&self) -> Result<(), CountError> {
        let by_lots = self.tie.as_ref().map(|tie| tie.resolved_by) == Some(ResolvedBy::Lots);
        let here = self.stage();
        if !by_lots && self.count.lots.iter().any(|lot| lot.stage == here) {
            return Err(CountError::LotNotCalledFor(here));
        }
        Ok(())
    }

    fn by_id(&self, figures: BTreeMap<CandidateIndex, Votes>) -> BTreeMap<CandidateId, Votes> {
        let by_id = figures.into_iter().map(|(c, votes)| (self.id(c), votes));
        by_id.collect()
    }

    /// The ids of candidates, in order.
    pub(crate) fn ids(&self, candidates: &[CandidateIndex]) -> Vec<CandidateId> {
        let mut ids: Vec<_> = candidates.iter().map(|c| self.id(*c)).collect();
        ids.sort();
        ids
    }

    pub(crate) fn id(&self, candidate: CandidateIndex) -> CandidateId {
        // The rules' candidates are those of the papers that they were given.
        self.count.papers.candidates()[candidate.get()].id.clone()
    }
}

/// The ids of those who withdrew before the count, in the order of the paper.
fn withdrawn(papers: &Papers) -> Vec<CandidateId> {
    let withdrawn = papers.withdrawn().iter();
    let ids = withdrawn.filter_map(|c| Some(papers.candidate(*c)?.id.clone()));
    ids.collect()
}

/// An action of one kind that moves no papers and has met no tie.
pub(crate) fn action(did: Did, candidates: Vec<CandidateId>, clause: Clause) -> Action {
    Action {
        did,
        candidates,
        clause: clause.to_string(),
        transfer_value: None,
        transfers: Vec::new(),
        tie: None,
    }
}
