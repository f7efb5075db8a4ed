//! What a bundle holds, as it is written.

mod found;
mod large;
mod place;

use std::collections::BTreeMap;
use std::io::Write;

use crate::archive::{self, Body, Record, WriteError};
use crate::manifest::Manifest;

pub use found::ContentsError;
pub(crate) use found::{Found, FoundBox, held as read_held};
pub use large::Large;
pub(crate) use place::Place;

/// What a contest publishes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// `rulebook.toml`, as received.
    pub rulebook: Vec<u8>,
    /// `events.jsonl`.
    pub events: Vec<u8>,
    /// What a contest has beside that is kept.
    pub kept: Option<KeptContents>,
    /// Papers by path, `papers/…`.
    pub papers: BTreeMap<String, Vec<u8>>,
    /// `statement.json`.
    pub statement: Vec<u8>,
    /// The posts that have a result; they are written in the order of their ids.
    pub posts: Vec<PostContents>,
}

/// What a kept contest publishes beside what every contest does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptContents {
    /// `checkpoint`.
    pub checkpoint: Vec<u8>,
    /// The roll, in the rulebook's order of sections.
    pub rolls: Vec<RollContents>,
    /// The boxes, in the order of their opening.
    pub boxes: Vec<BoxContents>,
}

/// What a contest publishes of the roll of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollContents {
    /// The section's id; `electors` where the rulebook has none.
    pub section: String,
    /// `roll/<section>.txt`.
    pub commitments: Vec<u8>,
}

/// What a contest publishes of one box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxContents {
    /// The box's id.
    pub id: String,
    /// `boxes/<box>/checkpoint`.
    pub checkpoint: Vec<u8>,
    /// `boxes/<box>/cast.bel`, only where rulings removed ballots.
    pub cast: Option<Large>,
    /// `boxes/<box>/archive.bel`.
    pub archive: Large,
}

/// What a contest publishes about one post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostContents {
    /// The post's id.
    pub post: String,
    /// `<post>/transcript.json`.
    pub transcript: Vec<u8>,
    /// `<post>/declaration.json`.
    pub declaration: Vec<u8>,
}

impl Contents {
    /// The bundle, byte for byte, in memory.
    pub fn write(&self) -> Result<Vec<u8>, WriteError> {
        let mut bundle = Vec::new();
        self.write_to(&mut bundle)?;
        Ok(bundle)
    }

    /// Writes the bundle piece by piece: what is [`Large`] is read as it is written.
    pub fn write_to(&self, out: impl Write) -> Result<(), WriteError> {
        let mut records = self.records();
        let manifest = Manifest::of_records(&records).to_json();
        records.insert(0, held(Place::Manifest, manifest.as_bytes()));
        archive::write(&records, out)
    }

    fn records(&self) -> Vec<Record<'_>> {
        let mut records = vec![
            held(Place::Rulebook, &self.rulebook),
            held(Place::Events, &self.events),
        ];
        records.extend(self.kept.iter().flat_map(KeptContents::records));
        let papers = self.papers.iter();
        records.extend(papers.map(|(path, bytes)| held(Place::Papers(path), bytes)));
        records.push(held(Place::Statement, &self.statement));
        let mut posts: Vec<&PostContents> = self.posts.iter().collect();
        posts.sort_by(|one, other| one.post.cmp(&other.post));
        for post in posts {
            records.push(held(Place::Transcript(&post.post), &post.transcript));
            records.push(held(Place::Declaration(&post.post), &post.declaration));
        }
        records
    }
}

impl KeptContents {
    fn records(&self) -> Vec<Record<'_>> {
        let mut records = vec![held(Place::Checkpoint, &self.checkpoint)];
        let rolls = self.rolls.iter();
        records.extend(rolls.map(|roll| held(Place::Roll(&roll.section), &roll.commitments)));
        for one in &self.boxes {
            records.push(held(Place::BoxCheckpoint(&one.id), &one.checkpoint));
            let cast = one.cast.iter();
            records.extend(cast.map(|cast| large(Place::Cast(&one.id), cast)));
            records.push(large(Place::Archive(&one.id), &one.archive));
        }
        records
    }
}

fn held<'a>(place: Place<'_>, bytes: &'a [u8]) -> Record<'a> {
    Record {
        path: place.to_string(),
        body: Body::Held(bytes),
    }
}

fn large<'a>(place: Place<'_>, large: &'a Large) -> Record<'a> {
    Record {
        path: place.to_string(),
        body: Body::Large(large),
    }
}
