//! Checkpoints in the bundle, and whose they are.

use hustings_log::{Checkpoint, KeyName, Note, TreeHead, VerifyingKey};
use hustings_recount::Kept;

use crate::finding::{Checked, Unmet, broken, number, unknown};

/// The key of the contest's log and those of its boxes, by the log's second entry.
pub(super) struct Log(Result<VerifyingKey, Unmet>);

/// A checkpoint that its log signed, or why it is none.
pub(super) type Opened = Result<(Note, Checkpoint), Unmet>;

impl Log {
    pub fn of(kept: &Kept) -> Self {
        Self(key(kept).map_err(|reason| broken("events.jsonl line 2", reason)))
    }

    /// The contest's key.
    pub fn key(&self) -> Result<VerifyingKey, Unmet> {
        self.0.clone()
    }

    /// The same key under a box's name.
    pub fn box_key(&self, id: &str) -> Result<VerifyingKey, Unmet> {
        let key = self.key()?;
        let origin = box_origin(key.name().as_str(), id);
        let name: KeyName = origin
            .parse()
            .map_err(|_| broken("events.jsonl", format!("{origin:?} is no origin of a log")))?;
        Ok(key.named(name))
    }
}

/// The first line of a box's checkpoints (`docs/formats/log.md`).
pub(super) fn box_origin(origin: &str, id: &str) -> String {
    format!("{origin}/box/{id}")
}

fn key(kept: &Kept) -> Result<VerifyingKey, String> {
    let key: VerifyingKey = kept.log.key.parse().map_err(|error| format!("{error}"))?;
    if key.name().as_str() == kept.log.origin {
        return Ok(key);
    }
    Err(format!(
        "the log's origin is {:?}, and its key is named {:?}",
        kept.log.origin,
        key.name().as_str()
    ))
}

/// Opens the checkpoint that a record is.
pub(super) fn opened(
    record: Option<&[u8]>,
    place: &str,
    key: Result<VerifyingKey, Unmet>,
) -> Opened {
    let bytes = record.ok_or_else(|| unknown(format!("the bundle has no '{place}'")))?;
    let key = key?;
    let note = Note::parse(bytes).map_err(|error| broken(place, error.to_string()))?;
    let checkpoint =
        Checkpoint::open(&note, &key).map_err(|error| broken(place, error.to_string()))?;
    Ok((note, checkpoint))
}

/// Whether the checkpoint is of exactly these events.
pub(super) fn check(opened: &Opened, events: TreeHead) -> Checked {
    let (_, checkpoint) = opened.as_ref().map_err(Clone::clone)?;
    agrees(checkpoint.head(), &events, "checkpoint", "events.jsonl")?;
    Ok(format!(
        "{} with the root {}, signed by the log {}",
        number(events.size, "event"),
        events.root,
        checkpoint.origin()
    ))
}

/// Breaks the claim unless the heads are the same.
pub(super) fn agrees(
    signed: &TreeHead,
    found: &TreeHead,
    place: &str,
    of: &str,
) -> Result<(), Unmet> {
    if signed.size != found.size {
        let reason = format!(
            "it is of {} entries, and {of} has {}",
            signed.size, found.size
        );
        return Err(broken(place, reason));
    }
    if signed.root != found.root {
        let reason = format!(
            "its root over {} entries is {}, and that of {of} is {}: what was signed was changed",
            signed.size, signed.root, found.root
        );
        return Err(broken(place, reason));
    }
    Ok(())
}
