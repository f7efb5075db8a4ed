//! The marked register: who has voted, by which channel. Private rows; only its counts are published.

use std::collections::BTreeMap;

use hustings_rulebook::{Rulebook, SectionId};
use serde::{Deserialize, Serialize};

use crate::{Channel, ElectorId, Frozen, MarkRefusal};

/// What happened to something that came from an elector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Marked {
    /// She voted online.
    Online,
    /// Her paper came by post and is to be counted.
    Post,
    /// What came is not counted: she had voted already, say.
    SetAside,
}

/// All that came from an elector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// By which channel she has voted.
    pub voted: Option<Channel>,
    /// How many papers or ballots were set aside.
    pub set_aside: u64,
}

/// Counts of a section: what may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct MarkedCounts {
    /// Electors on the roll.
    pub electors: u64,
    /// Who voted online.
    pub online: u64,
    /// Who voted by post.
    pub post: u64,
    /// Papers and ballots set aside.
    pub set_aside: u64,
}

/// Who has voted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedRegister {
    replacing: bool,
    sections: BTreeMap<ElectorId, Option<SectionId>>,
    marks: BTreeMap<ElectorId, Marks>,
}

impl MarkedRegister {
    /// The register of a frozen roll, with nobody marked.
    pub fn of(roll: &Frozen, rulebook: &Rulebook) -> Self {
        let electors = roll.rows().map(|private| private.row.elector);
        Self {
            replacing: rulebook.ballot.replacing,
            sections: electors
                .map(|elector| (elector.id, elector.section))
                .collect(),
            marks: BTreeMap::new(),
        }
    }

    /// Marks an elector. Who has voted is marked as voting again only online after online where `ballot.replacing` lets a
    /// later ballot replace an earlier one, which changes no mark.
    pub fn mark(&mut self, elector: &ElectorId, marked: Marked) -> Result<(), MarkRefusal> {
        if !self.sections.contains_key(elector) {
            return Err(MarkRefusal::NotOnTheRoll(elector.clone()));
        }
        let marks = self.marks.entry(elector.clone()).or_default();
        let by = match marked {
            Marked::Online => Channel::Online,
            Marked::Post => Channel::Post,
            Marked::SetAside => {
                marks.set_aside = marks.set_aside.saturating_add(1);
                return Ok(());
            }
        };
        match marks.voted {
            Some(Channel::Online) if self.replacing && by == Channel::Online => Ok(()),
            Some(by) => Err(MarkRefusal::Voted {
                elector: elector.clone(),
                by,
            }),
            None => {
                marks.voted = Some(by);
                Ok(())
            }
        }
    }

    /// Takes marks over that were made before: from private rows, say.
    pub fn restore(&mut self, elector: &ElectorId, marks: Marks) -> Result<(), MarkRefusal> {
        if !self.sections.contains_key(elector) {
            return Err(MarkRefusal::NotOnTheRoll(elector.clone()));
        }
        self.marks.insert(elector.clone(), marks);
        Ok(())
    }

    /// The marks of an elector; none where nothing came from her.
    pub fn marks(&self, elector: &ElectorId) -> Marks {
        self.marks.get(elector).copied().unwrap_or_default()
    }

    /// All marks, in the order of numbers: private rows.
    pub fn rows(&self) -> impl Iterator<Item = (&ElectorId, &Marks)> {
        self.marks.iter()
    }

    /// The counts of each section.
    pub fn counts(&self) -> BTreeMap<Option<SectionId>, MarkedCounts> {
        let mut counts: BTreeMap<Option<SectionId>, MarkedCounts> = BTreeMap::new();
        for (elector, section) in &self.sections {
            let marks = self.marks(elector);
            let section = counts.entry(section.clone()).or_default();
            section.electors += 1;
            section.online += u64::from(marks.voted == Some(Channel::Online));
            section.post += u64::from(marks.voted == Some(Channel::Post));
            section.set_aside = section.set_aside.saturating_add(marks.set_aside);
        }
        counts
    }
}
