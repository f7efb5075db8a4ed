use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::reading::{next_ballot, poll};
use crate::failure::{Failure, Success};
use crate::terminal::{in_green, in_red, in_yellow, quoted};

/// Find a ballot by its tracker, and say whether it counts.
///
/// Looks for it, and checks no proof: that the archive holds is for `seal verify`.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings seal find election.bel UfVC9GACnZTyQ5nkTJR2UZX5n0cHkRTP5zAqSzAhVtA

Exits with 0 if the ballot is in the archive, with 1 if not.")]
pub(crate) struct Arguments {
    /// The archive.
    archive: PathBuf,
    /// The tracker, as `seal ballot` printed it.
    tracker: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    let wanted = arguments.tracker.trim();
    let mut poll = poll(path)?;
    let mut found = None;
    let mut last = BTreeMap::new();
    let mut all: usize = 0;
    while let Some(ballot) = next_ballot(&mut poll, path)? {
        all += 1;
        last.insert(ballot.credential(), all);
        if ballot.tracker() == wanted {
            found = Some((all, ballot.credential()));
        }
    }
    let mut out = anstream::stdout();
    let Some((number, credential)) = found else {
        let wanted = quoted(wanted);
        writeln!(out, "{} {wanted}: not in this archive", in_red("✗"))?;
        return Ok(Success::DoesNotHold);
    };
    match last.get(&credential) {
        Some(&later) if later > number => writeln!(
            out,
            "{} ballot {number} of {all}; it was replaced by ballot {later}",
            in_yellow("≠")
        )?,
        _ => writeln!(out, "{} ballot {number} of {all}; it counts", in_green("✓"))?,
    }
    Ok(Success::Done)
}
