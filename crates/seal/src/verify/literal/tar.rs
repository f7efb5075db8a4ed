//! The file: an old-style tar archive that only grows (section 4.4 of the specification).
//!
//! What the specification leaves out is here as the peers write it: each header has one form for its name, its size and
//! the archive's time, so it is written again and compared to the byte.

use super::json::Json;
use super::stop::fault;
use crate::digest::Digest;
use crate::verify::{Fault, Place, Reason};

const BLOCK: usize = 512;
const FIRST: &[u8] = b"BELENIOS";

/// The fields of a header with the places at which they begin, for naming what differs.
const FIELDS: [(usize, &str); 9] = [
    (0, "name"),
    (100, "mode"),
    (108, "owner"),
    (116, "group"),
    (124, "size"),
    (136, "time"),
    (148, "checksum"),
    (156, "type"),
    (157, "unused part"),
];

/// What a record's name says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Data,
    Event,
}

/// A record whose name is the digest of its content.
pub(super) struct Record<'a> {
    pub number: usize,
    pub kind: Kind,
    pub content: &'a [u8],
    pub digest: Digest,
}

impl Record<'_> {
    pub fn place(&self) -> Place {
        Place::Record(self.number)
    }
}

/// The records of an archive, one after the other.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    number: usize,
    /// What the first record says, once it is read.
    time: u64,
}

/// A record of which nothing but its header and padding was looked at.
struct Raw<'a> {
    name: &'a [u8],
    time: u64,
    content: &'a [u8],
}

impl<'a> Records<'a> {
    pub fn new(archive: &'a [u8]) -> Self {
        Self {
            rest: archive,
            number: 0,
            time: 0,
        }
    }

    /// The next record of data or of an event; nothing where the archive ends behind a record.
    pub fn next(&mut self) -> Result<Option<Record<'a>>, Fault> {
        if self.number == 0 && !self.rest.is_empty() {
            self.time = self.first()?;
        }
        if self.rest.is_empty() {
            return Ok(None);
        }
        let raw = self.raw()?;
        if raw.time != self.time {
            return Err(self.fault(Reason::Tar("time")));
        }
        if raw.name == FIRST {
            return Err(self.fault(Reason::OutOfOrder("data or an event")));
        }
        let (named, kind) = named(raw.name).ok_or_else(|| self.fault(Reason::Tar("name")))?;
        let digest = Digest::of(raw.content);
        if digest != named {
            return Err(self.fault(Reason::Digest));
        }
        Ok(Some(Record {
            number: self.number,
            kind,
            content: raw.content,
            digest,
        }))
    }

    /// The archive's own header, and the time that all records bear.
    fn first(&mut self) -> Result<u64, Fault> {
        let raw = self.raw()?;
        let time = if raw.name == FIRST {
            timestamp(raw.content)
        } else if named(raw.name).is_some() {
            None
        } else {
            return Err(self.fault(Reason::Tar("name")));
        };
        match time {
            Some(time) if time == raw.time => Ok(time),
            Some(_) => Err(self.fault(Reason::Tar("time"))),
            None => Err(self.fault(Reason::Header)),
        }
    }

    fn raw(&mut self) -> Result<Raw<'a>, Fault> {
        self.number += 1;
        let (head, behind) = self
            .rest
            .split_first_chunk::<BLOCK>()
            .ok_or_else(|| self.fault(Reason::Truncated))?;
        let name = head[..100]
            .split(|&byte| byte == 0)
            .next()
            .unwrap_or_default();
        let size = octal(&head[124..135]).ok_or_else(|| self.fault(Reason::Tar("size")))?;
        let time = octal(&head[136..147]).ok_or_else(|| self.fault(Reason::Tar("time")))?;
        let expected = header(name, size, time);
        if let Some(difference) = head
            .iter()
            .zip(&expected)
            .position(|(found, expected)| found != expected)
        {
            return Err(self.fault(Reason::Tar(field(difference))));
        }
        let size = usize::try_from(size).map_err(|_| self.fault(Reason::Truncated))?;
        let padded = size
            .checked_next_multiple_of(BLOCK)
            .filter(|&padded| padded <= behind.len());
        let (body, rest) = behind.split_at(padded.ok_or_else(|| self.fault(Reason::Truncated))?);
        let (content, padding) = body.split_at(size);
        if padding.iter().any(|&byte| byte != 0) {
            return Err(self.fault(Reason::Tar("padding")));
        }
        self.rest = rest;
        Ok(Raw {
            name,
            time,
            content,
        })
    }

    fn fault(&self, reason: Reason) -> Fault {
        fault(Place::Record(self.number), reason)
    }
}

/// The one header of a record with this name, size and time.
pub(super) fn header(name: &[u8], size: u64, time: u64) -> [u8; BLOCK] {
    let mut header = [0; BLOCK];
    let mut put = |at: usize, text: &[u8]| {
        for (byte, letter) in header.iter_mut().skip(at).zip(text) {
            *byte = *letter;
        }
    };
    put(0, name);
    put(100, b"0000644");
    put(108, b"0000000");
    put(116, b"0000000");
    put(124, format!("{size:011o}").as_bytes());
    put(136, format!("{time:011o}").as_bytes());
    put(148, b"        ");
    put(156, b"0");
    let sum: u32 = header.iter().copied().map(u32::from).sum();
    for (byte, letter) in header
        .iter_mut()
        .skip(148)
        .zip(format!("{sum:06o}\0 ").bytes())
    {
        *byte = letter;
    }
    header
}

fn octal(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0, |value, digit| match digit {
        b'0'..=b'7' => Some(value * 8 + u64::from(digit - b'0')),
        _ => None,
    })
}

fn field(at: usize) -> &'static str {
    FIELDS
        .iter()
        .rev()
        .find(|(start, _)| *start <= at)
        .map_or("header", |(_, name)| name)
}

/// The digest that a record is named by, and what it says that it is.
fn named(name: &[u8]) -> Option<(Digest, Kind)> {
    let name = str::from_utf8(name).ok()?;
    let (digits, kind) = match name.strip_suffix(".data.json") {
        Some(digits) => (digits, Kind::Data),
        None => (name.strip_suffix(".event.json")?, Kind::Event),
    };
    Some((Digest::from_hex(digits)?, kind))
}

/// `{"version":1,"timestamp":"…"}`, with a decimal number of seconds that fits a header.
fn timestamp(content: &[u8]) -> Option<u64> {
    let json = Json::read(content).ok()?;
    let mut fields = json.object().ok()?;
    let version = fields.take("version").ok()?.number().ok()?;
    let text = fields.take("timestamp").ok()?.text().ok()?;
    fields.end().ok()?;
    let seconds: u64 = text.parse().ok()?;
    (version == 1 && seconds.to_string() == text && seconds < 1 << 33).then_some(seconds)
}
