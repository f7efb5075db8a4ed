//! Where a contest stands, and who must do what next.

mod facts;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;
use std::io::Write as _;

use clap::Args;
use hustings_contest::kept::{Tie, unopposed};
use hustings_contest::{PostResult, statement};
use hustings_office::Office;
use hustings_rulebook::{BoxId, Moment};

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
    known.ties = ties(&office).await?;
    let contest = office.contest();
    let zone = &contest.rulebook().time_zone;
    let now = clock(arguments.now.as_ref(), zone, contest.is_mock())?;
    let ballots = ballots(&office).await?;
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

/// How many ballots each box has so far, by the heads of their logs: no ballot is read.
async fn ballots(office: &Office) -> Result<BTreeMap<BoxId, u64>, Failure> {
    let heads = office.store().heads().await.map_err(failure)?;
    let mut ballots = BTreeMap::new();
    for of in office.box_ids() {
        let log = office.id().box_log(&of).map_err(failure)?;
        if let Some(head) = heads.iter().find(|head| head.log == log) {
            ballots.insert(of, head.size);
        }
    }
    Ok(ballots)
}

/// The ties that counts have come to, where papers are published and nothing is declared yet.
async fn ties(office: &Office) -> Result<Vec<Tie>, Failure> {
    let contest = office.contest();
    let mut ties = Vec::new();
    for post in &contest.rulebook().posts {
        let id = &post.id;
        if contest.published_papers(id).is_none()
            || contest.declared(id).is_some()
            || unopposed(contest, id).is_some()
        {
            continue;
        }
        let result = office.result(post).await.map_err(failure)?;
        if let PostResult::LotsRequired { stage, among } = result {
            ties.push(Tie {
                post: id.clone(),
                stage,
                among,
            });
        }
    }
    Ok(ties)
}
