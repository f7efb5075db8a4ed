//! Partial decryptions (section 4.20 of the specification).

use super::board::Board;
use super::ciphertext::Ciphertext;
use super::event::Step;
use super::form::Form;
use super::json::Json;
use super::notation::{g, hash, joined};
use super::owned;
use super::proof::Proof;
use super::statement::{Made, binds};
use super::stop::{Stop, fault};
use super::tar::Record;
use crate::digest::Digest;
use crate::group::{Element, Encoded, Point};
use crate::verify::{Claimed, Fault, Place, Reason};

/// A partial decryption after every check: a factor for each ciphertext of each question.
pub(super) struct Decryption {
    pub claimed: Claimed,
    pub factors: Vec<Vec<Point>>,
}

/// A partial decryption as received.
struct Message {
    factors: Vec<Vec<Encoded>>,
    proofs: Vec<Vec<Proof>>,
}

impl Message {
    fn read(message: &[u8], sizes: &[usize]) -> Result<Self, Form> {
        let json = Json::read(message)?;
        let mut fields = json.object()?;
        let factors = matrix(fields.take("decryption_factors")?, sizes, Json::element)?;
        let proofs = matrix(fields.take("decryption_proofs")?, sizes, Proof::read)?;
        fields.end()?;
        Ok(Self { factors, proofs })
    }
}

/// A list for each question, of so many items.
fn matrix<T>(
    json: &Json,
    sizes: &[usize],
    item: impl Fn(&Json) -> Result<T, Form>,
) -> Result<Vec<Vec<T>>, Form> {
    let mut sizes = sizes.iter().copied();
    json.each_of(sizes.len(), |question| {
        question.each_of(sizes.next().unwrap_or_default(), &item)
    })
}

/// Takes a record as a partial decryption, with what follows it.
pub(super) fn follow(board: &mut Board<'_>, record: &Record<'_>) -> Result<(), Stop> {
    let number = board.decryptions.len() + 1;
    let sizes: Vec<usize> = board.tally.iter().map(Vec::len).collect();
    let message = Message::read(record.content, &sizes)
        .map_err(|form| form.at(Place::Decryption(number, 1)))?;
    let owner = owned::follow(
        board,
        record,
        "the owner of its partial decryption",
        Step::PartialDecryption,
    )?;
    let decryption = check(board, number, &message, owner, record.digest)?;
    board.decryptions.push(decryption);
    Ok(())
}

fn check(
    board: &Board<'_>,
    number: usize,
    message: &Message,
    owner: u64,
    digest: Digest,
) -> Result<Decryption, Fault> {
    let mut factors = Vec::new();
    for (question, encoded) in (1..).zip(&message.factors) {
        let elements: Result<Vec<Point>, _> = encoded
            .iter()
            .map(|factor| Ok(factor.element()?.0))
            .collect();
        let place = Place::Decryption(number, question);
        factors.push(elements.map_err(|error| fault(place, Reason::Element(error)))?);
    }
    let first = Place::Decryption(number, 1);
    let before = board
        .decryptions
        .iter()
        .map(|decryption| decryption.claimed);
    let owner = owned::check_owner(board, owner, before).map_err(|reason| fault(first, reason))?;
    let member = board
        .setup
        .trustees
        .member(owner)
        .ok_or_else(|| fault(first, Reason::NoSuchTrustee))?;

    let phi = board.setup.election.fingerprint();
    let questions = board.tally.iter().zip(factors.iter().zip(&message.proofs));
    for (question, (ciphertexts, (factors, proofs))) in (1..).zip(questions) {
        for (index, (ciphertext, (factor, proof))) in
            (1..).zip(ciphertexts.iter().zip(factors.iter().zip(proofs)))
        {
            if !holds(proof, ciphertext, factor, &member.key, phi) {
                return Err(fault(
                    Place::Decryption(number, question),
                    Reason::DecryptionProof(index),
                ));
            }
        }
    }
    let made = Made {
        trustee: owner,
        step: crate::trustee::Step::PartialDecryption,
        digest,
        event: board.decrypted_after,
    };
    let stated = made.stated(board);
    let proved = stated.is_some();
    if stated.is_some_and(|statement| !binds(&statement, &member.key, &board.tally, &factors)) {
        return Err(fault(first, Reason::Statement));
    }
    Ok(Decryption {
        claimed: Claimed {
            trustee: owner,
            digest,
            proved,
        },
        factors,
    })
}

/// `A = g^response × X^challenge`, `B = α^response × factor^challenge`; `challenge = H(decrypt|φ|X|A,B)`.
fn holds(proof: &Proof, ciphertext: &Ciphertext, factor: &Point, key: &Element, phi: &str) -> bool {
    let a = proof.commitment(&g(), &key.0);
    let b = proof.commitment(&ciphertext.alpha, factor);
    proof.challenge
        == hash(&format!(
            "decrypt|{phi}|{}|{}",
            key.encode(),
            joined(&[a, b])
        ))
}
