use std::path::PathBuf;

use clap::Args;
use hustings_seal::digest::Digest;
use hustings_seal::randomness::system;

use super::event::EventArgument;
use super::keys::{SecretArguments, WorkArguments};
use crate::failure::{Failure, Success};
use crate::seal::{ReplacingArgument, verified};
use crate::terminal::with_bar;

/// Shuffle the encrypted tally, so that nobody can tell whose paper is whose unless all who shuffled collude.
///
/// Verifies the archive first, and that it is the one that others have: a trustee shuffles nothing that it did not check.
/// Hand what is written to whoever appends it to the archive, before the next trustee shuffles.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee shuffle election.bel --event 9c1…e4 --key server.age --out shuffle-1.json \\
      --statement shuffle-1.statement.json")]
pub(crate) struct Arguments {
    /// The archive, behind the encrypted tally or another trustee's shuffle.
    archive: PathBuf,
    #[command(flatten)]
    event: EventArgument,
    #[command(flatten)]
    secret: SecretArguments,
    #[command(flatten)]
    work: WorkArguments,
    #[command(flatten)]
    replacing: ReplacingArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    arguments.work.expect_new()?;
    let held = arguments.secret.read()?;
    let path = &arguments.archive;
    let archive = verified(path, &arguments.replacing.policy())?;
    let number = held.must_be_among(archive.trustees(), arguments.secret.path())?;
    arguments.event.must_be_last(&archive, path)?;
    let work = archive.shuffle_work();
    let shuffle = with_bar("shuffling", work as u64, |progress| {
        archive.shuffle(&mut system(), progress)
    });
    let shuffle = shuffle.map_err(|error| Failure::refused(path, error))?;
    let mut message = Vec::new();
    shuffle.write(&mut message)?;
    let statement = archive.shuffle_statement(number, Digest::of(&message));
    arguments.work.write(&held, &statement, &message)
}
