use std::io::{self, Read, Write};

use super::{BLOCK, header, padding};
use crate::Large;
use crate::digest::Hashing;

/// A file that is to be written.
pub(crate) struct Record<'a> {
    pub path: String,
    pub body: Body<'a>,
}

/// What is in a file.
#[derive(Clone, Copy)]
pub(crate) enum Body<'a> {
    Held(&'a [u8]),
    Large(&'a Large),
}

impl Record<'_> {
    pub fn bytes(&self) -> u64 {
        match self.body {
            Body::Held(bytes) => bytes.len() as u64,
            Body::Large(large) => large.bytes(),
        }
    }

    pub fn digest(&self) -> String {
        match self.body {
            Body::Held(bytes) => crate::digest::of(bytes),
            Body::Large(large) => large.digest().to_owned(),
        }
    }
}

/// Why a bundle is not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// What is read cannot be read, or the bundle cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A record with a path that no record has.
    #[error("'{0}' cannot be the path of a record: it is too long, or not one below the bundle")]
    Path(String),
    /// What is read is not what was read before.
    #[error("the record '{0}' was changed while the bundle was written; write it again")]
    Changed(String),
}

pub(crate) fn write(records: &[Record<'_>], mut out: impl Write) -> Result<(), WriteError> {
    for record in records {
        let path = || record.path.clone();
        let header =
            header(&record.path, record.bytes()).ok_or_else(|| WriteError::Path(path()))?;
        out.write_all(header.as_bytes())?;
        match record.body {
            Body::Held(bytes) => out.write_all(bytes)?,
            Body::Large(large) => {
                copy(large, &mut out)?.ok_or_else(|| WriteError::Changed(path()))?;
            }
        }
        out.write_all(&[0; BLOCK][..padding(record.bytes())])?;
    }
    out.write_all(&[0; 2 * BLOCK])?;
    out.flush()?;
    Ok(())
}

/// Nothing if it is not what it was.
fn copy(large: &Large, out: &mut impl Write) -> io::Result<Option<()>> {
    let mut hashing = Hashing::new(out);
    let copied = io::copy(&mut large.open()?.take(large.bytes()), &mut hashing)?;
    let same = copied == large.bytes() && hashing.digest() == large.digest();
    Ok(same.then_some(()))
}
