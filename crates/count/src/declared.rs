//! A transcript of somebody else's figures: their arithmetic is checked, nobody can recount them.
//!
//! The rules are the section "A declared transcript" of `docs/formats/transcript.md`.

mod error;
mod next;

use std::collections::{BTreeMap, BTreeSet};

use crate::candidate::{Candidate, CandidateId};
use crate::desk::action;
use crate::rule::av::{self, Decision};
use crate::rule::{Rule, Seats, first_past_the_post, most};
use crate::stage::{Did, Stage, StageNumber};
use crate::transcript::{Format, Provenance, Transcript};
use crate::votes::{Tally, Votes};

pub use error::DeclaredError;
use next::Next;

/// The votes declared at a stage, or for a section.
type Figures = BTreeMap<CandidateId, u64>;

/// The transcript of a declared result: from the votes declared for the whole at each stage, stage 1 first.
///
/// `candidates` are those who stood, in the order of their declaration. A stage of which nothing was declared, though a
/// later one was, is given empty. `sections` are the votes of stage 1 by section, where they were published; whether
/// they add up to the whole is not judged here, since a published figure that does not follow is stated and not
/// refused.
pub fn transcript(
    candidates: &[Candidate],
    rule: &Rule,
    seats: Seats,
    stages: &[BTreeMap<CandidateId, u64>],
    sections: BTreeMap<String, BTreeMap<CandidateId, u64>>,
) -> Result<Transcript, DeclaredError> {
    if let Some(fills) = rule.cannot_fill(seats) {
        return Err(DeclaredError::CannotFill {
            rule: rule.name(),
            seats,
            fills,
        });
    }
    let rule_checked = Checked::new(rule)?;
    let papers = check_stage_1(candidates, stages)?;
    check_sections(candidates, &sections)?;
    let declared = Declared {
        rule: rule_checked,
        seats,
        candidates,
        stages,
        papers,
    };
    let mut written = stages
        .iter()
        .enumerate()
        .map(|(index, votes)| declared.stage(index, votes))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(first) = written.first_mut() {
        first.sections = sections
            .into_iter()
            .map(|(id, votes)| (id, whole(votes)))
            .collect();
    }
    let elected = written
        .iter()
        .filter(|stage| stage.action.did == Did::Elected);
    Ok(Transcript {
        format: Format::V1,
        provenance: Provenance::Declared,
        rule: rule.clone(),
        ties: None,
        marks: None,
        seats,
        section: None,
        papers: Tally::new(papers),
        blank: Tally::new(0),
        spoilt: BTreeMap::new(),
        candidates: candidates.to_vec(),
        withdrawn: Vec::new(),
        elected: elected
            .flat_map(|stage| stage.action.candidates.clone())
            .collect(),
        stages: written,
        derived: vec!["non_transferable".to_owned(), "transfers".to_owned()],
    })
}

/// A rule whose figures are checked here.
enum Checked<'a> {
    Av(&'a av::Options),
    FirstPastThePost,
}

impl<'a> Checked<'a> {
    fn new(rule: &'a Rule) -> Result<Self, DeclaredError> {
        let rule = match rule {
            Rule::Av(options) if options.exclude == av::Exclude::Bulk => {
                "av with exclude = \"bulk\""
            }
            Rule::Av(options) if options.reopen.is_some() => "av with reopen",
            Rule::Av(options) => return Ok(Self::Av(options)),
            Rule::FirstPastThePost(_) => return Ok(Self::FirstPastThePost),
            other => other.name(),
        };
        Err(DeclaredError::NotByThisRule { rule })
    }
}

fn whole(votes: Figures) -> BTreeMap<CandidateId, Votes> {
    votes
        .into_iter()
        .map(|(candidate, votes)| (candidate, Votes::whole(votes)))
        .collect()
}

/// Stage 1 gives votes for exactly those who stand. Returns their sum.
fn check_stage_1(candidates: &[Candidate], stages: &[Figures]) -> Result<u64, DeclaredError> {
    let stage = StageNumber::FIRST;
    let Some(first) = stages
        .first()
        .filter(|_| stages.iter().any(|votes| !votes.is_empty()))
    else {
        return Err(DeclaredError::NoStages);
    };
    if first.is_empty() {
        return Err(DeclaredError::StageMissing { stage });
    }
    let mut ids = BTreeSet::new();
    for Candidate { id, .. } in candidates {
        if !ids.insert(id) {
            return Err(DeclaredError::CandidateTwice(id.clone()));
        }
        if !first.contains_key(id) {
            return Err(DeclaredError::NoVotes {
                candidate: id.clone(),
            });
        }
    }
    if let Some((candidate, votes)) = first.iter().find(|(id, _)| !ids.contains(id)) {
        let (candidate, votes) = (candidate.clone(), *votes);
        return Err(DeclaredError::UnknownCandidate {
            stage,
            candidate,
            votes,
        });
    }
    total(stage, first)
}

fn check_sections(
    candidates: &[Candidate],
    sections: &BTreeMap<String, Figures>,
) -> Result<(), DeclaredError> {
    for (section, figures) in sections {
        let unknown = figures
            .iter()
            .find(|(id, _)| candidates.iter().all(|c| c.id != **id));
        if let Some((candidate, votes)) = unknown {
            return Err(DeclaredError::UnknownCandidateInSection {
                section: section.clone(),
                candidate: candidate.clone(),
                votes: *votes,
            });
        }
    }
    Ok(())
}

fn total(stage: StageNumber, votes: &Figures) -> Result<u64, DeclaredError> {
    let mut votes = votes.values();
    votes
        .try_fold(0_u64, |sum, votes| sum.checked_add(*votes))
        .ok_or(DeclaredError::TooManyVotes { stage })
}

/// The figures of a whole count.
struct Declared<'a> {
    rule: Checked<'a>,
    seats: Seats,
    candidates: &'a [Candidate],
    stages: &'a [Figures],
    /// The sum of stage 1.
    papers: u64,
}

impl Declared<'_> {
    /// What the rule does with the figures of a stage.
    fn decide<'c>(
        &self,
        stage: StageNumber,
        standing: &[(&'c CandidateId, u64)],
    ) -> Result<Decision<&'c CandidateId>, DeclaredError> {
        match self.rule {
            Checked::Av(options) => Ok(av::decide(standing, self.papers, self.seats, options)),
            Checked::FirstPastThePost => match most(standing).as_slice() {
                [elected] => Ok(Decision::Elect(*elected, first_past_the_post::MOST)),
                tied => Err(DeclaredError::TiedToElect {
                    stage,
                    tied: tied.iter().copied().cloned().collect(),
                }),
            },
        }
    }

    /// One stage, whose figures were checked against those of the stage before.
    fn stage(&self, index: usize, votes: &Figures) -> Result<Stage, DeclaredError> {
        let number = StageNumber::at(index);
        let sum = total(number, votes)?;
        let candidates = self.candidates;
        let next = self.stages.get(index + 1);
        let next = next.map(|votes| Next {
            number: number.next(),
            candidates,
            votes,
        });
        let standing: Vec<_> = votes
            .iter()
            .map(|(candidate, votes)| (candidate, *votes))
            .collect();
        let decision = self.decide(number, &standing)?;
        let action = match (decision, next) {
            (Decision::Elect(elected, clause), None) => {
                Ok(action(Did::Elected, vec![elected.clone()], clause))
            }
            (Decision::End(clause), None) => Ok(action(Did::Ended, Vec::new(), clause)),
            (
                Decision::Exclude(fewest, clause) | Decision::ExcludeAll(fewest, clause),
                Some(next),
            ) => next.excluded(votes, sum, &fewest, clause),
            (Decision::Elect(elected, clause), Some(next)) => Err(DeclaredError::AfterElection {
                stage: next.number,
                decided: number,
                elected: elected.clone(),
                votes: votes.get(elected).copied().unwrap_or_default(),
                of: sum,
                clause: clause.0,
            }),
            (Decision::End(clause), Some(next)) => Err(DeclaredError::AfterEnd {
                stage: next.number,
                ended: number,
                clause: clause.0,
            }),
            (Decision::Exclude(fewest, clause) | Decision::ExcludeAll(fewest, clause), None) => {
                Err(DeclaredError::Undecided {
                    stage: number,
                    of: sum,
                    most: votes.values().max().copied().unwrap_or_default(),
                    next: fewest.into_iter().cloned().collect(),
                    clause: clause.0,
                })
            }
        }?;
        Ok(Stage {
            number,
            votes: whole(votes.clone()),
            // No stage's sum is above that of the one before, so none is above the papers.
            non_transferable: Votes::whole(self.papers - sum),
            stopped: BTreeMap::new(),
            lost: None,
            quota: None,
            keep_values: BTreeMap::new(),
            sections: BTreeMap::new(),
            elected: Vec::new(),
            action,
        })
    }
}
