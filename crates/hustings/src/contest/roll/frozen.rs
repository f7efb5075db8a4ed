//! The frozen roll: freezing, amending, listing.

use std::io::Write as _;

use clap::{ArgGroup, Args};
use hustings_contest::event::Role;
use hustings_office::{Amendment, Amends};
use hustings_roll::ElectorId;
use hustings_rulebook::{RulingId, SectionId};

use super::super::hand::HandArguments;
use super::super::log::told;
use super::super::place::{Place, failure};
use super::rule::Channel;
use crate::failure::{Failure, Success};

/// Freeze the roll: after this nobody comes and nobody goes, but by a ruling.
///
/// Every elector gets a salt, and is committed to by it; the log has the root of each section's list of commitments. What
/// stands in the way is said all at once.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest roll freeze --by \"The secretary\"")]
pub(crate) struct Freeze {
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn freeze(place: &Place, arguments: &Freeze) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let recorded = office.freeze_roll(&hand).await.map_err(failure)?;
    let sections = office.contest().kept().map(|kept| &kept.roll.sections);
    let mut out = anstream::stdout();
    for (id, section) in sections.into_iter().flatten() {
        writeln!(
            out,
            "{id}: {} electors, root {}",
            section.electors, section.root
        )?;
    }
    told(&recorded)?;
    Ok(Success::Done)
}

/// Amend a section of the frozen roll, by a ruling, before its box is opened.
#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true), after_help = "\
Examples:
  hustings contest roll amend --section members --exclude M004 --ruling r7
  hustings contest roll amend --section members --readmit M004 --ruling r8")]
pub(crate) struct Amend {
    /// Which section: its id, or electors where the roll has none.
    #[arg(long)]
    section: SectionId,
    /// Take somebody off.
    #[arg(long, value_name = "ELECTOR", group = "what")]
    exclude: Option<ElectorId>,
    /// Put somebody on who was left off.
    #[arg(long, value_name = "ELECTOR", group = "what")]
    readmit: Option<ElectorId>,
    /// By which ruling; one that allows it.
    #[arg(long)]
    ruling: RulingId,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn amend(place: &Place, arguments: &Amend) -> Result<Success, Failure> {
    let (elector, amends) = match (&arguments.exclude, &arguments.readmit) {
        (Some(elector), _) => (elector, Amends::Exclude),
        (None, Some(elector)) => (elector, Amends::Readmit),
        (None, None) => {
            return Err(Failure::NotPossible(
                "nothing is to be amended; give --exclude or --readmit".to_owned(),
            ));
        }
    };
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let amendment = Amendment {
        section: arguments.section.clone(),
        elector: elector.clone(),
        amends,
        ruling: arguments.ruling.clone(),
    };
    let recorded = office.amend_roll(amendment, &hand).await.map_err(failure)?;
    let kept = office.contest().kept();
    let section = kept.and_then(|kept| kept.roll.sections.get(&arguments.section));
    if let Some(section) = section {
        writeln!(
            anstream::stdout(),
            "{}: {} electors, root {}",
            arguments.section,
            section.electors,
            section.root
        )?;
    }
    told(&recorded)?;
    Ok(Success::Done)
}

/// Print the numbers of a section's electors, one a line, in order: for `hustings registrar issue`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest roll list --section members > members.txt
  hustings contest roll list --section members --channel post")]
pub(crate) struct List {
    /// Which section: its id, or electors where the roll has none.
    #[arg(long)]
    section: SectionId,
    /// Only those of a channel.
    #[arg(long)]
    channel: Option<Channel>,
}

pub(super) async fn list(place: &Place, arguments: &List) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let channel = arguments.channel.map(Into::into);
    let electors = office.electors_of(&arguments.section, channel).await;
    let electors = electors.map_err(failure)?;
    let lines: String = electors
        .iter()
        .map(|elector| format!("{elector}\n"))
        .collect();
    anstream::stdout().write_all(lines.as_bytes())?;
    let of = match channel {
        Some(channel) => format!("{}, {channel}", arguments.section),
        None => arguments.section.to_string(),
    };
    writeln!(anstream::stderr(), "{of}: {} electors", electors.len())?;
    Ok(Success::Done)
}
