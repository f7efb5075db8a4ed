//! The one proof of a ranked answer: that whoever sealed it knows its randomness.

use rand_core::CryptoRng;

use super::Ciphertext;
use crate::group::{Challenge, Element, Encoded, Point, Scalar};
use crate::proof::{Claims, Proof};

pub(super) fn prove(
    choice: &Ciphertext,
    randomness: &Scalar,
    key: &Element,
    prefix: &str,
    chance: &mut impl CryptoRng,
) -> Proof {
    let key = key.encode();
    Proof::of_logarithm(randomness, chance, |commitment| {
        text(choice, key, prefix).element(commitment).scalar()
    })
}

pub(super) fn claim(
    choice: &Ciphertext,
    alpha: &Point,
    proof: &Proof,
    key: &Element,
    prefix: &str,
    claims: &mut Claims,
) {
    claims.add(
        text(choice, key.encode(), prefix),
        [proof.commitment(alpha)],
        proof.challenge,
    );
}

fn text(choice: &Ciphertext, key: Encoded, prefix: &str) -> Challenge {
    Challenge::new("raweg|")
        .text(prefix)
        .text("|")
        .elements(&[key, choice.alpha, choice.beta])
        .text("|")
}
