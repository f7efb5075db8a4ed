use std::path::PathBuf;

use clap::Args;
use hustings_seal::closing::{ClosingError, Phase, Verified};
use hustings_seal::digest::Digest;
use hustings_seal::randomness::system;
use hustings_seal::verify::Policy;

use super::event::EventArgument;
use super::keys::{SecretArguments, WorkArguments};
use super::{marker, shuffled};
use crate::failure::{Failure, Success};
use crate::seal::{PolicyArguments, StatementsArgument, verified};
use crate::terminal::{in_yellow, with_bar};

/// Decrypt one trustee's part of the shuffled tally, with the proof that this is what was done.
///
/// Whoever is handed a decryption learns what was decrypted, so this asks what others know: the last event, and statements of
/// those who shuffled. Verifies the archive first, prints how many ballots count and who shuffled, and notes beside the
/// secret what it has decrypted (FILE.decrypted): it decrypts no second archive of the same election.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings trustee decrypt election.bel --event 9c1…e4 --statements shuffle-*.statement.json --key server.age \\
      --out decryption-1.json --statement decryption-1.statement.json
  hustings trustee decrypt election.bel --event 9c1…e4 --statements shuffle-*.statement.json --seed seed.age \\
      --outgoing outgoing-1.json --out decryption-2.json --statement decryption-2.statement.json")]
pub(crate) struct Arguments {
    /// The archive, behind the last shuffle.
    archive: PathBuf,
    #[command(flatten)]
    event: EventArgument,
    #[command(flatten)]
    statements: StatementsArgument,
    /// Decrypt also what statements do not prove to be shuffled by those who are said to have, as where a trustee's program
    /// makes none.
    #[arg(long)]
    without_statements: bool,
    #[command(flatten)]
    secret: SecretArguments,
    /// What `accept` wrote; a seed alone does not decrypt.
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    outgoing: Option<PathBuf>,
    #[command(flatten)]
    work: WorkArguments,
    #[command(flatten)]
    policy: PolicyArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    arguments.work.expect_new()?;
    let path = &arguments.archive;
    let held = arguments.secret.read()?;
    let policy = Policy {
        statements: arguments.statements.read()?.messages(),
        ..arguments.policy.policy()
    };
    let archive = verified(path, &policy)?;
    let number = held.must_be_among(archive.trustees(), arguments.secret.path())?;
    let key = held.key(arguments.outgoing.as_deref())?;
    arguments.event.must_be_last(&archive, path)?;
    must_be_ready(arguments, &archive, number, policy.shuffles)?;
    marker::check(
        arguments.secret.path(),
        archive.election().fingerprint(),
        archive.decrypted_after(),
    )?;
    shuffled::print(&archive)?;
    let refused = |error: ClosingError| Failure::refused(path, error);
    let work = archive.decryption_work();
    let decrypted = with_bar("decrypting", work as u64, |progress| {
        archive.decrypt(&key, &mut system(), progress)
    });
    let (number, decryption) = decrypted.map_err(refused)?;
    let mut message = Vec::new();
    decryption.write(&mut message)?;
    let digest = Digest::of(&message);
    let statement = archive
        .decryption_statement(number, &decryption, digest, &key, &mut system())
        .map_err(refused)?;
    marker::note(arguments.secret.path(), &statement)?;
    arguments.work.write(&held, &statement, &message)
}

/// Refuses what is not proved to be shuffled, or says what is risked.
fn must_be_ready(
    arguments: &Arguments,
    archive: &Verified,
    trustee: usize,
    fewest: usize,
) -> Result<(), Failure> {
    let (found, expected) = (archive.phase(), Phase::Decrypting);
    if found != expected {
        let error = ClosingError::Phase { found, expected };
        return Err(Failure::refused(&arguments.archive, error));
    }
    let Some(unproved) = shuffled::unproved(archive, trustee, fewest) else {
        return Ok(());
    };
    let risk = "whoever handed over the archive may have made the shuffles alone, and would see who voted how";
    if arguments.without_statements {
        anstream::eprintln!("{}: {unproved}: {risk}", in_yellow("warning"));
        return Ok(());
    }
    Err(Failure::refused(
        &arguments.archive,
        format!(
            "{unproved}: {risk}; get the statements from those who shuffled and give them as --statements, and if one of them \
             has not shuffled, tell the other trustees"
        ),
    ))
}
