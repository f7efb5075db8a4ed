//! Credentials that are to be given again: the helpline asks, the officer allows, the registrar does it on a machine of
//! their own. It is the same credential: whoever has the lost letter can vote with it too, and who comes first has voted.

use hustings_office::ContestId;
use hustings_store::{RowKey, Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;

const KIND: &str = "reissue";

/// Who did something, when, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Said {
    pub(crate) by: String,
    pub(crate) when: String,
    pub(crate) why: String,
}

/// A credential that is to be given again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Reissue {
    pub(crate) elector: String,
    pub(crate) r#box: String,
    pub(crate) asked: Said,
    /// What the officer decided, and whether it is allowed.
    pub(crate) decided: Option<(bool, Said)>,
    /// That the registrar has done it.
    pub(crate) done: Option<Said>,
}

impl Reissue {
    /// Whether it waits for the officer.
    pub(crate) fn is_open(&self) -> bool {
        self.decided.is_none()
    }

    /// Whether it waits for the registrar.
    pub(crate) fn is_allowed(&self) -> bool {
        matches!(self.decided, Some((true, _))) && self.done.is_none()
    }
}

/// A key by which rows stand in the order of their time, and nobody's takes the place of another's.
pub(crate) fn in_time() -> String {
    let now = jiff::Timestamp::now().as_microsecond();
    let random = crate::secret::draw();
    format!("{now:020}-{}", &random[..6])
}

fn row(id: &ContestId, key: &str) -> RowKey {
    RowKey::new("~site", KIND, format!("{id}/{key}"))
}

/// Asks for one.
pub(crate) async fn ask(
    store: &Store,
    id: &ContestId,
    reissue: &Reissue,
) -> Result<(), StoreError> {
    let text = serde_json::to_vec(reissue).unwrap_or_default();
    let mut turn = store.turn(&[id.log()?]).await?;
    turn.put_row(&row(id, &in_time()), &text).await?;
    turn.commit().await
}

/// All of a contest, the first first, by their keys.
pub(crate) async fn all(
    store: &Store,
    id: &ContestId,
) -> Result<Vec<(String, Reissue)>, StoreError> {
    let prefix = format!("{id}/");
    let mut all = Vec::new();
    let mut rows = store.rows_under("~site", KIND, &prefix);
    while let Some((key, text)) = rows.next().await? {
        if let (Some(key), Ok(reissue)) = (key.strip_prefix(&prefix), serde_json::from_slice(&text))
        {
            all.push((key.to_owned(), reissue));
        }
    }
    Ok(all)
}

/// Goes on with one, in a turn.
pub(crate) async fn go_on(
    store: &Store,
    id: &ContestId,
    key: &str,
    change: impl FnOnce(&mut Reissue) -> bool,
) -> Result<bool, Trouble> {
    let mut turn = store.turn(&[id.log()?]).await?;
    let at = row(id, key);
    let text = turn.row(&at).await?.ok_or(Trouble::NotFound)?;
    let mut reissue: Reissue =
        serde_json::from_slice(&text).map_err(|error| Trouble::broken(&error))?;
    if !change(&mut reissue) {
        return Ok(false);
    }
    let text = serde_json::to_vec(&reissue).unwrap_or_default();
    turn.put_row(&at, &text).await?;
    turn.commit().await?;
    Ok(true)
}
