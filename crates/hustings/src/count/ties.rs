//! How ties are resolved, and the lots that were drawn.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hustings_count::rule::Rule;
use hustings_count::tie::Resort;
use hustings_count::{CandidateId, Papers, StageNumber};

use super::lots::Drawn;
use super::people::People;
use crate::failure::Failure;

/// A stage, and whom something happens to there, by id or name.
pub(super) type StageAndCandidate = (StageNumber, String);

#[derive(Args)]
pub(super) struct TieArguments {
    /// What resolves a tie, in the order in which it is tried; by default what the rule's document says.
    #[arg(long, value_enum, value_delimiter = ',')]
    ties: Vec<Name>,
    /// For declared-order: all candidates, by id or name, whoever is chosen first first.
    #[arg(long, value_name = "CANDIDATES", value_delimiter = ',')]
    order: Vec<String>,
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
        .ok_or("write the stage and the candidate, as in 2=birch")?;
    Ok((stage_number(stage)?, candidate.to_owned()))
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
    pub(super) fn drawn<'a>(&self, people: People<'a>) -> Result<Drawn<'a>, Failure> {
        Drawn::read(&self.lots, self.file.as_deref(), people)
    }

    /// The resorts: those that were asked for, else the rule's own, with what was given of an order or a seed before and
    /// for lots.
    pub(super) fn resorts(&self, rule: &Rule, papers: &Papers) -> Result<Vec<Resort>, Failure> {
        let order = self.order(papers)?;
        if self.ties.is_empty() {
            return Ok(self.customary(rule, order.as_deref()));
        }
        let named = self.ties.iter().map(|name| match name {
            Name::EarlierStages => Ok(Resort::EarlierStages),
            Name::FirstStages => Ok(Resort::FirstStages),
            Name::Lots => Ok(Resort::Lots),
            Name::PublicSeed => Ok(Resort::PublicSeed(self.seed.clone().unwrap_or_default())),
            Name::DeclaredOrder => {
                let order = order.clone().map(Resort::DeclaredOrder);
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

    /// The order that was given, which names every candidate once; nothing if none was.
    fn given_order(&self, papers: &Papers) -> Result<Vec<CandidateId>, Failure> {
        if self.order.is_empty() {
            return Ok(Vec::new());
        }
        let candidates = papers.candidates();
        let order = People(candidates).find_all(&self.order, "--order")?;
        let mut seen = BTreeSet::new();
        let wrong = if let Some(twice) = order.iter().find(|id| !seen.insert(*id)) {
            format!("{twice} stands twice")
        } else if let Some(absent) = candidates.iter().find(|c| !order.contains(&c.id)) {
            format!("{} is missing", absent.id)
        } else {
            return Ok(order);
        };
        let ids: Vec<&str> = candidates.iter().map(|c| c.id.as_str()).collect();
        Err(Failure::NotPossible(format!(
            "--order: {wrong}; name each of {} once, whoever is chosen first first",
            ids.join(", ")
        )))
    }

    fn customary(&self, rule: &Rule, order: Option<&[CandidateId]>) -> Vec<Resort> {
        let mut resorts = Vec::new();
        for resort in rule.customary_ties() {
            if resort == Resort::Lots {
                resorts.extend(order.map(|order| Resort::DeclaredOrder(order.to_vec())));
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
    fn order(&self, papers: &Papers) -> Result<Option<Vec<CandidateId>>, Failure> {
        let given = self.given_order(papers)?;
        if !given.is_empty() {
            return Ok(Some(given));
        }
        let id = |place| Some(papers.candidate(place)?.id.clone());
        let of_file = papers.tie_order();
        Ok(of_file.map(|order| order.iter().copied().filter_map(id).collect()))
    }
}
