use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_rulebook::BoxId;

use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};

/// Print the receipt of a ballot: that it is in its box, signed by the log, for its voter to keep.
///
/// Anybody checks it by `hustings receipt check`, and later against the bundle by `hustings verify --receipt`.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest receipt members UfVC9GACnZTyQ5nkTJR2UZX5n0cHkRTP5zAqSzAhVtA --out mine.tlog-proof")]
pub(crate) struct Arguments {
    /// The box.
    #[arg(value_name = "BOX")]
    of: BoxId,
    /// The ballot's tracker, as `contest cast` printed it.
    tracker: String,
    /// A new file for it, instead of the screen.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let office = place.office().await?;
    let tracker = arguments.tracker.trim();
    let receipt = office.receipt(&arguments.of, tracker).await;
    let receipt = receipt.map_err(failure)?.ok_or_else(|| {
        Failure::NotPossible(format!(
            "no ballot with this tracker is in the box '{}'; check the tracker, or cast the ballot again",
            arguments.of
        ))
    })?;
    let text = receipt.to_string();
    match &arguments.out {
        Some(path) => {
            files::write_new(path, Readers::Everybody, text.as_bytes())?;
            let number = receipt.index() + 1;
            writeln!(
                anstream::stdout(),
                "{}: written, the receipt of ballot {number}",
                path.display()
            )?;
        }
        None => anstream::stdout().write_all(text.as_bytes())?,
    }
    Ok(Success::Done)
}
