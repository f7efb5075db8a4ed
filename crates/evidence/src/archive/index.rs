//! Where each record of a bundle stands, found in one pass that hashes all of it and holds none of it.

use std::io::{self, Read, Seek, SeekFrom};

use hustings_seal::progress::Progress;
use sha2::{Digest as _, Sha256};

use super::{ArchiveError, BLOCK, header, padding};
use crate::digest;

/// A record, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub path: String,
    /// Where its first byte stands in the file.
    pub offset: u64,
    pub bytes: u64,
    pub digest: String,
}

/// The records of a file that should be a bundle.
#[derive(Debug)]
pub(crate) struct Index {
    pub entries: Vec<Entry>,
    /// Over the whole file.
    pub digest: String,
    /// Of the whole file.
    pub bytes: u64,
    /// Why the file is no archive, or not the one that its records make. Unless it is
    /// [`NotCanonical`](ArchiveError::NotCanonical), records may be missing.
    pub fault: Option<ArchiveError>,
}

impl Index {
    /// Whether all records were found.
    pub fn is_whole(&self) -> bool {
        matches!(self.fault, None | Some(ArchiveError::NotCanonical(_)))
    }

    /// Reads the whole file, once.
    pub fn read(mut file: impl Read + Seek, progress: Progress<'_>) -> io::Result<Self> {
        file.seek(SeekFrom::Start(0))?;
        let mut scan = Scan::new(file, progress);
        let mut entries = Vec::new();
        let read = scan.entries(&mut entries);
        scan.drain()?;
        let fault = match read {
            Err(Stop::Io(error)) => return Err(error),
            Err(Stop::Fault(fault)) => Some(fault),
            Ok(()) => scan.different.map(|at| ArchiveError::NotCanonical(at + 1)),
        };
        Ok(Self {
            entries,
            digest: digest::shown(scan.hash),
            bytes: scan.position,
            fault,
        })
    }
}

/// Why reading records ends early.
enum Stop {
    Io(io::Error),
    Fault(ArchiveError),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ArchiveError> for Stop {
    fn from(fault: ArchiveError) -> Self {
        Self::Fault(fault)
    }
}

/// How much is read at once.
const PIECE: usize = 1 << 16;

struct Scan<'p, R> {
    file: R,
    progress: Progress<'p>,
    hash: Sha256,
    position: u64,
    /// The first byte that is not what the records make.
    different: Option<u64>,
    piece: Vec<u8>,
}

impl<'p, R: Read> Scan<'p, R> {
    fn new(file: R, progress: Progress<'p>) -> Self {
        Self {
            file,
            progress,
            hash: Sha256::new(),
            position: 0,
            different: None,
            piece: vec![0; PIECE],
        }
    }

    fn entries(&mut self, entries: &mut Vec<Entry>) -> Result<(), Stop> {
        loop {
            let start = self.position;
            let mut block = [0; BLOCK];
            match self.fill(&mut block)? {
                // Only the end is missing.
                0 => {
                    self.differ(start);
                    return Ok(());
                }
                BLOCK => {}
                _ => return Err(ArchiveError::Unreadable.into()),
            }
            if block == [0; BLOCK] {
                return Ok(self.end()?);
            }
            entries.push(self.entry(&block, start, entries.len() + 1)?);
        }
    }

    /// The record behind a header that was read.
    fn entry(&mut self, block: &[u8; BLOCK], start: u64, number: usize) -> Result<Entry, Stop> {
        let (path, bytes) = read_header(block, number)?;
        match header(&path, bytes) {
            Some(ought) => self.compare(block, ought.as_bytes(), start),
            None => self.differ(start),
        }
        let offset = self.position;
        let digest = self.body(bytes)?.ok_or(ArchiveError::Unreadable)?;
        let mut zeroes = [0; BLOCK];
        let zeroes = &mut zeroes[..padding(bytes)];
        let start = self.position;
        if self.fill(zeroes)? < zeroes.len() {
            return Err(ArchiveError::Unreadable.into());
        }
        self.compare(zeroes, &[0; BLOCK], start);
        Ok(Entry {
            path,
            offset,
            bytes,
            digest,
        })
    }

    /// The digest of so many bytes; nothing if there are fewer.
    fn body(&mut self, bytes: u64) -> io::Result<Option<String>> {
        let mut hash = Sha256::new();
        let mut left = bytes;
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let read = self.piece(most)?;
            if read == 0 {
                return Ok(None);
            }
            hash.update(&self.piece[..read]);
            left -= read as u64;
        }
        Ok(Some(digest::shown(hash)))
    }

    /// One block of zeroes was read; one more must come, and nothing else.
    fn end(&mut self) -> io::Result<()> {
        let start = self.position;
        let mut block = [0; BLOCK];
        let read = self.fill(&mut block)?;
        self.compare(&block[..read], &[0; BLOCK], start);
        if read < BLOCK {
            self.differ(self.position);
        }
        let end = self.position;
        if self.drain()? {
            self.differ(end);
        }
        Ok(())
    }

    /// Reads to the end, and says whether anything was left.
    fn drain(&mut self) -> io::Result<bool> {
        let start = self.position;
        while self.piece(PIECE)? > 0 {}
        Ok(self.position > start)
    }

    /// Reads as much as there is, at most so much.
    fn fill(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < into.len() {
            let read = self.piece(into.len() - filled)?;
            if read == 0 {
                break;
            }
            into[filled..filled + read].copy_from_slice(&self.piece[..read]);
            filled += read;
        }
        Ok(filled)
    }

    /// Reads the next piece of at most so many bytes, which are no more than a piece has.
    fn piece(&mut self, most: usize) -> io::Result<usize> {
        let read = loop {
            match self.file.read(&mut self.piece[..most]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.hash.update(&self.piece[..read]);
        self.position += read as u64;
        (self.progress)(read);
        Ok(read)
    }

    fn compare(&mut self, is: &[u8], ought: &[u8], start: u64) {
        let differs = is.iter().zip(ought).position(|(is, ought)| is != ought);
        if let Some(at) = differs {
            self.differ(start + at as u64);
        }
    }

    fn differ(&mut self, at: u64) {
        self.different = self.different.or(Some(at));
    }
}

/// Path and length of the record that a header begins.
fn read_header(block: &[u8; BLOCK], number: usize) -> Result<(String, u64), ArchiveError> {
    let header = tar::Header::from_byte_slice(block);
    if header.cksum().ok() != Some(checksum(block)) {
        return Err(ArchiveError::Unreadable);
    }
    let path = String::from_utf8(header.path_bytes().into_owned())
        .map_err(|_| ArchiveError::Path(number))?;
    if header.entry_type() != tar::EntryType::Regular {
        return Err(ArchiveError::NotAFile(path));
    }
    let bytes = header.size().map_err(|_| ArchiveError::Unreadable)?;
    Ok((path, bytes))
}

/// The sum of a header's bytes, with blanks where the sum itself stands.
fn checksum(block: &[u8; BLOCK]) -> u32 {
    let bytes = block.iter().enumerate();
    bytes
        .map(|(at, &byte)| {
            if (148..156).contains(&at) {
                32
            } else {
                u32::from(byte)
            }
        })
        .sum()
}
