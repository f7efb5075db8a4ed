//! What a log holds: bytes, of which it knows nothing but the length.

use crate::Hash;

/// An entry of a log: at most 65,535 bytes, since its length is 16 bits in an entry bundle (C2SP tlog-tiles, "Log
/// entries"). What is larger is named in an entry by its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a>(&'a [u8]);

/// That bytes are too many for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an entry has at most 65535 bytes, and this one has {bytes}; let its digest be the entry")]
pub struct EntryTooLong {
    /// How many there are.
    pub bytes: usize,
}

impl<'a> Entry<'a> {
    /// The most bytes that an entry has.
    pub const MAX_BYTES: usize = u16::MAX as usize;

    /// An entry of these bytes.
    pub fn new(bytes: &'a [u8]) -> Result<Self, EntryTooLong> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(EntryTooLong { bytes: bytes.len() });
        }
        Ok(Self(bytes))
    }

    /// The bytes.
    pub const fn bytes(self) -> &'a [u8] {
        self.0
    }

    /// The entry's hash, a leaf of the tree.
    pub fn hash(self) -> Hash {
        Hash::of_entry(self.0)
    }
}
