//! Who stood: declarations, withdrawals, and whom the paper named.

use serde::Deserialize;

use crate::error::Error;
use crate::event::{Event, Kind};
use crate::table::{self, Row, Tables};

/// A candidate for a post.
#[derive(Deserialize)]
struct Candidate {
    post: String,
    #[serde(rename = "candidate")]
    id: String,
    name: String,
    incumbent: bool,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Candidate {
    const TABLE: &'static str = "candidates";
    const COLUMNS: &'static str = "post,candidate,name,incumbent,certainty,sources,note";
}

/// The candidates of a contest, in the order of their declaration.
pub struct Candidates(Vec<Candidate>);

impl Candidates {
    /// Reads `candidates.csv`.
    pub fn read(tables: &Tables) -> Result<Self, Error> {
        tables.rows().map(Candidates)
    }

    /// One `candidate-declared` each.
    pub fn declared(&self) -> impl Iterator<Item = Event> {
        self.0.iter().map(|row| {
            let kind = Kind::CandidateDeclared {
                post: row.post.clone(),
                candidate: row.id.clone(),
                name: row.name.clone(),
                incumbent: row.incumbent,
            };
            Event::new(kind, &row.sources, row.note.clone()).by(Some(row.name.clone()))
        })
    }

    /// The ids and names of those who stand for a post: on a paper they are numbered so, from 1.
    pub fn of_post(&self, post: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(move |row| row.post == post)
            .map(|row| (row.id.as_str(), row.name.as_str()))
    }
}

/// Who withdrew, and when.
#[derive(Deserialize)]
struct Withdrawal {
    post: String,
    candidate: String,
    decided: Option<String>,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Withdrawal {
    const TABLE: &'static str = "withdrawals";
    const COLUMNS: &'static str = "post,candidate,decided,certainty,sources,note";
}

/// One `candidate-withdrew` a row.
pub fn withdrew(tables: &Tables, candidates: &Candidates) -> Result<Vec<Event>, Error> {
    let event = |row: Withdrawal| {
        let name = candidates
            .of_post(&row.post)
            .find(|(id, _)| *id == row.candidate)
            .map(|(_, name)| name.to_owned());
        let name = name.ok_or_else(|| Error::UnknownCandidate {
            path: tables.path(Withdrawal::TABLE),
            post: row.post.clone(),
            candidate: row.candidate.clone(),
        })?;
        let kind = Kind::CandidateWithdrew {
            post: row.post,
            candidate: row.candidate,
        };
        Ok(Event::new(kind, &row.sources, row.note)
            .by(Some(name))
            .decided(row.decided))
    };
    tables.rows()?.into_iter().map(event).collect()
}

/// Who stood on the paper, as published.
#[derive(Deserialize)]
struct Nominee {
    post: String,
    candidate: String,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Nominee {
    const TABLE: &'static str = "nominees";
    const COLUMNS: &'static str = "post,candidate,certainty,sources,note";
}

/// One `nominees-published` for each run of rows with the same post and sources.
pub fn published(tables: &Tables) -> Result<Vec<Event>, Error> {
    let rows: Vec<Nominee> = tables.rows()?;
    let runs = rows.chunk_by(|a, b| (&a.post, &a.sources) == (&b.post, &b.sources));
    let event = |run: &[Nominee]| {
        let kind = Kind::NomineesPublished {
            post: run[0].post.clone(),
            candidates: run.iter().map(|row| row.candidate.clone()).collect(),
        };
        let notes = table::notes(
            run.iter()
                .map(|row| (row.candidate.as_str(), row.note.as_deref())),
        );
        Event::new(kind, &run[0].sources, notes).by(tables.reporter(&run[0].sources))
    };
    Ok(runs.map(event).collect())
}
