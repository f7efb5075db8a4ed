//! Published papers: a BLT file each, and the event that commits to it.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::candidates::Candidates;
use crate::digest;
use crate::error::Error;
use crate::event::{Event, Kind};
use crate::table::{self, Row, Tables};

/// Whose papers they are, and who published them.
#[derive(Deserialize)]
struct PaperFile {
    post: String,
    section: Option<String>,
    seats: u64,
    title: String,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for PaperFile {
    const TABLE: &'static str = "paper_files";
    const COLUMNS: &'static str = "post,section,seats,title,certainty,sources,note";
}

/// How many papers give one ranking: ids in order of preference, parted by `>`.
#[derive(Deserialize)]
struct Ranking {
    post: String,
    papers: u64,
    #[serde(rename = "ranking")]
    preferences: String,
}

impl Row for Ranking {
    const TABLE: &'static str = "papers";
    const COLUMNS: &'static str = "post,papers,ranking";
}

/// A file of papers: its path below the contest's folder, its contents, and its `papers-published`.
pub struct Published {
    pub path: String,
    pub blt: String,
    pub event: Event,
}

/// One file for each row of `paper_files.csv`.
pub fn published(tables: &Tables, candidates: &Candidates) -> Result<Vec<Published>, Error> {
    let rankings: Vec<Ranking> = tables.rows()?;
    let publish = |file: PaperFile| {
        let blt = blt(tables, candidates, &file, &rankings)?;
        let path = format!("papers/{}.blt", file.post);
        let kind = Kind::PapersPublished {
            post: file.post,
            section: file.section,
            file: path.clone(),
            papers: digest::of(blt.as_bytes()),
        };
        let event = Event::new(kind, &file.sources, file.note).by(tables.reporter(&file.sources));
        Ok(Published { path, blt, event })
    };
    tables.rows()?.into_iter().map(publish).collect()
}

/// The papers in the order of the table: numbers of candidates follow their order of declaration.
fn blt(
    tables: &Tables,
    candidates: &Candidates,
    file: &PaperFile,
    rankings: &[Ranking],
) -> Result<String, Error> {
    let (ids, names): (Vec<&str>, Vec<&str>) = candidates.of_post(&file.post).unzip();
    let mut lines = vec![format!("{} {}", ids.len(), file.seats)];
    for row in rankings.iter().filter(|row| row.post == file.post) {
        let mut line = row.papers.to_string();
        for id in row.preferences.split('>') {
            let place = ids
                .iter()
                .position(|candidate| *candidate == id)
                .ok_or_else(|| Error::UnknownCandidate {
                    path: tables.path(Ranking::TABLE),
                    post: file.post.clone(),
                    candidate: id.to_owned(),
                })?;
            write!(line, " {}", place + 1).expect("writing to a string does not fail");
        }
        lines.push(line + " 0");
    }
    lines.push("0".into());
    lines.extend(
        names
            .into_iter()
            .chain([file.title.as_str()])
            .map(|text| format!("\"{text}\"")),
    );
    Ok(lines.join("\n") + "\n")
}
