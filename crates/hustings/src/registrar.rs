//! `hustings registrar`: credentials for electors.

mod check;
mod issue;
mod recovery;
mod roll;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use hustings_seal::credential::Credential;
use hustings_seal::election::Uuid;

use crate::failure::{Failure, Success};
use crate::files;
use crate::secret::Unlocking;
use crate::terminal::quoted;

/// Give each elector a credential, with which ballots are signed, and publish what is public of them.
#[derive(Subcommand)]
pub(crate) enum Verb {
    Issue(issue::Arguments),
    Derive(Derive),
    Reissue(Reissue),
    Check(check::Arguments),
}

/// Print the public part of a credential, so that its elector can find it on the published list.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings registrar derive --election 4Y6wDRRYAoWoAs < credential.txt
  hustings registrar derive --election 4Y6wDRRYAoWoAs     type the credential, then the end of the input

A credential on the command line stays in the shell's history: give it so only where that does not matter.")]
pub(crate) struct Derive {
    /// The election.
    #[arg(long, value_name = "UUID")]
    election: Uuid,
    /// The credential; - or nothing reads it from standard input.
    credential: Option<String>,
}

/// Print the credential of one elector once more, for who has lost the letter.
///
/// It is the same credential: who holds the letter can vote with it too, and the first ballot cast counts, or the last
/// where replacing is allowed. Destroy the recovery file when the poll has closed.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings registrar reissue --recovery recovery.age M-20717")]
pub(crate) struct Reissue {
    /// What `issue --recovery` wrote.
    #[arg(long, value_name = "FILE")]
    recovery: PathBuf,
    #[command(flatten)]
    unlocking: Unlocking,
    /// The elector's id, as in the roll.
    elector: String,
}

pub(crate) fn run(verb: &Verb) -> Result<Success, Failure> {
    match verb {
        Verb::Issue(arguments) => issue::run(arguments),
        Verb::Derive(arguments) => derive(arguments),
        Verb::Reissue(arguments) => reissue(arguments),
        Verb::Check(arguments) => check::run(arguments),
    }
}

fn derive(arguments: &Derive) -> Result<Success, Failure> {
    let text = match arguments.credential.as_deref() {
        None | Some("-") => files::read_text_or_stdin(Path::new("-"))?,
        Some(text) => text.to_owned(),
    };
    let text = zeroize::Zeroizing::new(text);
    let credential: Credential = text
        .trim()
        .parse()
        .map_err(|error| Failure::NotPossible(format!("{error}")))?;
    writeln!(
        anstream::stdout(),
        "{}",
        credential.public(&arguments.election)
    )?;
    Ok(Success::Done)
}

fn reissue(arguments: &Reissue) -> Result<Success, Failure> {
    let Reissue {
        recovery, elector, ..
    } = arguments;
    let (_, issued) = recovery::read(recovery, &arguments.unlocking)?;
    let found = issued.iter().find(|one| one.elector == *elector);
    let found = found.ok_or_else(|| {
        Failure::refused(
            recovery,
            format!(
                "no elector “{}” was issued a credential; write the id as it stands in the roll",
                quoted(elector)
            ),
        )
    })?;
    writeln!(anstream::stdout(), "{}", found.credential.reveal())?;
    Ok(Success::Done)
}
