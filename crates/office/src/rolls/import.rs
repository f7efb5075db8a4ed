//! A file taken over, after somebody has looked at what it comes to.

use std::collections::BTreeMap;

use hustings_contest::Event;
use hustings_contest::event::{Act, RollImported};
use hustings_contest::kept::Rulings;
use hustings_roll::{Changes, UnknownColumns, changes, read};
use hustings_rulebook::Rulebook;
use hustings_store::RowKey;

use super::decision::CurrentRoll;
use super::error::RollError;
use super::ledger::Ledger;
use super::named;
use crate::error::OfficeError;
use crate::names::ContestId;
use crate::office::{Beside, Hand, Office, Recorded};

/// What a file would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The roll, with what was decided before.
    pub current: CurrentRoll,
    /// What is different from the file that was imported last, if there was one.
    pub changes: Option<Changes>,
}

/// What a file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// As it was shown.
    pub preview: Preview,
    /// Where that stands in the log.
    pub recorded: Recorded,
}

impl Office {
    /// Shows what a file would come to, and changes nothing.
    pub async fn preview_roll(
        &mut self,
        file: &[u8],
        unknown: UnknownColumns,
    ) -> Result<Preview, OfficeError> {
        self.catch_up().await?;
        self.refuse_frozen()?;
        let mut ledger = self.ledger().await?;
        let (rulebook, rulings) = (self.contest.rulebook(), self.rulings()?);
        Ok(ledger.preview(file, unknown, rulebook, rulings)?)
    }

    /// Takes a file over; what was decided before stays.
    pub async fn import_roll(
        &mut self,
        file: Vec<u8>,
        unknown: UnknownColumns,
        hand: &Hand,
    ) -> Result<Imported, OfficeError> {
        let mut turn = self.turn(&[]).await?;
        self.refuse_frozen()?;
        let mut ledger = self.ledger_in(&mut turn).await?;
        let (rulebook, rulings) = (self.contest.rulebook(), self.rulings()?);
        let preview = ledger.preview(&file, unknown, rulebook, rulings)?;
        let event = event(&preview, rulebook, hand)?;
        let beside = Beside {
            rows: ledger.rows_with(&self.id, file)?,
            ..Beside::default()
        };
        let recorded = self.write(turn, &[event], beside).await?;
        Ok(Imported { preview, recorded })
    }
}

impl Ledger {
    /// Its rows, and that of a file that is taken over.
    fn rows_with(
        &self,
        id: &ContestId,
        file: Vec<u8>,
    ) -> Result<Vec<(RowKey, Vec<u8>)>, RollError> {
        let mut rows = self.rows(id)?;
        rows.push((id.roll_file_row(), file));
        Ok(rows)
    }

    fn preview(
        &mut self,
        file: &[u8],
        unknown: UnknownColumns,
        rulebook: &Rulebook,
        rulings: &Rulings,
    ) -> Result<Preview, RollError> {
        let import = read(file, rulebook, unknown)?;
        // The earlier file first: its matches have their numbers.
        let before = match self.file {
            Some(_) => Some(self.roll(rulebook, rulings)?),
            None => None,
        };
        let current = CurrentRoll::of(import, &self.decisions, rulings, &mut self.numbers);
        let changes = before.map(|before| changes(before.roll(), current.roll()));
        Ok(Preview { current, changes })
    }
}

/// The first file of a contest that begins with it.
pub(crate) struct First {
    /// What it comes to.
    pub(crate) preview: Preview,
    /// What the log says of it.
    pub(crate) event: Event,
    /// What is written beside that.
    pub(crate) rows: Vec<(RowKey, Vec<u8>)>,
}

/// What a file comes to with which a contest begins.
pub(crate) fn first(
    file: Vec<u8>,
    id: &ContestId,
    rulebook: &Rulebook,
    hand: &Hand,
) -> Result<First, OfficeError> {
    let mut ledger = Ledger::default();
    let preview = ledger.preview(&file, UnknownColumns::Refuse, rulebook, &Rulings::default())?;
    let event = event(&preview, rulebook, hand)?;
    let rows = ledger.rows_with(id, file)?;
    Ok(First {
        preview,
        event,
        rows,
    })
}

fn event(preview: &Preview, rulebook: &Rulebook, hand: &Hand) -> Result<Event, RollError> {
    let act = counts(&preview.current, rulebook)?;
    Ok(hand.does(Act::RollImported(act), None))
}

/// What the log says of an import: counts.
fn counts(current: &CurrentRoll, rulebook: &Rulebook) -> Result<RollImported, RollError> {
    let totals = current.roll().totals();
    let accepted = totals.by_section();
    let sections = rulebook.roll.sections.iter();
    let mut ids: Vec<_> = sections.map(|section| Some(section.id.clone())).collect();
    if ids.is_empty() {
        ids.push(None);
    }
    let electors = ids.into_iter().map(|id| {
        let electors = accepted.get(&id).map_or(0, |tally| tally.accepted);
        Ok((named(id.as_ref())?, electors))
    });
    Ok(RollImported {
        electors: electors.collect::<Result<BTreeMap<_, _>, RollError>>()?,
        rejected: totals.all.rejected,
        held: totals.all.held,
    })
}
