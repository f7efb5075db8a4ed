use std::io::Read;

use super::{Body, Event, EventKind, Header, Kind, Owned, Record, Records, TarFault};
use crate::digest::Digest;
use crate::verify::{Fault, Place, Reason};
use crate::wire::{Scanner, WireError, canonical};

/// More than any event has, and any message that names another.
const LONGEST_SMALL: u64 = 4096;

/// The latest time that eleven octal digits can tell.
const LATEST: u64 = (1 << 33) - 1;

/// The records of an archive, one after the other, and the chain of its events.
#[derive(Debug)]
pub(crate) struct Walk<R> {
    records: Records<R>,
    /// A record that was begun and not yet taken.
    pending: Option<Record>,
    last: Option<Digest>,
    height: u64,
    expected: &'static str,
}

impl<R: Read> Walk<R> {
    pub fn new(reader: R) -> Self {
        Self {
            records: Records::new(reader),
            pending: None,
            last: None,
            height: 0,
            expected: "its header",
        }
    }

    /// What the archive stops before.
    pub fn expected(&self) -> &'static str {
        self.expected
    }

    pub fn last_event(&self) -> Digest {
        self.last.unwrap_or(Digest::of(b""))
    }

    /// Reads the archive's header, and gives its time.
    pub fn header(&mut self) -> Result<u64, Fault> {
        let record = self.begin("its header")?.ok_or(self.unfinished())?;
        if record.kind != Kind::Header {
            return Err(self.here(Reason::Header));
        }
        let body = self.take_short(record, LONGEST_SMALL)?;
        let header: Header = canonical(&body).map_err(|_| self.here(Reason::Header))?;
        let time = header
            .timestamp
            .parse()
            .ok()
            .filter(|time: &u64| time.to_string() == header.timestamp && *time <= LATEST);
        match time {
            Some(time) if header.version == 1 => {
                if self.records.set_time(time) {
                    Ok(time)
                } else {
                    Err(self.here(Reason::Tar("time")))
                }
            }
            _ => Err(self.here(Reason::Header)),
        }
    }

    /// The kind of the next record, which stays; nothing at the end of the archive.
    pub fn peek(&mut self, expected: &'static str) -> Result<Option<Kind>, Fault> {
        Ok(self.begin(expected)?.map(|record| record.kind))
    }

    /// The next data record, which must be there.
    pub fn data(&mut self, expected: &'static str) -> Result<(Digest, Vec<u8>), Fault> {
        let (digest, body) = self.unhashed_data(expected, u64::MAX)?;
        if Digest::of(&body) == digest {
            Ok((digest, body))
        } else {
            Err(self.here(Reason::Digest))
        }
    }

    /// The next data record, of at most so many bytes, whose digest somebody else compares.
    pub fn unhashed_data(
        &mut self,
        expected: &'static str,
        longest: u64,
    ) -> Result<(Digest, Vec<u8>), Fault> {
        let record = self.must(expected)?;
        match record {
            Record {
                kind: Kind::Data,
                digest: Some(digest),
                ..
            } => Ok((digest, self.take_short(record, longest)?)),
            _ => Err(self.here(Reason::OutOfOrder(expected))),
        }
    }

    /// The next data record as a stream; `place` is that of its message.
    pub fn stream<T>(
        &mut self,
        expected: &'static str,
        place: Place,
        read: impl FnOnce(&mut Scanner<Body<'_, R>>) -> Result<T, WireError>,
    ) -> Result<(Digest, T), Fault> {
        let record = self.must(expected)?;
        let Record {
            kind: Kind::Data,
            digest: Some(digest),
            ..
        } = record
        else {
            return Err(self.here(Reason::OutOfOrder(expected)));
        };
        self.pending = None;
        let number = self.records.number();
        let mut scanner = Scanner::new(self.records.body(record));
        let read = read(&mut scanner);
        let ends = scanner.at_end();
        // A digest that does not fit says more than what it made of the message.
        scanner
            .into_reader()
            .finish()
            .map_err(|fault| tar_fault(number, fault))?;
        let message = read.map_err(|error| wire_fault(place, number, error))?;
        ends.map_err(|error| wire_fault(place, number, error))?;
        Ok((digest, message))
    }

    /// The next data record as a small message that is read as a tree.
    pub fn small<T: serde::de::DeserializeOwned + serde::Serialize>(
        &mut self,
        expected: &'static str,
    ) -> Result<(Digest, T), Fault> {
        let (digest, body) = self.unhashed_data(expected, LONGEST_SMALL)?;
        if Digest::of(&body) != digest {
            return Err(self.here(Reason::Digest));
        }
        let message = canonical(&body).map_err(|error| self.here(Reason::Malformed(error)))?;
        Ok((digest, message))
    }

    /// The next event, which must be of this kind and name this payload.
    pub fn event(
        &mut self,
        kind: EventKind,
        expected: &'static str,
        payload: Option<Digest>,
    ) -> Result<(), Fault> {
        let record = self.must(expected)?;
        let Record {
            kind: Kind::Event,
            digest: Some(digest),
            ..
        } = record
        else {
            return Err(self.here(Reason::OutOfOrder(expected)));
        };
        let body = self.take_short(record, LONGEST_SMALL)?;
        if Digest::of(&body) != digest {
            return Err(self.here(Reason::Digest));
        }
        let event: Event = canonical(&body).map_err(|error| self.here(Reason::Malformed(error)))?;
        if event.kind != kind {
            return Err(self.here(Reason::OutOfOrder(expected)));
        }
        if event.parent != self.last {
            return Err(self.here(Reason::Chain("parent")));
        }
        if event.height != self.height {
            return Err(self.here(Reason::Chain("height")));
        }
        if event.payload != payload {
            return Err(self.here(Reason::Payload));
        }
        self.last = Some(digest);
        self.height += 1;
        Ok(())
    }

    /// Whose the message with this digest is: the record that says so, and the event behind it.
    pub fn owner(
        &mut self,
        digest: Digest,
        kind: EventKind,
        expected: &'static str,
    ) -> Result<usize, Fault> {
        let (payload, owned) = self.small::<Owned>("whose it is")?;
        if owned.payload != digest {
            return Err(self.here(Reason::Payload));
        }
        self.event(kind, expected, Some(payload))?;
        Ok(owned.owner)
    }

    /// The archive must end here.
    pub fn end(&mut self) -> Result<(), Fault> {
        match self.begin("nothing")? {
            None => Ok(()),
            Some(_) => Err(self.here(Reason::OutOfOrder(
                "nothing, since the election has its result",
            ))),
        }
    }

    /// A fault of the record that was read last.
    pub fn here(&self, reason: Reason) -> Fault {
        Fault {
            place: Place::Record(self.records.number()),
            reason,
        }
    }

    /// The number of the record that was read last.
    pub fn number(&self) -> usize {
        self.records.number()
    }

    fn begin(&mut self, expected: &'static str) -> Result<Option<Record>, Fault> {
        self.expected = expected;
        if self.pending.is_none() {
            let number = self.records.number() + 1;
            self.pending = self
                .records
                .next()
                .map_err(|fault| tar_fault(number, fault))?;
        }
        Ok(self.pending)
    }

    fn must(&mut self, expected: &'static str) -> Result<Record, Fault> {
        self.begin(expected)?.ok_or_else(|| self.unfinished())
    }

    fn unfinished(&self) -> Fault {
        Fault {
            place: Place::End,
            reason: Reason::Unfinished(self.expected),
        }
    }

    /// Takes a record that has no more bytes than its message can have, so that nobody is made to hold a file.
    fn take_short(&mut self, record: Record, longest: u64) -> Result<Vec<u8>, Fault> {
        if record.size > longest {
            self.pending = None;
            let number = self.records.number();
            self.records
                .skip(record)
                .map_err(|fault| tar_fault(number, fault))?;
            let reason = format!("it has {} bytes, more than any", record.size);
            return Err(self.here(Reason::Malformed(reason)));
        }
        self.take(record)
    }

    fn take(&mut self, record: Record) -> Result<Vec<u8>, Fault> {
        self.pending = None;
        let number = self.records.number();
        self.records
            .bytes(record)
            .map_err(|fault| tar_fault(number, fault))
    }
}

fn tar_fault(number: usize, fault: TarFault) -> Fault {
    let reason = match fault {
        TarFault::Io(error) => Reason::Io(error),
        TarFault::Truncated => Reason::Truncated,
        TarFault::Record(what) => Reason::Tar(what),
        TarFault::Digest => Reason::Digest,
    };
    Fault {
        place: Place::Record(number),
        reason,
    }
}

/// What a message that cannot be read is.
pub(crate) fn wire_fault(place: Place, record: usize, error: WireError) -> Fault {
    match error {
        WireError::Io(error) => tar_fault(record, error.into()),
        WireError::Scalar { .. } => Fault {
            place,
            reason: Reason::Scalar,
        },
        other => Fault {
            place,
            reason: Reason::Malformed(other.to_string()),
        },
    }
}
