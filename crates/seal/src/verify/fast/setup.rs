//! The setup: the election, its trustees, and the list of credentials.

use std::collections::HashMap;
use std::io::Read;

use rand_core::CryptoRng;
use rayon::prelude::*;

use super::walk::Walk;
use crate::archive::{EventKind, SetupData};
use crate::credentials::{self, CredentialsFault};
use crate::election::Election;
use crate::group::subgroup::SubgroupTest;
use crate::group::{Encoded, GroupError, Point};
use crate::trustee::Trustees;
use crate::verify::{Fault, Place, Reason};

/// What an archive begins with.
pub(super) struct Setup {
    pub election: Election,
    pub trustees: Trustees,
    pub credentials: Credentials,
}

/// The list of credentials, as points, and where each is.
pub(super) struct Credentials {
    pub places: HashMap<Encoded, u32>,
    pub points: Vec<Point>,
}

impl Credentials {
    /// A listed credential, which is a checked element.
    pub fn point(&self, credential: Encoded) -> Option<Point> {
        self.places
            .get(&credential)
            .map(|&place| self.points[place as usize])
    }
}

pub(super) fn read<R: Read>(
    walk: &mut Walk<R>,
    chance: &mut impl CryptoRng,
) -> Result<Setup, Fault> {
    walk.header()?;
    let (election_digest, text) = walk.data("the election")?;
    let election = election(&text)?;
    let (trustees_digest, text) = walk.data("the trustees")?;
    let trustees = trustees(&text)?;
    let (credentials_digest, text) = walk.data("the list of credentials")?;
    let encoded = credentials::parse(&text).map_err(credentials_fault)?;
    let (payload, setup) = walk.small::<SetupData>("the setup")?;
    let named = SetupData {
        election: election_digest,
        trustees: trustees_digest,
        credentials: credentials_digest,
    };
    if setup != named {
        return Err(walk.here(Reason::Payload));
    }
    walk.event(EventKind::Setup, "the event of the setup", Some(payload))?;
    if election.public_key() != trustees.key() {
        return Err(Fault {
            place: Place::Trustees,
            reason: Reason::Key,
        });
    }
    let credentials = check(&encoded, chance)?;
    Ok(Setup {
        election,
        trustees,
        credentials,
    })
}

fn election(text: &[u8]) -> Result<Election, Fault> {
    let fault = |reason| Fault {
        place: Place::Election,
        reason,
    };
    let text =
        std::str::from_utf8(text).map_err(|error| fault(Reason::Malformed(error.to_string())))?;
    Election::parse(text).map_err(|error| fault(error.into()))
}

fn trustees(text: &[u8]) -> Result<Trustees, Fault> {
    let fault = |reason| Fault {
        place: Place::Trustees,
        reason,
    };
    let text =
        std::str::from_utf8(text).map_err(|error| fault(Reason::Malformed(error.to_string())))?;
    Trustees::parse(text).map_err(|error| match error {
        crate::trustee::TrusteesFault::Malformed(error) => fault(Reason::Malformed(error)),
        other => fault(other.into()),
    })
}

fn credentials_fault(fault: CredentialsFault) -> Fault {
    let (number, reason) = match fault {
        CredentialsFault::Malformed(number, error) => (number, Reason::Malformed(error)),
        CredentialsFault::Weight(number) => (number, Reason::Weight),
        CredentialsFault::Twice(_, number) => (number, Reason::DuplicateCredential),
        CredentialsFault::Neutral(number) => (number, Reason::NeutralCredential),
        CredentialsFault::Element(number, reason) => (number, Reason::Element(reason)),
    };
    Fault {
        place: Place::Credential(number),
        reason,
    }
}

fn check(encoded: &[Encoded], chance: &mut impl CryptoRng) -> Result<Credentials, Fault> {
    let places = credentials::places(encoded).map_err(credentials_fault)?;
    let element =
        |number: usize, reason| credentials_fault(CredentialsFault::Element(number + 1, reason));
    let points: Vec<Point> = encoded
        .par_iter()
        .enumerate()
        .with_min_len(64)
        .map(|(number, encoded)| encoded.point().map_err(|reason| element(number, reason)))
        .collect::<Result<_, _>>()?;
    let mut subgroup = SubgroupTest::expecting(points.len(), chance);
    subgroup.add(&points.iter());
    if !subgroup.passes() {
        let outside = points
            .par_iter()
            .position_first(|point| !point.is_torsion_free())
            .unwrap_or(0);
        return Err(element(outside, GroupError::OutsideSubgroup));
    }
    Ok(Credentials { places, points })
}
