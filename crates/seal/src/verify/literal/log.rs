//! The chain of events, each naming the one before it and the record that it is about.

use super::event::{Event, Step};
use super::stop::{Stop, fault};
use super::tar::{Kind, Record, Records};
use crate::digest::Digest;
use crate::verify::{Fault, Place, Reason};

pub(super) struct Log<'a> {
    records: Records<'a>,
    /// The digest of the last event; before the first, that of nothing.
    last: Digest,
    height: u64,
    /// Whether there was data of which no event has spoken yet.
    inside_step: bool,
}

impl<'a> Log<'a> {
    pub fn new(archive: &'a [u8]) -> Self {
        Self {
            records: Records::new(archive),
            last: Digest::of(&[]),
            height: 0,
            inside_step: false,
        }
    }

    /// The record that comes next, whichever kind it is of.
    pub fn next(&mut self, expected: &'static str) -> Result<Record<'a>, Stop> {
        match self.records.next()? {
            Some(record) => {
                self.inside_step |= record.kind == Kind::Data;
                Ok(record)
            }
            // Data without its event is in no chain: whoever passed the archive on could have added it.
            None if self.inside_step => Err(fault(Place::End, Reason::Unfinished(expected)).into()),
            None => Err(Stop::End(expected)),
        }
    }

    /// The record of data that comes next.
    pub fn data(&mut self, expected: &'static str) -> Result<Record<'a>, Stop> {
        let record = self.next(expected)?;
        match record.kind {
            Kind::Data => Ok(record),
            Kind::Event => Err(fault(record.place(), Reason::OutOfOrder(expected)).into()),
        }
    }

    /// The event that comes next, which must be this step, about this record.
    pub fn event(&mut self, step: Step, payload: Digest) -> Result<(), Stop> {
        let record = self.next(step.name())?;
        Ok(self.follow(&record, step, Some(payload))?)
    }

    /// Takes a record as the next event.
    pub fn follow(
        &mut self,
        record: &Record<'_>,
        step: Step,
        payload: Option<Digest>,
    ) -> Result<(), Fault> {
        let fault = |reason| Err(fault(record.place(), reason));
        if record.kind != Kind::Event {
            return fault(Reason::OutOfOrder(step.name()));
        }
        let event = Event::read(record.content).map_err(|form| form.at(record.place()))?;
        if event.step != step {
            return fault(Reason::OutOfOrder(step.name()));
        }
        let parent = (self.height > 0).then_some(self.last);
        if event.parent != parent {
            return fault(Reason::Chain("parent"));
        }
        if event.height != self.height {
            return fault(Reason::Chain("height"));
        }
        if event.payload != payload {
            return fault(Reason::Payload);
        }
        self.last = record.digest;
        self.height += 1;
        self.inside_step = false;
        Ok(())
    }

    /// No record may come any more.
    pub fn end(&mut self) -> Result<(), Fault> {
        match self.records.next()? {
            None => Ok(()),
            Some(record) => Err(fault(record.place(), Reason::OutOfOrder("nothing more"))),
        }
    }

    /// The digest of the last event.
    pub fn last(&self) -> Digest {
        self.last
    }
}
