use std::io::Read;

use super::opening::Opening;
use super::walk::Walk;
use super::{EventKind, Kind};
use crate::group::Encoded;
use crate::setup::Setup;
use crate::verify::Fault;

/// The beginning of an archive, as it stands: its setup, then one ballot after the other.
///
/// Of the ballots nothing is checked but that each is what its record's name says, and in the chain: for whoever only asks
/// what is voted on, or has verified the archive and takes its ballots elsewhere.
#[derive(Debug)]
pub struct Poll<R> {
    walk: Walk<R>,
    time: u64,
    setup: Setup,
    credentials: Vec<Encoded>,
}

impl<R: Read> Poll<R> {
    /// Reads the setup.
    pub fn open(reader: R) -> Result<Self, Fault> {
        let mut walk = Walk::new(reader);
        let Opening {
            time,
            setup,
            credentials,
        } = Opening::read(&mut walk)?;
        Ok(Self {
            walk,
            time,
            setup,
            credentials,
        })
    }

    /// The time of the archive, in seconds of the Unix epoch.
    pub fn time(&self) -> u64 {
        self.time
    }

    /// What the election began with.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The list of credentials, in its order.
    pub fn credentials(&self) -> &[Encoded] {
        &self.credentials
    }

    /// The text of the next ballot; nothing where the poll ends, or the archive stops.
    pub fn next_ballot(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        if self.walk.peek("a ballot")? != Some(Kind::Data) {
            return Ok(None);
        }
        let (digest, ballot) = self.walk.data("a ballot")?;
        self.walk
            .event(EventKind::Ballot, "the event of the ballot", Some(digest))?;
        Ok(Some(ballot))
    }

    /// Whether the poll has ended, once [`next_ballot`](Self::next_ballot) gives nothing more.
    pub fn has_ended(&mut self) -> Result<bool, Fault> {
        Ok(self.walk.peek("the end of the poll")? == Some(Kind::Event))
    }
}
