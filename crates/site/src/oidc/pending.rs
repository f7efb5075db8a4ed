//! What is kept of somebody who went to the provider: for the browser that they left with, for ten minutes, for one return.

use hustings_store::{RowKey, Store, StoreError};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use serde::{Deserialize, Serialize};

use crate::secret;

const KIND: &str = "provider";
/// How long somebody may take there.
const AWAY: SignedDuration = SignedDuration::from_mins(10);

/// Somebody who is away.
#[derive(Serialize, Deserialize)]
pub(super) struct Pending {
    state: String,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    expires: i64,
    /// What their addresses begin with, in their language.
    pub(super) prefix: String,
}

fn row(cookie: &str) -> RowKey {
    RowKey::new("~site", KIND, secret::hash(KIND, cookie))
}

impl Pending {
    #[expect(clippy::needless_pass_by_value, reason = "it is good once")]
    pub(super) fn new(state: CsrfToken, nonce: Nonce, verifier: PkceCodeVerifier) -> Self {
        Self {
            state: state.secret().clone(),
            nonce,
            verifier,
            expires: (Timestamp::now() + AWAY).as_second(),
            prefix: String::new(),
        }
    }

    /// Keeps it, in place of what the browser left with before.
    pub(super) async fn keep(&self, store: &Store, cookie: &str) -> Result<(), StoreError> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        let mut turn = store.turn(&[]).await?;
        turn.put_row(&row(cookie), &text).await?;
        turn.commit().await
    }

    /// Takes it away, whoever asks; gives it to whoever has come back with its state in time.
    pub(super) async fn take(
        store: &Store,
        cookie: &str,
        state: &str,
    ) -> Result<Option<Self>, StoreError> {
        let row = row(cookie);
        let mut turn = store.turn(&[]).await?;
        let text = turn.row(&row).await?;
        turn.delete_row(&row).await?;
        turn.commit().await?;
        let kept: Option<Self> = text.and_then(|text| serde_json::from_slice(&text).ok());
        Ok(kept.filter(|kept| {
            secret::is_same(&kept.state, state) && kept.expires > Timestamp::now().as_second()
        }))
    }

    pub(super) fn into_parts(self) -> (Nonce, PkceCodeVerifier) {
        (self.nonce, self.verifier)
    }

    /// Takes away what nobody came back for.
    pub(super) async fn clear(store: &Store) -> Result<(), StoreError> {
        let now = Timestamp::now().as_second();
        let rows = store.rows("~site", KIND).all().await?;
        let is_over = |text: &[u8]| {
            serde_json::from_slice(text).map_or(true, |kept: Self| kept.expires <= now)
        };
        let mut turn = store.turn(&[]).await?;
        for (key, _) in rows.into_iter().filter(|(_, text)| is_over(text)) {
            turn.delete_row(&RowKey::new("~site", KIND, key)).await?;
        }
        turn.commit().await
    }
}

/// What nobody came back for, taken away.
pub(crate) async fn clear(store: &Store) -> Result<(), StoreError> {
    Pending::clear(store).await
}
