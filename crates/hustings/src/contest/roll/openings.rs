//! What an elector is sent, and how she checks it.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_roll::{CommitmentList, ElectorId};
use hustings_rulebook::SectionId;

use super::super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::terminal::{in_green, in_red};

/// Write the published list of a section: a commitment to each of its electors, which names nobody.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest roll commitments --section members --out members.txt")]
pub(crate) struct Commitments {
    /// Which section: its id, or electors where the roll has none.
    #[arg(long)]
    section: SectionId,
    /// A new file for it, instead of the screen.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) async fn commitments(
    place: &Place,
    arguments: &Commitments,
) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let list = office.commitments(&arguments.section).await;
    let bytes = list.map_err(failure)?.bytes();
    match &arguments.out {
        Some(path) => files::write_new(path, Readers::Everybody, &bytes)?,
        None => anstream::stdout().write_all(&bytes)?,
    }
    Ok(Success::Done)
}

/// Write what an elector is sent, so that she can check that she is on the frozen roll.
///
/// It shows who she is to whoever sees it, and has her salt: send it to her alone.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest roll opening M001 --out M001.opening")]
pub(crate) struct Opening {
    /// Who.
    elector: ElectorId,
    /// The new file.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) async fn opening(place: &Place, arguments: &Opening) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let mut office = place.office().await?;
    let (opening, at) = office.opening(&arguments.elector).await.map_err(failure)?;
    files::write_new(&arguments.out, Readers::Owner, opening.line().as_bytes())?;
    let section = opening.section.as_ref();
    writeln!(
        anstream::stdout(),
        "{} is written: her commitment is line {} of {} in roll/{}.txt",
        arguments.out.display(),
        at.line,
        at.of,
        section.map_or("electors", |section| section.as_str())
    )?;
    Ok(Success::Done)
}

/// Check what an elector was sent against the published list of her section. Needs no contest.
///
/// Prints the list's root too, which must be the one in the log.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest roll check M001.opening members.txt --section members
  sha256sum < M001.opening")]
pub(crate) struct Check {
    /// What she was sent.
    opening: PathBuf,
    /// The list, as published: roll/members.txt in the bundle.
    list: PathBuf,
    /// Of which section the list is; electors, or nothing, where the roll has none.
    #[arg(long)]
    section: Option<SectionId>,
}

pub(super) fn check(arguments: &Check) -> Result<Success, Failure> {
    let opening = files::read(&arguments.opening)?;
    let list = files::read(&arguments.list)?;
    let section = arguments.section.as_ref();
    let section = section.filter(|section| section.as_str() != "electors");
    let mut out = anstream::stdout();
    match hustings_roll::check(&opening, section, &list) {
        Ok(at) => writeln!(
            out,
            "{} the opening is line {} of {} in the list",
            in_green("✓"),
            at.line,
            at.of
        )?,
        Err(fault) => {
            writeln!(out, "{} {fault}", in_red("✗"))?;
            return Ok(Success::DoesNotHold);
        }
    }
    let list =
        CommitmentList::read(&list).map_err(|error| Failure::refused(&arguments.list, error))?;
    let root = list.root();
    writeln!(
        out,
        "  the list's root, to be compared with the log's: {root}"
    )?;
    Ok(Success::Done)
}
