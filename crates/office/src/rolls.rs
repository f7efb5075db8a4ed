//! The roll: a file and what was decided on it, both private; in the log only counts and roots.
//!
//! What stands is a function of the file that was imported last, of the decisions in their order, and of the rulings in
//! the log: a decision whose ruling was superseded has no effect. It is made again whenever somebody asks. Private rows
//! are changed in a turn at the contest's log, so that two officers do not overwrite each other.

mod amend;
mod claim;
mod decision;
mod error;
mod freeze;
mod frozen;
mod import;
mod ledger;
mod rule;
mod ruled;

use hustings_contest::kept::Rulings;
use hustings_roll::{ElectorId, Place, Row};
use hustings_rulebook::{Address, Rulebook, SectionId};

use crate::error::OfficeError;
use crate::office::Office;

pub use amend::{Amendment, Amends};
pub use claim::Behind;
pub use decision::{CurrentRoll, Passed};
pub use error::RollError;
pub use import::{Imported, Preview};
pub use rule::Finding;

pub(crate) use frozen::logged;
pub(crate) use import::first;

/// How somebody stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The roll is not frozen.
    Open(hustings_roll::Eligibility),
    /// She is on the frozen roll, at this place of her section's list.
    Frozen {
        /// Her row.
        row: Box<Row>,
        /// Where her commitment stands.
        place: Place,
    },
    /// She is not on the frozen roll; this is what stands against her now, which may have been ruled since.
    NotFrozen(hustings_roll::Eligibility),
}

impl Office {
    /// The roll as it stands: the last file, and all that was decided.
    pub async fn roll(&mut self) -> Result<CurrentRoll, OfficeError> {
        self.catch_up().await?;
        let mut ledger = self.ledger().await?;
        Ok(ledger.roll(self.contest.rulebook(), self.rulings()?)?)
    }

    /// How somebody stands, and why.
    pub async fn standing(&mut self, elector: &ElectorId) -> Result<Standing, OfficeError> {
        let eligibility = self.roll().await?.roll().eligibility(elector);
        if !self.is_frozen() {
            return Ok(Standing::Open(eligibility));
        }
        let frozen = self.frozen_roll().await?;
        let found = frozen.row(elector).zip(frozen.opening(elector));
        Ok(match found {
            Some((row, (_, place))) => Standing::Frozen {
                row: Box::new(row.clone()),
                place,
            },
            None => Standing::NotFrozen(eligibility),
        })
    }

    /// Whether the roll is frozen.
    pub fn is_frozen(&self) -> bool {
        self.contest
            .kept()
            .is_some_and(|kept| kept.roll.frozen.is_some())
    }

    pub(crate) fn rulings(&self) -> Result<&Rulings, RollError> {
        let kept = self.contest.kept().ok_or(RollError::NotKept)?;
        Ok(&kept.rulings)
    }

    fn refuse_frozen(&self) -> Result<(), RollError> {
        if self.is_frozen() {
            Err(RollError::Frozen)
        } else {
            Ok(())
        }
    }
}

/// How the log calls a section: a roll without sections has one, which is called as its box is.
pub(crate) fn named(section: Option<&SectionId>) -> Result<SectionId, RollError> {
    match section {
        Some(section) => Ok(section.clone()),
        None => "electors"
            .parse()
            .map_err(|_| RollError::Invalid("a section".to_owned())),
    }
}

/// The section of this name in the log; nothing where the rulebook tells nobody apart.
fn section_of(rulebook: &Rulebook, name: &SectionId) -> Result<Option<SectionId>, RollError> {
    let sections = &rulebook.roll.sections;
    let known = sections.iter().any(|section| section.id == *name);
    if known {
        Ok(Some(name.clone()))
    } else if sections.is_empty() && name.as_str() == "electors" {
        Ok(None)
    } else {
        let mut known: Vec<String> = sections.iter().map(|one| one.id.to_string()).collect();
        if known.is_empty() {
            known.push("electors".to_owned());
        }
        Err(RollError::NoSection {
            section: name.clone(),
            known: known.join(", "),
        })
    }
}

/// The clause under which a roll is frozen, where the rulebook has it.
fn freezing(rulebook: &Rulebook) -> Option<Address> {
    rulebook
        .roll
        .freeze
        .as_ref()
        .map(|_| Address::new("roll.freeze"))
}
