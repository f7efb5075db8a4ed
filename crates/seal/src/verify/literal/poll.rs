//! The poll: ballots until their end, of which the last of each credential counts (section 4.17 of the specification).

use std::collections::{HashMap, HashSet};

use super::ballot::{Ballot, Checked};
use super::board::Board;
use super::ciphertext::Ciphertext;
use super::event::Step;
use super::stop::{Stop, fault};
use super::tar::Kind;
use crate::digest::Digest;
use crate::group::Encoded;
use crate::verify::{Place, Reason, Replacing};

/// The ballots.
#[derive(Default)]
pub(super) struct Poll {
    pub cast: usize,
    /// last(B): by credential, the ciphertexts of each question.
    pub votes: HashMap<Encoded, Vec<Vec<Ciphertext>>>,
    received: HashSet<Digest>,
}

pub(super) fn follow(board: &mut Board<'_>) -> Result<(), Stop> {
    loop {
        let record = board.log.next("its next ballot, or the end of them")?;
        if record.kind == Kind::Event {
            board.log.follow(&record, Step::EndBallots, None)?;
            board.events.end_ballots = Some(board.log.last());
            return Ok(());
        }
        let place = Place::Ballot(board.poll.cast + 1);
        let ballot = Ballot::read(record.content, &board.setup.election)
            .map_err(|reason| fault(place, reason))?;
        board.log.event(Step::Ballot, record.digest)?;
        accept(board, &ballot, record.digest).map_err(|reason| fault(place, reason))?;
    }
}

/// Checks a ballot and lets it count in place of an earlier one of its credential.
fn accept(board: &mut Board<'_>, ballot: &Ballot, digest: Digest) -> Result<(), Reason> {
    let election = &board.setup.election;
    ballot.check_hash()?;
    let checked: Checked = ballot.check_elements()?;
    if !board.setup.credentials.contains(ballot.credential) {
        return Err(Reason::UnknownCredential);
    }
    if board.poll.received.contains(&digest) {
        return Err(Reason::Replayed);
    }
    let second = board.poll.votes.contains_key(&ballot.credential);
    if second && board.policy.replacing == Replacing::Refused {
        return Err(Reason::SecondBallot);
    }
    ballot.check_proofs(election, &checked)?;
    ballot.check_signature(&checked)?;
    board.poll.cast += 1;
    board.poll.received.insert(digest);
    board.poll.votes.insert(ballot.credential, checked.answers);
    Ok(())
}
