use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::verify::Reason;

use super::policy::PolicyArguments;
use super::reading::{print_last_event, refused};
use super::staged::Staged;
use crate::failure::{Failure, Success};

/// End the shuffles, once enough trustees have shuffled: decryption comes next.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings seal end-shuffles election.bel")]
pub(crate) struct Arguments {
    /// The archive, behind the last shuffle.
    archive: PathBuf,
    #[command(flatten)]
    policy: PolicyArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    let mut staged = Staged::open(path)?;
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method is of one lifetime, and any is asked for"
    )]
    staged.add(|archive| archive.end_shuffles())?;
    let archive = staged
        .verified(&arguments.policy.policy())
        .map_err(|fault| match fault.reason {
            Reason::TooFewShuffles(_) => {
                Failure::refused(path, format!("{fault}; have another trustee shuffle first"))
            }
            _ => refused(path, &fault),
        })?;
    let shuffles = archive.report().shuffles.len();
    staged.commit()?;
    writeln!(anstream::stdout(), "{shuffles} trustees have shuffled")?;
    print_last_event(&archive)?;
    Ok(Success::Done)
}
