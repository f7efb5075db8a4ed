use std::path::PathBuf;

use clap::Args;
use hustings_seal::randomness::system;
use hustings_seal::trustee::Step;

use super::keys::{SecretArguments, WorkArguments};
use crate::failure::{Failure, Success};
use crate::seal::{PolicyArguments, verified};
use crate::terminal::with_bar;

/// Decrypt one trustee's part of the shuffled tally, with the proof that this is what was done.
///
/// Verifies the archive first, and that enough trustees have shuffled: decrypting what was not shuffled shows who voted how.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings trustee decrypt election.bel --key server.age --out decryption-1.json --statement decryption-1.statement.json
  hustings trustee decrypt election.bel --seed seed.age --outgoing outgoing-1.json --out decryption-2.json \\
      --statement decryption-2.statement.json")]
pub(crate) struct Arguments {
    /// The archive, behind the last shuffle.
    archive: PathBuf,
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
    let archive = verified(path, &arguments.policy.policy())?;
    held.must_be_among(archive.trustees(), arguments.secret.path())?;
    let key = held.key(arguments.outgoing.as_deref())?;
    let work = archive.decryption_work();
    let decrypted = with_bar("decrypting", work as u64, |progress| {
        archive.decrypt(&key, &mut system(), progress)
    });
    let (number, decryption) = decrypted.map_err(|error| Failure::refused(path, error))?;
    let mut message = Vec::new();
    decryption.write(&mut message)?;
    let fingerprint = archive.election().fingerprint();
    arguments.work.write(
        &held,
        (fingerprint, number),
        Step::PartialDecryption,
        &message,
    )
}
