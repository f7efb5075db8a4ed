//! The alternative vote, clause by clause: `docs/rules/av.md`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::count::NotCounted;
use crate::text::escaped;

/// av 1: no more candidates than this.
pub(crate) const MOST_CANDIDATES: usize = 1000;

/// Votes by candidate, for those still in the count.
pub(crate) type Votes = BTreeMap<String, u128>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MajorityOf {
    Continuing,
    Valid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    Majority,
    Two,
}

/// The rule `av` with its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    majority_of: MajorityOf,
    until: Until,
}

/// A way to resolve a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resort {
    EarlierStages,
    Lots,
}

impl Resort {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "earlier-stages" => Some(Self::EarlierStages),
            "lots" => Some(Self::Lots),
            _ => None,
        }
    }
}

/// What is to be done at a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Elect {
        who: String,
        clause: &'static str,
    },
    /// Nothing more: the count of a section.
    End {
        clause: &'static str,
    },
    /// One of those with the fewest votes goes.
    Exclude {
        fewest: Vec<String>,
        clause: &'static str,
    },
}

impl Rule {
    pub(crate) fn new(
        name: &str,
        majority_of: Option<&str>,
        until: Option<&str>,
    ) -> Result<Self, NotCounted> {
        let unknown = |what: &str, value: &str| {
            NotCounted::UnknownRule(format!("the {what} {value:?} is unknown"))
        };
        if name != "av" {
            return Err(unknown("counting rule", name));
        }
        Ok(Self {
            majority_of: match majority_of {
                None | Some("continuing") => MajorityOf::Continuing,
                Some("valid") => MajorityOf::Valid,
                Some(other) => return Err(unknown("option majority_of =", other)),
            },
            until: match until {
                None | Some("majority") => Until::Majority,
                Some("two") => Until::Two,
                Some(other) => return Err(unknown("option until =", other)),
            },
        })
    }

    /// Reads a rule as a transcript or a rulebook writes it.
    pub(crate) fn read(value: &Value) -> Result<Self, NotCounted> {
        let refused = || {
            let shown = escaped(&value.to_string());
            NotCounted::UnknownRule(format!("{shown} is not a counting rule"))
        };
        let object = value.as_object().ok_or_else(refused)?;
        let known = ["name", "majority_of", "until"];
        if object
            .iter()
            .any(|(key, value)| !known.contains(&key.as_str()) || !value.is_string())
        {
            return Err(refused());
        }
        let text = |key| object.get(key).and_then(Value::as_str);
        let name = text("name").ok_or_else(refused)?;
        Self::new(name, text("majority_of"), text("until"))
    }

    /// The rule with all its options written out.
    pub(crate) fn written(self) -> Value {
        json!({
            "name": "av",
            "majority_of": match self.majority_of {
                MajorityOf::Continuing => "continuing",
                MajorityOf::Valid => "valid",
            },
            "until": match self.until {
                Until::Majority => "majority",
                Until::Two => "two",
            },
        })
    }

    /// What is to be done when these have these votes, of `papers` counted.
    pub(crate) fn step(self, votes: &Votes, papers: u128, elects: bool) -> Step {
        if elects {
            // av 3: one candidate is left.
            if let [only] = &votes.keys().collect::<Vec<_>>()[..] {
                return Step::Elect {
                    who: (*only).clone(),
                    clause: "av 3",
                };
            }
            if let Some(who) = self.majority(votes, papers) {
                return Step::Elect {
                    who,
                    clause: "av 4",
                };
            }
        } else if votes.len() <= 2 {
            return Step::End { clause: "av 7" };
        }
        let least = votes.values().min();
        Step::Exclude {
            fewest: votes
                .iter()
                .filter(|(_, has)| Some(*has) == least)
                .map(|(id, _)| id.clone())
                .collect(),
            clause: "av 5",
        }
    }

    /// av 4: who has a majority, or more votes than the other of the last two.
    fn majority(self, votes: &Votes, papers: u128) -> Option<String> {
        if self.until == Until::Two && votes.len() != 2 {
            return None;
        }
        let base = match self.majority_of {
            MajorityOf::Continuing => votes.values().sum(),
            MajorityOf::Valid => papers,
        };
        let with_majority = votes.iter().find(|(_, has)| **has * 2 > base);
        let with_more = || {
            let last_two: Vec<(&String, &u128)> = votes.iter().collect();
            match last_two[..] {
                [one, other] if self.majority_of == MajorityOf::Valid => {
                    [(one, other), (other, one)]
                        .into_iter()
                        .find(|(one, other)| one.1 > other.1)
                        .map(|(one, _)| one)
                }
                _ => None,
            }
        };
        with_majority.or_else(with_more).map(|(who, _)| who.clone())
    }
}
