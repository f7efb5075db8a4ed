//! What a bundle holds.

use std::collections::BTreeMap;

use crate::archive::{self, ArchiveError, Record};
use crate::manifest::Manifest;

/// What a contest publishes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// `rulebook.toml`, as received.
    pub rulebook: Vec<u8>,
    /// `events.jsonl`.
    pub events: Vec<u8>,
    /// Papers by path, `papers/…`.
    pub papers: BTreeMap<String, Vec<u8>>,
    /// `statement.json`.
    pub statement: Vec<u8>,
    /// The posts that have a result; they are written in the order of their ids.
    pub posts: Vec<PostContents>,
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

/// Why records are no bundle's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentsError {
    /// A record is missing.
    #[error("the record '{0}' is missing")]
    Missing(String),
    /// A record does not belong in a bundle.
    #[error("the record '{0}' does not belong in a bundle")]
    Stray(String),
    /// A record stands elsewhere than it should.
    #[error("the record '{0}' stands where '{1}' should")]
    Order(String, String),
    /// A record is there twice.
    #[error("the record '{0}' is there twice")]
    Twice(String),
}

pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const RULEBOOK: &str = "rulebook.toml";
pub(crate) const EVENTS: &str = "events.jsonl";
const PAPERS: &str = "papers/";
const STATEMENT: &str = "statement.json";
const TRANSCRIPT: &str = "/transcript.json";
const DECLARATION: &str = "/declaration.json";

impl Contents {
    /// The bundle, byte for byte.
    pub fn write(&self) -> Result<Vec<u8>, ArchiveError> {
        let mut records = self.records();
        let manifest = Manifest::of(&records).to_json().into_bytes();
        records.insert(
            0,
            Record {
                path: MANIFEST.to_owned(),
                bytes: manifest,
            },
        );
        archive::write(&records)
    }

    fn records(&self) -> Vec<Record> {
        let record = |path: String, bytes: &Vec<u8>| Record {
            path,
            bytes: bytes.clone(),
        };
        let mut records = vec![
            record(RULEBOOK.to_owned(), &self.rulebook),
            record(EVENTS.to_owned(), &self.events),
        ];
        records.extend(
            self.papers
                .iter()
                .map(|(path, bytes)| record(path.clone(), bytes)),
        );
        records.push(record(STATEMENT.to_owned(), &self.statement));
        let mut posts: Vec<&PostContents> = self.posts.iter().collect();
        posts.sort_by(|one, other| one.post.cmp(&other.post));
        for post in posts {
            records.push(record(
                format!("{}{TRANSCRIPT}", post.post),
                &post.transcript,
            ));
            records.push(record(
                format!("{}{DECLARATION}", post.post),
                &post.declaration,
            ));
        }
        records
    }

    /// Sorts the records after the manifest; as much as there is, with every fault.
    pub(crate) fn of(records: Vec<Record>) -> (Self, Vec<ContentsError>) {
        let paths: Vec<String> = records.iter().map(|record| record.path.clone()).collect();
        let mut faults = Vec::new();
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut posts: Vec<String> = Vec::new();
        for Record { path, bytes } in records {
            if let Some(post) = path
                .strip_suffix(TRANSCRIPT)
                .or(path.strip_suffix(DECLARATION))
                && !posts.iter().any(|known| known == post)
            {
                posts.push(post.to_owned());
            }
            if files.insert(path.clone(), bytes).is_some() {
                faults.push(ContentsError::Twice(path));
            }
        }
        let mut take = |path: String| {
            files.remove(&path).unwrap_or_else(|| {
                faults.push(ContentsError::Missing(path));
                Vec::new()
            })
        };
        let mut contents = Self {
            rulebook: take(RULEBOOK.to_owned()),
            events: take(EVENTS.to_owned()),
            statement: take(STATEMENT.to_owned()),
            posts: Vec::new(),
            papers: BTreeMap::new(),
        };
        for post in posts
            .into_iter()
            .filter(|post| !post.contains('/') && !post.is_empty())
        {
            let transcript = take(format!("{post}{TRANSCRIPT}"));
            let declaration = take(format!("{post}{DECLARATION}"));
            contents.posts.push(PostContents {
                post,
                transcript,
                declaration,
            });
        }
        for (path, bytes) in files {
            if path.starts_with(PAPERS) {
                contents.papers.insert(path, bytes);
            } else {
                faults.push(ContentsError::Stray(path));
            }
        }
        let ought = contents.records();
        let misplaced = paths
            .iter()
            .zip(&ought)
            .find(|(is, ought)| **is != ought.path);
        if let (true, Some((is, ought))) = (faults.is_empty(), misplaced) {
            faults.push(ContentsError::Order(is.clone(), ought.path.clone()));
        }
        (contents, faults)
    }
}
