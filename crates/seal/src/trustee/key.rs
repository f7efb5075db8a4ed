//! A trustee's key for decrypting, and the proof that it has it (section 4.5 of the specification).

use std::fmt;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::channel::json;
use super::seed::Seed;
use super::signed;
use crate::group::{Challenge, Element, Encoded, GroupError, Scalar, decimal, from_decimal};
use crate::proof::{Claims, Proof};
use crate::randomness::draw;

/// The exponent that decrypts a trustee's part of every ballot. Wiped from memory, never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct PrivateKey(Scalar);

/// A trustee's public key, with the proof that its owner knows the private one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicKey {
    pok: Proof,
    #[serde(rename = "public_key")]
    key: Encoded,
    /// Of the key, by a trustee of a threshold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signature: Option<Proof>,
}

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// No element.
    #[error("its key {0}")]
    Element(#[from] GroupError),
    /// The neutral element.
    #[error("its key is the neutral element, which everybody can decrypt for")]
    Neutral,
    /// The owner need not know the private key.
    #[error("the proof that it knows its private key does not hold")]
    Proof,
    /// A threshold's trustee did not sign it.
    #[error("its key is not signed by its certificate")]
    Signature,
    /// Not a private key.
    #[error("a private key is a decimal number in quotes, below the group's order")]
    Private,
}

impl PrivateKey {
    /// A new key.
    pub fn generate(chance: &mut impl CryptoRng) -> Self {
        Self(draw(chance))
    }

    /// Reads the JSON string that the peers keep.
    pub fn parse(text: &str) -> Result<Self, KeyFault> {
        let digits = text
            .trim()
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .ok_or(KeyFault::Private)?;
        from_decimal(digits.as_bytes())
            .map(Self)
            .ok_or(KeyFault::Private)
    }

    /// The JSON string that the peers keep: the only way to see it.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut digits = Zeroizing::new(Vec::with_capacity(80));
        decimal(&self.0, &mut digits);
        Zeroizing::new(format!("\"{}\"", String::from_utf8_lossy(&digits)))
    }

    /// The public key, with a new proof.
    pub fn public_key(&self, chance: &mut impl CryptoRng) -> PublicKey {
        let key = self.element().encode();
        let pok = Proof::of_logarithm(&self.0, chance, |commitment| {
            text(key).element(commitment).scalar()
        });
        PublicKey {
            pok,
            key,
            signature: None,
        }
    }

    /// The public key as an element.
    pub fn element(&self) -> Element {
        Element::power_of_generator(&self.0)
    }

    pub(crate) fn scalar(&self) -> &Scalar {
        &self.0
    }

    pub(super) fn from_scalar(scalar: Scalar) -> Self {
        Self(scalar)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

impl PublicKey {
    /// Reads the one form of a public key's message.
    pub fn parse(message: &str) -> Result<Self, String> {
        crate::wire::canonical(message.as_bytes())
    }

    /// The message.
    pub fn text(&self) -> String {
        json(self)
    }

    /// The key as written.
    pub fn encoded(&self) -> Encoded {
        self.key
    }

    /// Whether a trustee of a threshold signed it.
    pub fn is_signed(&self) -> bool {
        self.signature.is_some()
    }

    /// Checks the key and its proof, and gives the key.
    pub fn check(&self) -> Result<Element, KeyFault> {
        let key = self.key.element()?;
        if key.is_identity() {
            return Err(KeyFault::Neutral);
        }
        let mut claims = Claims::new();
        claims.add(
            text(self.key),
            [self.pok.commitment(&key.0)],
            self.pok.challenge,
        );
        if claims.hold() {
            Ok(key)
        } else {
            Err(KeyFault::Proof)
        }
    }

    pub(super) fn sign(self, owner: &Seed, chance: &mut impl CryptoRng) -> Self {
        let signature = signed::sign(owner, &self.key.to_string(), chance);
        Self {
            signature: Some(signature),
            ..self
        }
    }

    pub(super) fn check_signed(&self, verification: &Element) -> Result<Element, KeyFault> {
        let key = self.check()?;
        let signature = self.signature.as_ref().ok_or(KeyFault::Signature)?;
        let holds = signed::is_signed(&self.key.to_string(), signature, verification);
        if holds {
            Ok(key)
        } else {
            Err(KeyFault::Signature)
        }
    }
}

fn text(key: Encoded) -> Challenge {
    Challenge::new("pok|Ed25519|").element(key).text("|")
}
