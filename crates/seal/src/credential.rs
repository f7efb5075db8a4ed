//! Credentials: what the registrar gives each elector, and what of it is public (section 4.8 of the specification).

use std::fmt;
use std::str::FromStr;

use rand_core::CryptoRng;
use sha2::Digest as _;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::base58;
use crate::election::Uuid;
use crate::group::{Element, Encoded, Scalar};

/// The secret with which one elector signs: 22 characters of base 58, written `XXXXX-XXXXXX-XXXXX-XXXXXX`.
///
/// Whoever holds it can vote in its elector's place, so it is wiped from memory and never printed by `{:?}`.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Credential(String);

/// A text that is no credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a credential has 22 characters in groups of 5, 6, 5 and 6 with hyphens between, without 0, O, I and l; copy it again"
)]
pub struct InvalidCredential;

const GROUPS: [usize; 4] = [5, 6, 5, 6];

impl Credential {
    /// A new credential, of nearly 129 bits.
    pub fn generate(chance: &mut impl CryptoRng) -> Self {
        let groups = GROUPS.map(|length| Zeroizing::new(base58::random(length, chance)));
        let mut text = String::with_capacity(25);
        for (index, group) in groups.iter().enumerate() {
            if index > 0 {
                text.push('-');
            }
            text.push_str(group);
        }
        Self(text)
    }

    /// The text to print on a letter: the only way to see it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The exponent that signs in this election.
    pub fn secret(&self, election: &Uuid) -> Zeroizing<Scalar> {
        let mut wide = Zeroizing::new([0_u8; 64]);
        for (index, half) in wide.as_chunks_mut::<32>().0.iter_mut().enumerate() {
            let mut hash = sha2::Sha256::new();
            hash.update(format!("derive_credential|{election}|{index}|"));
            hash.update(&self.0);
            *half = hash.finalize().into();
        }
        // Two digests make one number of 512 bits, big-endian.
        wide.reverse();
        Zeroizing::new(Scalar::from_bytes_mod_order_wide(&wide))
    }

    /// What is published of it in this election.
    pub fn public(&self, election: &Uuid) -> Encoded {
        Element::power_of_generator(&self.secret(election)).encode()
    }
}

impl FromStr for Credential {
    type Err = InvalidCredential;

    fn from_str(text: &str) -> Result<Self, InvalidCredential> {
        let groups: Vec<&str> = text.split('-').collect();
        let shaped = groups.len() == GROUPS.len()
            && groups
                .iter()
                .zip(GROUPS)
                .all(|(group, length)| group.len() == length && base58::is(group));
        if shaped {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidCredential)
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_of_the_peer_has_its_public_part() {
        let election: Uuid = "JU6JPjg61FrRZv".parse().unwrap();
        let credential: Credential = "z9JUe-7AG39Y-wZAaX-WkobSu".parse().unwrap();
        assert_eq!(
            credential.public(&election).to_string(),
            "20ea9339c2c7e80ec69b6d82e56160e94321f13d3f85e1b2d4a89f5ef46e6ced"
        );
    }

    #[test]
    fn misread_characters_are_refused() {
        for text in [
            "z9JUe-7AG39Y-wZAaX-WkobS0",
            "z9JUe7AG39YwZAaXWkobSu",
            "z9JUe-7AG39Y-wZAaX-WkobSuu",
            "",
        ] {
            assert_eq!(text.parse::<Credential>(), Err(InvalidCredential));
        }
    }

    #[test]
    fn credentials_are_not_printed_by_mistake() {
        let credential = Credential::generate(&mut crate::randomness::system());
        assert_eq!(
            credential.reveal().parse::<Credential>().unwrap(),
            credential
        );
        assert_eq!(format!("{credential:?}"), "Credential(…)");
    }
}
