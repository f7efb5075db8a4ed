//! The log itself: recording, reading, checkpoints.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_contest::event::Act;
use hustings_office::{Beside, Hand, Office, Recorded};
use hustings_rulebook::{Address, BoxId};

use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};

/// Records one act, and says where it stands.
pub(super) async fn record(
    mut office: Box<Office>,
    hand: &Hand,
    act: Act,
    clause: Option<Address>,
) -> Result<Success, Failure> {
    let recorded = office
        .record(&[hand.does(act, clause)], Beside::default())
        .await
        .map_err(failure)?;
    told(&recorded)?;
    Ok(Success::Done)
}

/// Says where something was recorded.
pub(super) fn told(recorded: &Recorded) -> Result<(), Failure> {
    let (first, last) = (recorded.entries.start + 1, recorded.entries.end);
    let mut out = anstream::stdout();
    if first == last {
        writeln!(out, "recorded as entry {first} of the log")?;
    } else {
        writeln!(out, "recorded as entries {first} to {last} of the log")?;
    }
    Ok(())
}

/// Print what is recorded, one event a line.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(super) async fn run(place: &Place, _: &Arguments) -> Result<Success, Failure> {
    let office = place.office().await?;
    anstream::stdout().write_all(office.events())?;
    Ok(Success::Done)
}

/// Print the last signed checkpoint, for witnesses and observers to keep.
///
/// Whoever keeps it can show later that nothing before it was changed: `hustings verify --checkpoint FILE`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest checkpoint
  hustings contest checkpoint --box members
  hustings contest checkpoint --cosigned ann.checkpoint")]
pub(crate) struct Checkpoint {
    /// Of a box, and not of the contest's log.
    #[arg(long = "box", value_name = "BOX")]
    of: Option<BoxId>,
    /// Keep the signatures of witnesses on this checkpoint, as `hustings witness cosign` wrote it.
    #[arg(long, value_name = "FILE", conflicts_with = "of")]
    cosigned: Vec<PathBuf>,
    /// A new file for it, instead of the screen.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) async fn checkpoint(place: &Place, arguments: &Checkpoint) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    for path in &arguments.cosigned {
        let note = files::read_text(path)?;
        let size = office
            .cosigned(&note)
            .await
            .map_err(|error| Failure::refused(path, error))?;
        writeln!(
            anstream::stdout(),
            "{}: kept, over {size} entries",
            path.display()
        )?;
    }
    if !arguments.cosigned.is_empty() {
        return signed(&office).await;
    }
    let note = match &arguments.of {
        Some(of) => {
            let head = office.box_head(of).await.map_err(failure)?;
            office.box_checkpoint(of, head).map_err(failure)?
        }
        None => office.checkpoint().await.map_err(failure)?,
    };
    match &arguments.out {
        Some(path) => {
            files::write_new(path, Readers::Everybody, note.as_bytes())?;
            // Its second line is how many entries it is over.
            let size = note.lines().nth(1).unwrap_or_default();
            writeln!(
                anstream::stdout(),
                "{}: written, the checkpoint over {size} entries",
                path.display()
            )?;
        }
        None => anstream::stdout().write_all(note.as_bytes())?,
    }
    Ok(Success::Done)
}

/// Says how many of the quorum have cosigned the last checkpoint.
async fn signed(office: &Office) -> Result<Success, Failure> {
    let told = match office.witnessed().await.map_err(failure)? {
        Some(cosigned) => format!(
            "{} of the {} witnesses that are asked for have cosigned the last checkpoint",
            cosigned.by.len(),
            cosigned.threshold
        ),
        None => "the log asks for no quorum of witnesses".to_owned(),
    };
    writeln!(anstream::stdout(), "{told}")?;
    Ok(Success::Done)
}
