//! The shuffles of the ranked questions (section 4.19 of the specification).

use super::board::Board;
use super::ciphertext::{Ciphertext, Pair};
use super::event::Step;
use super::form::Form;
use super::json::Json;
use super::owned;
use super::shuffle_proof::ShuffleProof;
use super::statement::Made;
use super::stop::{Stop, fault};
use super::tar::Kind;
use crate::digest::Digest;
use crate::verify::{Claimed, Fault, Place, Reason};

/// A shuffle as received: for each ranked question what came out, and the proof.
struct Shuffle(Vec<(Vec<Pair>, ShuffleProof)>);

impl Shuffle {
    fn read(message: &[u8], questions: usize, ballots: usize) -> Result<Self, Form> {
        let json = Json::read(message)?;
        let mut fields = json.object()?;
        let ciphertexts = fields
            .take("ciphertexts")?
            .each_of(questions, |ciphertexts| {
                ciphertexts.each_of(ballots, Pair::read)
            })?;
        let proofs = fields
            .take("proofs")?
            .each_of(questions, |proof| ShuffleProof::read(proof, ballots))?;
        fields.end()?;
        Ok(Self(ciphertexts.into_iter().zip(proofs).collect()))
    }
}

/// Follows the log through all shuffles, to their end.
pub(super) fn follow(board: &mut Board<'_>) -> Result<(), Stop> {
    loop {
        let record = board.log.next("its next shuffle, or the end of them")?;
        if record.kind == Kind::Event {
            board.log.follow(&record, Step::EndShuffles, None)?;
            let fewest = board.policy.shuffles;
            if board.shuffles.len() < fewest {
                return Err(fault(record.place(), Reason::TooFewShuffles(fewest)).into());
            }
            return Ok(());
        }
        let number = board.shuffles.len() + 1;
        let questions = board.setup.election.ranked_questions();
        let shuffle = Shuffle::read(record.content, questions, board.poll.votes.len())
            .map_err(|form| form.at(Place::Shuffle(number, 1)))?;
        let event = board.log.last();
        let owner = owned::follow(board, &record, "the owner of its shuffle", Step::Shuffle)?;
        accept(board, number, &shuffle, owner, record.digest, event)?;
    }
}

/// Checks a shuffle and lets it stand in place of what it shuffled.
fn accept(
    board: &mut Board<'_>,
    number: usize,
    shuffle: &Shuffle,
    owner: u64,
    digest: Digest,
    event: Digest,
) -> Result<(), Fault> {
    let election = &board.setup.election;
    let questions = election.questions().iter().enumerate();
    let ranked: Vec<usize> = questions
        .filter(|(_, question)| question.is_ranked())
        .map(|(index, _)| index)
        .collect();

    let mut shuffled = Vec::new();
    for (&index, (ciphertexts, proof)) in ranked.iter().zip(&shuffle.0) {
        let checked = ciphertexts
            .iter()
            .map(Pair::check)
            .collect::<Result<Vec<Ciphertext>, _>>();
        let elements = checked.and_then(|ciphertexts| Ok((ciphertexts, proof.check_elements()?)));
        let place = Place::Shuffle(number, index + 1);
        shuffled.push(elements.map_err(|error| fault(place, Reason::Element(error)))?);
    }
    let owner = owned::check_owner(board, owner, board.shuffles.iter().copied())
        .map_err(|reason| fault(Place::Shuffle(number, 1), reason))?;

    for (&index, ((_, proof), (after, elements))) in
        ranked.iter().zip(shuffle.0.iter().zip(&shuffled))
    {
        let before = board.tally.get(index).map_or(&[][..], Vec::as_slice);
        if !proof.holds(
            elements,
            before,
            after,
            election.public_key(),
            election.fingerprint(),
        ) {
            return Err(fault(
                Place::Shuffle(number, index + 1),
                Reason::ShuffleProof,
            ));
        }
    }
    for (&index, (after, _)) in ranked.iter().zip(shuffled) {
        if let Some(ciphertexts) = board.tally.get_mut(index) {
            *ciphertexts = after;
        }
    }
    let made = Made {
        trustee: owner,
        step: crate::trustee::Step::Shuffle,
        digest,
        event,
    };
    let proved = made.stated(board).is_some();
    board.shuffles.push(Claimed {
        trustee: owner,
        digest,
        proved,
    });
    Ok(())
}
