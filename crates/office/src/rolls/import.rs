//! A file taken over, after somebody has looked at what it comes to.

use std::collections::BTreeMap;

use hustings_contest::event::{Act, RollImported};
use hustings_contest::kept::Rulings;
use hustings_roll::{Changes, UnknownColumns, changes, read};
use hustings_rulebook::Rulebook;

use super::decision::CurrentRoll;
use super::error::RollError;
use super::ledger::Ledger;
use super::named;
use crate::error::OfficeError;
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
        let event = hand.does(Act::RollImported(counts(&preview.current, rulebook)?), None);
        let mut rows = ledger.rows(&self.id)?;
        rows.push((self.id.roll_file_row(), file));
        let beside = Beside {
            rows,
            ..Beside::default()
        };
        let recorded = self.write(turn, &[event], beside).await?;
        Ok(Imported { preview, recorded })
    }
}

impl Ledger {
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
