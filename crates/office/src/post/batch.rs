//! Batches: their numbers, published once.

use std::collections::BTreeMap;

use hustings_contest::event::{Act, PapersReceived};
use hustings_contest::kept::{self, Batch};
use hustings_rulebook::{Address, BatchId, PostId, SectionId};
use hustings_store::Turn;

use super::row::{self, BatchRow, Done, PaperRow, RejectedRow};
use crate::error::OfficeError;
use crate::names::kind;
use crate::office::{Beside, Hand, Office, Recorded};

impl Office {
    /// A batch whose numbers are published.
    pub(crate) fn batch(&self, batch: &BatchId) -> Option<&Batch> {
        let mut batches = self.contest.kept()?.batches.iter();
        batches.find(|known| known.received.act.batch == *batch)
    }

    /// Publishes the numbers of a batch, as the rows have them: from now on nothing more goes into it.
    pub async fn publish_batch(
        &mut self,
        batch: &BatchId,
        hand: &Hand,
    ) -> Result<(Recorded, PapersReceived), OfficeError> {
        let mut turn = self.turn(&[]).await?;
        let received = self.totals(&mut turn, batch).await?;
        let event = hand.does(
            Act::PapersReceived(received.clone()),
            Some(Address::new("ballot")),
        );
        let recorded = self.write(turn, &[event], Beside::default()).await?;
        Ok((recorded, received))
    }

    /// What came for a batch so far.
    async fn totals(
        &self,
        turn: &mut Turn,
        batch: &BatchId,
    ) -> Result<PapersReceived, OfficeError> {
        let BatchRow { section } = row::get(turn, &self.id.batch_row(batch))
            .await?
            .ok_or_else(|| {
                OfficeError::batch(
                    batch,
                    "nothing was received for it; check its id, or begin it by `hustings contest paper receive`",
                )
            })?;
        let mut totals = PapersReceived {
            batch: batch.clone(),
            section,
            papers: 0,
            set_aside: 0,
            rejected: BTreeMap::new(),
        };
        let realm = self.id.to_string();
        let mut papers = turn.rows(&realm, kind::PAPER);
        while let Some((_, bytes)) = papers.next().await? {
            let paper: PaperRow = row::parse(kind::PAPER, &bytes)?;
            match paper.done {
                _ if paper.batch != *batch => {}
                Done::Taken => totals.papers += 1,
                Done::SetAside => totals.set_aside += 1,
            }
        }
        drop(papers);
        let prefix = format!("{batch}/");
        let mut rejected = turn.rows(&realm, kind::REJECTED);
        while let Some((key, bytes)) = rejected.next().await? {
            if key.starts_with(&prefix) {
                let reasons: RejectedRow = row::parse(kind::REJECTED, &bytes)?;
                for reason in reasons.0 {
                    *totals.rejected.entry(reason).or_default() += 1;
                }
            }
        }
        Ok(totals)
    }

    /// Refuses to go on while papers are in a batch whose numbers are not published.
    pub(crate) async fn expect_published(&self, turn: &mut Turn) -> Result<(), OfficeError> {
        let realm = self.id.to_string();
        let mut batches = turn.rows(&realm, kind::BATCH);
        while let Some((key, _)) = batches.next().await? {
            let published = key.parse().is_ok_and(|id| self.batch(&id).is_some());
            if !published {
                return Err(OfficeError::NotPossible(format!(
                    "batch {key}: its numbers are not published, and none are after the poll is closed (ballot.window); publish them by `hustings contest paper batch {key}`"
                )));
            }
        }
        Ok(())
    }

    /// The posts that the papers of a section ask for, in the rulebook's order; `None` is a batch of several sections, all
    /// of which elect all posts.
    pub(super) fn posts_of_section(&self, section: Option<&SectionId>) -> Vec<PostId> {
        let mut boxes = kept::box_ids(&self.contest)
            .into_iter()
            .filter(|(_, known)| section.is_none() || known.as_ref() == section);
        let posts = boxes
            .next()
            .and_then(|(of, _)| kept::posts(&self.contest, &of));
        posts.unwrap_or_default()
    }
}
