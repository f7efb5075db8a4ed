//! What was found so far, and the phases in their order (section 4.4 of the specification).

use super::ciphertext::Ciphertext;
use super::decryption::Decryption;
use super::log::Log;
use super::poll::Poll;
use super::setup::Setup;
use super::stop::Stop;
use super::{opening, poll, shuffle, tally};
use crate::digest::Digest;
use crate::verify::{Claimed, Events, Outcome, Policy, Report};

/// An election as its archive has told it so far.
pub(super) struct Board<'a> {
    pub log: Log<'a>,
    pub policy: &'a Policy,
    pub setup: Setup,
    /// The events that others name.
    pub events: Events,
    pub poll: Poll,
    /// The ciphertexts of each question as they are to be decrypted: of a ranked one, what the last shuffle gave.
    pub tally: Vec<Vec<Ciphertext>>,
    pub shuffles: Vec<Claimed>,
    pub decryptions: Vec<Decryption>,
    /// The event since which the ciphertexts are as they are.
    pub decrypted_after: Digest,
    pub outcomes: Option<Vec<Outcome>>,
}

impl<'a> Board<'a> {
    pub fn new(log: Log<'a>, policy: &'a Policy, setup: Setup) -> Self {
        let events = Events {
            setup: log.last(),
            end_ballots: None,
            encrypted_tally: None,
        };
        Self {
            log,
            policy,
            setup,
            events,
            poll: Poll::default(),
            tally: Vec::new(),
            shuffles: Vec::new(),
            decryptions: Vec::new(),
            decrypted_after: Digest::of(&[]),
            outcomes: None,
        }
    }

    /// Follows the log from the setup to the result.
    pub fn follow(&mut self) -> Result<(), Stop> {
        poll::follow(self)?;
        tally::follow(self)?;
        // Where nothing is ranked, nothing is shuffled, and no event says that shuffling ended.
        if self.setup.election.ranked_questions() > 0 {
            shuffle::follow(self)?;
        }
        opening::follow(self)?;
        Ok(self.log.end()?)
    }

    pub fn report(self) -> Report {
        let election = &self.setup.election;
        Report {
            uuid: election.uuid().clone(),
            fingerprint: election.fingerprint().to_owned(),
            name: election.name().to_owned(),
            credentials: self.setup.credentials.len(),
            trustees: self.setup.trustees.members.len(),
            cast: self.poll.cast,
            tallied: self.poll.votes.len(),
            shuffles: self.shuffles,
            decryptions: self
                .decryptions
                .iter()
                .map(|decryption| decryption.claimed)
                .collect(),
            outcomes: self.outcomes,
            events: self.events,
            last_event: self.log.last(),
        }
    }
}
