use std::io::Write as _;

use clap::Args;
use hustings_contest::event::Role;
use hustings_rulebook::BatchId;

use crate::contest::hand::HandArguments;
use crate::contest::log::told;
use crate::contest::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::terminal::{counted as in_words, visible};

/// Count a batch that two people entered, once nothing is undecided: its papers join those of the boxes.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest paper count --batch b1")]
pub(crate) struct Arguments {
    /// The batch.
    #[arg(long, value_name = "ID")]
    batch: BatchId,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let batch = &arguments.batch;
    let counted = office.count_batch(batch, &hand).await.map_err(failure)?;
    told(&counted.recorded)?;
    let mut out = anstream::stdout();
    let act = &counted.counted;
    writeln!(
        out,
        "batch {batch}: {}, {} entered differently or doubtful, {} adjudicated",
        in_words(act.papers, "paper"),
        act.differing,
        act.adjudicated
    )?;
    for (post, totals) in &act.posts {
        writeln!(
            out,
            "{post}: {}, {} blank, {} spoilt",
            in_words(totals.papers, "paper"),
            totals.blank,
            totals.spoilt
        )?;
        for (reason, number) in counted.spoilt.get(post).into_iter().flatten() {
            writeln!(out, "{post}, spoilt, {}: {number}", visible(reason))?;
        }
    }
    Ok(Success::Done)
}
