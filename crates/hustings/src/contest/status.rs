//! Where a contest stands, and who must do what next.

mod facts;
#[cfg(test)]
mod tests;
mod text;

use std::io::Write as _;

use clap::Args;
use hustings_contest::statement;
use hustings_rulebook::Moment;

use super::hand::clock;
use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use facts::Status;

/// Say where the contest stands, who must do what next, and by when.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest status
  hustings contest status --json | jq '.duties[] | select(.overdue)'")]
pub(crate) struct Arguments {
    /// As JSON, for programs.
    #[arg(long)]
    json: bool,
    /// What the clock of a mock contest shows; refused in a live one.
    #[arg(long, value_name = "TIME", env = "HUSTINGS_MOCK_TIME")]
    now: Option<Moment>,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let mut known = office.known().await.map_err(failure)?;
    known.ties = office.ties().await.map_err(failure)?;
    let contest = office.contest();
    let zone = &contest.rulebook().time_zone;
    let now = clock(arguments.now.as_ref(), zone, contest.is_mock())?;
    let ballots = office.ballots().await.map_err(failure)?;
    let statement = statement(contest, &office.log_digest());
    let status = Status::of(contest, &statement, &ballots, &known, &now);
    let mut out = anstream::stdout();
    if arguments.json {
        writeln!(out, "{}", status.to_json())?;
    } else {
        write!(out, "{status}")?;
    }
    Ok(Success::Done)
}
