//! What the registrar sends of each box, under which name its election is, and who has checked what before the poll.

use std::collections::BTreeMap;

use hustings_office::ContestId;
use hustings_rulebook::BoxId;
use hustings_seal::credentials;
use hustings_seal::election::Uuid;
use hustings_seal::group::Encoded;
use hustings_seal::randomness::system;
use hustings_store::{RowKey, Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;

const ELECTION: &str = "election";
const PUBLIC: &str = "public-credentials";
/// Who has rehearsed, or checked a list.
pub(crate) const CHECKED: &str = "checked";

fn row(kind: &'static str, id: &ContestId, of: &BoxId) -> RowKey {
    RowKey::new("~site", kind, format!("{id}/{of}"))
}

/// The name of a box's election: drawn once, and kept.
pub(crate) async fn uuid(store: &Store, id: &ContestId, of: &BoxId) -> Result<Uuid, Trouble> {
    let at = row(ELECTION, id, of);
    let read = |bytes: Vec<u8>| String::from_utf8(bytes).ok()?.parse().ok();
    if let Some(known) = store.row(&at).await?.and_then(read) {
        return Ok(known);
    }
    let mut turn = store.turn(&[id.log()?]).await?;
    if let Some(known) = turn.row(&at).await?.and_then(read) {
        return Ok(known);
    }
    let uuid = Uuid::generate(&mut system());
    turn.put_row(&at, uuid.as_str().as_bytes()).await?;
    turn.commit().await?;
    Ok(uuid)
}

/// The list of public credentials of a box, as the registrar sent it.
pub(crate) async fn public(
    store: &Store,
    id: &ContestId,
    of: &BoxId,
) -> Result<Option<Vec<Encoded>>, Trouble> {
    let Some(text) = store.row(&row(PUBLIC, id, of)).await? else {
        return Ok(None);
    };
    let list = credentials::parse(&text).map_err(|fault| Trouble::broken(&fault))?;
    Ok(Some(list))
}

/// Whether the list of a box is there.
pub(crate) async fn is_there(
    store: &Store,
    id: &ContestId,
    of: &BoxId,
) -> Result<bool, StoreError> {
    Ok(store.row(&row(PUBLIC, id, of)).await?.is_some())
}

/// Keeps the list of a box: well formed, and one credential for each elector. One that is there already can be replaced
/// until the box is open, since credentials may have to be issued anew.
pub(crate) async fn keep_public(
    store: &Store,
    id: &ContestId,
    of: &BoxId,
    (text, electors): (&str, usize),
) -> Result<(), Trouble> {
    let refused =
        |reason: String| Trouble::Refused(format!("public.json: {reason}. Nothing of it was kept"));
    let list = credentials::parse(text.as_bytes()).map_err(|fault| refused(fault.to_string()))?;
    for (number, credential) in (1..).zip(&list) {
        let element = credential.element();
        let element = element.map_err(|fault| refused(format!("entry {number} {fault}")))?;
        if element.is_identity() {
            return Err(refused(format!(
                "entry {number} is the neutral element, for which anybody can sign; issue the credentials anew"
            )));
        }
    }
    let mut sorted = list.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() != list.len() {
        return Err(refused(
            "a credential stands twice in it; issue the credentials anew".to_owned(),
        ));
    }
    if list.len() != electors {
        return Err(refused(format!(
            "it has {} credentials, and {electors} electors have this box; issue them from the list of electors that is offered here",
            list.len()
        )));
    }
    let mut turn = store.turn(&[id.log()?]).await?;
    turn.put_row(&row(PUBLIC, id, of), text.as_bytes()).await?;
    Ok(turn.commit().await?)
}

/// That somebody has checked something, and when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Checked {
    pub(crate) by: String,
    pub(crate) when: String,
}

/// Notes that somebody has checked: `what` is `keys` or a box, `who` a trustee's number, `server` or `registrar`.
pub(crate) async fn note(
    store: &Store,
    id: &ContestId,
    (what, who): (&str, &str),
    checked: &Checked,
) -> Result<(), Trouble> {
    let mut turn = store.turn(&[id.log()?]).await?;
    let at = RowKey::new("~site", CHECKED, format!("{id}/{what}/{who}"));
    let text = serde_json::to_vec(checked).unwrap_or_default();
    turn.put_row(&at, &text).await?;
    Ok(turn.commit().await?)
}

/// All that was checked, by what and who.
pub(crate) async fn checked(
    store: &Store,
    id: &ContestId,
) -> Result<BTreeMap<(String, String), Checked>, StoreError> {
    let prefix = format!("{id}/");
    let mut all = BTreeMap::new();
    let mut rows = store.rows_under("~site", CHECKED, &prefix);
    while let Some((key, bytes)) = rows.next().await? {
        let parts = key
            .strip_prefix(&prefix)
            .and_then(|rest| rest.split_once('/'));
        if let (Some((what, who)), Ok(checked)) = (parts, serde_json::from_slice(&bytes)) {
            all.insert((what.to_owned(), who.to_owned()), checked);
        }
    }
    Ok(all)
}
