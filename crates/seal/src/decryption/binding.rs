//! One proof over a whole partial decryption, which a trustee signs into its [statement](crate::trustee::Statement).
//!
//! The protocol has a proof for each factor, whose challenge names neither the ciphertext nor the factor. This one names
//! all of them: its seed is a digest of the election, the trustee's key, the event that fixes the ciphertexts, and the
//! message with its factors; of the seed follow weights; and what is proved, after Chaum and Pedersen, is that the
//! products of all ciphertexts' alpha and of all factors, each to the power of its weight, have the logarithm that the
//! trustee's key has.
//!
//! **Soundness.** Weights have 128 bits and are fixed by what they weigh. If one factor is wrong, at most one value of its
//! weight hides that: a maker of false messages needs about 2^128 of them.

use curve25519_dalek::traits::VartimeMultiscalarMul;
use rand_core::CryptoRng;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::ballot::CiphertextPoints;
use crate::digest::Digest;
use crate::group::{Challenge, Element, Encoded, Point, Scalar, encode, encode_all};
use crate::proof::{Claims, Proof};
use crate::randomness::draw;
use crate::trustee::PrivateKey;

/// What a partial decryption is of.
pub(crate) struct Subject<'a> {
    pub fingerprint: &'a str,
    pub key: Encoded,
    /// After which the ciphertexts were as they are.
    pub event: Digest,
    /// Of the message.
    pub digest: Digest,
}

impl Subject<'_> {
    fn seed(&self) -> String {
        let Self {
            fingerprint,
            key,
            event,
            digest,
        } = self;
        let text = format!("hustings-decryption|{fingerprint}|{key}|{event}|{digest}");
        Digest::of(text.as_bytes()).to_string()
    }

    fn text(&self, products: &[Encoded]) -> Challenge {
        let text = Challenge::new("hustings-decryption-proof|").text(&self.seed());
        text.text("|").elements(products).text("|")
    }
}

/// Proves that the factors are those of the key.
pub(crate) fn prove(
    subject: &Subject<'_>,
    columns: &[&[CiphertextPoints]],
    factors: &[Vec<Point>],
    key: &PrivateKey,
    chance: &mut impl CryptoRng,
) -> Proof {
    let [alpha, factor] = products(subject, columns, factors);
    let nonce = Zeroizing::new(draw(chance));
    let commitments = [Point::mul_base(&nonce), alpha * *nonce];
    let text = subject.text(&encode_all(&[alpha, factor]));
    let challenge = text.elements(&encode_all(&commitments)).scalar();
    Proof {
        challenge,
        response: *nonce - key.scalar() * challenge,
    }
}

/// Whether the proof holds, in variable time; factors must be elements.
pub(crate) fn holds(
    subject: &Subject<'_>,
    columns: &[&[CiphertextPoints]],
    factors: &[Vec<Point>],
    key: &Element,
    proof: &Proof,
) -> bool {
    let [alpha, factor] = products(subject, columns, factors);
    let of_factor =
        Point::vartime_multiscalar_mul([proof.response, proof.challenge], [alpha, factor]);
    let mut claims = Claims::new();
    let text = subject.text(&[encode(&alpha), encode(&factor)]);
    claims.add(text, [proof.commitment(&key.0), of_factor], proof.challenge);
    claims.hold()
}

/// The products of alpha and of factors, each to the power of its weight.
fn products(
    subject: &Subject<'_>,
    columns: &[&[CiphertextPoints]],
    factors: &[Vec<Point>],
) -> [Point; 2] {
    const TERMS: usize = 2048;
    let seed = subject.seed();
    let mut sums = [Point::default(); 2];
    for (question, (column, factors)) in columns.iter().zip(factors).enumerate() {
        let pieces = column
            .par_chunks(TERMS)
            .zip(factors.par_chunks(TERMS))
            .enumerate();
        let [alpha, factor] = pieces
            .map(|(piece, (column, factors))| {
                let first = piece * TERMS;
                let weights: Vec<Scalar> = (first..first + column.len())
                    .map(|index| weight(&seed, question, index))
                    .collect();
                [
                    Point::vartime_multiscalar_mul(&weights, column.iter().map(|[alpha, _]| alpha)),
                    Point::vartime_multiscalar_mul(&weights, factors),
                ]
            })
            .reduce(|| [Point::default(); 2], |[a, b], [c, d]| [a + c, b + d]);
        sums = [sums[0] + alpha, sums[1] + factor];
    }
    sums
}

/// The first 128 bits of a digest, big-endian; questions and ciphertexts are numbered from 0.
fn weight(seed: &str, question: usize, index: usize) -> Scalar {
    let digest: [u8; 32] = Sha256::digest(format!("{seed}|{question}|{index}")).into();
    let first = digest
        .first_chunk()
        .map_or(0, |first| u128::from_be_bytes(*first));
    Scalar::from(first)
}
