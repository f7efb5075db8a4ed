//! The stages of a count, as recomputed, and as the format writes them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::rule::{Rule, Votes};

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
    pub(crate) sections: BTreeMap<String, Votes>,
    pub(crate) did: &'static str,
    pub(crate) candidates: Vec<String>,
    pub(crate) clause: &'static str,
    pub(crate) transfers: Vec<Transfer>,
    pub(crate) tie: Option<Tie>,
}

/// Papers that moved, to a candidate or to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transfer {
    pub(crate) from: String,
    pub(crate) to: Option<String>,
    pub(crate) votes: u128,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    pub(crate) among: Vec<String>,
    pub(crate) excluded: String,
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
        let stages: Vec<Value> = self.stages.iter().map(Stage::to_value).collect();
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
}

impl Stage {
    fn to_value(&self) -> Value {
        let sections: Map<String, Value> = self
            .sections
            .iter()
            .map(|(id, votes)| (id.clone(), counts(votes)))
            .collect();
        let transfers: Vec<Value> = self.transfers.iter().map(Transfer::to_value).collect();
        json!({
            "number": self.number,
            "votes": counts(&self.votes),
            "non_transferable": self.non_transferable.to_string(),
            "sections": sections,
            "action": {
                "did": self.did,
                "candidates": self.candidates,
                "clause": self.clause,
                "transfers": transfers,
                "tie": self.tie.as_ref().map(Tie::to_value),
            },
        })
    }
}

impl Transfer {
    fn to_value(&self) -> Value {
        json!({"from": self.from, "to": self.to, "votes": self.votes.to_string()})
    }
}

impl Tie {
    fn to_value(&self) -> Value {
        json!({
            "among": self.among,
            "excluded": self.excluded,
            "resolved_by": self.resolved_by,
            "stage": self.stage,
        })
    }
}

/// Counts as the formats write them: decimal strings.
pub(crate) fn counts(votes: &Votes) -> Value {
    let counts: Map<String, Value> = votes
        .iter()
        .map(|(id, count)| (id.clone(), count.to_string().into()))
        .collect();
    counts.into()
}
