//! The encrypted tally (section 4.18 of the specification).

use super::board::Board;
use super::ciphertext::{Ciphertext, Pair};
use super::event::Step;
use super::form::Form;
use super::json::Json;
use super::poll::Poll;
use super::stop::{Stop, fault};
use crate::digest::Digest;
use crate::election::{Election, Question};
use crate::group::Encoded;
use crate::verify::{Fault, Place, Reason};

/// The record that says how many ballots a tally is made of.
struct Sized {
    num_tallied: u64,
    total_weight: u64,
    encrypted_tally: Digest,
}

impl Sized {
    fn read(message: &[u8]) -> Result<Self, Form> {
        let json = Json::read(message)?;
        let mut fields = json.object()?;
        let num_tallied = fields.take("num_tallied")?.number()?;
        let total_weight = fields.take("total_weight")?.number()?;
        let encrypted_tally = fields.take("encrypted_tally")?.digest()?;
        fields.end()?;
        Ok(Self {
            num_tallied,
            total_weight,
            encrypted_tally,
        })
    }
}

pub(super) fn follow(board: &mut Board<'_>) -> Result<(), Stop> {
    let record = board.log.data("its encrypted tally")?;
    let tally = read(
        record.content,
        &board.setup.election,
        board.poll.votes.len(),
    )
    .map_err(|form| form.at(Place::Tally(1)))?;
    let sized_record = board.log.data("the size of its encrypted tally")?;
    let sized = Sized::read(sized_record.content).map_err(|form| form.at(sized_record.place()))?;
    if sized.encrypted_tally != record.digest {
        return Err(fault(sized_record.place(), Reason::Payload).into());
    }
    board.log.event(Step::EncryptedTally, sized_record.digest)?;
    board.tally = check(&tally, &sized, &board.setup.election, &board.poll)?;
    board.events.encrypted_tally = Some(board.log.last());
    Ok(())
}

/// How many ciphertexts each question has in the tally.
pub(super) fn sizes(election: &Election, voters: usize) -> Vec<usize> {
    let size = |question: &Question| {
        if question.is_ranked() {
            voters
        } else {
            question.ciphertexts()
        }
    };
    election.questions().iter().map(size).collect()
}

fn read(message: &[u8], election: &Election, voters: usize) -> Result<Vec<Vec<Pair>>, Form> {
    let json = Json::read(message)?;
    let mut sizes = sizes(election, voters).into_iter();
    json.each_of(sizes.len(), |question| {
        question.each_of(sizes.next().unwrap_or_default(), Pair::read)
    })
}

fn check(
    tally: &[Vec<Pair>],
    sized: &Sized,
    election: &Election,
    poll: &Poll,
) -> Result<Vec<Vec<Ciphertext>>, Fault> {
    let mut checked = Vec::new();
    for (number, question) in (1..).zip(tally) {
        let ciphertexts: Result<Vec<_>, _> = question.iter().map(Pair::check).collect();
        checked.push(
            ciphertexts.map_err(|error| fault(Place::Tally(number), Reason::Element(error)))?,
        );
    }
    // Every weight is 1.
    let voters = poll.votes.len() as u64;
    if sized.num_tallied != voters || sized.total_weight != voters {
        return Err(fault(Place::Tally(1), Reason::TallySize));
    }
    for (index, (question, published)) in election.questions().iter().zip(&checked).enumerate() {
        let expected = if question.is_ranked() {
            sorted(poll, index)
        } else {
            products(poll, index, published.len())
        };
        if expected != encoded(published) {
            return Err(fault(Place::Tally(index + 1), Reason::Tally));
        }
    }
    Ok(checked)
}

/// `C_i,j = Π_k choices(answers(b_k)_i)_j`.
fn products(poll: &Poll, question: usize, choices: usize) -> Vec<(Encoded, Encoded)> {
    let of_choice = |choice: usize| {
        let votes = poll
            .votes
            .values()
            .filter_map(move |vote| vote.get(question)?.get(choice));
        Ciphertext::product(votes).encoded()
    };
    (0..choices).map(of_choice).collect()
}

/// `C_i,k = choices(answers(b_k)_i)`, which the peers sort by the bytes of its elements.
fn sorted(poll: &Poll, question: usize) -> Vec<(Encoded, Encoded)> {
    let votes = poll
        .votes
        .values()
        .filter_map(|vote| vote.get(question)?.first());
    let mut all: Vec<_> = votes.map(Ciphertext::encoded).collect();
    all.sort_unstable();
    all
}

fn encoded(ciphertexts: &[Ciphertext]) -> Vec<(Encoded, Encoded)> {
    ciphertexts.iter().map(Ciphertext::encoded).collect()
}
