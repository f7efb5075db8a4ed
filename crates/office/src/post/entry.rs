//! What one person read on the papers of a batch.

use std::collections::{BTreeMap, BTreeSet};

use hustings_rulebook::{BatchId, PostId};
use hustings_store::Turn;
use serde::{Deserialize, Serialize};

use super::adjudicate::Adjudication;
use super::row;
use super::table::{Written, parse};
use crate::error::OfficeError;
use crate::office::{Beside, Office};

/// One person's reading of a batch, for one post: each paper by its number in the batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) by: String,
    pub(super) papers: BTreeMap<u64, Written>,
}

/// All that was read of a batch for one post, and decided on it.
#[derive(Debug, Clone, Default)]
pub(super) struct Readings {
    pub(super) entries: Vec<Entry>,
    /// All decisions on a paper; the last is the one that counts.
    pub(super) decisions: BTreeMap<u64, Vec<Adjudication>>,
}

/// Whether two names are one person's, as far as a name says.
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    plain(one) == plain(other)
}

impl Office {
    /// Takes in one person's reading of a batch for one post, after the poll has closed; returns how many papers that are.
    ///
    /// Two people read each batch, the same two for all its posts, because the log names two of a batch.
    pub async fn enter(
        &mut self,
        batch: &BatchId,
        post: &PostId,
        by: &str,
        table: &[u8],
    ) -> Result<u64, OfficeError> {
        let mut turn = self.turn(&[]).await?;
        let papers = self.expect_readable(batch, post)?;
        self.expect_reader(&mut turn, batch, post, by).await?;
        let entry = Entry {
            by: by.trim().to_owned(),
            papers: parse(table, &self.nominees(post)?, papers)
                .map_err(|error| OfficeError::batch(batch, error))?,
        };
        let number = self.readings(&mut turn, batch, post).await?.entries.len() + 1;
        row::put(
            &mut turn,
            &self.id.entry_row(batch, &format!("{post}/{number}")),
            &entry,
        )
        .await?;
        // A turn that records nothing still ends in one place.
        self.write(turn, &[], Beside::default()).await?;
        Ok(papers)
    }

    /// Refuses a batch that is not to be read now, and a post that its papers do not ask for; gives its papers.
    pub(super) fn expect_readable(
        &self,
        batch: &BatchId,
        post: &PostId,
    ) -> Result<u64, OfficeError> {
        let refused = |reason: String| Err(OfficeError::batch(batch, reason));
        let Some(known) = self.batch(batch) else {
            return refused(format!(
                "its numbers are not published; check its id, and publish them by `hustings contest paper batch {batch}` while the poll is open"
            ));
        };
        if !self.contest.has_closed() {
            return refused(
                "the poll is not closed, and no paper is opened before that (ballot.window)"
                    .to_owned(),
            );
        }
        if known.counted.is_some() {
            return refused("it is counted already".to_owned());
        }
        let received = &known.received.act;
        if !self
            .posts_of_section(received.section.as_ref())
            .contains(post)
        {
            return refused(format!(
                "its papers do not ask for '{post}'; name a post that its section elects"
            ));
        }
        Ok(received.papers)
    }

    /// Refuses who read the batch before, a third reader, and one more name than the log has places for.
    async fn expect_reader(
        &self,
        turn: &mut Turn,
        batch: &BatchId,
        post: &PostId,
        by: &str,
    ) -> Result<(), OfficeError> {
        let refused = |reason: String| Err(OfficeError::batch(batch, reason));
        if by.trim().is_empty() {
            return refused("nobody is named as its reader; give the name by --by".to_owned());
        }
        let entries = self.readings(turn, batch, post).await?.entries;
        if let Some(entry) = entries.iter().find(|entry| same(&entry.by, by)) {
            return refused(format!(
                "{} has entered it for '{post}' already; somebody else enters it the second time",
                entry.by
            ));
        }
        if let [first, second] = entries.as_slice() {
            return refused(format!(
                "{} and {} have entered it for '{post}'; what differs is adjudicated, not entered again",
                first.by, second.by
            ));
        }
        let mut names = BTreeSet::new();
        for post in self.posts_of_batch(batch) {
            for entry in self.readings(turn, batch, &post).await?.entries {
                if !same(&entry.by, by) {
                    names.insert(entry.by);
                }
            }
        }
        if names.len() > 1 {
            let names: Vec<String> = names.into_iter().collect();
            return refused(format!(
                "{} have entered its other posts, and the log names two people for a batch; have one of them enter this post too",
                names.join(" and ")
            ));
        }
        Ok(())
    }

    /// The posts that the papers of a batch ask for; none where it is not published.
    pub(super) fn posts_of_batch(&self, batch: &BatchId) -> Vec<PostId> {
        let section = self
            .batch(batch)
            .map(|known| known.received.act.section.clone());
        section
            .map(|section| self.posts_of_section(section.as_ref()))
            .unwrap_or_default()
    }

    /// What was read of a batch for a post so far.
    pub(super) async fn readings(
        &self,
        turn: &mut Turn,
        batch: &BatchId,
        post: &PostId,
    ) -> Result<Readings, OfficeError> {
        let mut readings = Readings::default();
        for number in [1, 2] {
            let at = self.id.entry_row(batch, &format!("{post}/{number}"));
            readings.entries.extend(row::get::<Entry>(turn, &at).await?);
        }
        let decided = self.id.entry_row(batch, &format!("{post}/decided"));
        readings.decisions = row::get(turn, &decided).await?.unwrap_or_default();
        Ok(readings)
    }
}
