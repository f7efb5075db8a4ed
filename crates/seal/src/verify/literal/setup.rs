//! The setup: the first five records behind the header (sections 4.4 and 4.10 of the specification).

use super::credentials::{self, Credentials};
use super::event::Step;
use super::form::Form;
use super::json::Json;
use super::log::Log;
use super::stop::{Stop, fault};
use super::trustees::{self, Trustees};
use crate::digest::Digest;
use crate::election::{Election, ElectionError};
use crate::verify::{Fault, Place, Reason};

/// What is fixed before the first ballot.
pub(super) struct Setup {
    pub election: Election,
    pub trustees: Trustees,
    pub credentials: Credentials,
}

/// The digests that the setup is made of.
struct SetupData {
    election: Digest,
    trustees: Digest,
    credentials: Digest,
}

impl SetupData {
    fn read(message: &[u8]) -> Result<Self, Form> {
        let json = Json::read(message)?;
        let mut fields = json.object()?;
        let election = fields.take("election")?.digest()?;
        let trustees = fields.take("trustees")?.digest()?;
        let credentials = fields.take("credentials")?.digest()?;
        fields.end()?;
        Ok(Self {
            election,
            trustees,
            credentials,
        })
    }
}

/// Follows the log through the setup.
pub(super) fn follow(log: &mut Log<'_>) -> Result<Setup, Stop> {
    let election_record = log.data("its election")?;
    let election = read_election(election_record.content);
    if let Err(error @ ElectionError::Malformed(_)) = election {
        return Err(fault(Place::Election, error.into()).into());
    }
    let trustees_record = log.data("its trustees")?;
    let parts = trustees::read(trustees_record.content).map_err(|form| form.at(Place::Trustees))?;
    let credentials_record = log.data("its credentials")?;
    let credentials = credentials::read(credentials_record.content)?;

    let record = log.data("its setup data")?;
    let data = SetupData::read(record.content).map_err(|form| form.at(record.place()))?;
    let named = [data.election, data.trustees, data.credentials];
    if named
        != [
            election_record.digest,
            trustees_record.digest,
            credentials_record.digest,
        ]
    {
        return Err(fault(record.place(), Reason::Payload).into());
    }
    log.event(Step::Setup, record.digest)?;

    let election = election.map_err(|error| fault(Place::Election, error.into()))?;
    let trustees = trustees::check(&parts).map_err(|error| fault(Place::Trustees, error.into()))?;
    is_sealed_for(&election, &trustees)?;
    Ok(Setup {
        election,
        trustees,
        credentials: credentials::check(&credentials)?,
    })
}

fn read_election(message: &[u8]) -> Result<Election, ElectionError> {
    let text =
        str::from_utf8(message).map_err(|error| ElectionError::Malformed(error.to_string()))?;
    Election::parse(text)
}

/// y is the product of the trustees' keys (section 3.1.1 of the specification).
fn is_sealed_for(election: &Election, trustees: &Trustees) -> Result<(), Fault> {
    if *election.public_key() == trustees.key {
        Ok(())
    } else {
        Err(fault(Place::Trustees, Reason::Key))
    }
}
