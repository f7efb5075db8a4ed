//! Which contest is a mock poll of which: a row beside each, written in the commit that makes it.

use hustings_office::ContestId;
use hustings_store::{RowKey, Store, StoreError};
use serde::{Deserialize, Serialize};

/// A contest that is a mock poll of another.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct MockPoll {
    /// The contest that it is a mock poll of.
    pub(crate) of: String,
    /// When it was made, as the clock of that contest showed.
    pub(crate) made: String,
    /// How many testers may vote in it.
    pub(crate) testers: u64,
    /// How many electors were made up beside them.
    pub(crate) made_up: u64,
}

const KIND: &str = "mock-poll";

impl MockPoll {
    /// The row that says so of a contest.
    pub(crate) fn kept(&self, contest: &ContestId) -> (RowKey, Vec<u8>) {
        let row = RowKey::new("~site", KIND, contest.to_string());
        (row, serde_json::to_vec(self).unwrap_or_default())
    }

    /// What is kept of a contest, if it is a mock poll of another.
    pub(crate) async fn find(
        store: &Store,
        contest: &ContestId,
    ) -> Result<Option<Self>, StoreError> {
        let row = RowKey::new("~site", KIND, contest.to_string());
        let kept = store.row(&row).await?;
        Ok(kept.and_then(|text| serde_json::from_slice(&text).ok()))
    }

    /// The mock polls of a contest, by their names in the store.
    pub(crate) async fn all_of(
        store: &Store,
        contest: &ContestId,
    ) -> Result<Vec<(ContestId, Self)>, StoreError> {
        let contest = contest.to_string();
        let rows = store.rows("~site", KIND).all().await?;
        let read = rows.into_iter().filter_map(|(key, text)| {
            let mock: Self = serde_json::from_slice(&text).ok()?;
            Some((key.parse().ok()?, mock))
        });
        Ok(read.filter(|(_, mock)| mock.of == contest).collect())
    }
}
