//! Shuffles: the same ciphertexts in another order and under other randomness, with a proof (sections 4.19 and 6 of the
//! specification, after the `CHVote` protocol, version 1.3.2).
//!
//! Letters are the specification's: e and e' are the ciphertexts before and after, u the challenges, c the commitment to
//! the permutation, c-hat the chain of commitments that shows that no challenge is used twice, t and s the proof.

mod chain;
mod challenges;
mod check;
mod message;
mod permutation;
mod prove;
mod reencrypt;

pub(crate) use check::{ShuffleFault, check};
pub(crate) use prove::shuffle;

use crate::ballot::Ciphertext;
use crate::group::{Encoded, Scalar};

/// A shuffle of all ranked questions of an election.
#[derive(Debug, Clone)]
pub struct Shuffle {
    pub(crate) questions: Vec<ShuffledQuestion>,
}

/// One question shuffled.
#[derive(Debug, Clone)]
pub struct ShuffledQuestion {
    pub(crate) ciphertexts: Vec<Ciphertext>,
    pub(crate) proof: ShuffleProof,
}

/// That what came out is what went in.
#[derive(Debug, Clone)]
pub struct ShuffleProof {
    /// t1, t2, t3, t41 and t42.
    pub(crate) t: [Encoded; 5],
    pub(crate) t_hat: Vec<Encoded>,
    /// s1 to s4.
    pub(crate) s: [Scalar; 4],
    pub(crate) s_hat: Vec<Scalar>,
    pub(crate) s_prime: Vec<Scalar>,
    /// The commitment to the permutation.
    pub(crate) c: Vec<Encoded>,
    pub(crate) c_hat: Vec<Encoded>,
}

impl Shuffle {
    /// The ciphertexts that came out, by ranked question.
    pub fn questions(&self) -> impl Iterator<Item = &[Ciphertext]> {
        self.questions
            .iter()
            .map(|question| question.ciphertexts.as_slice())
    }
}
