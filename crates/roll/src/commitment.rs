//! What is published of an elector: a digest that nobody can invert without her salt.
//!
//! An opening is one line of canonical JSON (RFC 8785), and its commitment the SHA-256 of that line: whoever is sent
//! her opening checks it with `sha256sum` and `grep`, without this program.

use hustings_rulebook::SectionId;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{Channel, Elector, ElectorId, Name, hex};

/// 128 random bits, an elector's own. Secret: with it, a guess at a row can be checked against the published list; where it
/// is erased, the commitment says nothing any more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Salt([u8; 16]);

/// The SHA-256 of an opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Commitment([u8; 32]);

/// Why a text is no commitment or salt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{}' is not {digits} hexadecimal digits in lower case: copy it as it was sent", .found.escape_debug())]
pub struct CommitmentError {
    /// What is there.
    pub found: String,
    /// How many digits are wanted.
    pub digits: usize,
}

/// What an elector is committed to: the part of her row that decides how she votes, and her salt.
///
/// Keys are in the order of canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Her channel.
    pub channel: Channel,
    /// Her membership number.
    pub elector: ElectorId,
    format: Format,
    /// Her name.
    pub name: Name,
    /// Her salt.
    pub salt: Salt,
    /// Her section; `None` where the rulebook tells nobody apart.
    #[serde(deserialize_with = "Option::deserialize")]
    pub section: Option<SectionId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "hustings-roll/1")]
    One,
}

/// Why bytes are no opening.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// It is not of the opening's shape.
    #[error(
        "column {column}: {reason}: an opening is one line of JSON as docs/formats/roll.md has it; copy it as it was sent"
    )]
    Unreadable {
        /// Where, from 1.
        column: usize,
        /// In the parser's words.
        reason: String,
    },
    /// It says an opening, but not in the one way in which it is hashed.
    #[error(
        "it is not canonical JSON, so that its digest is another: copy it as it was sent, without spaces or a line feed"
    )]
    NotCanonical,
}

impl Opening {
    /// What is committed to of an elector.
    pub fn of(elector: &Elector, salt: Salt) -> Self {
        Self {
            channel: elector.channel,
            elector: elector.id.clone(),
            format: Format::One,
            name: elector.name.clone(),
            salt,
            section: elector.section.clone(),
        }
    }

    /// Reads an opening as it was sent; takes the one spelling that is hashed.
    pub fn read(bytes: &[u8]) -> Result<Self, OpeningError> {
        let opening: Self =
            serde_json::from_slice(bytes).map_err(|error| OpeningError::Unreadable {
                column: error.column(),
                reason: error.to_string(),
            })?;
        if opening.line().as_bytes() == bytes {
            Ok(opening)
        } else {
            Err(OpeningError::NotCanonical)
        }
    }

    /// The line of canonical JSON, without a line feed.
    pub fn line(&self) -> String {
        // Keys are declared in order, all values are strings or null, and serde_json escapes as RFC 8785 does. Writing to
        // memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What is published of it.
    pub fn commitment(&self) -> Commitment {
        Commitment::of(self.line().as_bytes())
    }
}

impl Commitment {
    /// The commitment whose opening is this line.
    pub fn of(line: &[u8]) -> Self {
        Self(Sha256::digest(line).into())
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 16]> for Salt {
    fn from(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for Salt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salt(secret)")
    }
}

macro_rules! hexadecimal {
    ($($name:ident, $bytes:literal;)*) => {$(
        impl TryFrom<String> for $name {
            type Error = CommitmentError;

            fn try_from(text: String) -> Result<Self, CommitmentError> {
                hex::read(text.as_bytes()).map(Self).ok_or(CommitmentError { found: text, digits: 2 * $bytes })
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                hex::write(&value.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = CommitmentError;

            fn from_str(text: &str) -> Result<Self, CommitmentError> {
                Self::try_from(text.to_owned())
            }
        }
    )*};
}

hexadecimal! {
    Salt, 16;
    Commitment, 32;
}

impl std::fmt::Display for Commitment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::write(&self.0))
    }
}
