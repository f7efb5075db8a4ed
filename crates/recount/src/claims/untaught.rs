//! A result by a rule, or with a tie by a resort, that this path was not taught.
//!
//! Nobody counts it again here. What needs no count is still claimed: that the transcript is one of
//! this rule, and that the declaration is of this contest and says what the transcript says.

use serde_json::{Value, json};

use super::results::Rows;
use super::{Contest, fails, place_and_reason, unknown};
use crate::compare::{Difference, differences};
use crate::declaration::additions;
use crate::read::Trouble;
use crate::read::json::read_document;
use crate::read::rulebook::Post;
use crate::{Finding, PublishedResult};

pub(super) fn check(
    rows: &mut Rows,
    contest: &Contest,
    post: &Post,
    result: &PublishedResult<'_>,
    why: &str,
) {
    let transcript = read(&post.id, "transcript", result.transcript);
    let declaration = read(&post.id, "declaration", result.declaration);
    let on_transcript = match &transcript {
        Ok(transcript) => finding(
            transcript,
            &transcript_differences(contest, transcript),
            why,
        ),
        Err(trouble) => fails(trouble.clone()),
    };
    let on_declaration = match (&declaration, &transcript) {
        (Err(trouble), _) => fails(trouble.clone()),
        (Ok(declaration), Err(_)) => {
            finding(declaration, &of_contest(contest, post, declaration), why)
        }
        (Ok(declaration), Ok(transcript)) => {
            let mut found = of_contest(contest, post, declaration);
            found.extend(of_transcript(&transcript.value, declaration));
            finding(declaration, &found, why)
        }
    };
    rows.untaught(&post.id, on_transcript, on_declaration, why);
}

/// A published document that reads.
struct Document {
    file: String,
    value: Value,
}

fn read(post: &str, what: &str, bytes: &[u8]) -> Result<Document, Trouble> {
    let file = format!("{post}/{what}.json");
    match read_document(bytes) {
        Ok(value) => Ok(Document { file, value }),
        Err(reason) => Err(Trouble::new(file, reason)),
    }
}

fn finding(document: &Document, differences: &[Difference], why: &str) -> Finding {
    match place_and_reason(&document.file, differences) {
        Some((place, reason)) => fails(Trouble::new(place, reason)),
        None => unknown(why),
    }
}

/// Where a value is not what it must be.
fn at(document: &Value, pointer: &str, expected: &Value) -> Vec<Difference> {
    let published = document.pointer(pointer).unwrap_or(&Value::Null);
    differences(expected, published, pointer)
}

fn transcript_differences(contest: &Contest, transcript: &Document) -> Vec<Difference> {
    let rule = contest.rulebook.rule.written();
    let mut found = at(
        &transcript.value,
        "/format",
        &json!("hustings-transcript/1"),
    );
    found.extend(at(&transcript.value, "/rule/name", &rule["name"]));
    found
}

fn of_contest(contest: &Contest, post: &Post, declaration: &Document) -> Vec<Difference> {
    let rulebook = &contest.rulebook;
    let added = additions(rulebook, &contest.log, post);
    let added = |key: &str| {
        let found = added.iter().find(|(other, _)| *other == key);
        found.map_or(Value::Null, |(_, value)| value.clone())
    };
    [
        ("/format", json!("hustings-declaration/1")),
        ("/title", json!(rulebook.title)),
        ("/organisation", json!(rulebook.organisation)),
        (
            "/post",
            json!({"id": post.id, "title": post.title, "seats": post.seats}),
        ),
        ("/log", contest.name.to_value()),
        ("/mock", added("mock")),
        ("/server_alone", added("server_alone")),
        ("/superseded", added("superseded")),
    ]
    .iter()
    .flat_map(|(pointer, expected)| at(&declaration.value, pointer, expected))
    .collect()
}

/// Where the declaration says something else than the published transcript.
fn of_transcript(transcript: &Value, declaration: &Document) -> Vec<Difference> {
    let none = Vec::new();
    let stages = transcript["stages"].as_array().unwrap_or(&none);
    let mut expected = Vec::new();
    for (stage, index) in stages.iter().zip(0..) {
        for key in ["number", "votes", "non_transferable"] {
            expected.push((format!("/stages/{index}/{key}"), stage[key].clone()));
        }
        for key in ["did", "candidates"] {
            let done = stage["action"][key].clone();
            expected.push((format!("/stages/{index}/{key}"), done));
        }
    }
    let elected = transcript["elected"].as_array().unwrap_or(&none);
    for (id, index) in elected.iter().zip(0..) {
        expected.push((format!("/elected/{index}/id"), id.clone()));
    }
    // Nor does it say more.
    for (list, length) in [("stages", stages.len()), ("elected", elected.len())] {
        expected.push((format!("/{list}/{length}"), Value::Null));
    }
    expected
        .iter()
        .flat_map(|(pointer, expected)| at(&declaration.value, pointer, expected))
        .collect()
}
