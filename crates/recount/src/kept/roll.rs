//! Claims on the roll, and the roll imported, frozen and amended.

use std::collections::BTreeMap;

use super::fold::{Around, State, check_roll_section, roll_sections, under};
use super::model::{Amendment, Claim, On, RollFigures};
use super::view::RollSection;
use crate::log::Allowed;
use crate::read::rulebook::Rulebook;

const FREEZE: &str = "roll.freeze";

impl State {
    pub(super) fn claim(&mut self, around: &Around<'_>, claim: Claim) -> Allowed {
        check_roll_section(around.rulebook, &claim.section)?;
        if self.claims.iter().any(|other| other.id == claim.id) {
            return Err(format!("there is a claim {} already", claim.id));
        }
        if self.roll.is_some() {
            return under(FREEZE, "the roll is frozen, and claims are over");
        }
        self.claims.push(claim);
        Ok(())
    }

    pub(super) fn import(&mut self, around: &Around<'_>, sections: &[String]) -> Allowed {
        if self.roll.is_some() {
            return under(FREEZE, "the roll is frozen, and nothing is imported");
        }
        sections
            .iter()
            .try_for_each(|id| check_roll_section(around.rulebook, id))
    }

    pub(super) fn freeze(
        &mut self,
        around: &Around<'_>,
        sections: &BTreeMap<String, RollFigures>,
    ) -> Allowed {
        // A poll opens only after this, so that none is frozen while people vote.
        if self.roll.is_some() {
            return under(FREEZE, "the roll is frozen already");
        }
        sections
            .keys()
            .try_for_each(|id| check_roll_section(around.rulebook, id))?;
        let mut roll = Vec::new();
        for id in roll_sections(around.rulebook) {
            let Some(figures) = sections.get(id) else {
                return Err(format!("the section {id} is not frozen with the others"));
            };
            check_figures(around.rulebook, id, figures)?;
            roll.push(section(id, figures, around.entry));
        }
        if let Some(claim) = self.undecided_claim() {
            return under(FREEZE, format!("the claim {} is undecided", claim.id));
        }
        self.roll = Some(roll);
        Ok(())
    }

    fn undecided_claim(&self) -> Option<&Claim> {
        let is_undecided = |claim: &&Claim| {
            let on = On::Claim(claim.id.clone());
            self.standing_on(&on).is_none()
        };
        self.claims.iter().find(is_undecided)
    }

    pub(super) fn amend(&mut self, around: &Around<'_>, amendment: &Amendment) -> Allowed {
        let id = &amendment.section;
        check_roll_section(around.rulebook, id)?;
        self.check_allows(&amendment.ruling)?;
        if self.opened(id).is_ok() {
            return under(FREEZE, format!("the box of {id} is open already"));
        }
        check_figures(around.rulebook, id, &amendment.figures)?;
        if around.log.poll_opened.is_some() {
            return under(FREEZE, "the poll was opened, and the roll stays as it is");
        }
        if self.amended_by.contains(&amendment.ruling) {
            return under(
                FREEZE,
                format!("{} has amended the roll once", amendment.ruling),
            );
        }
        let Some(roll) = &mut self.roll else {
            return under(FREEZE, "the roll is not frozen yet");
        };
        self.amended_by.insert(amendment.ruling.clone());
        for stands in roll.iter_mut().filter(|section| section.id == *id) {
            *stands = section(id, &amendment.figures, around.entry);
        }
        Ok(())
    }

    /// Whether a ruling is there, stands, and allows.
    fn check_allows(&self, id: &str) -> Allowed {
        match self.ruling(id) {
            None => Err(format!("there is no ruling {id}")),
            Some(_) if !self.stands(id) => Err(format!("the ruling {id} does not stand")),
            Some(ruling) if !ruling.is_allowed => Err(format!("the ruling {id} disallows")),
            Some(_) => Ok(()),
        }
    }

    /// How many electors a section has, or all of them together.
    pub(super) fn electors(&self, section: Option<&str>) -> u128 {
        let sections = self.roll.iter().flatten();
        sections
            .filter(|found| section.is_none_or(|id| found.id == id))
            .map(|found| u128::from(found.electors))
            .sum()
    }

    pub(super) fn section(&self, id: &str) -> Option<&RollSection> {
        self.roll.as_ref()?.iter().find(|section| section.id == id)
    }
}

fn section(id: &str, figures: &RollFigures, entry: usize) -> RollSection {
    RollSection {
        id: id.to_owned(),
        electors: figures.electors,
        channels: figures.channels.clone(),
        root: figures.root.clone(),
        entry,
    }
}

fn check_figures(rulebook: &Rulebook, id: &str, figures: &RollFigures) -> Allowed {
    let electors = figures.electors;
    if let Some(smallest) = rulebook.smallest_section
        && electors < smallest
    {
        return under(
            "roll.smallest_reported_section",
            format!("{electors} electors of {id} are fewer than {smallest}"),
        );
    }
    let channels: u128 = figures.channels.values().copied().map(u128::from).sum();
    if channels != u128::from(electors) {
        return Err(format!(
            "the channels of {id} come to {channels}, and there are {electors} electors"
        ));
    }
    match figures
        .channels
        .keys()
        .find(|means| !rulebook.ballot.has(means))
    {
        Some(means) => under("ballot.means", format!("nobody votes by {means:?}")),
        None => Ok(()),
    }
}
