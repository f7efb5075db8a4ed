//! Digests as the formats write them: `sha256:` and 64 lower-case hexadecimal digits.

use std::fmt::Write as _;
use std::io::{self, Write};

use sha2::{Digest as _, Sha256};

/// The digest of these bytes.
pub(crate) fn of(bytes: &[u8]) -> String {
    shown(Sha256::new_with_prefix(bytes))
}

pub(crate) fn shown(hash: Sha256) -> String {
    let mut text = String::from("sha256:");
    for byte in hash.finalize() {
        // Writing to memory cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Hashes what passes through it.
pub(crate) struct Hashing<W> {
    inner: W,
    hash: Sha256,
}

impl<W> Hashing<W> {
    pub fn new(inner: W) -> Self {
        let hash = Sha256::new();
        Self { inner, hash }
    }

    /// Of all that was written.
    pub fn digest(self) -> String {
        shown(self.hash)
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
