//! Ties, and the resorts that resolve them: `docs/rules/ties.md`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::count::{Lot, NotCounted};
use crate::digest::digest;
use crate::transcript::{Stage, Tie};

/// A way to resolve a tie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resort {
    EarlierStages,
    FirstStages,
    DeclaredOrder(Vec<String>),
    Lots,
    PublicSeed(String),
    /// One that this path was not taught: nothing is said of a tie that comes to it.
    Unknown(String),
}

impl Resort {
    /// Whether it compares what candidates had at earlier stages.
    fn looks_at_votes(&self) -> bool {
        matches!(self, Self::EarlierStages | Self::FirstStages)
    }

    /// Reads a resort as a list of ties writes it: a word, or an object of one key.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(word) => Some(match word.as_str() {
                "earlier-stages" => Self::EarlierStages,
                "first-stages" => Self::FirstStages,
                "lots" => Self::Lots,
                // These two are nothing without what they carry.
                "declared-order" | "public-seed" => return None,
                other => Self::Unknown(other.to_owned()),
            }),
            Value::Object(object) => {
                let mut entries = object.iter();
                let (key, carried) = entries.next().filter(|_| object.len() == 1)?;
                match key.as_str() {
                    "declared-order" => ids(carried).map(Self::DeclaredOrder),
                    "public-seed" => carried
                        .as_str()
                        .map(|seed| Self::PublicSeed(seed.to_owned())),
                    "earlier-stages" | "first-stages" | "lots" => None,
                    other => Some(Self::Unknown(other.to_owned())),
                }
            }
            _ => None,
        }
    }
}

fn ids(value: &Value) -> Option<Vec<String>> {
    let text = |item: &Value| item.as_str().map(str::to_owned);
    value.as_array()?.iter().map(text).collect()
}

/// What one of those tied is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Exclude,
    TransferFirst,
}

/// The stages of a count so far, and what resolves its ties.
pub(crate) struct Course<'a> {
    resorts: &'a [Resort],
    lots: &'a [Lot],
    stages: Vec<Stage>,
}

/// Those whom a resort leaves, and the stage whose votes left one.
struct Left {
    tied: Vec<String>,
    by: &'static str,
    stage: Option<u64>,
}

impl Left {
    /// Not by the votes of any stage.
    fn one(who: Option<String>, by: &'static str) -> Self {
        let (tied, stage) = (Vec::from_iter(who), None);
        Self { tied, by, stage }
    }
}

impl<'a> Course<'a> {
    /// The beginning of a count; two lots for one stage are refused.
    pub(crate) fn new(resorts: &'a [Resort], lots: &'a [Lot]) -> Result<Self, NotCounted> {
        let mut numbers = BTreeSet::new();
        match lots.iter().find(|lot| !numbers.insert(lot.stage)) {
            Some(lot) => Err(NotCounted::TwoLots { stage: lot.stage }),
            None => Ok(Self {
                resorts,
                lots,
                stages: Vec::new(),
            }),
        }
    }

    /// The number of the next stage.
    pub(crate) fn number(&self) -> u64 {
        self.stages.last().map_or(1, |stage| stage.number + 1)
    }

    /// Adds a stage. A lot that was drawn for it and did not decide anything is refused.
    pub(crate) fn add(&mut self, stage: Stage) -> Result<(), NotCounted> {
        let by_lot = stage
            .tie
            .as_ref()
            .is_some_and(|tie| tie.resolved_by == "lots");
        if !by_lot && self.lot_at(stage.number).is_some() {
            return Err(NotCounted::LotNotNeeded {
                stage: stage.number,
            });
        }
        self.stages.push(stage);
        Ok(())
    }

    /// All stages; a lot for a stage that the count does not have is refused.
    pub(crate) fn finish(self) -> Result<Vec<Stage>, NotCounted> {
        let next = self.number();
        match self.lots.iter().find(|lot| lot.stage >= next) {
            Some(lot) => Err(NotCounted::LotNotNeeded { stage: lot.stage }),
            None => Ok(self.stages),
        }
    }

    /// Who of these is chosen at the next stage; `among` are in the order of their ids.
    pub(crate) fn choose(
        &self,
        among: &[String],
        to: Purpose,
    ) -> Result<(String, Option<Tie>), NotCounted> {
        if let [only] = among {
            return Ok((only.clone(), None));
        }
        let mut tied = among.to_vec();
        for resort in self.resorts {
            let chosen_from = tied.clone();
            let left = self.resolve(resort, tied, to)?;
            if let [chosen] = &left.tied[..] {
                let tie = Tie {
                    among: among.to_vec(),
                    left: (!resort.looks_at_votes() && chosen_from != among).then_some(chosen_from),
                    to,
                    chosen: chosen.clone(),
                    resolved_by: left.by,
                    stage: left.stage,
                };
                return Ok((chosen.clone(), Some(tie)));
            }
            tied = left.tied;
        }
        Err(NotCounted::NoResortLeft {
            stage: self.number(),
            among: tied,
        })
    }

    fn resolve(&self, resort: &Resort, tied: Vec<String>, to: Purpose) -> Result<Left, NotCounted> {
        match resort {
            Resort::EarlierStages => Ok(by_votes(
                tied,
                to,
                self.stages.iter().rev(),
                "earlier-stages",
            )),
            Resort::FirstStages => Ok(by_votes(tied, to, self.stages.iter(), "first-stages")),
            Resort::DeclaredOrder(order) => by_order(&tied, order),
            Resort::Lots => {
                let chosen = self.drawn(tied)?;
                Ok(Left::one(Some(chosen), "lots"))
            }
            Resort::PublicSeed(seed) => Ok(by_seed(tied, seed, self.number())),
            Resort::Unknown(name) => Err(NotCounted::UnknownResort(name.clone())),
        }
    }

    /// ties 5: on whom the lot fell that was drawn at the next stage among exactly these.
    fn drawn(&self, tied: Vec<String>) -> Result<String, NotCounted> {
        let stage = self.number();
        let Some(lot) = self.lot_at(stage) else {
            return Err(NotCounted::LotsRequired { stage, among: tied });
        };
        let same = lot.among.iter().collect::<BTreeSet<_>>() == tied.iter().collect();
        if same && tied.contains(&lot.chosen) {
            Ok(lot.chosen.clone())
        } else {
            Err(NotCounted::LotAmongOthers { stage, tied })
        }
    }

    fn lot_at(&self, stage: u64) -> Option<&Lot> {
        self.lots.iter().find(|lot| lot.stage == stage)
    }
}

/// ties 2 and 3: stage by stage, those who had the fewest votes then, or the most.
fn by_votes<'s>(
    mut tied: Vec<String>,
    to: Purpose,
    stages: impl Iterator<Item = &'s Stage>,
    by: &'static str,
) -> Left {
    for earlier in stages {
        let had = |id: &String| earlier.votes.get(id);
        let all = tied.iter().filter_map(had);
        let kept = match to {
            Purpose::Exclude => all.min(),
            Purpose::TransferFirst => all.max(),
        };
        tied = tied.iter().filter(|id| had(id) == kept).cloned().collect();
        if tied.len() == 1 {
            let stage = Some(earlier.number);
            return Left { tied, by, stage };
        }
    }
    let stage = None;
    Left { tied, by, stage }
}

/// ties 4: the first of them in the order.
fn by_order(tied: &[String], order: &[String]) -> Result<Left, NotCounted> {
    if let Some(id) = tied.iter().find(|id| !order.contains(id)) {
        return Err(NotCounted::NotInOrder(id.clone()));
    }
    let first = order.iter().find(|id| tied.contains(id));
    Ok(Left::one(first.cloned(), "declared-order"))
}

/// ties 6: whose digest is the smallest. As text digests stand in the order of their numbers.
fn by_seed(tied: Vec<String>, seed: &str, stage: u64) -> Left {
    let digest = |id: &String| digest(format!("{seed}\n{stage}\n{id}\n").as_bytes());
    Left::one(tied.into_iter().min_by_key(digest), "public-seed")
}
