mod mock;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::digest::Digest;
use hustings_seal::trustee::{Statement, Step, Trustees};

use super::join;
use super::keys::SecretArguments;
use crate::failure::{Failure, Success};
use crate::seal::{is_archive, poll};
use crate::terminal::in_green;

/// Prove, before the poll opens, that a trustee's secret opens and that it decrypts and signs for its place.
///
/// Holds a mock election of one ballot under this trustee's own key, and decrypts it. With the archive, once it is set up, it
/// also shows that the election is held under the keys that the trustees made.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings trustee rehearse --trustees trustees.json --key server.age
  hustings trustee rehearse --trustees trustees.json --seed seed.age --outgoing outgoing-1.json
  hustings trustee rehearse --trustees election.bel --key server.age")]
pub(crate) struct Arguments {
    /// The trustees of the election, or its archive, whose trustees they must be.
    #[arg(long, value_name = "FILE")]
    trustees: PathBuf,
    #[command(flatten)]
    secret: SecretArguments,
    /// What `accept` wrote; a seed alone does not decrypt.
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    outgoing: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.trustees;
    let trustees = trustees(path)?;
    let held = arguments.secret.read()?;
    let number = held.must_be_among(&trustees, arguments.secret.path())?;
    let statement = Statement {
        election: "rehearsal".to_owned(),
        trustee: number,
        step: Step::PartialDecryption,
        digest: Digest::of(b"rehearsal"),
        event: Digest::of(b"rehearsal"),
        proof: None,
    };
    let signed = held.sign(&statement);
    let key = held.key(arguments.outgoing.as_deref())?;
    let secret = arguments
        .outgoing
        .as_deref()
        .unwrap_or(arguments.secret.path());
    let not_good = |what: &str| {
        Failure::refused(
            secret,
            format!(
                "{what} trustee {number} of {}; give the one of this ceremony",
                path.display()
            ),
        )
    };
    let member = trustees
        .member(number)
        .ok_or_else(|| not_good("there is no"))?;
    if member.key != key.element() {
        return Err(not_good("it does not hold the key of"));
    }
    if Statement::read(&signed, &member.verification).as_ref() != Some(&statement) {
        return Err(not_good("what it signs is not signed by"));
    }
    mock::election(&key).map_err(|error| Failure::refused(secret, error))?;
    writeln!(
        anstream::stdout(),
        "{} trustee {number}: the secret opens, decrypts and signs",
        in_green("✓")
    )?;
    Ok(Success::Done)
}

fn trustees(path: &Path) -> Result<Trustees, Failure> {
    if is_archive(path)? {
        return Ok(poll(path)?.setup().trustees().clone());
    }
    join::read(path)
}
