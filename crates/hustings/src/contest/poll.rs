//! The poll: opened, ballots cast, closed.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_contest::event::Role;
use hustings_office::Cast as Outcome;
use hustings_rulebook::BoxId;
use hustings_seal::ballot::Opening;

use super::boxes::temporary;
use super::hand::HandArguments;
use super::log::told;
use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{counted, in_red};

/// How many ballots share a commit.
const BATCH: usize = 256;

/// Open the poll: every box takes ballots from now on.
#[derive(Args)]
pub(crate) struct Open {
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn open(place: &Place, arguments: &Open) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    told(&office.open_poll(&hand).await.map_err(failure)?)?;
    Ok(Success::Done)
}

/// Cast sealed ballots: each that holds is in the box, on disk, when its tracker is printed.
///
/// A ballot is signed by its credential and needs no other proof of whose it is. Neither a name nor the time is recorded.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest cast members inbox/*.json")]
pub(crate) struct Cast {
    /// The box.
    #[arg(value_name = "BOX")]
    of: BoxId,
    /// Ballots, as `hustings seal ballot` or a browser sealed them: a file each, or a file with one a line.
    #[arg(required = true)]
    ballots: Vec<PathBuf>,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn cast(place: &Place, arguments: &Cast) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let now = arguments.hand.of(office.contest(), Role::Elector)?.now;
    let slot = office.slot(&arguments.of, &now).await.map_err(failure)?;
    // A file that is none of ballots is said before any ballot is cast.
    for path in &arguments.ballots {
        look(path)?;
    }
    let mut out = anstream::stdout();
    let (mut taken, mut refused) = (0, 0);
    for path in &arguments.ballots {
        let text = files::read_text(path)?;
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        for (start, batch) in (0..).step_by(BATCH).zip(lines.chunks(BATCH)) {
            let ballots: Vec<Vec<u8>> = batch.iter().map(|line| line.as_bytes().to_vec()).collect();
            let outcomes = office.cast(&slot, &ballots).await.map_err(failure)?;
            for (number, outcome) in (start + 1..).zip(outcomes) {
                let place = if lines.len() == 1 {
                    path.display().to_string()
                } else {
                    format!("{} line {number}", path.display())
                };
                match outcome {
                    Outcome::Taken { tracker, .. } => {
                        taken += 1;
                        writeln!(out, "{tracker}  {place}")?;
                    }
                    Outcome::Refused(reason) => {
                        refused += 1;
                        anstream::eprintln!("{}: {place}: {reason}", in_red("refused"));
                    }
                }
            }
            // A tracker is a receipt: it is out before the next ballots are looked at.
            out.flush()?;
        }
    }
    let ballots = if taken == 1 {
        "ballot is"
    } else {
        "ballots are"
    };
    writeln!(out, "{taken} {ballots} cast, {refused} refused")?;
    if refused > 0 {
        Ok(Success::DoesNotHold)
    } else {
        Ok(Success::Done)
    }
}

/// Refuses a file that does not read, or is the opening of a ballot. What comes through a pipe can be read only once, and
/// is looked at when it is cast.
fn look(path: &Path) -> Result<(), Failure> {
    if path.exists() && !path.is_file() {
        return Ok(());
    }
    let text = files::read_text(path)?;
    if text.lines().any(is_opening) {
        return Err(Failure::refused(
            path,
            "this is an opening: a ballot whose opening left the voter's hands is never cast; nothing of this call is cast, \
             so take this file and its ballot out, and have the voter seal anew",
        ));
    }
    Ok(())
}

fn is_opening(line: &str) -> bool {
    serde_json::from_str::<Opening>(line).is_ok()
}

/// Close the poll, and every box behind it: what is tallied is fixed.
///
/// With --poll-only boxes stay: until they are closed, rulings can still remove ballots.
#[derive(Args)]
pub(crate) struct Close {
    /// Close the poll alone.
    #[arg(long)]
    poll_only: bool,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn close(place: &Place, arguments: &Close) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    if !office.contest().has_closed() {
        told(&office.close_poll(&hand).await.map_err(failure)?)?;
    } else if arguments.poll_only {
        return Err(Failure::NotPossible(
            "the poll is closed already (ballot.window)".to_owned(),
        ));
    }
    if arguments.poll_only {
        return Ok(Success::Done);
    }
    for of in office.box_ids() {
        let kept = office.contest().kept();
        if kept
            .and_then(|kept| kept.of_box(&of))
            .is_some_and(|of| of.closed.is_some())
        {
            continue;
        }
        told(
            &office
                .close_box(&of, [temporary()?, temporary()?], &hand)
                .await
                .map_err(failure)?,
        )?;
        let kept = office.contest().kept();
        if let Some(closed) = kept
            .and_then(|kept| kept.of_box(&of))
            .and_then(|of| of.closed.as_ref())
        {
            let act = &closed.act;
            writeln!(
                anstream::stdout(),
                "box {of}: {} cast by {}, {} removed, {} tallied; last event {}",
                counted(act.cast, "ballot"),
                counted(act.voted, "elector"),
                act.removed,
                act.tallied,
                act.tally.as_str().trim_start_matches("sha256:"),
            )?;
        }
    }
    Ok(Success::Done)
}
