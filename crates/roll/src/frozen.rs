//! The frozen roll: who votes in which box, and what is published of that.

use std::collections::{BTreeMap, BTreeSet};

use hustings_log::Hash;
use hustings_rulebook::{Rulebook, SectionId};

use crate::wire::PrivateRow;
use crate::{Channel, CommitmentList, Elector, ElectorId, FreezeRefusal, Opening, Row, Salt};

/// A roll that does not change any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    sections: Vec<FrozenSection>,
    electors: BTreeMap<ElectorId, (Row, Salt)>,
}

/// A section of it: what the log says of it, and the published list. Nothing here is of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenSection {
    /// The section; `None` where the rulebook tells nobody apart.
    pub section: Option<SectionId>,
    /// How many electors it has, by channel; every channel is here.
    pub electors: BTreeMap<Channel, u64>,
    /// The root over the list.
    pub root: Hash,
    /// The list.
    pub commitments: CommitmentList,
}

/// Where a commitment stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// Of so many.
    pub of: u64,
}

/// A file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Where it lies: `roll/members.txt`; `roll/electors.txt` where the rulebook has no sections.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl FrozenSection {
    fn of(section: Option<SectionId>, members: &[(&Elector, Salt)]) -> Self {
        let mut electors: BTreeMap<Channel, u64> =
            Channel::ALL.iter().map(|channel| (*channel, 0)).collect();
        for (elector, _) in members {
            *electors.entry(elector.channel).or_default() += 1;
        }
        let openings = members
            .iter()
            .map(|(elector, salt)| Opening::of(elector, *salt));
        let commitments =
            CommitmentList::of(openings.map(|opening| opening.commitment()).collect());
        Self {
            section,
            electors,
            root: commitments.root(),
            commitments,
        }
    }

    /// How many electors it has in all.
    pub fn total(&self) -> u64 {
        self.electors.values().sum()
    }

    /// The file that is published.
    pub fn published(&self) -> Published {
        let name = self.section.as_ref().map_or("electors", SectionId::as_str);
        Published {
            path: format!("roll/{name}.txt"),
            bytes: self.commitments.bytes(),
        }
    }
}

impl Frozen {
    /// The frozen roll whose private rows these are: what was frozen before is made again.
    ///
    /// Refused where two electors have one salt, which no random salts have.
    pub fn of(
        rows: impl IntoIterator<Item = (Row, Salt)>,
        rulebook: &Rulebook,
    ) -> Result<Self, FreezeRefusal> {
        let rows = rows
            .into_iter()
            .map(|(row, salt)| (row.elector.id.clone(), (row, salt)));
        let electors: BTreeMap<ElectorId, (Row, Salt)> = rows.collect();
        let mut salts = BTreeSet::new();
        if let Some((elector, _)) = electors.iter().find(|(_, (_, salt))| !salts.insert(*salt)) {
            return Err(FreezeRefusal::SaltRepeated(elector.clone()));
        }
        let mut by_section: BTreeMap<Option<SectionId>, Vec<(&Elector, Salt)>> = BTreeMap::new();
        for (row, salt) in electors.values() {
            by_section
                .entry(row.elector.section.clone())
                .or_default()
                .push((&row.elector, *salt));
        }
        let sections = sections(rulebook)
            .map(|section| {
                let members = by_section
                    .get(&section)
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                FrozenSection::of(section, members)
            })
            .collect();
        Ok(Self { sections, electors })
    }

    /// The sections, in the rulebook's order; one without a name where it has none.
    pub fn sections(&self) -> &[FrozenSection] {
        &self.sections
    }

    /// The section with this id.
    pub fn section(&self, id: Option<&SectionId>) -> Option<&FrozenSection> {
        self.sections
            .iter()
            .find(|section| section.section.as_ref() == id)
    }

    /// The files that the bundle publishes, a section each.
    pub fn published(&self) -> Vec<Published> {
        self.sections.iter().map(FrozenSection::published).collect()
    }

    /// The row of an elector.
    pub fn row(&self, elector: &ElectorId) -> Option<&Row> {
        self.electors.get(elector).map(|(row, _)| row)
    }

    /// What an elector is sent so that she can check: her opening, and its place in her section's list.
    pub fn opening(&self, elector: &ElectorId) -> Option<(Opening, Place)> {
        let (row, salt) = self.electors.get(elector)?;
        let opening = Opening::of(&row.elector, *salt);
        let section = self.section(row.elector.section.as_ref())?;
        let place = section.commitments.place(&opening.commitment())?;
        Some((opening, place))
    }

    /// The private rows, in the order of numbers.
    pub fn rows(&self) -> impl Iterator<Item = PrivateRow> + '_ {
        self.electors.values().map(|(row, salt)| PrivateRow {
            row: row.clone(),
            salt: Some(*salt),
        })
    }
}

/// The sections that are boxes.
pub(crate) fn sections(rulebook: &Rulebook) -> impl Iterator<Item = Option<SectionId>> {
    let sections = &rulebook.roll.sections;
    let one = sections.is_empty().then_some(None);
    one.into_iter()
        .chain(sections.iter().map(|section| Some(section.id.clone())))
}
