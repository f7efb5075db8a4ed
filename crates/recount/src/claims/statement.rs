//! The statement of persons nominated, candidate by candidate.

use serde_json::Value;

use super::{Contest, UNREAD, claim, fails, number, same, unknown};
use crate::compare::differences;
use crate::event::Candidate;
use crate::read::Trouble;
use crate::read::json::read_document;
use crate::statement::{candidate_value, frame, least_length, standing};
use crate::{Claim, Finding, Published};

const FILE: &str = "statement.json";

pub(super) fn check(contest: Option<&Contest>, published: &Published<'_>) -> Vec<Claim> {
    let read = read_document(published.statement);
    let Some(contest) = contest else {
        let finding = match read {
            Ok(_) => unknown(UNREAD),
            Err(reason) => fails(Trouble::new(FILE, reason)),
        };
        return vec![claim("statement", finding)];
    };
    let expected = frame(&contest.rulebook, &contest.log, &contest.name);
    let mut claims = Vec::new();
    let mut rest = read;
    for (post, at) in contest.rulebook.posts.iter().zip(0..) {
        for (candidate, number) in contest.log.candidates_for(&post.id).zip(0..) {
            let pointer = format!("/posts/{at}/candidates/{number}");
            let stated = rest.as_mut().map(|rest| taken(rest, &pointer)).ok();
            let finding = match stated {
                None => unknown(format!("{FILE} does not read")),
                Some(None) => fails(Trouble::new(
                    format!("{FILE} {pointer}"),
                    format!("{} is missing", candidate.id),
                )),
                Some(Some(stated)) => {
                    let all_bytes = published.statement.len();
                    check_candidate(contest, candidate, &stated, all_bytes, &pointer)
                }
            };
            let name = format!("statement {} {}", post.id, candidate.id);
            claims.push(claim(name, finding));
        }
    }
    let finding = match rest {
        Ok(rest) => same(FILE, &differences(&expected, &rest, ""), || {
            format!(
                "{} and {}, in order; made from {}",
                number(contest.rulebook.posts.len(), "post"),
                number(contest.log.candidates.len(), "candidate"),
                number(contest.name.entries, "event")
            )
        }),
        Err(reason) => fails(Trouble::new(FILE, reason)),
    };
    claims.push(claim("statement", finding));
    claims
}

/// One candidate at a time, and none who could not be in what was published: what follows for all
/// of them together may be far larger than the log that it follows from.
fn check_candidate(
    contest: &Contest,
    candidate: &Candidate,
    stated: &Value,
    all_bytes: usize,
    pointer: &str,
) -> Finding {
    let Contest { rulebook, log, .. } = contest;
    let least = least_length(rulebook, log, candidate);
    if least > all_bytes {
        return fails(Trouble::new(
            format!("{FILE} {pointer}"),
            format!("it must have more than {least} bytes, and the whole file has {all_bytes}"),
        ));
    }
    if let Some(reason) = wrongly_on_paper(contest, candidate) {
        return fails(Trouble::new("events.jsonl", reason));
    }
    let recomputed = candidate_value(rulebook, log, candidate);
    same(FILE, &differences(&recomputed, stated, pointer), || {
        told(&recomputed)
    })
}

/// Why a kept contest's nominees are not those who are nominated, as far as it is this candidate.
///
/// Of a replay the statement says so itself: there others published whom they published.
fn wrongly_on_paper(contest: &Contest, candidate: &Candidate) -> Option<String> {
    let Contest { rulebook, log, .. } = contest;
    log.kept.as_ref()?;
    let nominees = log.nominees_for(&candidate.post)?;
    let (post, id) = (&candidate.post, &candidate.id);
    let on_paper = nominees.candidates.contains(id);
    let why = match (standing(rulebook, log, candidate), on_paper) {
        ("nominated", false) => "is nominated, and not among the published nominees",
        ("not-nominated", true) => "is not nominated, and among the published nominees",
        ("withdrawn", true)
            if contest
                .withdrawn_before
                .contains(&(post.clone(), id.clone())) =>
        {
            "withdrew before the nominees were published, and is among them"
        }
        _ => return None,
    };
    Some(format!("{id} {why}"))
}

/// What stands at a pointer, with null left in its place.
fn taken(value: &mut Value, pointer: &str) -> Option<Value> {
    value.pointer_mut(pointer).map(Value::take)
}

/// A candidate in a sentence: "nominated; stage-1 through: parliamentary 89 (22 needed)".
fn told(candidate: &Value) -> String {
    let mut parts = vec![text(candidate, "standing").to_owned()];
    for stage in list(candidate, "stages") {
        let passage = format!("{} {}", text(stage, "id"), text(stage, "outcome"));
        let mut tests = Vec::new();
        tests_told(&stage["verdict"], &mut tests);
        parts.push(if tests.is_empty() {
            passage
        } else {
            format!("{passage}: {}", tests.join(", "))
        });
    }
    parts.join("; ")
}

fn tests_told(node: &Value, tests: &mut Vec<String>) {
    for branches in ["all", "any"] {
        for branch in list(node, branches) {
            tests_told(branch, tests);
        }
    }
    if let Some(test) = node.get("test") {
        let who = test["kind"].as_str().unwrap_or(text(test, "of"));
        let weight = if test["by"] == "weight" {
            " by weight"
        } else {
            ""
        };
        let needed = match interval(&node["required"]) {
            Some(needed) => format!("{needed} needed"),
            None => "what is needed is not known".to_owned(),
        };
        let figure = interval(&node["figure"]).unwrap_or_default();
        tests.push(format!("{who}{weight} {figure} ({needed})"));
    }
}

fn interval(bounds: &Value) -> Option<String> {
    let least = bounds["at_least"].as_str()?;
    Some(match bounds["at_most"].as_str() {
        Some(most) if least == most => least.to_owned(),
        Some(most) => format!("{least} to {most}"),
        None => format!("{least} or more"),
    })
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}
