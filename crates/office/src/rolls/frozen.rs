//! The frozen roll: private rows, and what is published of them.

use std::collections::BTreeMap;

use hustings_contest::event::FrozenSection;
use hustings_roll::wire::PrivateRow;
use hustings_roll::{Channel, CommitmentList, ElectorId, Frozen, Opening, Place, Row, Salt};
use hustings_rulebook::SectionId;
use hustings_store::{RowKey, Rows, Turn};

use super::error::RollError;
use crate::error::OfficeError;
use crate::names::{ContestId, ELECTOR};
use crate::office::Office;

impl Office {
    /// The frozen roll, made of its private rows; checked against the roots in the log.
    pub async fn frozen_roll(&mut self) -> Result<Frozen, OfficeError> {
        self.catch_up().await?;
        self.expect_frozen()?;
        let rows = self.store.rows(&self.id.to_string(), ELECTOR);
        let frozen = Frozen::of(all(rows).await?, self.contest.rulebook());
        self.expect_roots(frozen.map_err(RollError::from)?)
    }

    /// The same, for as long as a turn lasts.
    pub(super) async fn frozen_roll_in(&self, turn: &mut Turn) -> Result<Frozen, OfficeError> {
        let rows = turn.rows(&self.id.to_string(), ELECTOR);
        let frozen = Frozen::of(all(rows).await?, self.contest.rulebook());
        self.expect_roots(frozen.map_err(RollError::from)?)
    }

    pub(super) fn expect_frozen(&self) -> Result<(), RollError> {
        if self.is_frozen() {
            Ok(())
        } else {
            Err(RollError::NotFrozen)
        }
    }

    /// Private rows that the log does not commit to are not the roll.
    fn expect_roots(&self, frozen: Frozen) -> Result<Frozen, OfficeError> {
        let kept = self.contest.kept().ok_or(RollError::NotKept)?;
        for section in frozen.sections() {
            let name = super::named(section.section.as_ref())?;
            if kept.roll.sections.get(&name) != Some(&logged(section)?) {
                return Err(OfficeError::Lost(format!(
                    "the roll of section '{name}' as the log commits to it"
                )));
            }
        }
        Ok(frozen)
    }
}

async fn all(mut rows: Rows<'_>) -> Result<Vec<(Row, Salt)>, OfficeError> {
    let mut all = Vec::new();
    while let Some((elector, value)) = rows.next().await? {
        let lost = || OfficeError::Lost(format!("the row of elector {elector}"));
        let text = String::from_utf8(value).map_err(|_| lost())?;
        let PrivateRow { row, salt } = PrivateRow::read(&text).map_err(RollError::from)?;
        all.push((row, salt.ok_or_else(lost)?));
    }
    Ok(all)
}

/// A section as the log has it.
pub(crate) fn logged(section: &hustings_roll::FrozenSection) -> Result<FrozenSection, RollError> {
    let channels = section
        .electors
        .iter()
        .filter(|(_, electors)| **electors > 0);
    let channels: BTreeMap<String, u64> = channels
        .map(|(channel, electors)| (channel.to_string(), *electors))
        .collect();
    Ok(FrozenSection {
        electors: section.total(),
        channels,
        root: (section.root.to_string())
            .parse()
            .map_err(|_| RollError::Invalid("the root of a list".to_owned()))?,
    })
}

/// The rows of the files that are published.
pub(super) fn files(id: &ContestId, frozen: &Frozen) -> Vec<(RowKey, Vec<u8>)> {
    let published = frozen.published().into_iter();
    published
        .map(|file| (id.file_row(&file.path), file.bytes))
        .collect()
}

impl Office {
    /// The electors of a section, or those of a channel, in the order of their numbers.
    pub async fn electors_of(
        &mut self,
        section: &SectionId,
        channel: Option<Channel>,
    ) -> Result<Vec<ElectorId>, OfficeError> {
        let frozen = self.frozen_roll().await?;
        let section = super::section_of(self.contest.rulebook(), section)?;
        let electors = frozen.rows().map(|row| row.row.elector);
        let wanted = electors.filter(|elector| {
            elector.section == section && channel.is_none_or(|channel| elector.channel == channel)
        });
        Ok(wanted.map(|elector| elector.id).collect())
    }

    /// The list of a section, as it is published.
    pub async fn commitments(
        &mut self,
        section: &SectionId,
    ) -> Result<CommitmentList, OfficeError> {
        let frozen = self.frozen_roll().await?;
        let id = super::section_of(self.contest.rulebook(), section)?;
        let found = frozen.section(id.as_ref());
        let lost = || OfficeError::Lost(format!("the roll of section '{section}'"));
        Ok(found.ok_or_else(lost)?.commitments.clone())
    }

    /// What an elector is sent so that she can check: her opening, and its place in the list.
    pub async fn opening(&mut self, elector: &ElectorId) -> Result<(Opening, Place), OfficeError> {
        let opening = self.frozen_roll().await?.opening(elector);
        Ok(opening.ok_or_else(|| RollError::NotOnTheRoll(elector.clone()))?)
    }
}
