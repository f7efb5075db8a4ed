//! The archive: a tar that its records determine to the byte (`docs/formats/bundle.md`).

mod index;
mod write;

pub(crate) use index::{Entry, Index};
pub use write::WriteError;
pub(crate) use write::{Body, Record, write};

/// Why bytes are no archive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// The bytes are not a tar archive.
    #[error("this is not a readable tar archive; it may be truncated, or another kind of file")]
    Unreadable,
    /// A record is not a plain file.
    #[error("the record '{0}' is not a plain file")]
    NotAFile(String),
    /// A path is no text.
    #[error("record {0} has a path that is not UTF-8")]
    Path(usize),
    /// The end of the archive is missing, or something stands after it.
    #[error(
        "byte {0} is not what these records make; the archive was changed or written by something else"
    )]
    NotCanonical(u64),
}

/// Everything in a tar stands in blocks of this many bytes.
const BLOCK: usize = 512;

/// The longest path that a plain header holds.
const LONGEST_PATH: usize = 100;

/// The header of a record: fixed, but for path and length. Nothing if no record has such a path.
fn header(path: &str, bytes: u64) -> Option<tar::Header> {
    if path.len() > LONGEST_PATH {
        return None;
    }
    let mut header = tar::Header::new_ustar();
    header.set_path(path).ok()?;
    header.set_size(bytes);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    Some(header)
}

/// How many zeroes stand between a record of so many bytes and the next block.
fn padding(bytes: u64) -> usize {
    let block = BLOCK as u64;
    // Below a block's length.
    usize::try_from((block - bytes % block) % block).unwrap_or(0)
}
