//! The statement of persons nominated, made again from the rulebook and the log.

use serde_json::{Value, json};

use crate::event::{Candidate, Qualification, Withdrawal};
use crate::gate::{Case, When};
use crate::log::Log;
use crate::node::FirstMet;
use crate::outcome::Outcome;
use crate::read::rulebook::{Rulebook, Stage};
use crate::time::Time;

/// The log's size and digest, as statements and declarations name it.
pub(crate) struct LogName {
    pub(crate) entries: usize,
    pub(crate) digest: String,
}

impl LogName {
    pub(crate) fn to_value(&self) -> Value {
        json!({"entries": self.entries, "digest": self.digest})
    }
}

/// The whole statement.
#[cfg(test)]
pub(crate) fn statement(rulebook: &Rulebook, log: &Log, name: &LogName) -> Value {
    statement_with(rulebook, log, name, |candidate| {
        candidate_value(rulebook, log, candidate)
    })
}

/// The statement with null in the place of every candidate.
pub(crate) fn frame(rulebook: &Rulebook, log: &Log, name: &LogName) -> Value {
    statement_with(rulebook, log, name, |_| Value::Null)
}

fn statement_with(
    rulebook: &Rulebook,
    log: &Log,
    name: &LogName,
    candidate_value: impl Fn(&Candidate) -> Value,
) -> Value {
    let posts: Vec<Value> = rulebook
        .posts
        .iter()
        .map(|post| {
            let candidates: Vec<Value> =
                log.candidates_for(&post.id).map(&candidate_value).collect();
            json!({
                "id": post.id,
                "title": post.title,
                "seats": post.seats,
                "candidates": candidates,
            })
        })
        .collect();
    let mut statement = json!({
        "format": "hustings-statement/1",
        "title": rulebook.title,
        "organisation": rulebook.organisation,
        "record": log.record.text(),
        "log": name.to_value(),
        "posts": posts,
    });
    if rulebook.ballot.is_server_alone() {
        statement["server_alone"] = Value::Bool(true);
    }
    statement
}

/// Whether the record so far says that a candidate did not get through a stage.
pub(crate) fn known_not_to_pass(
    rulebook: &Rulebook,
    log: &Log,
    post: &str,
    candidate: &str,
    through: &str,
) -> bool {
    let Some(candidate) = log.candidate(post, candidate) else {
        return false;
    };
    // Stages after one that was not passed are not reached, so the last in the list tells.
    let passages = passages(rulebook, log, candidate);
    let not_through = |passage: &&Passage<'_>| passage.outcome == "not-through";
    match passages.iter().find(not_through) {
        None => false,
        Some(failed) => {
            let position = |id: &str| rulebook.stages.iter().position(|stage| stage.id == id);
            position(&failed.stage.id) <= position(through)
        }
    }
}

/// How a candidate fared at one stage.
struct Passage<'a> {
    stage: &'a Stage,
    outcome: &'static str,
    /// When the outcome that counts is taken.
    end: When,
}

/// The stages that a candidate reached.
fn passages<'a>(rulebook: &'a Rulebook, log: &Log, candidate: &Candidate) -> Vec<Passage<'a>> {
    let withdrawal = log.withdrawal(&candidate.post, &candidate.id);
    let withdrew_in =
        withdrawal.and_then(|withdrawal| withdrew_in(rulebook, &candidate.post, withdrawal));
    let mut passages = Vec::new();
    for stage in stages_for(rulebook, &candidate.post) {
        let withdrew_here = withdrew_in.is_some_and(|withdrew_in| withdrew_in.id == stage.id);
        let end = if withdrew_here {
            withdrawal.and_then(Withdrawal::time).map(Time::earliest)
        } else {
            stage.window.closes.as_ref().map(Time::latest)
        };
        let end = When::End(end);
        let outcome = if withdrew_here {
            "withdrawn"
        } else if is_exempt(stage, candidate) {
            "exempt"
        } else {
            let case = Case::new(rulebook, log, &candidate.post, stage, &candidate.id);
            match stage.gate.as_ref().map(|gate| case.outcome(gate, end)) {
                None | Some(Outcome::Met) => "through",
                Some(Outcome::NotMet) => "not-through",
                Some(Outcome::Undetermined) => "undetermined",
            }
        };
        passages.push(Passage {
            stage,
            outcome,
            end,
        });
        if matches!(outcome, "withdrawn" | "not-through") {
            break;
        }
    }
    passages
}

fn stages_for<'a>(rulebook: &'a Rulebook, post: &str) -> impl Iterator<Item = &'a Stage> {
    rulebook
        .stages
        .iter()
        .filter(move |stage| stage.is_for(post))
}

fn is_exempt(stage: &Stage, candidate: &Candidate) -> bool {
    stage.exempts_incumbents && candidate.incumbent
}

/// The first stage whose close is not known to be before the withdrawal.
fn withdrew_in<'a>(
    rulebook: &'a Rulebook,
    post: &str,
    withdrawal: &Withdrawal,
) -> Option<&'a Stage> {
    withdrawal.time()?;
    stages_for(rulebook, post).find(|stage| !withdrawal.is_after_close(&stage.window))
}

/// Where a candidate stands, all stages told.
pub(crate) fn standing(rulebook: &Rulebook, log: &Log, candidate: &Candidate) -> &'static str {
    let passages = passages(rulebook, log, candidate);
    let has = |outcome| passages.iter().any(|passage| passage.outcome == outcome);
    if log.withdrawal(&candidate.post, &candidate.id).is_some() {
        "withdrawn"
    } else if has("not-through") {
        "not-nominated"
    } else if has("undetermined") {
        "undetermined"
    } else {
        "nominated"
    }
}

/// The statement on a candidate has at least so many bytes.
pub(crate) fn least_length(rulebook: &Rulebook, log: &Log, candidate: &Candidate) -> usize {
    passages(rulebook, log, candidate)
        .iter()
        .filter(|passage| !is_exempt(passage.stage, candidate))
        .filter_map(|passage| {
            let case = Case::new(rulebook, log, &candidate.post, passage.stage, &candidate.id);
            Some(case.least_length(passage.stage.gate.as_ref()?))
        })
        .sum()
}

/// One candidate of the statement.
pub(crate) fn candidate_value(rulebook: &Rulebook, log: &Log, candidate: &Candidate) -> Value {
    let passages = passages(rulebook, log, candidate);
    let withdrawal = log.withdrawal(&candidate.post, &candidate.id);
    let standing = standing(rulebook, log, candidate);
    let withdrew = withdrawal.map(|withdrawal| {
        let stage = withdrew_in(rulebook, &candidate.post, withdrawal);
        json!({
            "decided": withdrawal.decided.as_ref().map(Time::text),
            "received": withdrawal.received.as_ref().map(Time::text),
            "stage": stage.map(|stage| &stage.id),
            "nominations_released": stage.is_some_and(|stage| stage.releases),
            "sources": withdrawal.sources,
        })
    });
    let stages: Vec<Value> = passages
        .iter()
        .map(|passage| stage_value(rulebook, log, candidate, passage))
        .collect();
    json!({
        "id": candidate.id,
        "name": candidate.name,
        "incumbent": candidate.incumbent,
        "standing": standing,
        "withdrew": withdrew,
        "on_paper": on_paper(log, candidate, standing),
        "stages": stages,
    })
}

fn on_paper(log: &Log, candidate: &Candidate, standing: &str) -> Option<Value> {
    let nominees = log.nominees_for(&candidate.post)?;
    let published = nominees.candidates.contains(&candidate.id);
    let verdict = if standing == "undetermined" {
        "open"
    } else if published == (standing == "nominated") {
        "confirmed"
    } else {
        "excluded"
    };
    Some(json!({
        "published": published,
        "verdict": verdict,
        "sources": nominees.sources,
    }))
}

fn stage_value(
    rulebook: &Rulebook,
    log: &Log,
    candidate: &Candidate,
    passage: &Passage<'_>,
) -> Value {
    let stage = passage.stage;
    let case = Case::new(rulebook, log, &candidate.post, stage, &candidate.id);
    let gate = stage.gate.as_ref().filter(|_| !is_exempt(stage, candidate));
    let not_met = gate.is_some_and(|gate| case.outcome(gate, passage.end) == Outcome::NotMet);
    let first_met = gate.map(|gate| case.first_met(gate));
    let claims: Vec<Value> = log
        .qualifications
        .iter()
        .filter(|claim| {
            claim.post == candidate.post
                && claim.stage == stage.id
                && claim.candidate == candidate.id
        })
        .map(|claim| {
            json!({
                "on": claim.on_text,
                "verdict": claim_verdict(claim, first_met.as_ref(), not_met),
                "sources": claim.sources,
            })
        })
        .collect();
    json!({
        "id": stage.id,
        "title": stage.title,
        "outcome": passage.outcome,
        "verdict": gate.map(|gate| case.node(gate, passage.end)),
        "claims": claims,
    })
}

fn claim_verdict(
    claim: &Qualification,
    first_met: Option<&FirstMet>,
    not_met: bool,
) -> &'static str {
    let on = claim.on;
    let after = first_met.and_then(|met| met.after.as_ref().map(Time::day));
    let by = first_met.and_then(|met| met.by.as_ref().map(Time::day));
    if after == Some(on) && by == Some(on) {
        "confirmed"
    } else if not_met || after.is_some_and(|after| on < after) || by.is_some_and(|by| by < on) {
        "excluded"
    } else {
        "open"
    }
}

#[cfg(test)]
mod tests;
