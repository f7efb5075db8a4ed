//! The roll, as the log knows it: numbers, means, and roots of commitments.

use std::collections::BTreeMap;

use hustings_rulebook::{Means, SectionId};

use super::{Kept, KeptRefusal, allows, rulings};
use crate::Contest;
use crate::event::{
    Circumstances, FrozenSection, RollAmended, RollFrozen, RollImported, RulingOutcome,
};
use crate::state::Recorded;

/// What stands of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RollState {
    /// Every import.
    pub imported: Vec<Recorded<RollImported>>,
    /// When and by whom it was frozen.
    pub frozen: Option<Circumstances>,
    /// Its sections as they stand, frozen and then amended.
    pub sections: BTreeMap<SectionId, FrozenSection>,
    /// Every amendment.
    pub amended: Vec<Recorded<RollAmended>>,
}

impl RollState {
    pub(super) fn freeze(&mut self, circumstances: &Circumstances, act: &RollFrozen) {
        self.frozen = Some(circumstances.clone());
        self.sections.clone_from(&act.sections);
    }

    pub(super) fn amend(&mut self, circumstances: &Circumstances, act: &RollAmended) {
        let section = FrozenSection {
            electors: act.electors,
            channels: act.channels.clone(),
            root: act.root.clone(),
        };
        self.sections.insert(act.section.clone(), section);
        self.amended.push(Recorded::new(circumstances, act));
    }

    /// How many electors a section has, or the whole roll.
    pub fn electors(&self, section: Option<&SectionId>) -> u64 {
        let of = |(id, frozen): (&SectionId, &FrozenSection)| {
            section
                .is_none_or(|wanted| wanted == id)
                .then_some(frozen.electors)
        };
        self.sections
            .iter()
            .filter_map(of)
            .fold(0, u64::saturating_add)
    }
}

pub(super) fn imported(
    contest: &Contest,
    kept: &Kept,
    act: &RollImported,
) -> Result<(), KeptRefusal> {
    if kept.roll.frozen.is_some() {
        return Err(KeptRefusal::RollFrozen);
    }
    act.electors
        .keys()
        .try_for_each(|section| known(contest, section))
}

/// A roll without sections has one, which is called as its box is.
fn ids(contest: &Contest) -> Vec<SectionId> {
    super::box_ids(contest)
        .into_iter()
        .filter_map(|(id, _)| id.as_str().parse().ok())
        .collect()
}

pub(super) fn known(contest: &Contest, section: &SectionId) -> Result<(), KeptRefusal> {
    if ids(contest).contains(section) {
        Ok(())
    } else {
        Err(KeptRefusal::UnknownSection(section.clone()))
    }
}

/// A roll is frozen before the poll opens, which waits for that.
pub(super) fn frozen(contest: &Contest, kept: &Kept, act: &RollFrozen) -> Result<(), KeptRefusal> {
    if kept.roll.frozen.is_some() {
        return Err(KeptRefusal::RollFrozen);
    }
    if let Some(claim) = kept.rulings.undecided_claims().next() {
        return Err(KeptRefusal::ClaimUndecided(claim.claim.clone()));
    }
    act.sections
        .keys()
        .try_for_each(|section| known(contest, section))?;
    for id in ids(contest) {
        match act.sections.get(&id) {
            Some(section) => fit(contest, &id, section.electors, &section.channels)?,
            None => return Err(KeptRefusal::SectionMissing(id)),
        }
    }
    Ok(())
}

/// Refuses a section that is too small, or whose means are not its electors'.
fn fit(
    contest: &Contest,
    section: &SectionId,
    electors: u64,
    channels: &BTreeMap<String, u64>,
) -> Result<(), KeptRefusal> {
    let smallest = contest.rulebook().roll.smallest_reported_section;
    if let Some(smallest) = smallest.filter(|&smallest| electors < smallest) {
        return Err(KeptRefusal::SectionTooSmall {
            section: section.clone(),
            electors,
            smallest,
        });
    }
    for means in channels.keys() {
        let allowed = match means.as_str() {
            "online" => allows(contest, Means::Online),
            "post" => allows(contest, Means::Post),
            _ => false,
        };
        if !allowed {
            return Err(KeptRefusal::MeansNotAllowed(means.clone()));
        }
    }
    let sum = channels.values().copied().fold(0, u64::saturating_add);
    if sum == electors {
        Ok(())
    } else {
        Err(KeptRefusal::ChannelSum {
            section: section.clone(),
            sum,
            electors,
        })
    }
}

pub(super) fn amended(
    contest: &Contest,
    kept: &Kept,
    act: &RollAmended,
) -> Result<(), KeptRefusal> {
    if kept.roll.frozen.is_none() {
        return Err(KeptRefusal::RollNotFrozen);
    }
    known(contest, &act.section)?;
    let mut boxes = kept.boxes.iter().map(|of| &of.opened.act.r#box);
    if let Some(open) = boxes.find(|id| id.as_str() == act.section.as_str()) {
        return Err(KeptRefusal::BoxIsOpen(open.clone()));
    }
    let ruling = rulings::stands(&kept.rulings, &act.ruling)?;
    if ruling.outcome == RulingOutcome::Disallowed {
        return Err(KeptRefusal::Disallowed(act.ruling.clone()));
    }
    fit(contest, &act.section, act.electors, &act.channels)?;
    // Who may vote is settled when the first vote can be cast, also where a section has no box.
    if contest.poll_opened.is_some() {
        return Err(KeptRefusal::RollAfterPoll);
    }
    let mut earlier = kept.roll.amended.iter();
    if earlier.any(|made| made.act.ruling == act.ruling) {
        return Err(KeptRefusal::AmendedByOne(act.ruling.clone()));
    }
    Ok(())
}
