//! What trustees signed beside the archive (docs/formats/sealed.md, "A statement").

use super::board::Board;
use super::ciphertext::Ciphertext;
use super::notation::{g, hash, joined, power, product};
use super::proof::Proof;
use crate::digest::Digest;
use crate::group::{Element, Point, Scalar};
use crate::trustee::{SignedMessage, Statement, Step};

/// A message of a trustee, and the event that it was made after.
pub(super) struct Made {
    pub trustee: usize,
    pub step: Step,
    pub digest: Digest,
    pub event: Digest,
}

impl Made {
    /// The trustee's own statement about the message, if it is among those that the verifier was handed.
    pub fn stated(&self, board: &Board<'_>) -> Option<Statement> {
        let key = &board.setup.trustees.member(self.trustee)?.verification;
        board
            .policy
            .statements
            .iter()
            .filter_map(|message| read(message, key))
            .find(|statement| {
                statement.election == board.setup.election.fingerprint()
                    && statement.trustee == self.trustee
                    && statement.step == self.step
                    && statement.digest == self.digest
                    && statement.event == self.event
            })
    }
}

fn read(message: &SignedMessage, key: &Element) -> Option<Statement> {
    let text = message.message.strip_prefix("hustings-statement|")?;
    let statement: Statement = serde_json::from_str(text).ok()?;
    let written_again = serde_json::to_string(&statement).ok()?;
    let signature = own(&message.signature);
    (written_again == text && signature.signs(&message.message, key)).then_some(statement)
}

/// Whether the proof over a whole partial decryption holds: `A = g^response × X^challenge`, and with the products of all
/// alpha and all factors, each to the power of its weight, `B = C^response × F^challenge`.
pub(super) fn binds(
    statement: &Statement,
    key: &Element,
    tally: &[Vec<Ciphertext>],
    factors: &[Vec<Point>],
) -> bool {
    let Some(proof) = statement.proof.as_ref().map(own) else {
        return false;
    };
    let Statement {
        election,
        digest,
        event,
        ..
    } = statement;
    let text = format!(
        "hustings-decryption|{election}|{}|{event}|{digest}",
        key.encode()
    );
    let seed = Digest::of(text.as_bytes());
    let mut alphas = Vec::new();
    let mut powers = Vec::new();
    for (question, (ciphertexts, factors)) in tally.iter().zip(factors).enumerate() {
        for (index, (ciphertext, factor)) in ciphertexts.iter().zip(factors).enumerate() {
            let weight = weight(&format!("{seed}|{question}|{index}"));
            alphas.push(power(&ciphertext.alpha, &weight));
            powers.push(power(factor, &weight));
        }
    }
    let (alpha, factor) = (product(alphas), product(powers));
    let commitments = [
        proof.commitment(&g(), &key.0),
        proof.commitment(&alpha, &factor),
    ];
    let (of, shown) = (joined(&[alpha, factor]), joined(&commitments));
    proof.challenge == hash(&format!("hustings-decryption-proof|{seed}|{of}|{shown}"))
}

/// The first 128 bits of a digest, big-endian.
fn weight(text: &str) -> Scalar {
    let digest = Digest::of(text.as_bytes()).0;
    let (first, _) = digest.split_at(16);
    first.iter().fold(Scalar::ZERO, |number, &byte| {
        number * Scalar::from(256_u64) + Scalar::from(byte)
    })
}

fn own(proof: &crate::proof::Proof) -> Proof {
    Proof {
        challenge: proof.challenge,
        response: proof.response,
    }
}
