//! Receipts that somebody was given, held against the logs in the bundle.

use hustings_log::{Checkpoint, Hash, Receipt};
use hustings_recount::Claim;
use hustings_seal::digest::Digest;

use super::grown::{Asked, Grown};
use super::history::{Logs, held, named};
use crate::Options;
use crate::finding::{Checked, broken};

/// A receipt as it reads, of which nothing is verified yet.
pub(super) struct Given<'a> {
    file: &'a str,
    read: Result<(Receipt, Checkpoint), String>,
}

impl<'a> Given<'a> {
    pub fn all(options: &'a Options) -> Vec<Self> {
        let receipts = options.receipts.iter();
        receipts
            .map(|(file, bytes)| Self {
                file,
                read: read(bytes),
            })
            .collect()
    }
}

fn read(bytes: &[u8]) -> Result<(Receipt, Checkpoint), String> {
    let receipt = Receipt::parse(bytes).map_err(|error| error.to_string())?;
    let checkpoint = Checkpoint::parse(receipt.checkpoint().text());
    Ok((receipt, checkpoint.map_err(|error| error.to_string())?))
}

/// What receipts ask of this log.
pub(super) fn asked(given: &[Given<'_>], origin: &str) -> Asked {
    let mut asked = Asked::default();
    for (receipt, checkpoint) in given.iter().filter_map(|given| given.read.as_ref().ok()) {
        if checkpoint.origin() == origin {
            asked.sizes.insert(checkpoint.head().size);
            asked.entries.insert(receipt.index());
        }
    }
    asked
}

/// A claim for each receipt.
pub(super) fn claims(given: &[Given<'_>], logs: Logs<'_>) -> Vec<Claim> {
    let checked = given.iter().map(|one| (one.file, check(one, logs)));
    named("receipt", checked)
}

fn check(given: &Given<'_>, logs: Logs<'_>) -> Checked {
    let file = given.file;
    let (receipt, claimed) = (given.read.as_ref()).map_err(|error| broken(file, error.as_str()))?;
    let (of, key, log) = logs.of_origin(claimed.origin(), file)?;
    let entry = match of {
        Some(of) => format!("ballot {} of the box {of}", receipt.index() + 1),
        None => format!("line {} of the log", receipt.index() + 1),
    };
    let signed = Checkpoint::open(receipt.checkpoint(), &key);
    let signed = signed.map_err(|error| broken(file, error.to_string()))?;
    let is_its = is_of(receipt, &signed, log);
    let history = held(file, receipt.checkpoint(), &key, log).map_err(|unmet| {
        let found = if is_its {
            format!("{entry} is the one that it is of")
        } else {
            format!(
                "{entry} is not the one that it is of: whoever gave it has shown what is not here"
            )
        };
        unmet.with(&found)
    })?;
    if !is_its {
        let reason = format!(
            "its proof does not lead from {entry} to its checkpoint, which is of this log: the receipt was changed"
        );
        return Err(broken(file, reason));
    }
    let tracker = log.entry(receipt.index()).filter(|_| of.is_some());
    let tracker = tracker.map_or_else(String::new, |ballot| {
        format!(", whose tracker is {}", Digest::of(ballot).to_base64())
    });
    Ok(format!("it is of {entry}{tracker}; {history}"))
}

/// Whether it is a receipt of the entry that stands at its place.
fn is_of(receipt: &Receipt, signed: &Checkpoint, log: &Grown) -> bool {
    let index = receipt.index();
    let entry = log.entry(index).map(Hash::of_entry);
    entry.is_some_and(|entry| {
        let proved = receipt.proof().verify(index, &entry, signed.head());
        proved.is_ok()
    })
}
