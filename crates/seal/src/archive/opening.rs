//! What an archive begins with, up to the event of the setup.

use std::io::Read;

use super::walk::Walk;
use super::{EventKind, SetupData};
use crate::credentials::{self, CredentialsFault};
use crate::election::Election;
use crate::group::Encoded;
use crate::setup::Setup;
use crate::trustee::Trustees;
use crate::verify::{Fault, Place, Reason};

/// The setup, and when it was made.
pub(crate) struct Opening {
    pub time: u64,
    pub setup: Setup,
    /// The list of credentials in its order, which are not yet checked to be elements.
    pub credentials: Vec<Encoded>,
}

impl Opening {
    /// Reads and checks everything but that each credential is an element, and that no two are the same.
    pub fn read<R: Read>(walk: &mut Walk<R>) -> Result<Self, Fault> {
        let time = walk.header()?;
        let (election_digest, text) = walk.data("the election")?;
        let election = Election::parse(utf8(&text, Place::Election)?).map_err(|error| Fault {
            place: Place::Election,
            reason: error.into(),
        })?;
        let (trustees_digest, text) = walk.data("the trustees")?;
        let trustees = Trustees::parse(utf8(&text, Place::Trustees)?).map_err(|error| Fault {
            place: Place::Trustees,
            reason: error.into(),
        })?;
        let (credentials_digest, list) = walk.data("the list of credentials")?;
        let credentials = credentials::parse(&list).map_err(credentials_fault)?;
        let (payload, named) = walk.small::<SetupData>("the setup")?;
        let read = SetupData {
            election: election_digest,
            trustees: trustees_digest,
            credentials: credentials_digest,
        };
        if named != read {
            return Err(walk.here(Reason::Payload));
        }
        walk.event(EventKind::Setup, "the event of the setup", Some(payload))?;
        if election.public_key() != trustees.key() {
            return Err(Fault {
                place: Place::Trustees,
                reason: Reason::Key,
            });
        }
        let list = utf8(&list, Place::Credential(0))?.to_owned();
        let setup = Setup {
            election,
            trustees,
            credentials: list,
        };
        Ok(Self {
            time,
            setup,
            credentials,
        })
    }
}

fn utf8(text: &[u8], place: Place) -> Result<&str, Fault> {
    std::str::from_utf8(text).map_err(|error| Fault {
        place,
        reason: Reason::Malformed(error.to_string()),
    })
}

/// What is wrong with the list, as a fault of the archive.
pub(crate) fn credentials_fault(fault: CredentialsFault) -> Fault {
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
