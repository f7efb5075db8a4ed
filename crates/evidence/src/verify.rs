//! Verifying a bundle: claim by claim, offline.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use hustings_recount::{Claim, Published, PublishedResult, check};
use hustings_seal::progress::{Progress, silent};
use rand_core::CryptoRng;
use serde_json::Value;

use crate::archive::Index;
use crate::contents::{Found, Place, read_held};
use crate::finding::{self, Checked, broken};
use crate::kept::{self, KeptClaims};
use crate::manifest;

/// How much of a log is read to find its first event.
const LONGEST_OPENING: u64 = 1 << 20;

/// What whoever verifies has beside the bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Checkpoints that somebody kept, of the contest's log or of a box: the name of each file, and what is in it.
    pub checkpoints: Vec<(String, Vec<u8>)>,
    /// Receipts of ballots, or of lines of the contest's log, that somebody was given: the same.
    pub receipts: Vec<(String, Vec<u8>)>,
}

/// A bundle that was read once: where its records are, and the digests of all of them.
#[derive(Debug)]
pub struct Bundle<R> {
    file: R,
    index: Index,
}

impl<R: Read + Seek> Bundle<R> {
    /// Reads the whole file, of which nothing is held. Fails only if it cannot be read: whatever the bytes are,
    /// [`verify`](Self::verify) says what is wrong with them.
    pub fn open(mut file: R, progress: Progress<'_>) -> io::Result<Self> {
        let index = Index::read(&mut file, progress)?;
        Ok(Self { file, index })
    }

    /// What tells this bundle and its contest from others.
    pub fn digests(&self) -> Digests {
        let of = |place: Place<'_>| {
            let path = place.to_string();
            let entry = self.index.entries.iter().find(|entry| entry.path == path);
            entry.map(|entry| entry.digest.clone())
        };
        Digests {
            bundle: self.index.digest.clone(),
            rulebook: of(Place::Rulebook),
            log: of(Place::Events),
        }
    }

    /// Whether the first event says that the contest is a rehearsal, in which nobody is elected.
    pub fn is_mock(&mut self) -> io::Result<bool> {
        let path = Place::Events.to_string();
        let Some(entry) = self.index.entries.iter().find(|entry| entry.path == path) else {
            return Ok(false);
        };
        self.file.seek(SeekFrom::Start(entry.offset))?;
        let mut beginning = Vec::new();
        let most = entry.bytes.min(LONGEST_OPENING);
        (&mut self.file).take(most).read_to_end(&mut beginning)?;
        let line = beginning.split(|byte| *byte == b'\n').next();
        let event: Value = serde_json::from_slice(line.unwrap_or_default()).unwrap_or_default();
        Ok(event["event"] == "contest-opened" && event["record"] == "mock")
    }

    /// How many bytes of archives [`verify`](Self::verify) tells of as it reads them.
    pub fn work(&self) -> u64 {
        let archives = self.index.entries.iter().filter(|entry| {
            let place = Place::of(&entry.path);
            matches!(place, Some(Place::Cast(_) | Place::Archive(_)))
        });
        archives
            .map(|entry| entry.bytes.saturating_mul(kept::PASSES))
            .sum()
    }

    /// Checks every claim, in the order of `docs/formats/bundle.md`. Chance is what the bundle's makers did not know: archives
    /// of sealed ballots are verified by random tests.
    pub fn verify(
        &mut self,
        options: &Options,
        chance: &mut impl CryptoRng,
        progress: Progress<'_>,
    ) -> io::Result<Vec<Claim>> {
        let mut claims = vec![finding::claim("archive", self.archive())];
        if !self.index.is_whole() {
            return Ok(claims);
        }
        let Self { file, index } = self;
        let entries = &index.entries;
        let manifest = match entries.first() {
            Some(first) if first.bytes <= Place::Manifest.longest() => read_held(first, file)?,
            _ => Vec::new(),
        };
        let listed = manifest::check(entries, &manifest);
        let found = Found::read(entries.get(1..).unwrap_or_default(), &mut *file)?;
        let mut published = check(&published(&found));
        let kept = kept::claims(file, &found, &published, options, chance, progress)?;
        claims.push(finding::claim(
            "manifest",
            manifest_claim(listed, &found, &kept),
        ));
        let last = kept.place(&mut published);
        claims.append(&mut published);
        claims.extend(last);
        Ok(claims)
    }

    fn archive(&self) -> Checked {
        match &self.index.fault {
            None => Ok(format!(
                "{} bytes, exactly what its records make",
                self.index.bytes
            )),
            Some(fault) => Err(broken("the file", fault.to_string())),
        }
    }
}

fn manifest_claim(
    listed: Result<String, (String, String)>,
    found: &Found,
    kept: &KeptClaims,
) -> Checked {
    let what = listed.map_err(|(place, reason)| broken(place, reason))?;
    match found.faults.first().or(kept.fault.as_ref()) {
        Some(fault) => Err(broken("the records", fault.to_string())),
        None => Ok(what),
    }
}

/// Checks every claim of a bundle in memory: see [`Bundle::verify`].
pub fn verify(bytes: &[u8], options: &Options, chance: &mut impl CryptoRng) -> Vec<Claim> {
    let claims = Bundle::open(Cursor::new(bytes), &silent)
        .and_then(|mut bundle| bundle.verify(options, chance, &silent));
    // Memory can always be read; whatever is said of it is a finding.
    claims.unwrap_or_else(|error| {
        let unread = broken("the file", error.to_string());
        vec![finding::claim("archive", Err(unread))]
    })
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

/// The digests of a bundle in memory, and of what is in it: see [`Bundle::digests`].
pub fn digests(bytes: &[u8]) -> Digests {
    let bundle = Bundle::open(Cursor::new(bytes), &silent).map(|bundle| bundle.digests());
    // Memory can always be read.
    bundle.unwrap_or_else(|_| Digests {
        bundle: crate::digest::of(bytes),
        rulebook: None,
        log: None,
    })
}

pub(crate) fn published(found: &Found) -> Published<'_> {
    let papers = found.papers.iter();
    let results = found.posts.iter().map(|post| {
        (
            post.post.clone(),
            PublishedResult {
                transcript: &post.transcript,
                declaration: &post.declaration,
            },
        )
    });
    Published {
        rulebook: &found.rulebook,
        events: &found.events,
        papers: papers
            .map(|(path, bytes)| (path.clone(), bytes.as_slice()))
            .collect(),
        statement: &found.statement,
        results: results.collect(),
    }
}
