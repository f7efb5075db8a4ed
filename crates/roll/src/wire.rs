//! Private rows: a row of the roll as the store keeps it, one object of JSON (`docs/formats/roll.md`).

use serde::{Deserialize, Serialize};

use crate::{Elector, Origin, Row, Salt};

/// A row as the store keeps it: never published, erased when the rulebook's time of retention is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateRow {
    /// The row.
    pub row: Row,
    /// Its salt, once the roll is frozen.
    pub salt: Option<Salt>,
}

/// Why a text is no private row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}, column {column}: {reason}: a private row is as docs/formats/roll.md has it; restore the store from its backup"
)]
pub struct WireError {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// In the parser's words.
    pub reason: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<E> {
    format: Format,
    origin: Origin,
    elector: E,
    #[serde(deserialize_with = "Option::deserialize")]
    salt: Option<Salt>,
}

#[derive(Serialize, Deserialize)]
enum Format {
    #[serde(rename = "hustings-roll-row/1")]
    One,
}

impl PrivateRow {
    /// The row as JSON on one line.
    pub fn write(&self) -> String {
        let Row { origin, elector } = &self.row;
        let wire = Wire {
            format: Format::One,
            origin: *origin,
            elector,
            salt: self.salt,
        };
        // Writing to memory cannot fail, and every key is a string.
        serde_json::to_string(&wire).unwrap_or_default()
    }

    /// Reads a row; every cell is held against what may stand on a roll.
    pub fn read(text: &str) -> Result<Self, WireError> {
        let wire: Wire<Elector> = serde_json::from_str(text).map_err(|error| WireError {
            line: error.line(),
            column: error.column(),
            reason: error.to_string(),
        })?;
        let row = Row {
            origin: wire.origin,
            elector: wire.elector,
        };
        Ok(Self {
            row,
            salt: wire.salt,
        })
    }
}
