//! Amending: a ruling changes a section after the freeze, before its box is opened.

use hustings_contest::event::{Act, Claimed, Matter, RollAmended, RulingMade};
use hustings_roll::wire::PrivateRow;
use hustings_roll::{ElectorId, Eligibility, Frozen, Row, Salt};
use hustings_rulebook::{RulingId, SectionId};

use super::decision::{CurrentRoll, Decision};
use super::error::RollError;
use super::freeze::salt;
use super::ledger::Ledger;
use super::ruled::on_person;
use super::{freezing, frozen, named};
use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office, Recorded};

/// What is amended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// In which section.
    pub section: SectionId,
    /// Who.
    pub elector: ElectorId,
    /// What becomes of her.
    pub amends: Amends,
    /// By which ruling.
    pub ruling: RulingId,
}

/// What an amendment does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amends {
    /// She is taken off the roll.
    Exclude,
    /// She is put on it.
    Readmit,
}

impl Office {
    /// Amends a section: its list is made anew, and the log gets its new root.
    pub async fn amend_roll(
        &mut self,
        amendment: Amendment,
        hand: &Hand,
    ) -> Result<Recorded, OfficeError> {
        let mut turn = self.turn(&[]).await?;
        self.expect_frozen()?;
        let before = self.frozen_roll_in(&mut turn).await?;
        let mut ledger = self.ledger_in(&mut turn).await?;
        let Amendment {
            section,
            elector,
            amends,
            ruling,
        } = amendment;
        let on = before.row(&elector).is_some();
        let row = match (amends, on) {
            (Amends::Exclude, true) | (Amends::Readmit, false) => {
                self.decided(&mut ledger, &elector, amends, &ruling)?
            }
            (Amends::Exclude, false) => return Err(nothing(elector, "not on")),
            (Amends::Readmit, true) => return Err(nothing(elector, "on")),
        };
        let is = named(row.elector.section.as_ref())?;
        if is != section {
            return Err(RollError::OtherSection {
                elector,
                is,
                said: section,
            }
            .into());
        }
        let id = row.elector.section.clone();
        let mut beside = Beside {
            rows: ledger.rows(&self.id)?,
            ..Beside::default()
        };
        let mut rows: Vec<(Row, Salt)> = before
            .rows()
            .filter_map(|row| Some((row.row, row.salt?)))
            .filter(|(row, _)| row.elector.id != elector)
            .collect();
        let key = self.id.elector_row(&elector);
        match amends {
            Amends::Exclude => beside.removed.push(key),
            Amends::Readmit => {
                let salt = Salt::from(salt());
                let private = PrivateRow {
                    row: row.clone(),
                    salt: Some(salt),
                };
                beside.rows.push((key, private.write().into_bytes()));
                rows.push((row, salt));
            }
        }
        let after = Frozen::of(rows, self.contest.rulebook()).map_err(RollError::from)?;
        beside.rows.extend(frozen::files(&self.id, &after));
        let made = after
            .section(id.as_ref())
            .ok_or_else(|| RollError::Invalid(format!("the section '{section}'")))?;
        let made = frozen::logged(made)?;
        let act = RollAmended {
            section,
            electors: made.electors,
            channels: made.channels,
            root: made.root,
            ruling,
        };
        let event = hand.does(Act::RollAmended(act), freezing(self.contest.rulebook()));
        self.write(turn, &[event], beside).await
    }

    /// Enters what the ruling comes to, and gives the row of whom it is about.
    fn decided(
        &self,
        ledger: &mut Ledger,
        elector: &ElectorId,
        amends: Amends,
        ruling: &RulingId,
    ) -> Result<Row, RollError> {
        let (rulebook, rulings) = (self.contest.rulebook(), self.rulings()?);
        let asked = match amends {
            Amends::Exclude => Claimed::Objection,
            Amends::Readmit => Claimed::Inclusion,
        };
        let made = on_person(rulings, ruling, asked)?;
        let mut current = ledger.roll(rulebook, rulings)?;
        // A ruling that was superseded since the freeze may have done it already.
        if !is_so(&current, elector, amends) {
            let decision = decision(&current, made, elector, amends);
            current.apply(&decision, &mut ledger.numbers)?;
            ledger.decisions.push(decision);
        }
        if !is_so(&current, elector, amends) {
            return Err(RollError::StillNot {
                elector: elector.clone(),
                why: why(&current.roll().eligibility(elector)),
            });
        }
        let row = current.roll().row(elector);
        row.cloned()
            .ok_or_else(|| RollError::NotOnTheRoll(elector.clone()))
    }
}

fn nothing(elector: ElectorId, is: &'static str) -> OfficeError {
    RollError::NothingToAmend { elector, is }.into()
}

fn is_so(current: &CurrentRoll, elector: &ElectorId, amends: Amends) -> bool {
    matches!(
        (current.roll().eligibility(elector), amends),
        (Eligibility::Eligible { .. }, Amends::Readmit)
            | (Eligibility::NotEligible(_), Amends::Exclude)
    )
}

/// A ruling on a claim whose person was entered determines it; any other is on the person.
fn decision(
    current: &CurrentRoll,
    made: &RulingMade,
    elector: &ElectorId,
    amends: Amends,
) -> Decision {
    let ruling = made.ruling.clone();
    match &made.on {
        Matter::Claim { claim } if current.claims.contains_key(claim) => Decision::Determine {
            claim: claim.clone(),
            allowed: true,
            ruling,
        },
        _ => match amends {
            Amends::Exclude => Decision::Exclude {
                elector: elector.clone(),
                ruling,
            },
            Amends::Readmit => Decision::Readmit {
                elector: elector.clone(),
                ruling,
            },
        },
    }
}

fn why(eligibility: &Eligibility) -> String {
    match eligibility {
        Eligibility::NotEligible(reason) => reason.to_string(),
        Eligibility::Held { matches } => {
            let matches: Vec<String> = matches.iter().map(ToString::to_string).collect();
            format!("match {} is open", matches.join(", "))
        }
        Eligibility::Eligible { .. } => "she is eligible".to_owned(),
    }
}
