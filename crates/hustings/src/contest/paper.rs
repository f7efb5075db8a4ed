//! `hustings contest paper`: papers that come by post.

mod adjudicate;
mod batch;
mod compare;
mod count;
mod enter;
mod receive;

use clap::{Args, Subcommand};

use super::place::Place;
use crate::failure::{Failure, Success};

/// Papers that come by post: note whose came, publish their numbers, read them twice, decide what differs, count them.
///
/// The first channel received is final: a paper that is taken in locks its elector's credential, and one that comes after
/// an online ballot is set aside unopened. Whose papers came is private; numbers are published.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Receive(receive::Arguments),
    Batch(batch::Arguments),
    Enter(enter::Arguments),
    Compare(compare::Arguments),
    Adjudicate(adjudicate::Arguments),
    Count(count::Arguments),
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    match &arguments.verb {
        Verb::Receive(arguments) => receive::run(place, arguments).await,
        Verb::Batch(arguments) => batch::run(place, arguments).await,
        Verb::Enter(arguments) => enter::run(place, arguments).await,
        Verb::Compare(arguments) => compare::run(place, arguments).await,
        Verb::Adjudicate(arguments) => adjudicate::run(place, arguments).await,
        Verb::Count(arguments) => count::run(place, arguments).await,
    }
}
