//! `hustings seal`: an election of sealed ballots, in one archive.

mod answers;
mod append;
mod audit;
mod ballot;
mod cast;
mod close;
mod end_shuffles;
mod find;
mod papers;
mod parts;
mod policy;
mod questions;
mod reading;
mod remove;
mod result;
mod setup;
mod staged;
mod statements;
mod trackers;
mod verify;

use std::io::Write as _;

use clap::{Args, Subcommand};
use hustings_seal::election::Uuid;
use hustings_seal::randomness::system;

use crate::failure::{Failure, Success};

pub(crate) use self::policy::{PolicyArguments, ReplacingArgument};
pub(crate) use self::reading::{ARCHIVE, is_archive, poll, print_event, verified};
pub(crate) use self::statements::{StatementsArgument, whose};

/// Hold an election with sealed ballots, and check one.
///
/// All of an election is in one archive, a .bel file as Belenios writes it, to which each step appends. Ballots are sealed
/// under the key of trustees, tallied encrypted, shuffled, and opened only together. What comes out are papers, which
/// `hustings count` counts.
#[derive(Subcommand)]
pub(crate) enum Verb {
    Uuid(UuidArguments),
    Setup(setup::Arguments),
    Ballot(ballot::Arguments),
    Audit(audit::Arguments),
    Cast(cast::Arguments),
    Find(find::Arguments),
    Trackers(trackers::Arguments),
    Close(close::Arguments),
    Remove(remove::Arguments),
    Append(append::Arguments),
    EndShuffles(end_shuffles::Arguments),
    Result(result::Arguments),
    Papers(papers::Arguments),
    Verify(verify::Arguments),
}

/// Print a new name for an election, under which credentials are issued and the election is set up.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings seal uuid")]
pub(crate) struct UuidArguments {}

pub(crate) fn run(verb: &Verb) -> Result<Success, Failure> {
    match verb {
        Verb::Uuid(UuidArguments {}) => {
            writeln!(anstream::stdout(), "{}", Uuid::generate(&mut system()))?;
            Ok(Success::Done)
        }
        Verb::Setup(arguments) => setup::run(arguments),
        Verb::Ballot(arguments) => ballot::run(arguments),
        Verb::Audit(arguments) => audit::run(arguments),
        Verb::Cast(arguments) => cast::run(arguments),
        Verb::Find(arguments) => find::run(arguments),
        Verb::Trackers(arguments) => trackers::run(arguments),
        Verb::Close(arguments) => close::run(arguments),
        Verb::Remove(arguments) => remove::run(arguments),
        Verb::Append(arguments) => append::run(arguments),
        Verb::EndShuffles(arguments) => end_shuffles::run(arguments),
        Verb::Result(arguments) => result::run(arguments),
        Verb::Papers(arguments) => papers::run(arguments),
        Verb::Verify(arguments) => verify::run(arguments),
    }
}
