use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::seed::Seed;
use crate::group::{Challenge, Element, Scalar};
use crate::proof::{Claims, Proof};

/// A text and its author's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedMessage {
    /// The text.
    pub message: String,
    /// The signature.
    pub signature: Proof,
}

impl SignedMessage {
    pub(super) fn sign(author: &Seed, message: String, chance: &mut impl CryptoRng) -> Self {
        let signature = sign(author, &message, chance);
        Self { message, signature }
    }

    pub(super) fn is_signed_by(&self, key: &Element) -> bool {
        is_signed(&self.message, &self.signature, key)
    }
}

pub(super) fn sign(author: &Seed, message: &str, chance: &mut impl CryptoRng) -> Proof {
    sign_with(&author.signing_key(), message, chance)
}

pub(super) fn sign_with(secret: &Scalar, message: &str, chance: &mut impl CryptoRng) -> Proof {
    Proof::of_logarithm(secret, chance, |commitment| {
        text(message).element(commitment).scalar()
    })
}

pub(super) fn is_signed(message: &str, signature: &Proof, key: &Element) -> bool {
    let mut claims = Claims::new();
    claims.add(
        text(message),
        [signature.commitment(&key.0)],
        signature.challenge,
    );
    claims.hold()
}

fn text(message: &str) -> Challenge {
    Challenge::new("sigmsg|").text(message).text("|")
}
