//! How somebody stands, from her row and from what was ruled.

use std::collections::BTreeSet;

use super::Roll;
use hustings_rulebook::RulingId;

use crate::{Bar, Decision, ElectorId, Eligibility, Fault, Match, NotEligible};

/// How a row stands, matches that are open aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing<'a> {
    /// Nothing is against it, or a ruling is for it.
    In(Option<&'a RulingId>),
    /// The person is excluded.
    Excluded(&'a RulingId),
    /// A rule is against it.
    Barred(&'a Bar),
    /// The person votes under another number.
    SetAside {
        number: &'a Match,
        kept: &'a ElectorId,
        ruling: &'a RulingId,
    },
}

impl Standing<'_> {
    /// Whether the row may still be somebody's: in, or excluded. An excluded row holds those that may be the same person's,
    /// or who is excluded would come in under her other number.
    pub(super) fn is_live(self) -> bool {
        matches!(self, Self::In(_) | Self::Excluded(_))
    }
}

/// Which matches are open, looked up once for all electors.
pub(crate) struct Survey<'a> {
    roll: &'a Roll,
    open: BTreeSet<usize>,
}

impl<'a> Survey<'a> {
    pub(super) fn of(roll: &'a Roll) -> Self {
        let open = (0..roll.matches.len())
            .filter(|&place| roll.is_open(place))
            .collect();
        Self { roll, open }
    }

    pub(super) fn is_open(&self, place: usize) -> bool {
        self.open.contains(&place)
    }

    pub(crate) fn eligibility(&self, elector: &ElectorId) -> Eligibility {
        self.roll.eligibility_given(elector, &self.open)
    }
}

impl Roll {
    fn matches_of(&self, elector: &ElectorId) -> impl Iterator<Item = (usize, &Match)> {
        let places = self
            .matched
            .get(elector)
            .map(Vec::as_slice)
            .unwrap_or_default();
        places
            .iter()
            .filter_map(|&place| Some((place, self.matches.get(place)?)))
    }

    /// A match is open until it is ruled on, as long as one of its rows is in and another live.
    pub(super) fn is_open(&self, place: usize) -> bool {
        let Some(one) = self.matches.get(place).filter(|one| one.ruled.is_none()) else {
            return false;
        };
        let standings = || {
            one.electors
                .iter()
                .filter_map(|elector| self.standing(elector))
        };
        standings().any(|standing| matches!(standing, Standing::In(_)))
            && standings()
                .filter(|standing| standing.is_live())
                .nth(1)
                .is_some()
    }

    pub(super) fn standing(&self, elector: &ElectorId) -> Option<Standing<'_>> {
        let entry = self.entries.get(elector)?;
        if let Some(aside) = self.set_aside(elector) {
            return Some(aside);
        }
        Some(match &entry.decision {
            Some(Decision::Excluded(ruling)) => Standing::Excluded(ruling),
            Some(Decision::Readmitted(ruling)) => Standing::In(Some(ruling)),
            None => match (self.excluded_otherwise(elector), &entry.bar) {
                (Some(ruling), _) => Standing::Excluded(ruling),
                (None, Some(bar)) => Standing::Barred(bar),
                (None, None) => Standing::In(None),
            },
        })
    }

    fn set_aside(&self, elector: &ElectorId) -> Option<Standing<'_>> {
        self.matches_of(elector).find_map(|(_, number)| {
            let ruled = number.ruled.as_ref()?;
            let kept = ruled.kept_as.get(elector)?;
            Some(Standing::SetAside {
                number,
                kept,
                ruling: &ruled.ruling,
            })
        })
    }

    /// By which ruling a person is excluded under another of her numbers. A ruling keeps only numbers that are not set
    /// aside, so that the numbers of a person are a tree.
    fn excluded_otherwise(&self, elector: &ElectorId) -> Option<&RulingId> {
        let mut to_visit: Vec<&ElectorId> = vec![elector];
        while let Some(kept) = to_visit.pop() {
            for (_, number) in self.matches_of(kept) {
                let persons = number
                    .ruled
                    .as_ref()
                    .and_then(|ruled| ruled.persons.get(kept));
                for other in persons.into_iter().flatten() {
                    if let Some(Decision::Excluded(ruling)) = self
                        .entries
                        .get(other)
                        .and_then(|entry| entry.decision.as_ref())
                    {
                        return Some(ruling);
                    }
                    to_visit.push(other);
                }
            }
        }
        None
    }

    pub(super) fn eligibility_given(
        &self,
        elector: &ElectorId,
        open: &BTreeSet<usize>,
    ) -> Eligibility {
        let Some((entry, standing)) = self.entries.get(elector).zip(self.standing(elector)) else {
            return Eligibility::NotEligible(Box::new(self.unknown(elector)));
        };
        let not = match standing {
            Standing::In(ruling) => {
                let open = self
                    .matches_of(elector)
                    .filter(|(place, _)| open.contains(place));
                let matches: Vec<_> = open.map(|(_, one)| one.number).collect();
                if !matches.is_empty() {
                    return Eligibility::Held { matches };
                }
                return Eligibility::Eligible {
                    section: entry.row.elector.section.clone(),
                    channel: entry.row.elector.channel,
                    ruling: ruling.cloned(),
                };
            }
            Standing::Excluded(ruling) => NotEligible::Excluded {
                ruling: ruling.clone(),
            },
            Standing::Barred(bar) => NotEligible::Barred(bar.clone()),
            Standing::SetAside {
                number,
                kept,
                ruling,
            } => NotEligible::SamePerson {
                elector: kept.clone(),
                number: number.number,
                ruling: ruling.clone(),
            },
        };
        Eligibility::NotEligible(Box::new(not))
    }

    fn unknown(&self, elector: &ElectorId) -> NotEligible {
        let rejected = self
            .rejected
            .iter()
            .filter(|row| row.elector.as_ref() == Some(elector));
        let faults: Vec<Fault> = rejected.flat_map(|row| row.faults.clone()).collect();
        if faults.is_empty() {
            NotEligible::Absent
        } else {
            NotEligible::Rejected(faults)
        }
    }
}
