use std::path::PathBuf;

use clap::Args;
use hustings_seal::closing::ClosingError;
use hustings_seal::verify::Policy;

use super::parts;
use super::policy::{PermittedArguments, PolicyArguments};
use super::reading::{print_last_event, refused};
use super::staged::Staged;
use super::verify::outcomes;
use crate::failure::{Failure, Success};

/// Combine the partial decryptions to the result, append it, and verify the whole archive.
///
/// Prints what it comes to by the rules that were fixed before the poll, so give the same as to `seal verify`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal result election.bel
  hustings seal result election.bel --most 3")]
pub(crate) struct Arguments {
    /// The archive, behind the last partial decryption.
    archive: PathBuf,
    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    permitted: PermittedArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    let policy = Policy {
        permitted: arguments.permitted.permitted(),
        ..arguments.policy.policy()
    };
    let mut staged = Staged::open(path)?;
    let archive = staged
        .verified(&policy)
        .map_err(|fault| refused(path, &fault))?;
    let result = archive.result().map_err(|error| {
        let remedy = match error {
            ClosingError::TooFewDecryptions => {
                format!(
                    "append those of {} first",
                    parts::missing(&archive).join("; ")
                )
            }
            ClosingError::Phase { .. } => "append what is missing first".to_owned(),
            _ => "tell the makers of this program".to_owned(),
        };
        Failure::refused(path, format!("{error}; {remedy}"))
    })?;
    staged.add(|archive| archive.result(&result))?;
    let archive = staged
        .verified(&policy)
        .map_err(|fault| refused(path, &fault))?;
    staged.commit()?;
    print_last_event(&archive)?;
    outcomes::print(&archive)?;
    Ok(Success::Done)
}
