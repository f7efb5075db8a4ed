//! What duties follow from beside the log.

use std::collections::BTreeMap;

use hustings_contest::PostResult;
use hustings_contest::kept::{Known, Tie, unopposed};
use hustings_log::{Cosigned, Note, Quorum, Witness};
use hustings_rulebook::{BatchId, BoxId, Means};

use crate::error::OfficeError;
use crate::names::kind;
use crate::office::Office;

impl Office {
    /// What private rows and checkpoints say of what is left to do; [ties](Self::ties) are not counted here.
    pub async fn known(&mut self) -> Result<Known, OfficeError> {
        Ok(Known {
            ties: Vec::new(),
            unpublished: self.unpublished().await?,
            matches: self.open_matches().await?,
            unlinked: self.unlinked().await?,
            cosigned: self
                .witnessed()
                .await?
                .map_or(0, |cosigned| cosigned.by.len()),
        })
    }

    /// The ties that counts have come to, where papers are published and nothing is declared yet.
    pub async fn ties(&self) -> Result<Vec<Tie>, OfficeError> {
        let contest = &self.contest;
        let mut ties = Vec::new();
        for post in &contest.rulebook().posts {
            let id = &post.id;
            if contest.published_papers(id).is_none()
                || contest.declared(id).is_some()
                || unopposed(contest, id).is_some()
            {
                continue;
            }
            if let PostResult::LotsRequired { stage, among } = self.result(post).await? {
                ties.push(Tie {
                    post: id.clone(),
                    stage,
                    among,
                });
            }
        }
        Ok(ties)
    }

    /// How many ballots each box has so far, by the heads of their logs: no ballot is read.
    pub async fn ballots(&self) -> Result<BTreeMap<BoxId, u64>, OfficeError> {
        let heads = self.store.heads().await?;
        let mut ballots = BTreeMap::new();
        for of in self.box_ids() {
            let log = self.id.box_log(&of)?;
            if let Some(head) = heads.iter().find(|head| head.log == log) {
                ballots.insert(of, head.size);
            }
        }
        Ok(ballots)
    }

    /// Batches that were begun, and whose numbers are not published.
    pub async fn unpublished(&self) -> Result<Vec<BatchId>, OfficeError> {
        let realm = self.id.to_string();
        let mut rows = self.store.rows(&realm, kind::BATCH);
        let mut batches = Vec::new();
        while let Some((key, _)) = rows.next().await? {
            if let Ok(id) = key.parse()
                && self.batch(&id).is_none()
            {
                batches.push(id);
            }
        }
        Ok(batches)
    }

    /// How many matches of a roll that is not frozen wait for a ruling.
    async fn open_matches(&mut self) -> Result<usize, OfficeError> {
        let imported = self
            .contest
            .kept()
            .is_some_and(|kept| !kept.roll.imported.is_empty());
        if !imported || self.is_frozen() {
            return Ok(0);
        }
        Ok(self.roll().await?.roll().open_matches().len())
    }

    /// Open boxes whose links were not taken in, though people vote by post beside online.
    async fn unlinked(&self) -> Result<Vec<BoxId>, OfficeError> {
        let means = &self.contest.rulebook().ballot.means;
        if !means.contains(&Means::Post) || !means.contains(&Means::Online) {
            return Ok(Vec::new());
        }
        let open = self.contest.kept().into_iter().flat_map(|kept| &kept.boxes);
        let mut unlinked: Vec<BoxId> = open.map(|of| of.opened.act.r#box.clone()).collect();
        let realm = self.id.to_string();
        let mut rows = self.store.rows(&realm, kind::CREDENTIAL);
        while !unlinked.is_empty()
            && let Some((key, _)) = rows.next().await?
        {
            unlinked.retain(|of| !key.starts_with(&format!("{of}/")));
        }
        Ok(unlinked)
    }

    /// Which witnesses have cosigned the last checkpoint; nothing where the log asks for no quorum.
    pub async fn witnessed(&self) -> Result<Option<Cosigned>, OfficeError> {
        let note = self.checkpoint().await?;
        self.witnesses_of(&note)
    }

    /// Which witnesses have cosigned a checkpoint.
    pub fn witnesses_of(&self, note: &str) -> Result<Option<Cosigned>, OfficeError> {
        let refused = |error: &dyn std::fmt::Display| OfficeError::NotPossible(error.to_string());
        let Some(log) = self.contest.kept().map(|kept| &kept.log.act) else {
            return Ok(None);
        };
        if log.quorum == 0 {
            return Ok(None);
        }
        let witnesses: Result<Vec<Witness>, _> =
            log.witnesses.values().map(|key| key.parse()).collect();
        let witnesses = witnesses.map_err(|error| refused(&error))?;
        let threshold = usize::try_from(log.quorum).unwrap_or(usize::MAX);
        let quorum = Quorum::new(threshold, witnesses).map_err(|error| refused(&error))?;
        let note = Note::parse(note.as_bytes()).map_err(|error| refused(&error))?;
        let cosigned = quorum.judge(&note).map_err(|error| refused(&error))?;
        Ok(Some(cosigned))
    }
}
