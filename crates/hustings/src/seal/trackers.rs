use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::reading::{next_ballot, poll};
use crate::failure::{Failure, Success};

/// Print the trackers of all ballots, one a line, in the order in which they were cast.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings seal trackers election.bel > trackers.txt      those of the ballots to be removed are kept for `seal remove`")]
pub(crate) struct Arguments {
    /// The archive.
    archive: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    let mut poll = poll(path)?;
    let mut out = anstream::stdout();
    while let Some(ballot) = next_ballot(&mut poll, path)? {
        writeln!(out, "{}", ballot.tracker())?;
    }
    Ok(Success::Done)
}
