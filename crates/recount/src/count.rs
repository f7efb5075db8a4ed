//! Papers counted again: every stage from all papers, with nothing carried over.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::ids::ids_from_names;
use crate::read::fault::PapersError;
use crate::read::papers;
use crate::rule::{Resort, Rule, Step, Votes};
use crate::transcript::{Candidate, Stage, Tie, Transcript, Transfer};

/// A lot that was drawn: at which stage, among whom, and whom it excludes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The stage of the count, from 1.
    pub stage: u64,
    /// Exactly those who were still tied, in any order.
    pub among: Vec<String>,
    /// The one of them whom the lot excludes.
    pub excluded: String,
}

/// Why papers were not counted to the end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCounted {
    /// The papers do not read.
    #[error("the papers do not read: {0}")]
    Papers(#[from] PapersError),
    /// A rule or an option that has no document.
    #[error("{0}")]
    UnknownRule(String),
    /// A way to resolve ties that the rule does not have.
    #[error("the resort {0:?} is unknown")]
    UnknownResort(String),
    /// The alternative vote fills one seat, or none for a section of an electoral college.
    #[error("the alternative vote fills one seat, not {0}")]
    Seats(u64),
    /// A tie that must be resolved by lot, and the lot has not been drawn.
    #[error("a lot must be drawn at stage {stage} among {}", among.join(", "))]
    LotsRequired {
        /// The stage of the count, from 1.
        stage: u64,
        /// Those still tied, in the order of their ids.
        among: Vec<String>,
    },
    /// More than one lot for one stage.
    #[error("two lots are recorded for stage {stage}")]
    TwoLots {
        /// The stage of the count, from 1.
        stage: u64,
    },
    /// A lot for a stage at which nothing was left to lots, or that the count does not have.
    #[error("a lot is recorded for stage {stage}, which needs none")]
    LotNotNeeded {
        /// The stage of the count, from 1.
        stage: u64,
    },
    /// A lot among others than those whom the other resorts leave tied, or that excludes another.
    #[error("the lot recorded for stage {stage} was not drawn among exactly {}, to exclude one of them", tied.join(", "))]
    LotAmongOthers {
        /// The stage of the count, from 1.
        stage: u64,
        /// Those still tied, in the order of their ids.
        tied: Vec<String>,
    },
    /// A tie that no resort of the rulebook resolves.
    #[error("no resort is left for the tie at stage {stage} among {}", among.join(", "))]
    NoResortLeft {
        /// The stage of the count, from 1.
        stage: u64,
        /// Those still tied, in the order of their ids.
        among: Vec<String>,
    },
}

/// Counts papers again by the literal rule, and gives the transcript.
///
/// `seats` is 1, or 0 for one section of an electoral college; `ties` are the resorts in their
/// order (`"earlier-stages"`, `"lots"`).
///
/// A bare file of papers has no ids. The id of a candidate is the last word of the name,
/// lower-cased, every run of characters other than `a-z` and `0-9` turned into one `-`, without
/// `-` at the ends; if that is empty, has no letter, or is shared, the whole name treated
/// likewise; if that is empty or shared, `candidate-N`, by position from 1.
pub fn count_again(
    blt: &[u8],
    rule: &Value,
    seats: u64,
    ties: &[String],
    lots: &[Lot],
) -> Result<Value, NotCounted> {
    let rule = Rule::read(rule)?;
    let ties = ties
        .iter()
        .map(|name| Resort::parse(name).ok_or_else(|| NotCounted::UnknownResort(name.clone())))
        .collect::<Result<Vec<_>, _>>()?;
    let papers = papers::read(blt)?;
    let ids = ids_from_names(&papers.names);
    let candidates = papers
        .names
        .iter()
        .zip(&ids)
        .map(|(name, id)| Candidate {
            id: id.clone(),
            name: name.clone(),
        })
        .collect();
    let rankings = with_ids(&papers.rankings, &ids);
    let count = Count {
        rule,
        seats,
        ties: &ties,
        lots,
    };
    let transcript = count.transcript(candidates, &rankings, None)?;
    Ok(transcript.to_value())
}

/// Each different list of preferences, by ids, and how many papers have it.
pub(crate) type Rankings = Vec<(Vec<String>, u128)>;

/// Positions on the paper turned into ids.
pub(crate) fn with_ids(rankings: &BTreeMap<Vec<usize>, u128>, ids: &[String]) -> Rankings {
    rankings
        .iter()
        .map(|(positions, papers)| {
            let preferences = positions
                .iter()
                .filter_map(|position| ids.get(*position).cloned())
                .collect();
            (preferences, *papers)
        })
        .collect()
}

/// How papers are to be counted.
pub(crate) struct Count<'a> {
    pub(crate) rule: Rule,
    pub(crate) seats: u64,
    pub(crate) ties: &'a [Resort],
    pub(crate) lots: &'a [Lot],
}

impl Count<'_> {
    /// All stages, to the one that elects or ends.
    pub(crate) fn transcript(
        &self,
        candidates: Vec<Candidate>,
        rankings: &Rankings,
        section: Option<String>,
    ) -> Result<Transcript, NotCounted> {
        if self.seats > 1 {
            return Err(NotCounted::Seats(self.seats));
        }
        self.check_one_lot_a_stage()?;
        let all: u128 = rankings.iter().map(|(_, papers)| papers).sum();
        // av 1: a paper without any preference is counted apart.
        let blank: u128 = rankings
            .iter()
            .filter(|(preferences, _)| preferences.is_empty())
            .map(|(_, papers)| papers)
            .sum();
        let papers = all - blank;

        let mut continuing: BTreeSet<String> = candidates
            .iter()
            .map(|candidate| candidate.id.clone())
            .collect();
        let mut stages: Vec<Stage> = Vec::new();
        let mut elected = Vec::new();
        for number in 1.. {
            let votes = votes(rankings, &continuing);
            let counted: u128 = votes.values().sum();
            let mut stage = Stage {
                number,
                non_transferable: papers - counted,
                votes,
                sections: BTreeMap::new(),
                did: "ended",
                candidates: Vec::new(),
                clause: "",
                transfers: Vec::new(),
                tie: None,
            };
            match self.rule.step(&stage.votes, papers, self.seats == 1) {
                Step::Elect { who, clause } => {
                    (stage.did, stage.clause) = ("elected", clause);
                    stage.candidates.push(who.clone());
                    elected.push(who);
                }
                Step::End { clause } => stage.clause = clause,
                Step::Exclude { fewest, clause } => {
                    let (who, tie) = self.excluded(number, &fewest, &stages)?;
                    (stage.did, stage.clause, stage.tie) = ("excluded", clause, tie);
                    stage.transfers = transfers(rankings, &continuing, &who);
                    continuing.remove(&who);
                    stage.candidates.push(who);
                }
            }
            let drew_lots = stage
                .tie
                .as_ref()
                .is_some_and(|tie| tie.resolved_by == "lots");
            if !drew_lots && self.lot_at(number).is_some() {
                return Err(NotCounted::LotNotNeeded { stage: number });
            }
            let goes_on = stage.did == "excluded";
            stages.push(stage);
            if !goes_on {
                break;
            }
        }
        let last = stages.last().map_or(0, |stage| stage.number);
        if let Some(lot) = self.lots.iter().find(|lot| lot.stage > last) {
            return Err(NotCounted::LotNotNeeded { stage: lot.stage });
        }
        Ok(Transcript {
            counted: true,
            rule: self.rule,
            seats: self.seats,
            section,
            papers,
            blank,
            candidates,
            stages,
            elected,
        })
    }

    /// av 6: who of those with the fewest votes is excluded, and how that was decided.
    fn excluded(
        &self,
        number: u64,
        fewest: &[String],
        stages: &[Stage],
    ) -> Result<(String, Option<Tie>), NotCounted> {
        if let [only] = fewest {
            return Ok((only.clone(), None));
        }
        let mut tied: Vec<String> = fewest.to_vec();
        for resort in self.ties {
            match resort {
                Resort::EarlierStages => {
                    for earlier in stages.iter().rev() {
                        let had = |id: &String| earlier.votes.get(id);
                        let least = tied.iter().filter_map(had).min();
                        tied = tied.iter().filter(|id| had(id) == least).cloned().collect();
                        if let [only] = &tied[..] {
                            let tie = Tie {
                                among: fewest.to_vec(),
                                excluded: only.clone(),
                                resolved_by: "earlier-stages",
                                stage: Some(earlier.number),
                            };
                            return Ok((only.clone(), Some(tie)));
                        }
                    }
                }
                Resort::Lots => {
                    let excluded = self.drawn(number, tied)?;
                    let tie = Tie {
                        among: fewest.to_vec(),
                        excluded: excluded.clone(),
                        resolved_by: "lots",
                        stage: None,
                    };
                    return Ok((excluded, Some(tie)));
                }
            }
        }
        Err(NotCounted::NoResortLeft {
            stage: number,
            among: tied,
        })
    }

    /// Whom the lot excludes that was drawn at this stage among exactly these.
    fn drawn(&self, stage: u64, tied: Vec<String>) -> Result<String, NotCounted> {
        let Some(lot) = self.lot_at(stage) else {
            return Err(NotCounted::LotsRequired { stage, among: tied });
        };
        let same = lot.among.iter().collect::<BTreeSet<_>>() == tied.iter().collect();
        if same && tied.contains(&lot.excluded) {
            Ok(lot.excluded.clone())
        } else {
            Err(NotCounted::LotAmongOthers { stage, tied })
        }
    }

    fn lot_at(&self, stage: u64) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.stage == stage)
    }

    fn check_one_lot_a_stage(&self) -> Result<(), NotCounted> {
        let mut stages = BTreeSet::new();
        match self.lots.iter().find(|lot| !stages.insert(lot.stage)) {
            None => Ok(()),
            Some(lot) => Err(NotCounted::TwoLots { stage: lot.stage }),
        }
    }
}

/// av 2: each paper is a vote for the first of its preferences who is still in the count.
fn votes(rankings: &Rankings, continuing: &BTreeSet<String>) -> Votes {
    let mut votes: Votes = continuing.iter().map(|id| (id.clone(), 0)).collect();
    for (preferences, papers) in rankings {
        if let Some(first) = first_of(preferences, continuing)
            && let Some(votes) = votes.get_mut(first)
        {
            *votes += papers;
        }
    }
    votes
}

fn first_of<'a>(preferences: &'a [String], continuing: &BTreeSet<String>) -> Option<&'a String> {
    preferences.iter().find(|id| continuing.contains(*id))
}

/// Where the papers of somebody who is excluded go.
fn transfers(
    rankings: &Rankings,
    continuing: &BTreeSet<String>,
    excluded: &String,
) -> Vec<Transfer> {
    let mut remaining = continuing.clone();
    remaining.remove(excluded);
    let mut received: Votes = Votes::new();
    let mut by_nobody = 0;
    for (preferences, papers) in rankings {
        if first_of(preferences, continuing) == Some(excluded) {
            match first_of(preferences, &remaining) {
                Some(next) => *received.entry(next.clone()).or_default() += papers,
                None => by_nobody += papers,
            }
        }
    }
    received
        .into_iter()
        .map(|(to, votes)| (Some(to), votes))
        .chain([(None, by_nobody)])
        .filter(|(_, votes)| *votes > 0)
        .map(|(to, votes)| Transfer {
            from: excluded.clone(),
            to,
            votes,
        })
        .collect()
}
