//! `hustings contest roll`: who may vote.

mod frozen;
mod import;
mod json;
mod openings;
mod preview;
mod rule;
mod show;

use clap::Subcommand;

use super::place::Place;
use crate::failure::{Failure, Success};

/// Say who may vote: import the roll, rule on what needs a person, freeze it.
///
/// Persons stand in private rows of the contest's store, and never in its log: that has counts, rulings with their
/// reasons, and roots of commitments. Name nobody in reasons.
#[derive(Subcommand)]
#[command(after_help = "\
From a file to the poll:
  hustings contest roll import members.csv --preview
  hustings contest roll import members.csv
  hustings contest rule r1 --disallow --reasons \"One person, who joined twice.\" match --section members 1
  hustings contest roll match 1 --same M002 --ruling r1
  hustings contest roll freeze
  hustings contest roll list --section members --channel online > members.txt")]
pub(crate) enum Verb {
    Import(import::Arguments),
    Show(show::Arguments),
    Match(rule::Match),
    Exclude(rule::Exclude),
    Readmit(rule::Readmit),
    Claim(rule::Claim),
    Determine(rule::Determine),
    Freeze(frozen::Freeze),
    Amend(frozen::Amend),
    List(frozen::List),
    Commitments(openings::Commitments),
    Opening(openings::Opening),
    Check(openings::Check),
}

pub(super) async fn run(place: &Place, verb: &Verb) -> Result<Success, Failure> {
    match verb {
        Verb::Import(arguments) => import::run(place, arguments).await,
        Verb::Show(arguments) => show::run(place, arguments).await,
        Verb::Match(arguments) => rule::on_match(place, arguments).await,
        Verb::Exclude(arguments) => rule::exclude(place, arguments).await,
        Verb::Readmit(arguments) => rule::readmit(place, arguments).await,
        Verb::Claim(arguments) => rule::claim(place, arguments).await,
        Verb::Determine(arguments) => rule::determine(place, arguments).await,
        Verb::Freeze(arguments) => frozen::freeze(place, arguments).await,
        Verb::Amend(arguments) => frozen::amend(place, arguments).await,
        Verb::List(arguments) => frozen::list(place, arguments).await,
        Verb::Commitments(arguments) => openings::commitments(place, arguments).await,
        Verb::Opening(arguments) => openings::opening(place, arguments).await,
        Verb::Check(arguments) => openings::check(arguments),
    }
}
