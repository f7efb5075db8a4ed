//! Proofs that a ciphertext encrypts one of some values (section 4.12 of the specification): a disjunction of proofs, of
//! which one is real and the others simulated, so that nobody sees which.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::CiphertextPoints;
use crate::group::{Challenge, Element, Point, Scalar, encode_all};
use crate::proof::Proof;
use crate::randomness::draw;

/// One branch: that this ciphertext encrypts this value.
pub(super) struct Branch {
    pub points: CiphertextPoints,
    pub value: u64,
}

impl Branch {
    /// beta without the value, of which alpha and it have one logarithm if the branch is true.
    fn shifted(&self) -> Point {
        self.points[1] - Element::GENERATOR.0 * Scalar::from(self.value)
    }

    /// g^response alpha^challenge and y^response (beta / g^value)^challenge, in constant time.
    fn secret_commitments(
        &self,
        challenge: &Scalar,
        response: &Scalar,
        key: &Element,
    ) -> [Point; 2] {
        [
            Point::mul_base(response) + self.points[0] * challenge,
            key.0 * response + self.shifted() * challenge,
        ]
    }

    /// The same in variable time, of public proofs.
    pub fn commitments(&self, proof: &Proof, key: &Element) -> [Point; 2] {
        use curve25519_dalek::traits::VartimeMultiscalarMul as _;
        [
            proof.commitment(&self.points[0]),
            Point::vartime_multiscalar_mul(
                [proof.response, proof.challenge],
                [key.0, self.shifted()],
            ),
        ]
    }
}

/// Proves that the branch `truth` is true, whose ciphertext was made with `randomness`.
///
/// Each branch costs the same operations: the real one is a simulated one with challenge 0, whose challenge is set when
/// the others are known.
pub(super) fn prove(
    branches: &[Branch],
    truth: usize,
    randomness: &Scalar,
    key: &Element,
    text: Challenge,
    chance: &mut impl CryptoRng,
) -> Vec<Proof> {
    let nothing = Proof {
        challenge: Scalar::ZERO,
        response: Scalar::ZERO,
    };
    let mut proofs: Vec<Proof> = (0..branches.len())
        .map(|branch| {
            if branch == truth {
                nothing
            } else {
                Proof::simulated(chance)
            }
        })
        .collect();
    let nonce = Zeroizing::new(draw(chance));
    proofs[truth].response = *nonce;
    let commitments: Vec<Point> = branches
        .iter()
        .zip(&proofs)
        .flat_map(|(branch, proof)| {
            branch.secret_commitments(&proof.challenge, &proof.response, key)
        })
        .collect();
    let challenges: Scalar = proofs.iter().map(|proof| proof.challenge).sum();
    let challenge = text.elements(&encode_all(&commitments)).scalar() - challenges;
    proofs[truth] = Proof {
        challenge,
        response: *nonce - randomness * challenge,
    };
    proofs
}
