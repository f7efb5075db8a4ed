//! Decisions on the roll, and the fold that makes the roll of them.

use std::collections::{BTreeMap, BTreeSet};

use hustings_contest::kept::Rulings;
use hustings_roll::{
    Application, ApplicationNumber, Determination, Elector, ElectorId, Import, Match, MatchNumber,
    Matter, Roll, State,
};
use hustings_rulebook::{ClaimId, Moment, RulingId};
use serde::{Deserialize, Serialize};

use super::error::RollError;
use super::ledger::MatchNumbers;

/// One decision, as its line has it. Reasons stand in the log, under the ruling's id; persons only here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Decision {
    /// Which rows of a match are one person's: for each with several, the number that she keeps, and her others. The
    /// match is known by its electors, since a later file may not have it.
    Match {
        number: MatchNumber,
        electors: Vec<ElectorId>,
        persons: BTreeMap<ElectorId, BTreeSet<ElectorId>>,
        ruling: RulingId,
    },
    /// Somebody may not vote.
    Exclude {
        elector: ElectorId,
        ruling: RulingId,
    },
    /// Somebody may.
    Readmit {
        elector: ElectorId,
        ruling: RulingId,
    },
    /// Who claims a place.
    Claim {
        claim: ClaimId,
        elector: Box<Elector>,
        received: Option<Moment>,
        grounds: String,
    },
    /// To whom somebody objects.
    Objection {
        claim: ClaimId,
        elector: ElectorId,
        received: Option<Moment>,
        grounds: String,
    },
    /// What came of a claim or an objection.
    Determine {
        claim: ClaimId,
        allowed: bool,
        ruling: RulingId,
    },
}

/// The roll as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentRoll {
    /// The file, with all that was decided.
    pub import: Import,
    /// Which claim of the log is which on the roll.
    pub claims: BTreeMap<ClaimId, ApplicationNumber>,
    /// Decisions that have no effect any more, in order.
    pub passed: Vec<Passed>,
    /// The rulings that had an effect.
    entered: BTreeSet<RulingId>,
}

/// A decision that has no effect any more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} has no effect: {why}")]
pub struct Passed {
    /// What was decided.
    pub what: String,
    /// Why it does nothing.
    pub why: String,
    /// The ruling that took the place of its ruling.
    pub superseded_by: Option<RulingId>,
    /// Whether it excluded or readmitted somebody, which no open match or claim asks for again.
    pub(super) on_a_person: bool,
    /// Whose claim it was.
    pub(super) claim: Option<ClaimId>,
}

impl Decision {
    pub(super) fn ruling(&self) -> Option<&RulingId> {
        match self {
            Self::Match { ruling, .. }
            | Self::Exclude { ruling, .. }
            | Self::Readmit { ruling, .. }
            | Self::Determine { ruling, .. } => Some(ruling),
            Self::Claim { .. } | Self::Objection { .. } => None,
        }
    }

    /// The claim whose person this says.
    pub(super) fn person_behind(&self) -> Option<&ClaimId> {
        match self {
            Self::Claim { claim, .. } | Self::Objection { claim, .. } => Some(claim),
            _ => None,
        }
    }

    fn what(&self) -> String {
        match self {
            Self::Match { number, ruling, .. } => format!("ruling {ruling} on match {number}"),
            Self::Exclude { elector, ruling } => {
                format!("ruling {ruling}, which excluded {elector},")
            }
            Self::Readmit { elector, ruling } => {
                format!("ruling {ruling}, which readmitted {elector},")
            }
            Self::Claim { claim, elector, .. } => format!("claim {claim} of {}", elector.id),
            Self::Objection { claim, elector, .. } => format!("objection {claim} to {elector}"),
            Self::Determine { claim, ruling, .. } => format!("ruling {ruling} on claim {claim}"),
        }
    }
}

impl CurrentRoll {
    /// Makes the roll of a file and of decisions.
    pub(super) fn of(
        import: Import,
        decisions: &[Decision],
        rulings: &Rulings,
        numbers: &mut MatchNumbers,
    ) -> Self {
        let mut current = Self {
            import,
            claims: BTreeMap::new(),
            passed: Vec::new(),
            entered: BTreeSet::new(),
        };
        current.renumber(numbers);
        for decision in decisions {
            let superseded_by = decision
                .ruling()
                .and_then(|ruling| rulings.superseded_by(ruling))
                .cloned();
            let why = match &superseded_by {
                Some(by) => Some(format!("ruling {by} has superseded it")),
                None => current
                    .apply(decision, numbers)
                    .err()
                    .map(|error| error.to_string()),
            };
            if let Some(why) = why {
                current.passed.push(Passed {
                    what: decision.what(),
                    why,
                    superseded_by,
                    on_a_person: matches!(
                        decision,
                        Decision::Exclude { .. } | Decision::Readmit { .. }
                    ),
                    claim: decision.person_behind().cloned(),
                });
            }
        }
        current
    }

    /// The roll itself.
    pub fn roll(&self) -> &Roll {
        &self.import.roll
    }

    /// The match with this number.
    pub fn find_match(&self, number: MatchNumber) -> Option<&Match> {
        let mut all = self.roll().matches().iter();
        all.find(|one| one.number == number)
    }

    /// Matches that somebody must rule on, by number.
    pub fn open_matches(&self) -> Vec<&Match> {
        let mut open = self.roll().open_matches();
        open.sort_by_key(|one| one.number);
        open
    }

    pub(super) fn apply(
        &mut self,
        decision: &Decision,
        numbers: &mut MatchNumbers,
    ) -> Result<(), RollError> {
        let roll = &mut self.import.roll;
        match decision {
            Decision::Match {
                number,
                electors,
                persons,
                ruling,
            } => {
                let mut matches = roll.matches().iter();
                let found = matches.find(|one| one.electors == *electors);
                let found = found.map(|one| one.number);
                let found = found.ok_or(RollError::NoMatch(*number))?;
                let finding = hustings_roll::Finding::Persons(persons.clone());
                roll.rule_match(found, finding, ruling.clone())?;
            }
            Decision::Exclude { elector, ruling } => roll.exclude(elector, ruling.clone())?,
            Decision::Readmit { elector, ruling } => roll.readmit(elector, ruling.clone())?,
            Decision::Claim {
                claim,
                elector,
                received,
                grounds,
            } => {
                let matter = Matter::Claim(elector.clone());
                let number = roll.receive(matter, received.clone(), grounds.clone())?;
                self.claims.insert(claim.clone(), number);
            }
            Decision::Objection {
                claim,
                elector,
                received,
                grounds,
            } => {
                let matter = Matter::Objection(elector.clone());
                let number = roll.receive(matter, received.clone(), grounds.clone())?;
                self.claims.insert(claim.clone(), number);
            }
            Decision::Determine {
                claim,
                allowed,
                ruling,
            } => {
                let number = self.claims.get(claim).copied();
                let number = number.ok_or_else(|| RollError::NobodyBehind(claim.clone()))?;
                let determination = if *allowed {
                    Determination::Allowed
                } else {
                    Determination::Disallowed
                };
                roll.determine(number, determination, ruling.clone())?;
                // Who is admitted may be a match of somebody's.
                self.renumber(numbers);
            }
        }
        self.entered.extend(decision.ruling().cloned());
        Ok(())
    }

    /// Whether a ruling was entered, and had an effect.
    pub(super) fn ruled_by(&self, ruling: &RulingId) -> bool {
        self.entered.contains(ruling)
    }

    /// How a claim stands, whose person was entered.
    pub fn state_of(&self, claim: &ClaimId) -> Option<&State> {
        self.application(claim).map(|one| &one.state)
    }

    /// Whom a claim or an objection is about.
    pub fn person_of(&self, claim: &ClaimId) -> Option<&ElectorId> {
        self.application(claim).map(|one| match &one.matter {
            Matter::Claim(elector) => &elector.id,
            Matter::Objection(elector) => elector,
        })
    }

    fn application(&self, claim: &ClaimId) -> Option<&Application> {
        let number = self.claims.get(claim)?;
        let mut applications = self.roll().applications().iter();
        applications.find(|one| one.number == *number)
    }

    /// Whether a claim has nothing to ask for any more: a later file has done it.
    pub(super) fn is_passed(&self, claim: &ClaimId) -> bool {
        self.passed
            .iter()
            .any(|passed| passed.claim.as_ref() == Some(claim))
    }

    fn renumber(&mut self, numbers: &mut MatchNumbers) {
        self.import
            .roll
            .number_matches(|electors| numbers.of(electors));
    }
}
