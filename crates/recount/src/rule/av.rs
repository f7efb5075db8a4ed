//! The alternative vote, clause by clause: `docs/rules/av.md`.

use serde_json::{Value, json};

use super::{Options, RuleFault, unknown};
use crate::ids::is_id;
use crate::votes::Votes;

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exclude {
    One,
    Bulk,
}

/// The rule `av` with its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Av {
    majority_of: MajorityOf,
    until: Until,
    pub(crate) exclude: Exclude,
    /// The candidate who stands for re-opening nominations.
    pub(crate) reopen: Option<String>,
}

/// What is to be done at a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Elect {
        who: String,
        clause: &'static str,
    },
    /// av 10: re-open nominations would be elected.
    Reopen {
        who: String,
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
    /// av 8: all of these go, in any order.
    ExcludeAll {
        last: Vec<String>,
    },
}

impl Av {
    pub(super) fn read(mut options: Options) -> Result<Self, RuleFault> {
        let majority_of = [
            ("continuing", MajorityOf::Continuing),
            ("valid", MajorityOf::Valid),
        ];
        let until = [("majority", Until::Majority), ("two", Until::Two)];
        let exclude = [("one", Exclude::One), ("bulk", Exclude::Bulk)];
        let av = Self {
            majority_of: options.word("majority_of", &majority_of, MajorityOf::Continuing)?,
            until: options.word("until", &until, Until::Majority)?,
            exclude: options.word("exclude", &exclude, Exclude::One)?,
            reopen: options.text("reopen")?,
        };
        if let Some(id) = &av.reopen
            && !is_id(id)
        {
            return Err(unknown("reopen", &id.clone().into()));
        }
        options.finish()?;
        Ok(av)
    }

    /// `exclude` and `reopen` are written only where they are not what they are by default.
    pub(super) fn written(&self) -> Value {
        let mut written = json!({
            "name": "av",
            "majority_of": match self.majority_of {
                MajorityOf::Continuing => "continuing",
                MajorityOf::Valid => "valid",
            },
            "until": match self.until {
                Until::Majority => "majority",
                Until::Two => "two",
            },
        });
        if self.exclude == Exclude::Bulk {
            written["exclude"] = json!("bulk");
        }
        if let Some(id) = &self.reopen {
            written["reopen"] = json!(id);
        }
        written
    }

    /// What is to be done when these have these votes, of `papers` counted.
    pub(crate) fn step(&self, votes: &Votes, papers: u128, elects: bool) -> Step {
        if elects {
            if let Some((who, clause)) = self.winner(votes, papers) {
                return if self.reopen.as_ref() == Some(&who) {
                    Step::Reopen { who }
                } else {
                    Step::Elect { who, clause }
                };
            }
        } else if votes.len() <= 2 {
            return Step::End { clause: "av 7" };
        }
        let last = self.last_together(votes, elects);
        if !last.is_empty() {
            return Step::ExcludeAll { last };
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

    /// Who would be elected at this stage, and under which clause.
    fn winner(&self, votes: &Votes, papers: u128) -> Option<(String, &'static str)> {
        // av 3: one candidate is left.
        if let [only] = &votes.keys().collect::<Vec<_>>()[..] {
            return Some(((*only).clone(), "av 3"));
        }
        self.majority(votes, papers).map(|who| (who, "av 4"))
    }

    /// av 4: who has a majority, or more votes than the other of the last two.
    fn majority(&self, votes: &Votes, papers: u128) -> Option<String> {
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

    /// av 8: the largest number of last candidates who have together fewer votes than the next.
    fn last_together(&self, votes: &Votes, elects: bool) -> Vec<String> {
        if self.exclude == Exclude::One {
            return Vec::new();
        }
        // A section's count also goes on until two are left.
        let must_stay = if elects && self.until == Until::Majority {
            1
        } else {
            2
        };
        let mut order: Vec<(&String, u128)> = votes.iter().map(|(id, has)| (id, *has)).collect();
        order.sort_by_key(|(_, has)| *has);
        let together = |number: usize| -> u128 { order[..number].iter().map(|(_, has)| has).sum() };
        let number = (2..order.len())
            .rev()
            .filter(|number| order.len() - number >= must_stay)
            .find(|number| together(*number) < order[*number].1);
        let last = order[..number.unwrap_or(0)].iter();
        last.map(|(id, _)| (*id).clone()).collect()
    }
}
