//! Signing and sealing as the specification has it, once more and for tests alone: the crate seals nothing that is not
//! a vote, so whoever wants a bad ballot must make it.

pub use crate::marked::decimal_of;
use curve25519_dalek::{EdwardsPoint, Scalar};
use hustings_seal::randomness::{draw, system};
use sha2::{Digest, Sha256};

/// SHA-256 of a text as a big-endian number, modulo the order.
pub fn hash(text: &str) -> Scalar {
    let mut bytes: [u8; 32] = Sha256::digest(text).into();
    bytes.reverse();
    Scalar::from_bytes_mod_order(bytes)
}

/// A point as messages write it, without quotes.
pub fn hex(point: &EdwardsPoint) -> String {
    hex_of(point.compress().to_bytes())
}

/// 32 little-endian bytes as messages write them, without quotes.
pub fn hex_of(little_endian: [u8; 32]) -> String {
    little_endian
        .iter()
        .rev()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The point that is written so.
pub fn point(hex: &str) -> EdwardsPoint {
    let mut bytes = [0; 32];
    for (index, byte) in bytes.iter_mut().rev().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).unwrap();
    }
    curve25519_dalek::edwards::CompressedEdwardsY(bytes)
        .decompress()
        .unwrap()
}

/// The number that is written so.
pub fn scalar(decimal: &str) -> Scalar {
    decimal.bytes().fold(Scalar::ZERO, |number, digit| {
        number * Scalar::from(10_u8) + Scalar::from(digit - b'0')
    })
}

/// A number as messages write it, without quotes.
pub fn decimal(scalar: &Scalar) -> String {
    decimal_of(scalar.to_bytes())
}

/// A proof as messages write it.
pub fn proof(challenge: &Scalar, response: &Scalar) -> String {
    format!(
        "{{\"challenge\":\"{}\",\"response\":\"{}\"}}",
        decimal(challenge),
        decimal(response)
    )
}

/// A proof that its author knows `secret`, where `text` comes before the commitment.
pub fn prove(secret: &Scalar, text: &str) -> String {
    prove_where(secret, text, |_| true)
}

/// Such a proof, made again until its challenge is one of those that are wanted.
pub fn prove_where(secret: &Scalar, text: &str, wanted: impl Fn(&Scalar) -> bool) -> String {
    loop {
        let nonce = draw(&mut system());
        let challenge = hash(&format!("{text}{}", hex(&EdwardsPoint::mul_base(&nonce))));
        if wanted(&challenge) {
            return proof(&challenge, &(nonce - secret * challenge));
        }
    }
}

/// Whether what is of small order vanishes under this exponent.
pub fn is_divisible_by_8(exponent: &Scalar) -> bool {
    exponent.as_bytes()[0].is_multiple_of(8)
}
