//! The container: old-style tar records, of which nothing may differ by a bit.

use std::io::{self, BufRead, Read, Write};

use sha2::{Digest as _, Sha256};

use crate::digest::Digest;

pub(super) const BLOCK: usize = 512;

/// The name of the first record.
pub(super) const HEADER: &str = "BELENIOS";

/// What a record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Header,
    Data,
    Event,
}

/// What is wrong with the file itself.
#[derive(Debug)]
pub(crate) enum TarFault {
    Io(io::Error),
    Truncated,
    /// Which part of the record is not what it must be.
    Record(&'static str),
    /// The name is not the digest of the content.
    Digest,
}

impl From<io::Error> for TarFault {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            Self::Truncated
        } else {
            Self::Io(error)
        }
    }
}

/// The block before a record: name, mode, owner, size, time and checksum, in octal digits.
pub(super) fn block(name: &str, size: u64, time: u64) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut put =
        |at: usize, text: &str| block[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, &format!("{size:011o}"));
    put(136, &format!("{time:011o}"));
    put(148, "        ");
    put(156, "0");
    let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// The largest record that eleven octal digits can tell.
pub(super) const LARGEST: u64 = (1 << 33) - 1;

pub(super) fn name_of(kind: Kind, digest: Digest) -> String {
    match kind {
        Kind::Header => HEADER.to_owned(),
        Kind::Data => format!("{digest}.data.json"),
        Kind::Event => format!("{digest}.event.json"),
    }
}

/// Zeros up to the next block.
pub(super) fn padding(size: u64) -> &'static [u8] {
    const ZEROS: [u8; BLOCK] = [0; BLOCK];
    let over = usize::try_from(size % BLOCK as u64).unwrap_or(0);
    if over == 0 { &[] } else { &ZEROS[over..] }
}

/// Reads record after record.
#[derive(Debug)]
pub(crate) struct Records<R> {
    reader: R,
    time: Option<u64>,
    read: usize,
}

/// The start of a record, whose body comes next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    pub kind: Kind,
    /// By its name; nothing for the header.
    pub digest: Option<Digest>,
    pub size: u64,
}

impl<R: Read> Records<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            time: None,
            read: 0,
        }
    }

    /// How many records were begun.
    pub fn number(&self) -> usize {
        self.read
    }

    /// All records have this time, as the one that was read already must have had; whether it had.
    pub fn set_time(&mut self, time: u64) -> bool {
        self.time.replace(time) == Some(time)
    }

    /// The next record's start, or nothing at the end of the file.
    pub fn next(&mut self) -> Result<Option<Record>, TarFault> {
        let mut received = [0; BLOCK];
        if !fill_or_end(&mut self.reader, &mut received)? {
            return Ok(None);
        }
        self.read += 1;
        let name_end = received[..100]
            .iter()
            .position(|&byte| byte == 0)
            .unwrap_or(100);
        let name =
            std::str::from_utf8(&received[..name_end]).map_err(|_| TarFault::Record("name"))?;
        let size = octal(&received[124..135]).ok_or(TarFault::Record("size"))?;
        let time = octal(&received[136..147]).ok_or(TarFault::Record("time"))?;
        let (kind, digest) = identify(name).ok_or(TarFault::Record("name"))?;
        if *self.time.get_or_insert(time) != time {
            return Err(TarFault::Record("time"));
        }
        if block(name, size, time) != received {
            return Err(TarFault::Record("form"));
        }
        Ok(Some(Record { kind, digest, size }))
    }

    /// The body of a record that fits in memory, whose digest is not yet compared.
    pub fn bytes(&mut self, record: Record) -> Result<Vec<u8>, TarFault> {
        let mut body = Vec::new();
        let read = (&mut self.reader)
            .take(record.size)
            .read_to_end(&mut body)?;
        if read as u64 != record.size {
            return Err(TarFault::Truncated);
        }
        self.skip_padding(record.size)?;
        Ok(body)
    }

    /// The body of a record as a stream.
    pub fn body(&mut self, record: Record) -> Body<'_, R> {
        Body {
            records: self,
            record,
            left: record.size,
            hash: Sha256::new(),
            buffer: vec![0; 1 << 18].into_boxed_slice(),
            start: 0,
            end: 0,
        }
    }

    /// Passes over a body.
    pub fn skip(&mut self, record: Record) -> Result<(), TarFault> {
        let copied = io::copy(&mut (&mut self.reader).take(record.size), &mut io::sink())?;
        if copied != record.size {
            return Err(TarFault::Truncated);
        }
        self.skip_padding(record.size)
    }

    fn skip_padding(&mut self, size: u64) -> Result<(), TarFault> {
        let expected = padding(size);
        let mut received = [0; BLOCK];
        let received = &mut received[..expected.len()];
        self.reader.read_exact(received)?;
        if received == expected {
            Ok(())
        } else {
            Err(TarFault::Record("padding"))
        }
    }
}

/// Reads all, or nothing at the end.
fn fill_or_end(reader: &mut impl Read, into: &mut [u8]) -> Result<bool, TarFault> {
    let mut filled = 0;
    while filled < into.len() {
        match reader.read(&mut into[filled..]) {
            Ok(0) if filled == 0 => return Ok(false),
            Ok(0) => return Err(TarFault::Truncated),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(TarFault::Io(error)),
        }
    }
    Ok(true)
}

fn octal(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0, |value, digit| match digit {
        b'0'..=b'7' => Some(value * 8 + u64::from(digit - b'0')),
        _ => None,
    })
}

fn identify(name: &str) -> Option<(Kind, Option<Digest>)> {
    if name == HEADER {
        return Some((Kind::Header, None));
    }
    let (digest, kind) = match (
        name.strip_suffix(".data.json"),
        name.strip_suffix(".event.json"),
    ) {
        (Some(digest), _) => (digest, Kind::Data),
        (_, Some(digest)) => (digest, Kind::Event),
        _ => return None,
    };
    Some((kind, Some(Digest::from_hex(digest)?)))
}

/// A record's body, hashed as it is read.
pub(crate) struct Body<'a, R> {
    records: &'a mut Records<R>,
    record: Record,
    left: u64,
    hash: Sha256,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
}

impl<R: Read> Body<'_, R> {
    /// Reads what is left, and compares the digest.
    pub fn finish(mut self) -> Result<(), TarFault> {
        loop {
            self.start = self.end;
            if self.fill_buf()?.is_empty() {
                break;
            }
        }
        let digest = Digest(self.hash.finalize().into());
        self.records.skip_padding(self.record.size)?;
        if self
            .record
            .digest
            .is_some_and(|expected| expected != digest)
        {
            return Err(TarFault::Digest);
        }
        Ok(())
    }
}

impl<R: Read> Read for Body<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let here = self.fill_buf()?;
        let count = here.len().min(into.len());
        into[..count].copy_from_slice(&here[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Body<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end && self.left > 0 {
            let most = usize::try_from(self.left)
                .unwrap_or(usize::MAX)
                .min(self.buffer.len());
            let count = self.records.reader.read(&mut self.buffer[..most])?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.hash.update(&self.buffer[..count]);
            self.left -= count as u64;
            (self.start, self.end) = (0, count);
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.start += count;
    }
}

/// Writes a record whose body is in memory.
pub(super) fn write_record(
    out: &mut impl Write,
    kind: Kind,
    body: &[u8],
    time: u64,
) -> io::Result<Digest> {
    let digest = Digest::of(body);
    out.write_all(&block(&name_of(kind, digest), body.len() as u64, time))?;
    out.write_all(body)?;
    out.write_all(padding(body.len() as u64))?;
    Ok(digest)
}
