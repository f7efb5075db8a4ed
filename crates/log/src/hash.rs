//! Hashes of a Merkle tree: SHA-256, with a byte in front that keeps entries and nodes apart.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A node of the tree, of 32 bytes: an entry's hash, a subtree's, or the root.
///
/// Written as standard base64 with padding, 44 characters, as in a checkpoint.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

/// That a text is no hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 32 bytes in base64 with padding, 44 characters, and this text is not")]
pub struct HashError;

impl Hash {
    /// How many bytes a hash has.
    pub const BYTES: usize = 32;

    /// The hash of an entry, a leaf of the tree: `SHA-256(0x00 || entry)` (RFC 6962, section 2.1).
    ///
    /// Whatever its length; that an entry fits a log says [`Entry`](crate::Entry).
    pub fn of_entry(entry: &[u8]) -> Self {
        let digest = Sha256::new().chain_update([0x00]).chain_update(entry);
        Self(digest.finalize().into())
    }

    /// The hash of a node: `SHA-256(0x01 || left || right)` (RFC 6962, section 2.1).
    pub fn of_children(left: &Self, right: &Self) -> Self {
        let mut node = [0x01; 1 + 2 * Self::BYTES];
        node[1..=Self::BYTES].copy_from_slice(&left.0);
        node[1 + Self::BYTES..].copy_from_slice(&right.0);
        Self(Sha256::digest(node).into())
    }

    /// The root of the tree without entries: `SHA-256()` (RFC 6962, section 2.1).
    pub fn of_nothing() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl From<[u8; Hash::BYTES]> for Hash {
    fn from(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashError;

    /// Takes the one spelling that [`Display`](fmt::Display) writes.
    fn from_str(text: &str) -> Result<Self, HashError> {
        let bytes = STANDARD.decode(text).map_err(|_| HashError)?;
        bytes.try_into().map(Self).map_err(|_| HashError)
    }
}
