//! What a bundle turned out to hold, with every fault of its records.

mod fault;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, SeekFrom};

pub use fault::ContentsError;

use super::{Place, PostContents};
use crate::archive::Entry;

/// The records behind the manifest: as much as there is. What can be large is not held.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub rulebook: Vec<u8>,
    pub events: Vec<u8>,
    pub checkpoint: Option<Vec<u8>>,
    /// By section, as they stand.
    pub rolls: Vec<(String, Vec<u8>)>,
    /// As they stand.
    pub boxes: Vec<FoundBox>,
    pub papers: BTreeMap<String, Vec<u8>>,
    pub statement: Vec<u8>,
    pub posts: Vec<PostContents>,
    pub faults: Vec<ContentsError>,
}

/// The records of one box.
#[derive(Debug)]
pub(crate) struct FoundBox {
    pub id: String,
    pub checkpoint: Option<Vec<u8>>,
    pub cast: Option<Entry>,
    pub archive: Option<Entry>,
}

/// Of a post the two records, which may be missing.
type Post = [Option<Vec<u8>>; 2];

impl Found {
    /// Reads the records that these entries tell of.
    pub fn read(entries: &[Entry], mut file: impl Read + Seek) -> io::Result<Self> {
        let mut found = Self::default();
        let mut seen = BTreeSet::new();
        let mut posts: BTreeMap<&str, Post> = BTreeMap::new();
        for entry in entries {
            let Some(place) = Place::of(&entry.path) else {
                found.faults.push(ContentsError::Stray(entry.path.clone()));
                continue;
            };
            seen.insert(place.to_string());
            if let Place::Cast(id) | Place::Archive(id) = place {
                found.put_archive(place, id, entry);
                continue;
            }
            if entry.bytes > place.longest() {
                found.faults.push(ContentsError::Long(entry.path.clone()));
                continue;
            }
            let bytes = held(entry, &mut file)?;
            match place {
                Place::Transcript(post) => posts.entry(post).or_default()[0] = Some(bytes),
                Place::Declaration(post) => posts.entry(post).or_default()[1] = Some(bytes),
                _ => found.put(place, bytes),
            }
        }
        found.missing(&seen, posts);
        found.doubled(entries);
        found.misplaced(entries);
        Ok(found)
    }

    fn put(&mut self, place: Place<'_>, bytes: Vec<u8>) {
        match place {
            Place::Rulebook => self.rulebook = bytes,
            Place::Events => self.events = bytes,
            Place::Checkpoint => self.checkpoint = Some(bytes),
            Place::Statement => self.statement = bytes,
            Place::Roll(section) => self.rolls.push((section.to_owned(), bytes)),
            Place::BoxCheckpoint(id) => self.box_named(id).checkpoint = Some(bytes),
            Place::Papers(path) => {
                self.papers.insert(path.to_owned(), bytes);
            }
            Place::Manifest
            | Place::Cast(_)
            | Place::Archive(_)
            | Place::Transcript(_)
            | Place::Declaration(_) => {}
        }
    }

    fn put_archive(&mut self, place: Place<'_>, id: &str, entry: &Entry) {
        let found = self.box_named(id);
        let slot = if matches!(place, Place::Cast(_)) {
            &mut found.cast
        } else {
            &mut found.archive
        };
        *slot = Some(entry.clone());
    }

    fn box_named(&mut self, id: &str) -> &mut FoundBox {
        let at = self.boxes.iter().position(|one| one.id == id);
        let at = at.unwrap_or_else(|| {
            self.boxes.push(FoundBox {
                id: id.to_owned(),
                checkpoint: None,
                cast: None,
                archive: None,
            });
            self.boxes.len() - 1
        });
        &mut self.boxes[at]
    }

    /// What every bundle has, and what belongs to what is there.
    fn missing(&mut self, seen: &BTreeSet<String>, posts: BTreeMap<&str, Post>) {
        let mut ought: Vec<String> = [Place::Rulebook, Place::Events, Place::Statement]
            .map(|place| place.to_string())
            .into();
        for one in &self.boxes {
            ought.extend(
                [Place::BoxCheckpoint(&one.id), Place::Archive(&one.id)]
                    .map(|place| place.to_string()),
            );
        }
        for post in posts.keys() {
            ought.extend(
                [Place::Transcript(post), Place::Declaration(post)].map(|place| place.to_string()),
            );
        }
        let missing = ought.into_iter().filter(|path| !seen.contains(path));
        self.faults.extend(missing.map(ContentsError::Missing));
        self.posts = posts
            .into_iter()
            .map(|(post, [transcript, declaration])| PostContents {
                post: post.to_owned(),
                transcript: transcript.unwrap_or_default(),
                declaration: declaration.unwrap_or_default(),
            })
            .collect();
    }

    fn doubled(&mut self, entries: &[Entry]) {
        let mut paths = BTreeSet::new();
        let twice = entries.iter().filter(|entry| !paths.insert(&entry.path));
        let twice = twice.map(|entry| ContentsError::Twice(entry.path.clone()));
        self.faults.extend(twice);
    }

    fn misplaced(&mut self, entries: &[Entry]) {
        if !self.faults.is_empty() {
            return;
        }
        let ought = self.paths();
        let misplaced = entries
            .iter()
            .zip(&ought)
            .find(|(is, ought)| is.path != **ought);
        self.faults.extend(
            misplaced.map(|(is, ought)| ContentsError::Order(is.path.clone(), ought.clone())),
        );
    }

    /// The paths of these records in the order of the format.
    fn paths(&self) -> Vec<String> {
        let mut places = vec![Place::Rulebook, Place::Events];
        places.extend(self.checkpoint.as_ref().map(|_| Place::Checkpoint));
        places.extend(self.rolls.iter().map(|(section, _)| Place::Roll(section)));
        for one in &self.boxes {
            places.push(Place::BoxCheckpoint(&one.id));
            places.extend(one.cast.as_ref().map(|_| Place::Cast(&one.id)));
            places.push(Place::Archive(&one.id));
        }
        places.extend(self.papers.keys().map(|path| Place::Papers(path)));
        places.push(Place::Statement);
        for post in &self.posts {
            places.extend([
                Place::Transcript(&post.post),
                Place::Declaration(&post.post),
            ]);
        }
        places.iter().map(Place::to_string).collect()
    }
}

/// A record's bytes.
pub(crate) fn held(entry: &Entry, file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(entry.offset))?;
    file.take(entry.bytes).read_to_end(&mut bytes)?;
    Ok(bytes)
}
