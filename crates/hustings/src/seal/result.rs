use std::path::PathBuf;

use clap::Args;

use super::policy::PolicyArguments;
use super::reading::refused;
use super::staged::Staged;
use super::verify::outcomes;
use crate::failure::{Failure, Success};

/// Combine the partial decryptions to the result, append it, and verify the whole archive.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings seal result election.bel")]
pub(crate) struct Arguments {
    /// The archive, behind the last partial decryption.
    archive: PathBuf,
    #[command(flatten)]
    policy: PolicyArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    let policy = arguments.policy.policy();
    let mut staged = Staged::open(path)?;
    let archive = staged
        .verified(&policy)
        .map_err(|fault| refused(path, &fault))?;
    let result = archive.result().map_err(|error| {
        Failure::refused(path, format!("{error}; append what is missing first"))
    })?;
    staged.add(|archive| archive.result(&result))?;
    let archive = staged
        .verified(&policy)
        .map_err(|fault| refused(path, &fault))?;
    staged.commit()?;
    outcomes::print(&archive)?;
    Ok(Success::Done)
}
