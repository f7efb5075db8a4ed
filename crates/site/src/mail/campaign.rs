//! A mail to a whole electorate, in turns of a thousand. Where it stands lies in the store beside what it has queued, so that
//! whoever goes on after a killed process, or beside a living one, leaves nobody out and writes to nobody twice.

use hustings_roll::ElectorId;
use hustings_store::{RowKey, Store, StoreError, Turn};
use serde::{Deserialize, Serialize};

use super::Mail;

/// How many electors a turn takes.
const TURN: usize = 1_000;

/// A mail to a whole electorate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// Of which contest.
    pub contest: String,
    /// Which it is in the contest, as `poll-open` or `reminder-2`: one of a name is held once.
    pub name: String,
    /// How many mails were queued.
    pub queued: u64,
    /// Whether all are.
    pub done: bool,
    /// The last elector who was seen to.
    cursor: Option<ElectorId>,
}

impl Campaign {
    fn row(contest: &str, name: &str) -> RowKey {
        RowKey::new("~site", "campaign", format!("{contest}/{name}"))
    }

    async fn read(turn: &mut Turn, contest: &str, name: &str) -> Result<Self, StoreError> {
        let text = turn.row(&Self::row(contest, name)).await?;
        let kept = text.and_then(|text| serde_json::from_slice(&text).ok());
        Ok(kept.unwrap_or_else(|| Self {
            contest: contest.to_owned(),
            name: name.to_owned(),
            queued: 0,
            done: false,
            cursor: None,
        }))
    }

    async fn write(&self, turn: &mut Turn) -> Result<(), StoreError> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        turn.put_row(&Self::row(&self.contest, &self.name), &text)
            .await
    }

    /// Begins one, or finds it as far as it has come.
    pub async fn begin(store: &Store, contest: &str, name: &str) -> Result<Self, StoreError> {
        let mut turn = store.turn(&[]).await?;
        let campaign = Self::read(&mut turn, contest, name).await?;
        campaign.write(&mut turn).await?;
        turn.commit().await?;
        Ok(campaign)
    }

    /// One that was begun, as far as it has come.
    pub async fn find(
        store: &Store,
        contest: &str,
        name: &str,
    ) -> Result<Option<Self>, StoreError> {
        let text = store.row(&Self::row(contest, name)).await?;
        Ok(text.and_then(|text| serde_json::from_slice(&text).ok()))
    }

    /// Those that were begun and are not done, which whoever starts should go on with.
    pub async fn unfinished(store: &Store) -> Result<Vec<Self>, StoreError> {
        let rows = store.rows("~site", "campaign").all().await?;
        let all = rows
            .iter()
            .filter_map(|(_, text)| serde_json::from_slice(text).ok());
        Ok(all.filter(|campaign: &Self| !campaign.done).collect())
    }

    /// Queues the mails to the next thousand electors, and says whether there were any. The electors are the same at each
    /// call, and in order; to whom `mail` gives none, none is sent.
    pub async fn next(
        &mut self,
        store: &Store,
        electors: &[ElectorId],
        mail: impl Fn(&ElectorId) -> Option<Mail>,
    ) -> Result<bool, StoreError> {
        debug_assert!(electors.is_sorted(), "or some are left out");
        let mut turn = store.turn(&[]).await?;
        // Another process may have gone on with it.
        let mut now = Self::read(&mut turn, &self.contest, &self.name).await?;
        let from = now
            .cursor
            .as_ref()
            .map_or(0, |cursor| electors.partition_point(|id| id <= cursor));
        let next = &electors[from..electors.len().min(from + TURN)];
        for mail in next.iter().filter_map(mail) {
            mail.queue(&mut turn).await?;
            now.queued += 1;
        }
        now.cursor = next.last().cloned().or(now.cursor);
        now.done |= next.is_empty();
        now.write(&mut turn).await?;
        turn.commit().await?;
        *self = now;
        Ok(!self.done)
    }

    /// Queues all that is left.
    pub async fn finish(
        mut self,
        store: &Store,
        electors: &[ElectorId],
        mail: impl Fn(&ElectorId) -> Option<Mail>,
    ) -> Result<Self, StoreError> {
        while !self.done {
            self.next(store, electors, &mail).await?;
            // Others want turns too.
            tokio::task::yield_now().await;
        }
        Ok(self)
    }
}
