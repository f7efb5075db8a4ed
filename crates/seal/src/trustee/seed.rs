//! The seed of a trustee of a threshold, from which its four keys are derived (section 4.6.1 of the specification).

use std::fmt;
use std::str::FromStr;

use rand_core::CryptoRng;
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::base58;
use crate::group::{Element, Encoded, Scalar, big_endian};

const LENGTH: usize = 22;

/// 22 characters of base 58, the one secret that a trustee of a threshold keeps.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Seed(String);

/// A text that is no seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a trustee's seed has {LENGTH} characters of base 58: letters and digits without 0, O, I and l"
)]
pub struct InvalidSeed;

impl Seed {
    /// A new seed, of nearly 129 bits.
    pub fn generate(chance: &mut impl CryptoRng) -> Self {
        Self(base58::random(LENGTH, chance))
    }

    /// The text to keep: the only way to see it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Against which others check what this trustee signs.
    pub fn verification_key(&self) -> Encoded {
        Element::power_of_generator(&self.signing_key()).encode()
    }

    /// For which others encrypt what only this trustee may read.
    pub fn encryption_key(&self) -> Encoded {
        Element::power_of_generator(&self.decryption_key()).encode()
    }

    pub(super) fn signing_key(&self) -> Zeroizing<Scalar> {
        self.derive("sk|")
    }

    pub(super) fn decryption_key(&self) -> Zeroizing<Scalar> {
        self.derive("dk|")
    }

    fn derive(&self, prefix: &str) -> Zeroizing<Scalar> {
        let digest = Sha256::new_with_prefix(prefix)
            .chain_update(&self.0)
            .finalize();
        Zeroizing::new(big_endian(digest.into()))
    }
}

impl FromStr for Seed {
    type Err = InvalidSeed;

    fn from_str(text: &str) -> Result<Self, InvalidSeed> {
        let fits = text.len() == LENGTH && base58::is(text);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidSeed)
        }
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}
