use std::io::Write as _;

use clap::Args;
use hustings_contest::event::Role;
use hustings_rulebook::BatchId;

use crate::contest::hand::HandArguments;
use crate::contest::log::told;
use crate::contest::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::terminal::{counted, visible};

/// Publish the numbers of a batch: from now on nothing more goes into it.
///
/// The numbers are those of the papers that were noted, and not typed. The poll is not closed before every batch is
/// published.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest paper batch b1")]
pub(crate) struct Arguments {
    /// The batch.
    batch: BatchId,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let (recorded, received) = office
        .publish_batch(&arguments.batch, &hand)
        .await
        .map_err(failure)?;
    told(&recorded)?;
    let mut out = anstream::stdout();
    writeln!(
        out,
        "batch {}: {}, {} set aside, {} rejected",
        received.batch,
        counted(received.papers, "paper"),
        received.set_aside,
        received.rejected.values().sum::<u64>()
    )?;
    for (reason, number) in &received.rejected {
        writeln!(out, "rejected, {}: {number}", visible(reason))?;
    }
    Ok(Success::Done)
}
