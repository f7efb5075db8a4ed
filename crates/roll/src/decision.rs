//! What a ruling does to a roll.

use std::collections::{BTreeMap, BTreeSet};

use hustings_rulebook::RulingId;

use crate::ElectorId;

/// What was ruled on a person last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// She may not vote.
    Excluded(RulingId),
    /// She may, whatever a date says.
    Readmitted(RulingId),
}

/// What was found of the rows of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// All are one person's.
    Same {
        /// The number under which she votes.
        keep: ElectorId,
    },
    /// Each is a person of her own.
    Different,
    /// Some are one person's: for each person with several rows, the number that she keeps, and her others. Who is not
    /// named is a person by herself.
    Persons(BTreeMap<ElectorId, BTreeSet<ElectorId>>),
}

impl Finding {
    /// The persons with several rows among these.
    pub(crate) fn persons(self, among: &[ElectorId]) -> BTreeMap<ElectorId, BTreeSet<ElectorId>> {
        match self {
            Self::Different => BTreeMap::new(),
            Self::Persons(persons) => persons,
            Self::Same { keep } => {
                let others = among
                    .iter()
                    .filter(|elector| **elector != keep)
                    .cloned()
                    .collect();
                BTreeMap::from([(keep, others)])
            }
        }
    }
}
