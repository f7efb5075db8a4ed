//! The stages of a count, as recomputed, and as the format writes them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::rule::Rule;
use crate::ties::Purpose;
use crate::votes::{Votes, counts, written};

/// All stages of one count.
#[derive(Clone, Debug)]
pub(crate) struct Transcript {
    /// From papers; otherwise from somebody else's figures.
    pub(crate) counted: bool,
    pub(crate) rule: Rule,
    pub(crate) seats: u64,
    pub(crate) section: Option<String>,
    pub(crate) papers: u128,
    pub(crate) blank: u128,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) elected: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) id: String,
    pub(crate) name: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub(crate) number: u64,
    pub(crate) votes: Votes,
    pub(crate) non_transferable: u128,
    /// Cut off from surpluses so far; where the rule knows no such thing, nothing.
    pub(crate) lost: Option<u128>,
    pub(crate) quota: Option<u128>,
    /// Whole votes, at stage 1 of a declared result.
    pub(crate) sections: BTreeMap<String, Votes>,
    /// Those elected while the count goes on.
    pub(crate) elected: Vec<Elected>,
    pub(crate) did: &'static str,
    pub(crate) candidates: Vec<String>,
    pub(crate) clause: &'static str,
    pub(crate) transfers: Vec<Transfer>,
    pub(crate) tie: Option<Tie>,
}

/// Somebody who is elected while the count goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Elected {
    pub(crate) candidate: String,
    pub(crate) clause: &'static str,
}

/// Votes that moved, to a candidate or to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transfer {
    pub(crate) from: String,
    pub(crate) to: Option<String>,
    pub(crate) votes: u128,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    pub(crate) among: Vec<String>,
    /// Those among whom lots, an order or a seed chose, where these are not all.
    pub(crate) left: Option<Vec<String>>,
    pub(crate) to: Purpose,
    pub(crate) chosen: String,
    pub(crate) resolved_by: &'static str,
    pub(crate) stage: Option<u64>,
}

impl Transcript {
    pub(crate) fn to_value(&self) -> Value {
        let candidates: Vec<Value> = self
            .candidates
            .iter()
            .map(|candidate| json!({"id": candidate.id, "name": candidate.name}))
            .collect();
        let decimals = self.decimals();
        let stages: Vec<Value> = self
            .stages
            .iter()
            .map(|stage| stage.to_value(decimals))
            .collect();
        let derived: &[&str] = if self.counted {
            &[]
        } else {
            &["non_transferable", "transfers"]
        };
        json!({
            "format": "hustings-transcript/1",
            "provenance": self.provenance(),
            "rule": self.rule.written(),
            "seats": self.seats,
            "section": self.section,
            "papers": self.papers.to_string(),
            "blank": self.blank.to_string(),
            "candidates": candidates,
            "stages": stages,
            "elected": self.elected,
            "derived": derived,
        })
    }

    pub(crate) fn provenance(&self) -> &'static str {
        if self.counted { "counted" } else { "declared" }
    }

    /// With how many decimals votes are written.
    pub(crate) fn decimals(&self) -> usize {
        self.rule.decimals()
    }
}

impl Stage {
    /// A stage at which nothing was done yet.
    pub(crate) fn new(number: u64, votes: Votes) -> Self {
        Self {
            number,
            votes,
            non_transferable: 0,
            lost: None,
            quota: None,
            sections: BTreeMap::new(),
            elected: Vec::new(),
            did: "ended",
            candidates: Vec::new(),
            clause: "",
            transfers: Vec::new(),
            tie: None,
        }
    }

    /// Records what is done, and gives whether the count goes on.
    pub(crate) fn act(
        &mut self,
        did: &'static str,
        candidates: Vec<String>,
        clause: &'static str,
    ) -> bool {
        (self.did, self.candidates, self.clause) = (did, candidates, clause);
        matches!(did, "excluded" | "transferred")
    }

    /// Everybody who is elected at this stage, in the order of their election.
    pub(crate) fn all_elected(&self) -> impl Iterator<Item = &String> {
        let last: &[String] = match self.did {
            "elected" => &self.candidates,
            _ => &[],
        };
        let first = self.elected.iter().map(|elected| &elected.candidate);
        first.chain(last)
    }

    fn to_value(&self, decimals: usize) -> Value {
        let sections: Map<String, Value> = self
            .sections
            .iter()
            .map(|(id, votes)| (id.clone(), counts(votes, decimals)))
            .collect();
        let mut value = json!({
            "number": self.number,
            "votes": counts(&self.votes, decimals),
            "non_transferable": written(self.non_transferable, decimals),
            "sections": sections,
            "action": self.action(decimals),
        });
        // What a rule does not know is absent.
        if let Some(lost) = self.lost {
            value["lost"] = json!(written(lost, decimals));
        }
        if let Some(quota) = self.quota {
            value["quota"] = json!(written(quota, decimals));
        }
        if !self.elected.is_empty() {
            value["elected"] = self.elected.iter().map(Elected::to_value).collect();
        }
        value
    }

    fn action(&self, decimals: usize) -> Value {
        let transfers: Vec<Value> = self
            .transfers
            .iter()
            .map(|transfer| transfer.to_value(decimals))
            .collect();
        json!({
            "did": self.did,
            "candidates": self.candidates,
            "clause": self.clause,
            "transfers": transfers,
            "tie": self.tie.as_ref().map(Tie::to_value),
        })
    }
}

impl Elected {
    fn to_value(&self) -> Value {
        json!({"candidate": self.candidate, "clause": self.clause})
    }
}

impl Transfer {
    fn to_value(&self, decimals: usize) -> Value {
        json!({"from": self.from, "to": self.to, "votes": written(self.votes, decimals)})
    }
}

impl Tie {
    fn to_value(&self) -> Value {
        let chosen = match self.to {
            Purpose::Exclude => "excluded",
            Purpose::TransferFirst => "transferred_first",
        };
        let mut value = json!({
            "among": self.among,
            chosen: self.chosen,
            "resolved_by": self.resolved_by,
            "stage": self.stage,
        });
        if let Some(left) = &self.left {
            value["left"] = json!(left);
        }
        value
    }
}
