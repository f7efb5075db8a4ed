//! Invitations: a link by which somebody makes their account, once, or makes its password and second factor anew. The link
//! alone authorises nothing else.

use hustings_store::{RowKey, Store, StoreError, Turn};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Grant;
use crate::secret;

/// Who is invited, to what.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Invitation {
    /// The address that the account will have; the first officer chooses one.
    pub(crate) email: Option<String>,
    /// The roles that it will have.
    pub(crate) grants: Vec<Grant>,
    /// Its second factor, so that a page that is shown again shows the same.
    pub(crate) second_factor: super::SecondFactor,
    /// Whether it is for an account that there is, of which password and second factor are made anew.
    #[serde(default)]
    pub(crate) renews: bool,
    expires: i64,
}

impl Invitation {
    pub(crate) fn new(email: Option<String>, grants: Vec<Grant>) -> Self {
        let until = Timestamp::now() + SignedDuration::from_hours(7 * 24);
        Self {
            email,
            grants,
            second_factor: super::SecondFactor::new(),
            renews: false,
            expires: until.as_second(),
        }
    }

    /// For whoever has an account and cannot sign in to it any more: good for a day.
    pub(crate) fn renewing(email: String) -> Self {
        let until = Timestamp::now() + SignedDuration::from_hours(24);
        Self {
            renews: true,
            expires: until.as_second(),
            ..Self::new(Some(email), Vec::new())
        }
    }

    fn row(token: &str) -> RowKey {
        RowKey::new("~site", "invitation", secret::hash("invitation", token))
    }

    /// Keeps it, and gives the word that its link ends in.
    pub(crate) async fn put(&self, turn: &mut Turn) -> Result<String, StoreError> {
        let token = secret::draw();
        let text = serde_json::to_vec(self).unwrap_or_default();
        turn.put_row(&Self::row(&token), &text).await?;
        Ok(token)
    }

    fn read(text: Option<Vec<u8>>) -> Option<Self> {
        let kept: Self = serde_json::from_slice(&text?).ok()?;
        Some(kept).filter(|kept| kept.expires > Timestamp::now().as_second())
    }

    /// The invitation of a link, if it is good.
    pub(crate) async fn find(store: &Store, token: &str) -> Result<Option<Self>, StoreError> {
        Ok(Self::read(store.row(&Self::row(token)).await?))
    }

    /// Uses it up: it is good for one who comes first.
    pub(crate) async fn take(turn: &mut Turn, token: &str) -> Result<Option<Self>, StoreError> {
        let row = Self::row(token);
        let found = Self::read(turn.row(&row).await?);
        turn.delete_row(&row).await?;
        Ok(found)
    }

    /// Those that are good still, each with what it is kept under, which opens nothing.
    pub(crate) async fn all(store: &Store) -> Result<Vec<(String, Self)>, StoreError> {
        let rows = store.rows("~site", "invitation").all().await?;
        let kept = rows
            .into_iter()
            .filter_map(|(key, text)| Some((key, Self::read(Some(text))?)));
        Ok(kept.collect())
    }

    /// Ends every renewal of an account: when another is made, and when one was followed.
    pub(crate) async fn end_renewals(turn: &mut Turn, email: &str) -> Result<(), StoreError> {
        for (key, text) in turn.rows("~site", "invitation").all().await? {
            let of_account = Self::read(Some(text)).is_some_and(|kept| {
                let to = kept.email.as_deref().unwrap_or_default();
                kept.renews && to.eq_ignore_ascii_case(email)
            });
            if of_account {
                Self::withdraw(turn, &key).await?;
            }
        }
        Ok(())
    }

    /// Takes one back.
    pub(crate) async fn withdraw(turn: &mut Turn, key: &str) -> Result<(), StoreError> {
        let row = RowKey::new("~site", "invitation", key.to_owned());
        turn.delete_row(&row).await.map(|_| ())
    }
}
