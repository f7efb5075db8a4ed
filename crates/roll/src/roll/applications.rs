//! Claims and objections: received, determined, withdrawn.

use hustings_rulebook::{Moment, RulingId};

use super::standing::Standing;
use super::{Entry, Roll};
use crate::{
    Application, ApplicationNumber, Decision, Determination, Elector, ElectorId, Matter, Origin,
    Row, RulingRefusal, State, matches,
};

impl Roll {
    /// Receives a claim or an objection; gives its number.
    pub fn receive(
        &mut self,
        matter: Matter,
        received: Option<Moment>,
        grounds: String,
    ) -> Result<ApplicationNumber, RulingRefusal> {
        match &matter {
            Matter::Claim(elector) => {
                if let Some(Standing::In(_)) = self.standing(&elector.id) {
                    return Err(RulingRefusal::OnTheRoll(elector.id.clone()));
                }
            }
            Matter::Objection(elector) => self.is_known(elector)?,
        }
        let number = ApplicationNumber(self.applications.len() as u64 + 1);
        self.applications.push(Application {
            number,
            matter,
            received,
            grounds,
            state: State::Open,
            before: None,
        });
        Ok(number)
    }

    /// Determines a claim or an objection. A later ruling may determine it otherwise.
    pub fn determine(
        &mut self,
        number: ApplicationNumber,
        determination: Determination,
        ruling: RulingId,
    ) -> Result<(), RulingRefusal> {
        let application = self.application(number)?;
        let (matter, earlier) = (application.matter.clone(), application.state.clone());
        let state = match (&earlier, determination) {
            (State::Withdrawn, _)
            | (State::Allowed(_), Determination::Allowed)
            | (State::Disallowed(_), Determination::Disallowed) => {
                let state = earlier.as_str();
                return Err(RulingRefusal::Determined { number, state });
            }
            (_, Determination::Allowed) => State::Allowed(ruling.clone()),
            (_, Determination::Disallowed) => State::Disallowed(ruling.clone()),
        };
        match (matter, determination, earlier) {
            (Matter::Claim(elector), Determination::Allowed, _) => {
                self.admit(number, *elector, ruling)?;
            }
            (Matter::Objection(elector), Determination::Allowed, _) => {
                self.uphold(number, &elector, ruling)?;
            }
            (Matter::Claim(elector), _, State::Allowed(_)) => self.exclude(&elector.id, ruling)?,
            (Matter::Objection(elector), _, State::Allowed(earlier)) => {
                self.overturn(number, &elector, earlier);
            }
            _ => {}
        }
        self.change(number, |application| application.state = state);
        Ok(())
    }

    fn uphold(
        &mut self,
        number: ApplicationNumber,
        elector: &ElectorId,
        ruling: RulingId,
    ) -> Result<(), RulingRefusal> {
        let before = self.decision(elector).cloned();
        self.exclude(elector, ruling)?;
        self.change(number, |application| application.before = before);
        Ok(())
    }

    /// Restores what stood before an objection was allowed, unless something else was ruled on the person since.
    fn overturn(&mut self, number: ApplicationNumber, elector: &ElectorId, earlier: RulingId) {
        if self.decision(elector) == Some(&Decision::Excluded(earlier)) {
            let before = self
                .application(number)
                .ok()
                .and_then(|application| application.before.clone());
            self.decide(elector, before);
        }
    }

    /// Takes a claim or an objection back, which only an open one can be.
    pub fn withdraw_application(&mut self, number: ApplicationNumber) -> Result<(), RulingRefusal> {
        let application = self.application(number)?;
        if application.state != State::Open {
            return Err(RulingRefusal::Determined {
                number,
                state: application.state.as_str(),
            });
        }
        self.change(number, |application| application.state = State::Withdrawn);
        Ok(())
    }

    fn application(&self, number: ApplicationNumber) -> Result<&Application, RulingRefusal> {
        let found = self.applications.iter().find(|one| one.number == number);
        found.ok_or(RulingRefusal::NoSuchApplication(number))
    }

    fn change(&mut self, number: ApplicationNumber, how: impl FnOnce(&mut Application)) {
        if let Some(application) = self
            .applications
            .iter_mut()
            .find(|one| one.number == number)
        {
            how(application);
        }
    }

    fn is_known(&self, elector: &ElectorId) -> Result<(), RulingRefusal> {
        let known = self.entries.contains_key(elector);
        known
            .then_some(())
            .ok_or_else(|| RulingRefusal::NoSuchElector(elector.clone()))
    }

    /// Admits a claimant: who is on file is readmitted, who is not gets an entry, and may be a match.
    fn admit(
        &mut self,
        number: ApplicationNumber,
        elector: Elector,
        ruling: RulingId,
    ) -> Result<(), RulingRefusal> {
        if self.entries.contains_key(&elector.id) {
            return self.readmit(&elector.id, ruling);
        }
        let id = elector.id.clone();
        let entry = Entry {
            row: Row {
                origin: Origin::Claim(number),
                elector,
            },
            bar: None,
            others: Vec::new(),
            decision: Some(Decision::Readmitted(ruling)),
        };
        self.entries.insert(id.clone(), entry);
        // Earlier matches keep their numbers and what was ruled on them; only those with her are new.
        let mut found = matches::find(self.electors());
        found.retain(|electors, _| electors.contains(&id));
        self.number(found);
        Ok(())
    }
}
