//! Checkpoints that somebody kept, held against the logs in the bundle.

use hustings_log::{Checkpoint, Note, TreeHead, VerifyingKey};
use hustings_recount::{Claim, Kept};

use super::boxes::{BoxRead, usable};
use super::checkpoint::{Log, box_origin};
use super::grown::{Asked, Grown};
use crate::Options;
use crate::finding::{Checked, Unmet, broken, claim, unknown};

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

/// What kept checkpoints ask of this log.
pub(super) fn asked(seen: &[Seen<'_>], origin: &str) -> Asked {
    let notes = seen.iter().filter_map(|seen| seen.note.as_ref().ok());
    let of_log = notes.filter(|(_, checkpoint)| checkpoint.origin() == origin);
    Asked {
        sizes: of_log
            .map(|(_, checkpoint)| checkpoint.head().size)
            .collect(),
        ..Asked::default()
    }
}

/// The logs of a contest: its own, and those of its boxes.
#[derive(Clone, Copy)]
pub(super) struct Logs<'a> {
    pub log: &'a Log,
    pub kept: &'a Kept,
    pub entries: &'a Grown,
    pub boxes: &'a [BoxRead<'a>],
}

impl<'a> Logs<'a> {
    /// The log with this origin, with its key, and which box's it is.
    pub fn of_origin(
        &self,
        origin: &str,
        file: &str,
    ) -> Result<(Option<&'a str>, VerifyingKey, &'a Grown), Unmet> {
        let own = &self.kept.log.origin;
        if origin == own {
            return Ok((None, self.log.key()?, self.entries));
        }
        let of_origin = |one: &&BoxRead<'_>| box_origin(own, &one.opened.id) == origin;
        let Some(one) = self.boxes.iter().find(of_origin) else {
            return Err(broken(
                file,
                format!(
                    "it is of the log {origin:?}, which is neither this contest's, {own:?}, nor one of its boxes'"
                ),
            ));
        };
        let id = &one.opened.id;
        Ok((Some(id), self.log.box_key(id)?, usable(&one.log)?))
    }
}

/// A claim for each kept checkpoint.
pub(super) fn claims(seen: &[Seen<'_>], logs: Logs<'_>) -> Vec<Claim> {
    let checked = seen.iter().map(|one| (one.file, check(one, logs)));
    named("history", checked)
}

/// Of a contest that keeps no log no checkpoint and no receipt can be.
pub(super) fn of_no_log(options: &Options) -> Vec<Claim> {
    let reason = "this contest's log has no key and no checkpoints: it is of another contest";
    of_each(options, |file| broken(file, reason))
}

/// While the log does not read nothing can be held against it.
pub(super) fn of_unread_log(options: &Options, why: &str) -> Vec<Claim> {
    of_each(options, |_| unknown(why))
}

/// The same of everything that somebody kept.
fn of_each(options: &Options, unmet: impl Fn(&str) -> Unmet) -> Vec<Claim> {
    let of = |files: &'_ [(String, Vec<u8>)], kind: &str| {
        let files = files.iter().map(|(file, _)| file.as_str());
        named(kind, files.map(|file| (file, Err(unmet(file)))))
    };
    let mut claims = of(&options.checkpoints, "history");
    claims.extend(of(&options.receipts, "receipt"));
    claims
}

/// Of several files with one name the second ends in ` (2)`.
pub(super) fn named<'a>(
    kind: &str,
    checked: impl Iterator<Item = (&'a str, Checked)>,
) -> Vec<Claim> {
    let mut names: Vec<&str> = Vec::new();
    let mut claims = Vec::new();
    for (file, checked) in checked {
        names.push(file);
        let name = match names.iter().filter(|name| **name == file).count() {
            1 => format!("{kind} {file}"),
            several => format!("{kind} {file} ({several})"),
        };
        claims.push(claim(name, checked));
    }
    claims
}

fn check(seen: &Seen<'_>, logs: Logs<'_>) -> Checked {
    let (note, claimed) =
        (seen.note.as_ref()).map_err(|error| broken(seen.file, error.as_str()))?;
    let (_, key, log) = logs.of_origin(claimed.origin(), seen.file)?;
    held(seen.file, note, &key, log)
}

/// Holds a kept checkpoint against the log that the bundle has.
pub(super) fn held(file: &str, note: &Note, key: &VerifyingKey, log: &Grown) -> Checked {
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
