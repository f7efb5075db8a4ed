use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_contest::event::Role;
use hustings_office::OfficeError;
use hustings_roll::UnknownColumns;

use super::super::hand::HandArguments;
use super::super::log::told;
use super::super::place::Place;
use super::{json, preview};
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{visible_json, with_progress};

/// Import the roll from a CSV file, after looking at what it comes to.
///
/// Shows which rows are accepted, held, not eligible, set aside and rejected, and why; matches that a person must rule on;
/// and what is different from the last import. A later import takes the place of an earlier one, and what was ruled stays.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest roll import members.csv --preview
  hustings contest roll import members.csv --ignore-columns --by \"The secretary\"
  hustings contest roll import members.csv --preview --json | jq '.rejected'

Columns: elector and name; section, channel, email, address, joined, registered; answer, where the rulebook has
ballot.second_factor.")]
pub(crate) struct Arguments {
    /// The file: CSV in UTF-8, whose first row names the columns.
    file: PathBuf,
    /// Read a file with columns that a roll does not know, and list them.
    #[arg(long)]
    ignore_columns: bool,
    /// Only show what it would come to.
    #[arg(long)]
    preview: bool,
    /// Write JSON, with everything, instead of text.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.file;
    let file = files::read(path)?;
    let unknown = if arguments.ignore_columns {
        UnknownColumns::Ignore
    } else {
        UnknownColumns::Refuse
    };
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let refused = |error: OfficeError| Failure::refused(path, error);
    let (preview, recorded) = if arguments.preview {
        let preview = office.preview_roll(&file, unknown).await.map_err(refused)?;
        (preview, None)
    } else {
        let imported = office
            .import_roll(file, unknown, &hand)
            .await
            .map_err(refused)?;
        (imported.preview, Some(imported.recorded))
    };
    let mut out = anstream::stdout();
    if arguments.json {
        let json = format!("{:#}", json::preview(&preview, recorded.as_ref()));
        writeln!(out, "{}", visible_json(&json))?;
        return Ok(Success::Done);
    }
    let text = with_progress("writing the preview", || preview::text(&preview));
    out.write_all(text.as_bytes())?;
    match recorded {
        Some(recorded) => told(&recorded)?,
        None => writeln!(out, "nothing is recorded: this is a preview")?,
    }
    Ok(Success::Done)
}
