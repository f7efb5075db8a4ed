//! One contest: its tables become its files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::candidates::{self, Candidates};
use crate::digest;
use crate::error::Error;
use crate::event::{Event, Kind};
use crate::table::Tables;
use crate::{nominations, papers, result};

/// The rulebook marks a contest's folder, and its digest is in the first event.
const RULEBOOK: &str = "rulebook.toml";

/// A file that the tables make.
pub struct Made {
    path: PathBuf,
    contents: String,
}

impl Made {
    /// Puts the file in its place.
    pub fn write(&self) -> Result<(), Error> {
        let failed = |reason| Error::File {
            path: self.path.clone(),
            reason,
        };
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&self.path, &self.contents).map_err(failed)
    }

    /// Fails if the file that lies there has other bytes.
    pub fn check(&self) -> Result<(), Error> {
        if read(&self.path)? == self.contents.as_bytes() {
            Ok(())
        } else {
            Err(Error::Differs {
                path: self.path.clone(),
            })
        }
    }
}

/// The folders with a rulebook, by name.
pub fn folders(contests: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |reason| Error::File {
        path: contests.to_owned(),
        reason,
    };
    let mut folders = Vec::new();
    for entry in fs::read_dir(contests).map_err(failed)? {
        let folder = entry.map_err(failed)?.path();
        if folder.join(RULEBOOK).is_file() {
            folders.push(folder);
        }
    }
    folders.sort();
    Ok(folders)
}

/// The papers and the events of one contest.
pub fn make(folder: &Path) -> Result<Vec<Made>, Error> {
    let rulebook = digest::of(&read(&folder.join(RULEBOOK))?);
    let tables = Tables::open(folder.join("tables"))?;
    let candidates = Candidates::read(&tables)?;

    // Whoever makes these files does it after the fact, from what was published: a replay.
    let mut events = vec![Event::new(
        Kind::ContestOpened {
            rulebook,
            record: "replay",
        },
        &[],
        None,
    )];
    events.extend(candidates.declared());
    events.extend(nominations::reported(&tables)?);
    events.extend(candidates::withdrew(&tables, &candidates)?);
    events.extend(nominations::decided(&tables)?);
    events.extend(nominations::claimed(&tables)?);
    events.extend(candidates::published(&tables)?);
    events.extend(result::poll(&tables)?);
    let mut files = Vec::new();
    for papers in papers::published(&tables, &candidates)? {
        files.push(Made {
            path: folder.join(papers.path),
            contents: papers.blt,
        });
        events.push(papers.event);
    }
    events.extend(result::returns(&tables)?);
    events.extend(result::turnout(&tables)?);
    events.extend(result::votes(&tables)?);
    events.extend(result::declared(&tables)?);

    let in_full = |event: Event| event.with_sources(|source| tables.in_full(source));
    let lines: Vec<String> = events
        .into_iter()
        .map(|event| in_full(event).line())
        .collect::<Result<_, _>>()?;
    files.push(Made {
        path: folder.join("events.jsonl"),
        contents: lines.concat(),
    });
    Ok(files)
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|reason| Error::File {
        path: path.to_owned(),
        reason,
    })
}
