use std::io::Read;

use hustings_seal::archive::Poll;
use hustings_seal::ballot::Ballot;
use hustings_seal::digest::Digest;
use hustings_seal::group::Encoded;

use super::super::grown::{Asked, Grown};
use crate::finding::{Unmet, broken};

/// The ballots of an archive, in their order. What is in them is for the archive's verification to say.
pub(super) struct Ballots {
    /// A ballot's tracker is its digest in base64.
    pub digests: Vec<Digest>,
    /// The credential of each, where somebody asks for them.
    pub by: Vec<Encoded>,
    /// The list of credentials.
    pub listed: Vec<Encoded>,
    /// The log that they make.
    pub log: Grown,
}

/// What is asked of the ballots of an archive.
#[derive(Default)]
pub(super) struct Wanted {
    /// What is asked of their log.
    pub asked: Asked,
    /// Whether it is asked who cast each ballot.
    pub credentials: bool,
}

impl Ballots {
    pub fn read(archive: impl Read, place: &str, wanted: Wanted) -> Result<Self, Unmet> {
        let failed = |fault: hustings_seal::verify::Fault| broken(place, fault.to_string());
        let mut poll = Poll::open(archive).map_err(failed)?;
        let mut ballots = Self {
            digests: Vec::new(),
            by: Vec::new(),
            listed: poll.credentials().to_vec(),
            log: Grown::new(wanted.asked),
        };
        let election = poll.setup().election().clone();
        while let Some(ballot) = poll.next_ballot().map_err(failed)? {
            if wanted.credentials {
                let read = Ballot::parse(&ballot, &election);
                let read = read.map_err(|fault| broken(place, fault.to_string()))?;
                ballots.by.push(read.credential());
            }
            ballots.digests.push(Digest::of(&ballot));
            ballots.log.append(&ballot);
        }
        Ok(ballots)
    }
}
