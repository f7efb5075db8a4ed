//! What trustees made, and the opening of boxes.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_contest::event::Role;
use hustings_office::Reach;
use hustings_rulebook::BoxId;

use super::boxes::{last_event, temporary};
use super::hand::HandArguments;
use super::log::told;
use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files;
use crate::seal::print_event;
use crate::terminal::counted;

/// Record a trustee's shuffle or decryption of a box, with the statement that proves it.
///
/// The trustee works from the archive that `hustings contest archive` writes, by `hustings trustee shuffle` and `decrypt`.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest append members shuffle-1.json --statement shuffle-1.statement.json")]
pub(crate) struct Append {
    /// The box.
    #[arg(value_name = "BOX")]
    of: BoxId,
    /// What the trustee made.
    message: PathBuf,
    /// What the trustee signed of it.
    #[arg(long, value_name = "STATEMENT")]
    statement: PathBuf,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn append(place: &Place, arguments: &Append) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments.hand.of(office.contest(), Role::Trustee)?;
    let message = files::read_message(&arguments.message)?.into_bytes();
    let statement = files::read_message(&arguments.statement)?;
    let recorded = office
        .take_step(&arguments.of, message, &statement, temporary()?, &hand)
        .await;
    told(&recorded.map_err(failure)?)?;
    // Who comes next works after this.
    let mut archive = office
        .archive(&arguments.of, Reach::Whole, temporary()?)
        .await
        .map_err(failure)?;
    print_event(last_event(&mut archive)?)?;
    Ok(Success::Done)
}

/// Open every box whose trustees have decrypted, and once all are open and all papers read, publish the papers.
#[derive(Args)]
pub(crate) struct Tally {
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn tally(place: &Place, arguments: &Tally) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    for of in office.box_ids() {
        let kept = office.contest().kept();
        if kept
            .and_then(|kept| kept.of_box(&of))
            .is_some_and(|of| of.tallied.is_some())
        {
            continue;
        }
        told(
            &office
                .tally_box(&of, temporary()?, &hand)
                .await
                .map_err(failure)?,
        )?;
        let kept = office.contest().kept();
        let tallied = kept
            .and_then(|kept| kept.of_box(&of))
            .and_then(|of| of.tallied.as_ref());
        for (post, totals) in tallied.into_iter().flat_map(|tallied| &tallied.act.posts) {
            writeln!(
                anstream::stdout(),
                "box {of}, {post}: {}, {} blank, {} spoilt",
                counted(totals.papers, "paper"),
                totals.blank,
                totals.spoilt
            )?;
        }
    }
    told(&office.publish_papers(&hand).await.map_err(failure)?)?;
    Ok(Success::Done)
}
