//! What was refused, with what was entered: kept until the form is shown again, so that nobody types it twice.

use hustings_store::{RowKey, Store, StoreError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{secret, session};

/// What was refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Remembered {
    /// Why.
    pub(crate) alert: String,
    /// What was entered.
    pub(crate) fields: Vec<(String, String)>,
    /// Since when, in seconds since 1970.
    #[serde(default)]
    since: i64,
}

const KIND: &str = "refused";
/// Fields that are not kept.
const SECRET: &[&str] = &["csrf", "password", "again", "code", "answer"];
/// How much of what was entered is kept: of a stranger, who may be anybody, a name.
const MOST: usize = 64 << 10;
const OF_A_STRANGER: usize = 512;
/// How long a form waits for whoever filled it in.
const HOUR: i64 = 3_600;

impl Remembered {
    fn row(cookie: &str) -> RowKey {
        RowKey::new("~site", KIND, secret::hash(KIND, cookie))
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter().filter(|(found, _)| found == name);
        fields.next().map(|(_, value)| value.as_str())
    }

    pub(crate) fn new(alert: String, fields: Vec<(String, String)>) -> Self {
        let since = Timestamp::now().as_second();
        Self {
            alert,
            fields,
            since,
        }
    }

    /// Keeps it, without what is secret, and without what is too long for whoever entered it.
    pub(crate) async fn keep(
        mut self,
        store: &Store,
        cookie: &str,
        is_known: bool,
    ) -> Result<(), StoreError> {
        self.fields
            .retain(|(name, _)| !SECRET.contains(&name.as_str()));
        let length = |(name, value): &(String, String)| name.len() + value.len();
        let most = if is_known { MOST } else { OF_A_STRANGER };
        if self.fields.iter().map(length).sum::<usize>() > most {
            self.fields.clear();
        }
        let text = serde_json::to_vec(&self).unwrap_or_default();
        let mut turn = store.turn(&[]).await?;
        turn.put_row(&Self::row(cookie), &text).await?;
        turn.commit().await
    }

    /// Takes away what nobody came back for.
    pub(crate) async fn clear(store: &Store) -> Result<(), StoreError> {
        let hour_ago = Timestamp::now().as_second() - HOUR;
        session::sweep(store, KIND, |text| {
            serde_json::from_slice(text).map_or(true, |kept: Self| kept.since < hour_ago)
        })
        .await
    }

    /// Takes it.
    pub(crate) async fn take(store: &Store, cookie: &str) -> Result<Option<Self>, StoreError> {
        let row = Self::row(cookie);
        let Some(text) = store.row(&row).await? else {
            return Ok(None);
        };
        let mut turn = store.turn(&[]).await?;
        turn.delete_row(&row).await?;
        turn.commit().await?;
        Ok(serde_json::from_slice(&text).ok())
    }
}
