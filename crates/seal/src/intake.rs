//! Taking in ballots: what is refused when it comes needs not be found when it is verified.

use std::collections::HashMap;

use crate::ballot::{Ballot, BallotFault};
use crate::credentials::{self, CredentialsFault};
use crate::election::Election;
use crate::group::{Encoded, GroupError};
use crate::verify::Replacing;

/// The ballots that an election has taken so far: for each credential, the tracker of its last.
#[derive(Debug)]
pub struct Intake {
    election: Election,
    replacing: Replacing,
    trackers: HashMap<Encoded, Vec<String>>,
}

/// A ballot that was taken.
#[derive(Debug)]
pub struct Accepted {
    /// The ballot, to be appended to the archive.
    pub ballot: Ballot,
    /// Its tracker.
    pub tracker: String,
    /// The tracker of the ballot that it replaces.
    pub replaces: Option<String>,
}

/// Why a ballot is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It does not hold.
    #[error("the ballot does not hold: {0}")]
    Ballot(#[from] BallotFault),
    /// Its credential is on no list.
    #[error("the ballot is signed by a credential that is not on the list of this election")]
    UnknownCredential,
    /// The credential has voted.
    #[error("this credential has cast a ballot, whose tracker is {0}; a second one is refused")]
    Second(String),
    /// The same ballot once more.
    #[error("this very ballot was cast before, as {0}")]
    Replayed(String),
}

impl Intake {
    /// For an election with these credentials, which must be checked elements.
    pub fn new(
        election: Election,
        listed: &[Encoded],
        replacing: Replacing,
    ) -> Result<Self, CredentialsFault> {
        credentials::places(listed)?;
        for (number, credential) in (1..).zip(listed) {
            credential
                .element()
                .map_err(|reason: GroupError| CredentialsFault::Element(number, reason))?;
        }
        let trackers = listed
            .iter()
            .map(|credential| (*credential, Vec::new()))
            .collect();
        Ok(Self {
            election,
            replacing,
            trackers,
        })
    }

    /// Notes a ballot that was taken before, of an archive that was verified.
    pub fn remember(&mut self, text: &[u8]) -> Result<(), Refusal> {
        let ballot = Ballot::parse(text, &self.election)?;
        let trackers = self
            .trackers
            .get_mut(&ballot.credential())
            .ok_or(Refusal::UnknownCredential)?;
        trackers.push(ballot.tracker());
        Ok(())
    }

    /// Checks a ballot, and takes it.
    pub fn accept(&mut self, text: &[u8]) -> Result<Accepted, Refusal> {
        let ballot = Ballot::parse(text, &self.election)?;
        let trackers = self
            .trackers
            .get_mut(&ballot.credential())
            .ok_or(Refusal::UnknownCredential)?;
        let tracker = ballot.tracker();
        if trackers.contains(&tracker) {
            return Err(Refusal::Replayed(tracker));
        }
        let replaces = trackers.last().cloned();
        if let (Some(first), Replacing::Refused) = (&replaces, self.replacing) {
            return Err(Refusal::Second(first.clone()));
        }
        ballot.check(&self.election)?;
        trackers.push(tracker.clone());
        Ok(Accepted {
            ballot,
            tracker,
            replaces,
        })
    }
}
