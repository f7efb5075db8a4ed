//! `hustings store`: where contests are kept, looked after.

mod backup;
mod fsck;
mod reindex;
mod restore;

use clap::{Args, Subcommand};

use crate::contest::place::{Where, wait};
use crate::failure::{Failure, Success};

/// Check the store in which contests are kept, back it up, and restore it.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Where,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Fsck(fsck::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Reindex(reindex::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let place = &arguments.place;
    wait(async {
        match &arguments.verb {
            Verb::Fsck(arguments) => fsck::run(place, arguments).await,
            Verb::Backup(arguments) => backup::run(place, arguments).await,
            Verb::Restore(arguments) => restore::run(place, arguments).await,
            Verb::Reindex(arguments) => reindex::run(place, arguments).await,
        }
    })
}
