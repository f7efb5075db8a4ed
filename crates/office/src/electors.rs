//! Electors: what the roll has of somebody, in which box she votes, how a sign-in and a helpline find her.
//!
//! Of the frozen roll ids, emails and names are kept in memory from the first search on, and made anew when the log says
//! that the roll is another; what is answered is read from the store. A roll that is not frozen is made again each time.

mod directory;

use std::sync::Arc;

use hustings_contest::kept;
use hustings_roll::wire::PrivateRow;
use hustings_roll::{Elector, ElectorId, Eligibility};
use hustings_rulebook::{BoxId, SectionId};

use crate::error::OfficeError;
use crate::names::ELECTOR;
use crate::office::Office;
use crate::rolls::{CurrentRoll, RollError};

pub(crate) use directory::Directory;

/// How many electors a search finds at most.
pub const FOUND: usize = 20;

impl Office {
    /// What the roll has of somebody; where it is not frozen, also of who may not vote ([`Office::standing`]).
    pub async fn elector(&self, elector: &ElectorId) -> Result<Option<Elector>, OfficeError> {
        if !self.is_frozen() {
            let current = self.current().await?;
            let row = current.as_ref().and_then(|now| now.roll().row(elector));
            return Ok(row.map(|row| row.elector.clone()));
        }
        let row = self.store.row(&self.id.elector_row(elector)).await?;
        let row = row
            .map(|bytes| read(elector.as_str(), &bytes))
            .transpose()?;
        Ok(row.map(|row| row.row.elector))
    }

    /// In which box somebody votes; nothing for who may not.
    pub async fn box_of(&self, elector: &ElectorId) -> Result<Option<BoxId>, OfficeError> {
        if self.is_frozen() {
            let elector = self.elector(elector).await?;
            return Ok(elector.and_then(|elector| self.box_of_row(&elector)));
        }
        let section = {
            let current = self.current().await?;
            current.and_then(|now| match now.roll().eligibility(elector) {
                Eligibility::Eligible { section, .. } => Some(section),
                _ => None,
            })
        };
        Ok(section.and_then(|section| self.box_of_section(section.as_ref())))
    }

    /// In which box the elector of a row of the frozen roll votes.
    pub fn box_of_row(&self, elector: &Elector) -> Option<BoxId> {
        self.box_of_section(elector.section.as_ref())
    }

    fn box_of_section(&self, section: Option<&SectionId>) -> Option<BoxId> {
        let mut boxes = kept::box_ids(&self.contest).into_iter();
        let found = boxes.find(|(_, of)| of.as_ref() == section);
        found.map(|(of, _)| of)
    }

    /// All electors with this email, whatever its capitals: a household may share one.
    pub async fn electors_by_email(&self, email: &str) -> Result<Vec<Elector>, OfficeError> {
        let (directory, current) = self.directory().await?;
        self.those(directory.by_email(email), current.as_ref())
            .await
    }

    /// Whom a helpline may be asked about: the elector with this id, then those with this email, then those in whose names
    /// each word of the query begins a word; [`FOUND`] at most.
    pub async fn find_electors(&self, query: &str) -> Result<Vec<Elector>, OfficeError> {
        let query = query.trim();
        let (directory, current) = self.directory().await?;
        let mut ids: Vec<&str> = vec![query];
        ids.extend(directory.by_email(query));
        for id in directory.by_name(query) {
            // One more than is answered, since nobody may have the query as id.
            if ids.len() > FOUND {
                break;
            }
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut found = self.those(ids, current.as_ref()).await?;
        found.truncate(FOUND);
        Ok(found)
    }

    /// What the roll has of those of these electors who are on it.
    async fn those(
        &self,
        ids: Vec<&str>,
        current: Option<&CurrentRoll>,
    ) -> Result<Vec<Elector>, OfficeError> {
        let mut those = Vec::new();
        for id in ids.into_iter().filter_map(|id| id.parse().ok()) {
            match current {
                Some(current) => {
                    those.extend(current.roll().row(&id).map(|row| row.elector.clone()));
                }
                None => those.extend(self.elector(&id).await?),
            }
        }
        Ok(those)
    }

    /// The roll as it stands while it is not frozen; nothing where none was imported.
    async fn current(&self) -> Result<Option<CurrentRoll>, OfficeError> {
        if self.contest.kept().is_none() {
            return Ok(None);
        }
        let mut ledger = self.ledger().await?;
        match ledger.roll(self.contest.rulebook(), self.rulings()?) {
            Ok(current) => Ok(Some(current)),
            Err(RollError::NotImported) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// By what electors are found, and the roll itself where it is not frozen.
    async fn directory(&self) -> Result<(Arc<Directory>, Option<CurrentRoll>), OfficeError> {
        if self.is_frozen() {
            return Ok((self.frozen_directory().await?, None));
        }
        let current = self.current().await?;
        let mut directory = Directory::default();
        for elector in current.iter().flat_map(|now| now.roll().electors()) {
            directory.add(elector);
        }
        directory.sort();
        Ok((Arc::new(directory), current))
    }

    /// Whoever comes while it is being made waits for it.
    async fn frozen_directory(&self) -> Result<Arc<Directory>, OfficeError> {
        let roll = self.contest.kept().map(|kept| &kept.roll.sections);
        let roll = roll.ok_or(RollError::NotKept)?;
        let mut kept = self.directory.lock().await;
        if let Some(directory) = kept.as_ref().filter(|directory| directory.is_of(roll)) {
            return Ok(Arc::clone(directory));
        }
        let mut directory = Directory::new(roll.clone());
        let mut rows = self.store.rows(&self.id.to_string(), ELECTOR);
        while let Some((elector, bytes)) = rows.next().await? {
            directory.add(&read(&elector, &bytes)?.row.elector);
        }
        directory.sort();
        Ok(Arc::clone(kept.insert(Arc::new(directory))))
    }
}

/// A private row of the frozen roll.
pub(crate) fn read(elector: &str, bytes: &[u8]) -> Result<PrivateRow, OfficeError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| OfficeError::Lost(format!("the row of elector {elector}")))?;
    Ok(PrivateRow::read(text).map_err(RollError::from)?)
}
