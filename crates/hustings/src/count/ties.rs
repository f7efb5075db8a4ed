//! How ties are resolved, and the lots that were drawn.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hustings_count::rule::Rule;
use hustings_count::tie::Resort;
use hustings_count::{CandidateId, Papers, StageNumber};

use super::lots::Drawn;
use crate::failure::Failure;

/// A stage, and whom something happens to there.
pub(super) type StageAndCandidate = (StageNumber, CandidateId);

#[derive(Args)]
pub(super) struct TieArguments {
    /// What resolves a tie, in the order in which it is tried; by default what the rule's document says.
    #[arg(long, value_enum, value_delimiter = ',')]
    ties: Vec<Name>,
    /// For declared-order: all candidates' ids, whoever is chosen first first.
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    order: Vec<CandidateId>,
    /// For public-seed: a text that nobody could choose or know.
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// A lot that was drawn: the stage, and on whom it falls.
    #[arg(long = "lot", value_name = "STAGE=CANDIDATE", value_parser = stage_and_candidate)]
    lots: Vec<StageAndCandidate>,
    /// Lots that were drawn, as a CSV with the columns stage,among,chosen.
    #[arg(long = "lots", value_name = "FILE")]
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// The votes at the latest earlier stage at which they differed.
    EarlierStages,
    /// The votes at the first stage at which they differed.
    FirstStages,
    /// The order that --order gives, or the file.
    DeclaredOrder,
    /// Lots that people draw.
    Lots,
    /// Digests of the text that --seed gives.
    PublicSeed,
}

/// `2=birch`.
pub(super) fn stage_and_candidate(text: &str) -> Result<StageAndCandidate, String> {
    let (stage, candidate) = text
        .split_once('=')
        .ok_or("write the stage and the candidate's id, as in 2=birch")?;
    let candidate = candidate.parse().map_err(|error| format!("{error}"))?;
    Ok((stage_number(stage)?, candidate))
}

pub(super) fn stage_number(text: &str) -> Result<StageNumber, String> {
    let number = text
        .parse()
        .map_err(|_| format!("'{text}' is not the number of a stage"))?;
    StageNumber::new(number).ok_or_else(|| "stages are numbered from 1".to_owned())
}

impl TieArguments {
    /// Why the arguments contradict each other, if they do.
    pub(super) fn contradiction(&self) -> Option<String> {
        let mut stages = BTreeSet::new();
        let twice = self.lots.iter().find(|(stage, _)| !stages.insert(*stage));
        if let Some((twice, _)) = twice {
            return Some(format!(
                "two lots are given for stage {twice}, and a stage chooses one candidate; leave one --lot {twice}=… in"
            ));
        }
        if self.ties.contains(&Name::PublicSeed) && self.seed.is_none() {
            return Some("--ties public-seed draws from a text; give it with --seed".to_owned());
        }
        if !self.ties.is_empty() {
            let idle = [
                (
                    self.seed.is_some(),
                    Name::PublicSeed,
                    "--seed",
                    "public-seed",
                ),
                (
                    !self.order.is_empty(),
                    Name::DeclaredOrder,
                    "--order",
                    "declared-order",
                ),
            ];
            let idle = idle
                .iter()
                .find(|(given, name, ..)| *given && !self.ties.contains(name));
            return idle.map(|(_, _, flag, name)| {
                format!("{flag} resolves no tie, since --ties does not name {name}; add it, or take {flag} out")
            });
        }
        None
    }

    /// The lots that were drawn.
    pub(super) fn drawn(&self) -> Result<Drawn, Failure> {
        Drawn::read(&self.lots, self.file.as_deref())
    }

    /// The resorts: those that were asked for, else the rule's own, with what was given of an order or a seed before and
    /// for lots.
    pub(super) fn resorts(&self, rule: &Rule, papers: &Papers) -> Result<Vec<Resort>, Failure> {
        self.check_order(papers)?;
        if self.ties.is_empty() {
            return Ok(self.customary(rule, papers));
        }
        let named = self.ties.iter().map(|name| match name {
            Name::EarlierStages => Ok(Resort::EarlierStages),
            Name::FirstStages => Ok(Resort::FirstStages),
            Name::Lots => Ok(Resort::Lots),
            Name::PublicSeed => Ok(Resort::PublicSeed(self.seed.clone().unwrap_or_default())),
            Name::DeclaredOrder => {
                let order = self.order(papers).map(Resort::DeclaredOrder);
                order.ok_or_else(|| {
                    Failure::NotPossible(
                        "--ties declared-order: the file declares no order; give it with --order"
                            .to_owned(),
                    )
                })
            }
        });
        named.collect()
    }

    /// Refuses an order that does not name every candidate once.
    fn check_order(&self, papers: &Papers) -> Result<(), Failure> {
        if self.order.is_empty() {
            return Ok(());
        }
        let candidates = papers.candidates();
        let mut seen = BTreeSet::new();
        let wrong = if let Some(twice) = self.order.iter().find(|id| !seen.insert(*id)) {
            format!("{twice} stands twice")
        } else if let Some(unknown) = self
            .order
            .iter()
            .find(|id| candidates.iter().all(|c| c.id != **id))
        {
            format!("nobody has the id {unknown}")
        } else if let Some(absent) = candidates.iter().find(|c| !self.order.contains(&c.id)) {
            format!("{} is missing", absent.id)
        } else {
            return Ok(());
        };
        let ids: Vec<&str> = candidates.iter().map(|c| c.id.as_str()).collect();
        Err(Failure::NotPossible(format!(
            "--order: {wrong}; name each of {} once, whoever is chosen first first",
            ids.join(", ")
        )))
    }

    fn customary(&self, rule: &Rule, papers: &Papers) -> Vec<Resort> {
        let mut resorts = Vec::new();
        for resort in rule.customary_ties() {
            if resort == Resort::Lots {
                resorts.extend(self.order(papers).map(Resort::DeclaredOrder));
                if let Some(seed) = &self.seed {
                    resorts.push(Resort::PublicSeed(seed.clone()));
                    continue;
                }
            }
            resorts.push(resort);
        }
        resorts
    }

    /// The order that was given, else the file's.
    fn order(&self, papers: &Papers) -> Option<Vec<CandidateId>> {
        if !self.order.is_empty() {
            return Some(self.order.clone());
        }
        let order = papers.tie_order()?.iter();
        Some(
            order
                .filter_map(|c| Some(papers.candidate(*c)?.id.clone()))
                .collect(),
        )
    }
}
