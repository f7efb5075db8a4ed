use std::io::Read;

use super::tar::{Kind, Record, Records, TarFault};
use crate::credentials::{self, CredentialsFault};
use crate::election::Election;
use crate::group::Encoded;
use crate::setup::Setup;
use crate::trustee::Trustees;
use crate::verify::{Fault, Place, Reason};

/// The beginning of an archive, as it stands: its setup, then one ballot after the other.
///
/// Of the ballots nothing is checked but that each is what its record's name says: for whoever only asks what is voted on,
/// or has verified the archive and takes its ballots elsewhere.
#[derive(Debug)]
pub struct Poll<R> {
    records: Records<R>,
    time: u64,
    setup: Setup,
    credentials: Vec<Encoded>,
}

impl<R: Read> Poll<R> {
    /// Reads the setup.
    pub fn open(reader: R) -> Result<Self, Fault> {
        let mut records = Records::new(reader);
        let time = header(&mut records)?;
        let election =
            Election::parse(&text(&mut records, "the election")?).map_err(|error| Fault {
                place: Place::Election,
                reason: error.into(),
            })?;
        let trustees = Trustees::parse(&text(&mut records, "the trustees")?);
        let trustees = trustees.map_err(|error| of_trustees(error.into()))?;
        if election.public_key() != trustees.key() {
            return Err(of_trustees(Reason::Key));
        }
        let list = text(&mut records, "the list of credentials")?;
        let credentials =
            credentials::parse(list.as_bytes()).map_err(|fault| of_credentials(&fault))?;
        data(&mut records, "the setup")?;
        record(&mut records, Kind::Event, "the event of the setup")?;
        let setup = Setup {
            election,
            trustees,
            credentials: list,
        };
        Ok(Self {
            records,
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
        let number = self.records.number() + 1;
        let next = self.records.next().map_err(|fault| at(number, fault))?;
        match next {
            Some(
                begun @ Record {
                    kind: Kind::Data, ..
                },
            ) => {
                let ballot = body(&mut self.records, begun)?;
                record(&mut self.records, Kind::Event, "the event of the ballot")?;
                Ok(Some(ballot))
            }
            _ => Ok(None),
        }
    }
}

fn header<R: Read>(records: &mut Records<R>) -> Result<u64, Fault> {
    let bytes = record(records, Kind::Header, "its header")?;
    crate::wire::canonical::<super::Header>(&bytes)
        .ok()
        .and_then(|header| header.timestamp.parse().ok())
        .ok_or(Fault {
            place: Place::Record(1),
            reason: Reason::Header,
        })
}

fn text<R: Read>(records: &mut Records<R>, expected: &'static str) -> Result<String, Fault> {
    let bytes = data(records, expected)?;
    String::from_utf8(bytes).map_err(|error| Fault {
        place: Place::Record(records.number()),
        reason: Reason::Malformed(error.to_string()),
    })
}

fn data<R: Read>(records: &mut Records<R>, expected: &'static str) -> Result<Vec<u8>, Fault> {
    record(records, Kind::Data, expected)
}

fn record<R: Read>(
    records: &mut Records<R>,
    kind: Kind,
    expected: &'static str,
) -> Result<Vec<u8>, Fault> {
    let number = records.number() + 1;
    let begun = records.next().map_err(|fault| at(number, fault))?;
    let begun = begun.ok_or(Fault {
        place: Place::End,
        reason: Reason::Unfinished(expected),
    })?;
    if begun.kind != kind {
        return Err(Fault {
            place: Place::Record(number),
            reason: Reason::OutOfOrder(expected),
        });
    }
    body(records, begun)
}

fn body<R: Read>(records: &mut Records<R>, begun: Record) -> Result<Vec<u8>, Fault> {
    let number = records.number();
    let bytes = records.bytes(begun).map_err(|fault| at(number, fault))?;
    let named = begun
        .digest
        .is_none_or(|digest| digest == crate::digest::Digest::of(&bytes));
    if named {
        Ok(bytes)
    } else {
        Err(at(number, TarFault::Digest))
    }
}

fn at(number: usize, fault: TarFault) -> Fault {
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

fn of_trustees(reason: Reason) -> Fault {
    Fault {
        place: Place::Trustees,
        reason,
    }
}

fn of_credentials(fault: &CredentialsFault) -> Fault {
    let number = match fault {
        CredentialsFault::Malformed(number, _)
        | CredentialsFault::Weight(number)
        | CredentialsFault::Neutral(number)
        | CredentialsFault::Element(number, _)
        | CredentialsFault::Twice(_, number) => *number,
    };
    Fault {
        place: Place::Credential(number),
        reason: Reason::Malformed(fault.to_string()),
    }
}
