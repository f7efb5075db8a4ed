//! The society's contest of the formats' pages, and what follows from it, worked out by hand.

#![expect(
    clippy::needless_pass_by_value,
    reason = "events are built from json! values, which read badly as references"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use hustings_recount::{Claim, Finding, Published, PublishedResult, check};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The text of the fence with this name on a page of the formats.
pub fn documented(page: &str, fence: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/formats")
        .join(page);
    let text = fs::read_to_string(&path).unwrap();
    let start = format!("```{fence}\n");
    let (_, rest) = text.split_once(&start).expect("the page has this fence");
    rest.split_once("```").unwrap().0.to_owned()
}

/// A file of papers: lines of "weight preferences", by letters a, b, c, …
pub fn papers_of(candidates: &str, papers: &[&str]) -> String {
    let position = |letter: char| candidates.find(letter).unwrap() + 1;
    let mut text = format!("{} 1\n", candidates.len());
    for paper in papers {
        let (weight, preferences) = paper.split_once(' ').unwrap();
        let numbers: Vec<String> = preferences
            .chars()
            .map(|letter| position(letter).to_string())
            .chain(["0".to_owned()])
            .collect();
        writeln!(text, "{weight} {}", numbers.join(" ")).unwrap();
    }
    text.push_str("0\n");
    for letter in candidates.chars() {
        writeln!(text, "\"{letter}\"").unwrap();
    }
    text.push_str("\"An example\"\n");
    text
}

pub fn digest(bytes: &[u8]) -> String {
    let mut text = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

/// Everything published of one contest, which a test may spoil.
#[derive(Clone, Debug)]
pub struct Society {
    pub rulebook: Vec<u8>,
    pub events: Vec<u8>,
    pub papers: BTreeMap<String, Vec<u8>>,
    pub statement: Vec<u8>,
    pub transcript: Vec<u8>,
    pub declaration: Vec<u8>,
    pub has_result: bool,
}

impl Society {
    /// The example of the formats' pages: a declared result.
    pub fn declared() -> Self {
        let rulebook = documented("rulebook.md", "toml rulebook");
        let events = documented("events.md", "jsonl events")
            .replace("sha256:RULEBOOK", &digest(rulebook.as_bytes()));
        Self::with_log(rulebook, events)
            .stating(include_str!("society/statement.json"))
            .resulting(
                include_str!("society/transcript.json"),
                include_str!("society/declaration.json"),
            )
    }

    /// Ten papers, counted: the example of the transcript's page.
    pub fn counted() -> Self {
        let papers = include_str!("society/chair.blt");
        let rulebook = documented("rulebook.md", "toml rulebook");
        let mut society = Self::with_log(
            rulebook,
            lines(&[
                opened(),
                candidate("ash", "Ada Ash"),
                candidate("birch", "Bo Birch"),
                candidate("cedar", "Cy Cedar"),
                nominees(&["cedar", "ash", "birch"]),
                event(
                    "papers-published",
                    json!({
                        "post": "chair", "section": null, "file": "papers/chair.blt",
                        "papers": digest(papers.as_bytes()),
                    }),
                ),
                event(
                    "votes-declared",
                    json!({
                        "post": "chair", "section": null, "stage_number": 2,
                        "votes": {"ash": 4, "birch": 6},
                    }),
                ),
            ]),
        );
        let file = "papers/chair.blt".to_owned();
        society.papers.insert(file, papers.as_bytes().to_vec());
        society
            .stating(include_str!("society/counted-statement.json"))
            .resulting(
                &documented("transcript.md", "json transcript"),
                include_str!("society/counted-declaration.json"),
            )
    }

    /// A contest of these events and papers, for which nothing was published yet.
    pub fn of(events: &[Value], papers: &str) -> Self {
        let rulebook = documented("rulebook.md", "toml rulebook");
        let mut all = vec![
            opened(),
            candidate("ash", "Ada Ash"),
            candidate("birch", "Bo Birch"),
        ];
        all.extend_from_slice(events);
        let mut society = Self::with_log(rulebook, lines(&all));
        if !papers.is_empty() {
            let file = "papers/chair.blt".to_owned();
            society.papers.insert(file, papers.as_bytes().to_vec());
        }
        society
    }

    /// The same contest under a rulebook that differs in one place.
    pub fn with_rulebook(&self, from: &str, to: &str) -> Self {
        let old = digest(&self.rulebook);
        let changed = self
            .clone()
            .spoilt(|society| &mut society.rulebook, from, to);
        let new = digest(&changed.rulebook);
        changed.spoilt(|society| &mut society.events, &old, &new)
    }

    fn with_log(rulebook: String, events: String) -> Self {
        Self {
            rulebook: rulebook.into_bytes(),
            events: events.into_bytes(),
            papers: BTreeMap::new(),
            statement: Vec::new(),
            transcript: Vec::new(),
            declaration: Vec::new(),
            has_result: false,
        }
    }

    fn stating(mut self, statement: &str) -> Self {
        self.statement = self.naming_log(statement);
        self
    }

    fn resulting(mut self, transcript: &str, declaration: &str) -> Self {
        self.transcript = self.naming_log(transcript);
        self.declaration = self.naming_log(declaration);
        self.has_result = true;
        self
    }

    fn naming_log(&self, text: &str) -> Vec<u8> {
        text.replace("sha256:LOG", &digest(&self.events))
            .into_bytes()
    }

    pub fn claims(&self) -> Vec<Claim> {
        let mut results = BTreeMap::new();
        if self.has_result {
            let result = PublishedResult {
                transcript: &self.transcript,
                declaration: &self.declaration,
            };
            results.insert("chair".to_owned(), result);
        }
        check(&Published {
            rulebook: &self.rulebook,
            events: &self.events,
            papers: self
                .papers
                .iter()
                .map(|(file, bytes)| (file.clone(), &bytes[..]))
                .collect(),
            statement: &self.statement,
            results,
        })
    }

    pub fn finding(&self, name: &str) -> Finding {
        finding(&self.claims(), name)
    }

    /// Replaces a text that stands exactly once in one of the documents.
    pub fn spoilt(mut self, document: fn(&mut Self) -> &mut Vec<u8>, from: &str, to: &str) -> Self {
        let bytes = document(&mut self);
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from:?} stands once");
        *bytes = text.replace(from, to).into_bytes();
        self
    }
}

pub fn finding(claims: &[Claim], name: &str) -> Finding {
    let found: Vec<&Claim> = claims.iter().filter(|claim| claim.name == name).collect();
    assert_eq!(found.len(), 1, "one claim {name:?} among {claims:#?}");
    found[0].finding.clone()
}

/// The place and the reason of a finding that does not hold.
pub fn failure(finding: Finding) -> (String, String) {
    match finding {
        Finding::DoesNotHold { place, reason } => (place, reason),
        other => panic!("it should not hold: {other:?}"),
    }
}

pub fn lines(events: &[Value]) -> String {
    let mut text = String::new();
    for event in events {
        writeln!(text, "{event}").unwrap();
    }
    text
}

pub fn opened() -> Value {
    let rulebook = digest(documented("rulebook.md", "toml rulebook").as_bytes());
    event(
        "contest-opened",
        json!({"rulebook": rulebook, "record": "replay"}),
    )
}

pub fn candidate(id: &str, name: &str) -> Value {
    event(
        "candidate-declared",
        json!({"post": "chair", "candidate": id, "name": name, "incumbent": false}),
    )
}

pub fn nominees(candidates: &[&str]) -> Value {
    event(
        "nominees-published",
        json!({"post": "chair", "candidates": candidates}),
    )
}

/// An event with these keys, over those that every event has.
pub fn event(name: &str, keys: Value) -> Value {
    let mut event = json!({
        "event": name, "actor": null, "role": null, "clause": null, "decided": null,
        "received": null, "recorded": null, "sources": [], "note": null,
    });
    for (key, value) in keys.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}
