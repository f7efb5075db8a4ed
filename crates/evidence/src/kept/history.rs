//! Checkpoints that somebody kept, held against the logs in the bundle.

use std::collections::BTreeSet;

use hustings_log::{Checkpoint, Note, TreeHead, VerifyingKey};
use hustings_recount::{Claim, Kept};

use super::boxes::{BoxRead, usable};
use super::checkpoint::{Log, box_origin};
use super::grown::Grown;
use crate::Options;
use crate::finding::{Checked, broken, claim, unknown};

/// A kept checkpoint as it reads, of which nothing is verified yet.
pub(super) struct Seen<'a> {
    file: &'a str,
    note: Result<(Note, Checkpoint), String>,
}

impl<'a> Seen<'a> {
    pub fn all(options: &'a Options) -> Vec<Self> {
        let checkpoints = options.checkpoints.iter();
        checkpoints
            .map(|(file, bytes)| Self {
                file,
                note: read(bytes),
            })
            .collect()
    }
}

fn read(bytes: &[u8]) -> Result<(Note, Checkpoint), String> {
    let note = Note::parse(bytes).map_err(|error| error.to_string())?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|error| error.to_string())?;
    Ok((note, checkpoint))
}

/// The sizes at which somebody kept a checkpoint of this log.
pub(super) fn sizes(seen: &[Seen<'_>], origin: &str) -> BTreeSet<u64> {
    let notes = seen.iter().filter_map(|seen| seen.note.as_ref().ok());
    notes
        .filter(|(_, checkpoint)| checkpoint.origin() == origin)
        .map(|(_, checkpoint)| checkpoint.head().size)
        .collect()
}

/// A claim for each kept checkpoint.
pub(super) fn claims(
    seen: &[Seen<'_>],
    log: &Log,
    kept: &Kept,
    entries: &Grown,
    boxes: &[BoxRead<'_>],
) -> Vec<Claim> {
    named(seen.iter().map(|one| {
        let checked = check(one, log, kept, entries, boxes);
        (one.file, checked)
    }))
}

/// Of a contest that keeps no log no checkpoint can be.
pub(super) fn of_no_log(options: &Options) -> Vec<Claim> {
    named(options.checkpoints.iter().map(|(file, _)| {
        let reason = "this contest's log has no key and no checkpoints: it is of another contest";
        (file.as_str(), Err(broken(file, reason)))
    }))
}

/// While the log does not read nothing can be held against it.
pub(super) fn of_unread_log(options: &Options, why: &str) -> Vec<Claim> {
    let files = options.checkpoints.iter();
    named(files.map(|(file, _)| (file.as_str(), Err(unknown(why)))))
}

/// Of several files with one name the second ends in ` (2)`.
fn named<'a>(checked: impl Iterator<Item = (&'a str, Checked)>) -> Vec<Claim> {
    let mut names: Vec<&str> = Vec::new();
    let mut claims = Vec::new();
    for (file, checked) in checked {
        names.push(file);
        let name = match names.iter().filter(|name| **name == file).count() {
            1 => format!("history {file}"),
            several => format!("history {file} ({several})"),
        };
        claims.push(claim(name, checked));
    }
    claims
}

fn check(
    seen: &Seen<'_>,
    log: &Log,
    kept: &Kept,
    entries: &Grown,
    boxes: &[BoxRead<'_>],
) -> Checked {
    let failed = |reason: String| broken(seen.file, reason);
    let (note, claimed) = seen.note.as_ref().map_err(|error| failed(error.clone()))?;
    let origin = claimed.origin();
    if origin == kept.log.origin {
        return held(seen.file, note, &log.key()?, entries);
    }
    let of_origin = |one: &&BoxRead<'_>| box_origin(&kept.log.origin, &one.opened.id) == origin;
    let Some(one) = boxes.iter().find(of_origin) else {
        return Err(failed(format!(
            "it is of the log {origin:?}, which is neither this contest's, {:?}, nor one of its boxes'",
            kept.log.origin
        )));
    };
    held(
        seen.file,
        note,
        &log.box_key(&one.opened.id)?,
        usable(&one.log)?,
    )
}

/// Holds a kept checkpoint against the log that the bundle has.
fn held(file: &str, note: &Note, key: &VerifyingKey, log: &Grown) -> Checked {
    let failed = |reason: String| broken(file, reason);
    let checkpoint = Checkpoint::open(note, key).map_err(|error| failed(error.to_string()))?;
    let TreeHead { size, root } = *checkpoint.head();
    let now = log.head().size;
    match log.root_at(size) {
        None => Err(failed(format!(
            "it is of {size} entries, and the log in the bundle has {now}: entries were taken out since, or the bundle \
             is older than it"
        ))),
        Some(found) if found != root => Err(failed(format!(
            "it is of another history: its root over {size} entries is {root}, and that of the log in the bundle is {found}"
        ))),
        Some(_) => Ok(format!(
            "the first {size} of {now} entries are those that it was signed for, with the root {root}"
        )),
    }
}
