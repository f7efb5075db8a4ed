//! The archive: a tar that its records determine to the byte (`docs/formats/bundle.md`).

use std::io::Read;

/// A file in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// Why bytes are no archive, or records cannot be put into one.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The bytes are not a tar archive.
    #[error("this is not a readable tar archive; it may be truncated, or another kind of file")]
    Unreadable(#[from] std::io::Error),
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
    NotCanonical(usize),
}

/// The longest path that a plain header holds.
const LONGEST_PATH: usize = 100;

pub(crate) fn write(records: &[Record]) -> Result<Vec<u8>, ArchiveError> {
    let mut builder = tar::Builder::new(Vec::new());
    for record in records {
        if record.path.len() > LONGEST_PATH {
            return Err(ArchiveError::NotAFile(record.path.clone()));
        }
        let mut header = tar::Header::new_ustar();
        header.set_path(&record.path)?;
        header.set_size(record.bytes.len() as u64);
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        builder.append(&header, record.bytes.as_slice())?;
    }
    Ok(builder.into_inner()?)
}

/// Reads what can be read; whether the bytes are canonical is for [`check_canonical`].
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Record>, ArchiveError> {
    let mut records = Vec::new();
    for (number, entry) in tar::Archive::new(bytes).entries()?.enumerate() {
        let mut entry = entry?;
        let path = String::from_utf8(entry.path_bytes().into_owned())
            .map_err(|_| ArchiveError::Path(number + 1))?;
        if entry.header().entry_type() != tar::EntryType::Regular {
            return Err(ArchiveError::NotAFile(path));
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        records.push(Record { path, bytes });
    }
    Ok(records)
}

/// Holds the bytes against what their records make.
pub(crate) fn check_canonical(bytes: &[u8], records: &[Record]) -> Result<(), ArchiveError> {
    let canonical = write(records)?;
    if canonical == bytes {
        return Ok(());
    }
    let same = bytes
        .iter()
        .zip(&canonical)
        .take_while(|(is, ought)| is == ought)
        .count();
    Err(ArchiveError::NotCanonical(same + 1))
}
