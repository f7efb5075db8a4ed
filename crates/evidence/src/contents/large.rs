use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

use crate::digest::Hashing;

type Open = dyn Fn() -> io::Result<Box<dyn Read>> + Send + Sync;

/// A file of a bundle that need not fit into memory: how long it is, its digest, and how it is read.
#[derive(Clone)]
pub struct Large {
    bytes: u64,
    digest: String,
    open: Arc<Open>,
}

impl Large {
    /// What is read anew each time that it is opened; it is read once here.
    pub fn new<R: Read + 'static>(
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let mut hashing = Hashing::new(io::sink());
        let bytes = io::copy(&mut open()?, &mut hashing)?;
        Ok(Self {
            bytes,
            digest: hashing.digest(),
            open: Arc::new(move || Ok(Box::new(open()?))),
        })
    }

    /// How long it is.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// `sha256:` and its digest.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn Read>> {
        (self.open)()
    }
}

impl From<Vec<u8>> for Large {
    fn from(bytes: Vec<u8>) -> Self {
        let bytes: Arc<[u8]> = bytes.into();
        Self {
            bytes: bytes.len() as u64,
            digest: crate::digest::of(&bytes),
            open: Arc::new(move || Ok(Box::new(io::Cursor::new(Arc::clone(&bytes))))),
        }
    }
}

impl PartialEq for Large {
    fn eq(&self, other: &Self) -> bool {
        (self.bytes, &self.digest) == (other.bytes, &other.digest)
    }
}

impl Eq for Large {}

impl fmt::Debug for Large {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Large({} bytes, {})", self.bytes, self.digest)
    }
}
