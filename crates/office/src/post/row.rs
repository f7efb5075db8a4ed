//! Private rows of papers by post, as JSON.

use hustings_rulebook::{BatchId, SectionId};
use hustings_store::{RowKey, Turn};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::OfficeError;

/// Of a batch: from which section's electors; `None` from several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BatchRow {
    pub(super) section: Option<SectionId>,
}

/// Of the first paper of an elector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperRow {
    pub(crate) batch: BatchId,
    pub(crate) done: Done,
}

/// What was done with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Done {
    Taken,
    SetAside,
}

/// Why papers of an elector in a batch were rejected, one reason a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct RejectedRow(pub(super) Vec<String>);

/// Reads a row, if it is there.
pub(super) async fn get<T: DeserializeOwned>(
    turn: &mut Turn,
    at: &RowKey,
) -> Result<Option<T>, OfficeError> {
    let bytes = turn.row(at).await?;
    bytes
        .map(|bytes| parse(at.kind.as_ref(), &bytes))
        .transpose()
}

/// Writes a row in place of what was there.
pub(super) async fn put(
    turn: &mut Turn,
    at: &RowKey,
    value: &impl Serialize,
) -> Result<(), OfficeError> {
    let bytes = serde_json::to_vec(value)
        .map_err(|error| OfficeError::NotPossible(format!("a row of {}: {error}", at.kind)))?;
    Ok(turn.put_row(at, &bytes).await?)
}

/// What a row says.
pub(crate) fn parse<T: DeserializeOwned>(kind: &str, bytes: &[u8]) -> Result<T, OfficeError> {
    serde_json::from_slice(bytes).map_err(|error| {
        OfficeError::Lost(format!("a row of the kind '{kind}' that reads ({error})"))
    })
}
