//! Counting: runs a rule over papers and writes down what it does.

use std::collections::BTreeMap;

use crate::candidate::CandidateId;
use crate::engine::{Engine, Exclusion, Step};
use crate::papers::{CandidateIndex, Papers};
use crate::rule::{Clause, Rule, Seats};
use crate::stage::{Action, Did, ResolvedBy, Stage, StageNumber, Tie, Transfer};
use crate::tie::{Lot, Resort, Ties, ids};
use crate::transcript::{Format, Provenance, Transcript};
use crate::votes::Votes;

/// What a count came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The count is over: every seat is filled, or, for a section of an electoral college, two are left.
    Complete(Transcript),
    /// Lots must be drawn before anybody can be excluded. Count again with the lot recorded.
    LotsRequired {
        /// The stage at which the tie is.
        stage: StageNumber,
        /// Those among whom to draw, in the order of their ids.
        among: Vec<CandidateId>,
        /// The stages before the tie. Nobody is elected yet.
        transcript_so_far: Transcript,
    },
    /// The resorts that the rules list leave several tied, and lots are not among them: the rules do not say who is
    /// to be excluded, and the program does not invent it.
    Unresolvable {
        /// The stage at which the tie is.
        stage: StageNumber,
        /// Those whom the resorts left tied, in the order of their ids.
        among: Vec<CandidateId>,
        /// The stages before the tie. Nobody is elected yet.
        transcript_so_far: Transcript,
    },
}

impl Outcome {
    /// The transcript of a count that is over.
    pub fn complete(self) -> Option<Transcript> {
        match self {
            Self::Complete(transcript) => Some(transcript),
            Self::LotsRequired { .. } | Self::Unresolvable { .. } => None,
        }
    }
}

/// Why nothing can be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// The rule does not fill so many seats.
    #[error(
        "the rule {rule} cannot fill {seats} seats; it fills one, or none for a section of an electoral college"
    )]
    CannotFill {
        /// The rule's name.
        rule: &'static str,
        /// The seats asked for.
        seats: Seats,
    },
    /// Nobody stands.
    #[error("there are no candidates; nobody can be counted for")]
    NoCandidates,
    /// A lot among others than those who are tied.
    #[error(
        "stage {stage}: {tied} are tied, but the lot recorded for this stage was drawn among {drawn}; lots are drawn among exactly those who are tied",
        tied = list(tied), drawn = list(drawn)
    )]
    LotAmongOthers {
        /// The stage.
        stage: StageNumber,
        /// Those whom earlier resorts left tied, in order.
        tied: Vec<CandidateId>,
        /// Those in the lot, in order.
        drawn: Vec<CandidateId>,
    },
    /// A lot that excludes somebody who was not in it.
    #[error(
        "stage {stage}: the lot recorded for this stage excludes {excluded}, who is not among those it was drawn among, {drawn}",
        drawn = list(drawn)
    )]
    LotExcludesAnother {
        /// The stage.
        stage: StageNumber,
        /// Those in the lot, in order.
        drawn: Vec<CandidateId>,
        /// Whom it excludes.
        excluded: CandidateId,
    },
    /// Two lots for one stage.
    #[error("stage {0}: two lots are recorded for this stage; at most one can be")]
    TwoLots(StageNumber),
    /// A lot for a stage at which the rules do not call for one.
    #[error("stage {0}: a lot is recorded for this stage, but the rules call for none there")]
    LotNotCalledFor(StageNumber),
}

pub(crate) fn list(candidates: &[CandidateId]) -> String {
    candidates
        .iter()
        .map(CandidateId::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Counts papers under a rule. `ties` are the resorts in the order in which they are tried, `lots` those drawn so far.
///
/// The same arguments always give the same outcome.
pub fn count(
    papers: &Papers,
    rule: &Rule,
    seats: Seats,
    ties: &[Resort],
    lots: &[Lot],
) -> Result<Outcome, CountError> {
    if !rule.can_fill(seats) {
        return Err(CountError::CannotFill {
            rule: rule.name(),
            seats,
        });
    }
    if papers.candidates().is_empty() {
        return Err(CountError::NoCandidates);
    }
    let mut stages: Vec<StageNumber> = lots.iter().map(|lot| lot.stage).collect();
    stages.sort_unstable();
    if let Some(pair) = stages.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(CountError::TwoLots(pair[0]));
    }
    let ties = Ties {
        resorts: ties,
        lots,
    };
    let engine = Engine::new(papers, rule, seats, ties);
    Recorder {
        papers,
        ties,
        engine,
        transcript: blank_transcript(papers, rule, seats),
    }
    .run()
}

fn blank_transcript(papers: &Papers, rule: &Rule, seats: Seats) -> Transcript {
    Transcript {
        format: Format::V1,
        provenance: Provenance::Counted,
        rule: rule.clone(),
        seats,
        section: None,
        papers: papers.counted(),
        blank: papers.blank(),
        candidates: papers.candidates().to_vec(),
        stages: Vec::new(),
        elected: Vec::new(),
        derived: Vec::new(),
    }
}

/// Writes down what the engine does.
struct Recorder<'a> {
    papers: &'a Papers,
    ties: Ties<'a>,
    engine: Engine<'a>,
    transcript: Transcript,
}

impl Recorder<'_> {
    fn run(mut self) -> Result<Outcome, CountError> {
        loop {
            let number = self.engine.stage();
            let votes = self.votes();
            let non_transferable = Votes::whole(self.engine.piles().non_transferable());
            let action = match self.engine.step()? {
                Step::Elected(candidate, clause) => self.elected(candidate, clause),
                Step::Ended(clause) => action(Did::Ended, Vec::new(), clause),
                Step::Excluded(exclusion) => self.excluded(exclusion),
                Step::LotsRequired(among) => return Ok(self.lots_required(&among)),
                Step::Unresolvable(among) => return Ok(self.unresolvable(&among)),
            };
            self.check_lots(number, &action)?;
            let over = action.did != Did::Excluded;
            let sections = BTreeMap::new();
            self.transcript.stages.push(Stage {
                number,
                votes,
                non_transferable,
                sections,
                action,
            });
            if over {
                return Ok(Outcome::Complete(self.transcript));
            }
        }
    }

    fn votes(&self) -> BTreeMap<CandidateId, Votes> {
        let standing = self.engine.piles().standing();
        standing
            .into_iter()
            .map(|(c, votes)| (self.id(c), Votes::whole(votes)))
            .collect()
    }

    fn elected(&mut self, candidate: CandidateIndex, clause: Clause) -> Action {
        let elected = vec![self.id(candidate)];
        self.transcript.elected.clone_from(&elected);
        action(Did::Elected, elected, clause)
    }

    fn excluded(&self, exclusion: Exclusion) -> Action {
        let from = self.id(exclusion.candidate);
        let mut transfers: Vec<_> = exclusion
            .moved
            .into_iter()
            .map(|(to, papers)| Transfer {
                from: from.clone(),
                to: to.map(|c| self.id(c)),
                votes: Votes::whole(papers),
            })
            .collect();
        transfers.sort_by(|a, b| (a.to.is_none(), &a.to).cmp(&(b.to.is_none(), &b.to)));
        let tie = exclusion.tie.map(|tie| Tie {
            among: ids(&tie.among, self.papers),
            excluded: from.clone(),
            resolved_by: tie.by,
            stage: tie.stage,
        });
        Action {
            transfers,
            tie,
            ..action(Did::Excluded, vec![from], exclusion.clause)
        }
    }

    fn lots_required(self, among: &[CandidateIndex]) -> Outcome {
        let (stage, among) = (self.engine.stage(), ids(among, self.papers));
        Outcome::LotsRequired {
            stage,
            among,
            transcript_so_far: self.transcript,
        }
    }

    fn unresolvable(self, among: &[CandidateIndex]) -> Outcome {
        let (stage, among) = (self.engine.stage(), ids(among, self.papers));
        Outcome::Unresolvable {
            stage,
            among,
            transcript_so_far: self.transcript,
        }
    }

    /// A lot that decided nothing would stand in the log as if it had: no lot at a stage that another way decided, and
    /// none after the last.
    fn check_lots(&self, stage: StageNumber, action: &Action) -> Result<(), CountError> {
        let by_lots = action
            .tie
            .as_ref()
            .is_some_and(|tie| tie.resolved_by == ResolvedBy::Lots);
        let over = action.did != Did::Excluded;
        let idle = |lot: &&Lot| (lot.stage == stage && !by_lots) || (over && lot.stage > stage);
        match self.ties.lots.iter().find(idle) {
            Some(lot) => Err(CountError::LotNotCalledFor(lot.stage)),
            None => Ok(()),
        }
    }

    fn id(&self, candidate: CandidateIndex) -> CandidateId {
        // The engine's candidates are those of the papers that it was given.
        self.papers.candidates()[candidate.get()].id.clone()
    }
}

/// An action that moves no papers and has met no tie.
pub(crate) fn action(did: Did, candidates: Vec<CandidateId>, clause: Clause) -> Action {
    Action {
        did,
        candidates,
        clause: clause.0.to_owned(),
        transfers: Vec::new(),
        tie: None,
    }
}
