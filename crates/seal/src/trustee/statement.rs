//! What a trustee says of its own work. The archive only claims whose a shuffle or a decryption is; a trustee that signs
//! its digest proves it, and with a proof over the whole of a decryption, that it is of these ciphertexts.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::channel::json;
use super::signed::{self, SignedMessage};
use super::{PrivateKey, Seed};
use crate::digest::Digest;
use crate::group::{Element, Scalar};
use crate::proof::Proof;

/// What a trustee did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// It shuffled.
    Shuffle,
    /// It decrypted.
    PartialDecryption,
}

/// That a trustee made the message with this digest, for this election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The fingerprint of the election.
    pub election: String,
    /// The trustee's number.
    pub trustee: usize,
    /// What it did.
    pub step: Step,
    /// The digest of what it made.
    pub digest: Digest,
    /// The digest of the event after which it was made, and with it of all that went before.
    pub event: Digest,
    /// Of a partial decryption: one proof over all of its ciphertexts, which names them and the factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

/// With what a trustee signs: a single one with its only key, one of a threshold with its seed.
#[derive(Debug)]
pub enum Signer<'a> {
    /// A single trustee.
    Single(&'a PrivateKey),
    /// A trustee of a threshold.
    Threshold(&'a Seed),
}

impl Signer<'_> {
    fn secret(&self) -> zeroize::Zeroizing<Scalar> {
        match self {
            Self::Single(key) => zeroize::Zeroizing::new(*key.scalar()),
            Self::Threshold(seed) => seed.signing_key(),
        }
    }
}

/// Keeps statements apart from everything else that the same key signs.
const PREFIX: &str = "hustings-statement|";

impl Statement {
    /// Signs it.
    pub fn sign(&self, signer: &Signer<'_>, chance: &mut impl CryptoRng) -> SignedMessage {
        let message = format!("{PREFIX}{}", json(self));
        let signature = signed::sign_with(&signer.secret(), &message, chance);
        SignedMessage { message, signature }
    }

    /// Reads a statement, if the key signed it.
    pub fn read(message: &SignedMessage, verification: &Element) -> Option<Self> {
        let text = message.message.strip_prefix(PREFIX)?;
        message
            .is_signed_by(verification)
            .then(|| crate::wire::canonical(text.as_bytes()).ok())?
    }
}
