//! Verifying a bundle: claim by claim, offline.

use std::collections::BTreeMap;

use hustings_recount::{Claim, Finding, Published, PublishedResult, check};

use crate::contents::{Contents, EVENTS, RULEBOOK};
use crate::{archive, manifest};

/// Checks every claim of a bundle, in the order of `docs/formats/bundle.md`.
pub fn verify(bytes: &[u8]) -> Vec<Claim> {
    let records = match archive::read(bytes) {
        Ok(records) => records,
        Err(error) => return vec![broken("archive", "the file", &error.to_string())],
    };
    let mut claims = vec![match archive::check_canonical(bytes, &records) {
        Ok(()) => holds(
            "archive",
            format!("{} bytes, exactly what its records make", bytes.len()),
        ),
        Err(error) => broken("archive", "the file", &error.to_string()),
    }];
    let listed = manifest::check(&records);
    let records = records.into_iter().skip(1).collect();
    let (contents, faults) = Contents::of(records);
    claims.push(match (listed, faults.first()) {
        (Err((place, reason)), _) => broken("manifest", &place, &reason),
        (Ok(_), Some(fault)) => broken("manifest", "the records", &fault.to_string()),
        (Ok(what), None) => holds("manifest", what),
    });
    claims.extend(check(&published(&contents)));
    claims
}

/// What tells one contest from another, and one bundle from another: digests to compare by another channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    /// Over the bytes of the bundle.
    pub bundle: String,
    /// Over `rulebook.toml`, if the bundle has it.
    pub rulebook: Option<String>,
    /// Over `events.jsonl`, if the bundle has it; statement and declaration name it, as data and as pages.
    pub log: Option<String>,
}

/// The digests of a bundle and of what is in it.
pub fn digests(bytes: &[u8]) -> Digests {
    let records = archive::read(bytes).unwrap_or_default();
    let of = |path: &str| {
        let record = records.iter().find(|record| record.path == path);
        record.map(|record| manifest::digest(&record.bytes))
    };
    Digests {
        bundle: manifest::digest(bytes),
        rulebook: of(RULEBOOK),
        log: of(EVENTS),
    }
}

fn published(contents: &Contents) -> Published<'_> {
    let papers: BTreeMap<String, &[u8]> = contents
        .papers
        .iter()
        .map(|(path, bytes)| (path.clone(), bytes.as_slice()))
        .collect();
    let results = contents.posts.iter().map(|post| {
        (
            post.post.clone(),
            PublishedResult {
                transcript: &post.transcript,
                declaration: &post.declaration,
            },
        )
    });
    Published {
        rulebook: &contents.rulebook,
        events: &contents.events,
        papers,
        statement: &contents.statement,
        results: results.collect(),
    }
}

fn holds(name: &str, what: String) -> Claim {
    Claim {
        name: name.to_owned(),
        finding: Finding::Holds { what },
    }
}

fn broken(name: &str, place: &str, reason: &str) -> Claim {
    Claim {
        name: name.to_owned(),
        finding: Finding::DoesNotHold {
            place: place.to_owned(),
            reason: reason.to_owned(),
        },
    }
}
