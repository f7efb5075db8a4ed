//! Rulings applied. A refused one changes nothing; a later one on the same matter supersedes the earlier.

use std::collections::{BTreeMap, BTreeSet};

use hustings_rulebook::RulingId;

use super::Roll;
use super::gather::place;
use super::standing::Standing;
use crate::matches::Found;
use crate::{Decision, ElectorId, Finding, Match, MatchNumber, Ruled, RulingRefusal};

type Persons = BTreeMap<ElectorId, BTreeSet<ElectorId>>;

impl Roll {
    /// Excludes a person, under this number and every other that is found to be hers.
    pub fn exclude(&mut self, elector: &ElectorId, ruling: RulingId) -> Result<(), RulingRefusal> {
        if let Standing::Excluded(earlier) = self.ruled_on(elector)? {
            let (elector, ruling) = (elector.clone(), earlier.clone());
            return Err(RulingRefusal::ExcludedAlready { elector, ruling });
        }
        self.decide(elector, Some(Decision::Excluded(ruling)));
        Ok(())
    }

    /// Readmits a person who is excluded, or whom a rule bars. Who is both is not excluded any more, and still barred: a
    /// ruling that lifts an exclusion has not said anything of a date.
    pub fn readmit(&mut self, elector: &ElectorId, ruling: RulingId) -> Result<(), RulingRefusal> {
        if let Standing::In(_) = self.ruled_on(elector)? {
            return Err(RulingRefusal::OnTheRoll(elector.clone()));
        }
        let excluded = matches!(self.decision(elector), Some(Decision::Excluded(_)));
        let barred = self
            .entries
            .get(elector)
            .is_some_and(|entry| entry.bar.is_some());
        let decision = (!(excluded && barred)).then_some(Decision::Readmitted(ruling));
        self.decide(elector, decision);
        Ok(())
    }

    /// Rules which rows of a match are one person's.
    pub fn rule_match(
        &mut self,
        number: MatchNumber,
        finding: Finding,
        ruling: RulingId,
    ) -> Result<(), RulingRefusal> {
        let found = self.matches.iter().position(|one| one.number == number);
        let place = found.ok_or(RulingRefusal::NoSuchMatch(number))?;
        // What was ruled before must not stand in the way of what supersedes it.
        let earlier = self.matches[place].ruled.take();
        let persons = finding.persons(&self.matches[place].electors);
        match self.check(place, &persons) {
            Ok(()) => {
                self.matches[place].ruled = Some(Ruled::of(persons, ruling));
                Ok(())
            }
            Err(refusal) => {
                self.matches[place].ruled = earlier;
                Err(refusal)
            }
        }
    }

    pub(super) fn decide(&mut self, elector: &ElectorId, decision: Option<Decision>) {
        if let Some(entry) = self.entries.get_mut(elector) {
            entry.decision = decision;
        }
    }

    pub(super) fn decision(&self, elector: &ElectorId) -> Option<&Decision> {
        self.entries.get(elector)?.decision.as_ref()
    }

    /// How somebody stands who is ruled on; refused where she votes under another number.
    fn ruled_on(&self, elector: &ElectorId) -> Result<Standing<'_>, RulingRefusal> {
        match self.standing(elector) {
            None => Err(RulingRefusal::NoSuchElector(elector.clone())),
            Some(Standing::SetAside {
                number,
                kept,
                ruling,
            }) => Err(RulingRefusal::SamePerson {
                elector: elector.clone(),
                kept: kept.clone(),
                number: number.number,
                ruling: ruling.clone(),
            }),
            Some(standing) => Ok(standing),
        }
    }

    fn check(&self, place: usize, persons: &Persons) -> Result<(), RulingRefusal> {
        let one = &self.matches[place];
        let mut named = BTreeSet::new();
        for elector in persons
            .iter()
            .flat_map(|(keep, others)| others.iter().chain([keep]))
        {
            if !one.electors.contains(elector) {
                let (elector, number) = (elector.clone(), one.number);
                return Err(RulingRefusal::NotInMatch { elector, number });
            }
            if !named.insert(elector) {
                return Err(RulingRefusal::NamedTwice(elector.clone()));
            }
        }
        persons
            .iter()
            .try_for_each(|(keep, others)| self.check_person(keep, others))
    }

    fn check_person(
        &self,
        keep: &ElectorId,
        others: &BTreeSet<ElectorId>,
    ) -> Result<(), RulingRefusal> {
        if let Standing::Barred(_) = self.ruled_on(keep)? {
            return Err(RulingRefusal::KeepsBarred(keep.clone()));
        }
        let section = |elector: &ElectorId| self.row(elector)?.elector.section.clone();
        let rank = |elector: &ElectorId| place(&self.precedence, section(elector).as_ref());
        let standing = others
            .iter()
            .filter(|other| matches!(self.standing(other), Some(Standing::In(_))));
        let first = standing.chain([keep]).filter_map(rank).min();
        match (first, rank(keep), section(keep)) {
            (Some(first), Some(kept), Some(section)) if first < kept => {
                Err(RulingRefusal::AgainstPrecedence {
                    keep: keep.clone(),
                    section,
                    first: self.precedence[first].clone(),
                })
            }
            _ => Ok(()),
        }
    }

    /// Enters what was found that is not a match yet, with the next numbers.
    pub(super) fn number(&mut self, found: Found) {
        for (electors, grounds) in found {
            let place = self.matches.len();
            for elector in &electors {
                self.matched.entry(elector.clone()).or_default().push(place);
            }
            self.matches.push(Match {
                number: MatchNumber(place as u64 + 1),
                electors,
                grounds: grounds.into_iter().collect(),
                ruled: None,
            });
        }
    }
}

impl Ruled {
    fn of(persons: Persons, ruling: RulingId) -> Self {
        let pairs = persons.iter().flat_map(|(keep, others)| {
            others
                .iter()
                .map(move |other| (other.clone(), keep.clone()))
        });
        Self {
            ruling,
            kept_as: pairs.collect(),
            persons,
        }
    }
}
