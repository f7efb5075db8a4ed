use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{KeyId, KeyName};

/// A line of a note: a key's name and id, and what it made of the text. A claim, until a key verifies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    name: KeyName,
    id: KeyId,
    bytes: Vec<u8>,
}

/// Why the signatures of a note are refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Nobody who is known signed.
    #[error("no key that is known has signed the note")]
    Unknown,
    /// A known key's signature is not one of this text.
    #[error(
        "the signature by {name} (key {id}) is not of this text; the text or the signature was changed"
    )]
    Invalid {
        /// The key's name.
        name: KeyName,
        /// The key's id.
        id: KeyId,
    },
    /// A known key's signature is there more than once.
    #[error("the note has more than one signature by {name} (key {id})")]
    Twice {
        /// The key's name.
        name: KeyName,
        /// The key's id.
        id: KeyId,
    },
}

/// U+2014 and a space.
const DASH: &str = "— ";

impl Signature {
    pub(crate) fn new(name: KeyName, id: KeyId, bytes: Vec<u8>) -> Self {
        Self { name, id, bytes }
    }

    /// Reads a line, without its line feed; none if it is not one, or another spelling of one.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (name, base64) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = STANDARD.decode(base64).ok()?;
        let (id, bytes) = bytes.split_first_chunk()?;
        if bytes.is_empty() {
            return None;
        }
        let name = name.parse().ok()?;
        Some(Self::new(name, KeyId::from(*id), bytes.to_vec()))
    }

    /// Whose it claims to be.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// Which key it claims to be by.
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// What the key made, as its kind has it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn is_by_key_of(&self, other: &Self) -> bool {
        self.name == other.name && self.id == other.id
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.as_bytes(), self.bytes.as_slice()].concat();
        write!(formatter, "{DASH}{} {}", self.name, STANDARD.encode(bytes))
    }
}
