//! The elector's signature, by the credential (section 4.16 of the specification).

use rand_core::CryptoRng;

use crate::digest::Digest;
use crate::group::{Challenge, Point, Scalar};
use crate::proof::{Claims, Proof};

/// The digest that is signed, of the ballot without its signature.
pub(super) fn signed_digest(unsigned: [&[u8]; 2]) -> String {
    Digest::of_parts(&unsigned).to_base64()
}

pub(super) fn sign(digest: &str, secret: &Scalar, chance: &mut impl CryptoRng) -> Proof {
    Proof::of_logarithm(secret, chance, |commitment| {
        text(digest).element(commitment).scalar()
    })
}

pub(super) fn claim(signature: &Proof, digest: &str, credential: &Point, claims: &mut Claims) {
    claims.add(
        text(digest),
        [signature.commitment(credential)],
        signature.challenge,
    );
}

fn text(digest: &str) -> Challenge {
    Challenge::new("sig|").text(digest).text("|")
}
