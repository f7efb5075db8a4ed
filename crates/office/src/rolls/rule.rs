//! What rulings come to on the roll, before it is frozen.

use std::collections::{BTreeMap, BTreeSet};

use hustings_contest::event::{Claimed, Matter, RulingOutcome};
use hustings_contest::kept::Rulings;
use hustings_roll::{ElectorId, Match, MatchNumber};
use hustings_rulebook::{Rulebook, RulingId, SectionId};

use super::decision::{CurrentRoll, Decision};
use super::error::RollError;
use super::named;
use super::ruled::{described, on_person, standing};
use crate::error::OfficeError;
use crate::office::Office;

/// What was found of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Each row is a person of her own: the ruling allows.
    Different,
    /// All rows are one person's, who keeps this number: the ruling disallows.
    Same(ElectorId),
    /// Some rows are: for each person the number that she keeps, and her others. The ruling disallows.
    Persons(BTreeMap<ElectorId, BTreeSet<ElectorId>>),
}

/// What a decision is made in view of.
pub(super) struct View<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) rulings: &'a Rulings,
    pub(super) current: &'a CurrentRoll,
}

impl Office {
    /// Enters what was ruled on a match.
    pub async fn rule_match(
        &mut self,
        number: MatchNumber,
        finding: Finding,
        ruling: RulingId,
    ) -> Result<CurrentRoll, OfficeError> {
        self.decide(|view| view.on_match(number, finding, ruling))
            .await
    }

    /// Excludes somebody.
    pub async fn exclude(
        &mut self,
        elector: ElectorId,
        ruling: RulingId,
    ) -> Result<CurrentRoll, OfficeError> {
        self.decide(|view| {
            on_person(view.rulings, &ruling, Claimed::Objection)?;
            Ok(Decision::Exclude { elector, ruling })
        })
        .await
    }

    /// Readmits somebody.
    pub async fn readmit(
        &mut self,
        elector: ElectorId,
        ruling: RulingId,
    ) -> Result<CurrentRoll, OfficeError> {
        self.decide(|view| {
            on_person(view.rulings, &ruling, Claimed::Inclusion)?;
            Ok(Decision::Readmit { elector, ruling })
        })
        .await
    }

    /// Adds a decision, if the roll follows it.
    pub(super) async fn decide(
        &mut self,
        make: impl FnOnce(&View<'_>) -> Result<Decision, RollError>,
    ) -> Result<CurrentRoll, OfficeError> {
        let mut turn = self.turn(&[]).await?;
        self.refuse_frozen()?;
        let mut ledger = self.ledger_in(&mut turn).await?;
        let (rulebook, rulings) = (self.contest.rulebook(), self.rulings()?);
        let current = ledger.roll(rulebook, rulings)?;
        let decision = make(&View {
            rulebook,
            rulings,
            current: &current,
        })?;
        if let Some(claim) = decision.person_behind() {
            ledger.forget(claim, rulings)?;
        }
        let mut current = ledger.roll(rulebook, rulings)?;
        current.apply(&decision, &mut ledger.numbers)?;
        ledger.decisions.push(decision);
        for (row, value) in ledger.rows(&self.id)? {
            turn.put_row(&row, &value).await?;
        }
        turn.commit().await?;
        Ok(current)
    }
}

impl View<'_> {
    fn on_match(
        &self,
        number: MatchNumber,
        finding: Finding,
        ruling: RulingId,
    ) -> Result<Decision, RollError> {
        let found = self
            .current
            .find_match(number)
            .ok_or(RollError::NoMatch(number))?;
        let sections = self.sections(found)?;
        let (wanted, flag, outcome) = match finding {
            Finding::Different => (RulingOutcome::Allowed, "--allow", "allowed"),
            _ => (RulingOutcome::Disallowed, "--disallow", "disallowed"),
        };
        let section = sections.first().map_or("SECTION", SectionId::as_str);
        let remedy = |id: &str| {
            format!(
                "`hustings contest rule {id} {flag} --reasons TEXT match --section {section} {number}`"
            )
        };
        let made = standing(self.rulings, &ruling, || remedy(ruling.as_str()))?;
        let fits = matches!(&made.on, Matter::Match { section, r#match }
            if *r#match == number.0 && sections.contains(section));
        if !fits {
            return Err(RollError::OtherMatter {
                on: described(&made.on),
                ruling,
                remedy: remedy("ANOTHER-ID"),
            });
        }
        if made.outcome != wanted {
            let (says, means) = match made.outcome {
                RulingOutcome::Allowed => (
                    "allowed",
                    "the rows are different persons'; give --different",
                ),
                RulingOutcome::Disallowed => {
                    ("disallowed", "the rows are one person's; give --same")
                }
            };
            return Err(RollError::Contrary {
                ruling,
                says,
                remedy: format!("{means}, or have it superseded by one that says {outcome}"),
            });
        }
        let persons = match finding {
            Finding::Different => BTreeMap::new(),
            Finding::Persons(persons) => persons,
            Finding::Same(keep) => {
                let others = found.electors.iter().filter(|elector| **elector != keep);
                BTreeMap::from([(keep.clone(), others.cloned().collect())])
            }
        };
        Ok(Decision::Match {
            number,
            electors: found.electors.clone(),
            persons,
            ruling,
        })
    }

    /// The sections in which a match has rows.
    fn sections(&self, of: &Match) -> Result<Vec<SectionId>, RollError> {
        let rows = of
            .electors
            .iter()
            .filter_map(|elector| self.current.roll().row(elector));
        rows.map(|row| named(row.elector.section.as_ref()))
            .collect()
    }
}
