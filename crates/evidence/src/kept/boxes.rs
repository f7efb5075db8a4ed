//! The boxes: their archives are verified and read one after the other, and held against the log.

mod archive;
mod ballots;
mod claims;
mod removed;
mod slice;
mod tally;
mod trustees;

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

use hustings_recount::{Kept, OpenedBox};
use hustings_seal::group::Encoded;
use hustings_seal::progress::Progress;
use hustings_seal::verify::Policy;
use rand_core::CryptoRng;

use self::archive::Archived;
use self::ballots::{Ballots, Wanted};

use super::Beside;
use super::checkpoint::{Log, box_origin};
use super::grown::{Asked, Grown};
use crate::archive::Entry;
use crate::contents::{Found, FoundBox, Place};
use crate::finding::{Checked, Unmet, unknown};

pub(super) use claims::claims;

/// How often an archive is read: to verify it, and to read its ballots.
pub(crate) const PASSES: u64 = 2;

/// A box of the log, and what its records came to.
pub(super) struct BoxRead<'a> {
    pub opened: &'a OpenedBox,
    pub checkpoint: Option<&'a [u8]>,
    /// The archive that goes on.
    pub archive: Result<Archived, Unmet>,
    /// The archive as cast, where it is another.
    pub cast: Option<Result<Archived, Unmet>>,
    /// The log of the ballots as cast.
    pub log: Result<Grown, Unmet>,
    /// Whether the ballots that go on are those as cast less those that rulings remove.
    pub removed: Checked,
    /// Its list of credentials.
    pub credentials: Vec<Encoded>,
}

/// What the claims of a box are made from, beside the box.
pub(super) struct Around<'a> {
    pub log: &'a Log,
    pub kept: &'a Kept,
    /// The posts' titles, by id.
    pub titles: BTreeMap<String, String>,
    /// All boxes.
    pub boxes: &'a [BoxRead<'a>],
}

impl BoxRead<'_> {
    /// The archive in which ballots were cast, and where it is.
    pub fn as_cast(&self) -> (Result<&Archived, Unmet>, String) {
        let id = &self.opened.id;
        match &self.cast {
            Some(cast) => (usable(cast), Place::Cast(id).to_string()),
            None => self.going_on(),
        }
    }

    /// The archive that goes on, and where it is.
    pub fn going_on(&self) -> (Result<&Archived, Unmet>, String) {
        (
            usable(&self.archive),
            Place::Archive(&self.opened.id).to_string(),
        )
    }
}

/// What does not verify breaks one claim; the others that rest on it cannot be known.
pub(super) fn usable<T>(read: &Result<T, Unmet>) -> Result<&T, Unmet> {
    read.as_ref().map_err(Unmet::clone_as_unknown)
}

/// Where boxes are read from, and by which means.
pub(super) struct Source<'s, F, C> {
    pub file: &'s mut F,
    pub chance: &'s mut C,
    pub progress: Progress<'s>,
}

impl<F: Read + Seek, C: CryptoRng> Source<'_, F, C> {
    /// Reads the records of every box that the log has.
    pub fn boxes<'a>(
        &mut self,
        found: &'a Found,
        kept: &'a Kept,
        beside: &Beside<'_>,
    ) -> io::Result<Vec<BoxRead<'a>>> {
        let mut read = Vec::new();
        for opened in &kept.boxes {
            let records = found.boxes.iter().find(|one| one.id == opened.id);
            let asked = beside.asked(&box_origin(&kept.log.origin, &opened.id));
            read.push(self.one(opened, records, kept, asked)?);
        }
        Ok(read)
    }

    fn one<'a>(
        &mut self,
        opened: &'a OpenedBox,
        records: Option<&'a FoundBox>,
        kept: &Kept,
        asked: Asked,
    ) -> io::Result<BoxRead<'a>> {
        let archive = records.and_then(|records| records.archive.as_ref());
        let other = records.and_then(|records| records.cast.as_ref());
        let wanted = Wanted {
            asked,
            credentials: kept.policy.replacing && !opened.removed.is_empty(),
        };
        let cast = self.ballots(other.or(archive), opened, wanted)?;
        let going_on = match other {
            Some(_) => Some(self.ballots(archive, opened, Wanted::default())?),
            None => None,
        };
        let removed = removed::check(opened, kept, &cast, going_on.as_ref());
        Ok(BoxRead {
            opened,
            checkpoint: records.and_then(|records| records.checkpoint.as_deref()),
            archive: self.verified(archive, opened, &archive::of_box(kept, opened))?,
            cast: match other {
                Some(_) => Some(self.verified(other, opened, &archive::as_cast(kept))?),
                None => None,
            },
            credentials: cast
                .as_ref()
                .map_or_else(|_| Vec::new(), |cast| cast.listed.clone()),
            log: cast.map(|cast| cast.log),
            removed,
        })
    }

    fn ballots(
        &mut self,
        entry: Option<&Entry>,
        opened: &OpenedBox,
        wanted: Wanted,
    ) -> io::Result<Result<Ballots, Unmet>> {
        let Some(entry) = entry else {
            return Ok(Err(missing(opened)));
        };
        let slice = slice::open(self.file, entry, self.progress)?;
        Ok(Ballots::read(slice, &entry.path, wanted))
    }

    fn verified(
        &mut self,
        entry: Option<&Entry>,
        opened: &OpenedBox,
        policy: &Policy,
    ) -> io::Result<Result<Archived, Unmet>> {
        let Some(entry) = entry else {
            return Ok(Err(missing(opened)));
        };
        let slice = slice::open(self.file, entry, self.progress)?;
        Ok(Archived::verify(slice, &entry.path, policy, self.chance))
    }
}

fn missing(opened: &OpenedBox) -> Unmet {
    let place = Place::Archive(&opened.id);
    unknown(format!("the bundle has no '{place}'"))
}
