//! Partial decryptions, and what they come to together (sections 4.20 and 4.21 of the specification).

pub(crate) mod binding;
mod check;
mod combine;
mod logarithm;

pub(crate) use check::{DecryptionFault, check};
pub(crate) use combine::{Supplied, is_complete, open, supply};
pub(crate) use logarithm::logarithms;

use std::io::{self, BufRead, Write};

use rand_core::CryptoRng;
use rayon::prelude::*;
use zeroize::Zeroizing;

use crate::ballot::{Ciphertext, read_proof};
use crate::group::{Challenge, Encoded, GroupError, Point, Scalar, encode_all};
use crate::progress::Progress;
use crate::proof::Proof;
use crate::randomness::{draw, fork};
use crate::trustee::PrivateKey;
use crate::wire::{Scanner, WireError, Writer};

/// One trustee's part of the decryption of every ciphertext.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartialDecryption {
    pub(crate) factors: Vec<Vec<Encoded>>,
    pub(crate) proofs: Vec<Vec<Proof>>,
}

/// How many ciphertexts are decrypted or checked at a time.
pub(crate) const PIECE: usize = 512;

impl PartialDecryption {
    /// Decrypts a trustee's part of each ciphertext, and proves that this is what was done. In constant time.
    pub fn make(
        questions: &[&[Ciphertext]],
        key: &PrivateKey,
        fingerprint: &str,
        progress: Progress<'_>,
        chance: &mut impl CryptoRng,
    ) -> Result<Self, GroupError> {
        let text = text(fingerprint, key.element().encode());
        let mut decryption = Self {
            factors: Vec::new(),
            proofs: Vec::new(),
        };
        for question in questions {
            let pieces: Vec<_> = question
                .chunks(PIECE)
                .map(|piece| (piece, fork(chance)))
                .collect();
            let pieces: Vec<_> = pieces
                .into_par_iter()
                .map(|(piece, mut chance)| {
                    let decrypted = decrypt(piece, key, &text, &mut chance);
                    progress(piece.len());
                    decrypted
                })
                .collect::<Result<_, _>>()?;
            let (factors, proofs): (Vec<_>, Vec<_>) = pieces.into_iter().unzip();
            decryption.factors.push(factors.concat());
            decryption.proofs.push(proofs.concat());
        }
        Ok(decryption)
    }

    /// Writes the message.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let mut writer = Writer::new(out);
        writer.text("{\"decryption_factors\":")?;
        writer.list(&self.factors, |writer, factors| {
            writer.list(factors.iter().copied(), Writer::element)
        })?;
        writer.text(",\"decryption_proofs\":")?;
        writer.list(&self.proofs, |writer, proofs| {
            writer.list(proofs, Writer::proof)
        })?;
        writer.text("}")
    }

    /// Reads a decryption of as many ciphertexts a question, behind `{"`, by which it is told from a result.
    pub(crate) fn read_rest<R: BufRead>(
        scanner: &mut Scanner<R>,
        sizes: &[usize],
    ) -> Result<Self, WireError> {
        let mut of = sizes.iter().copied();
        scanner.expect("decryption_factors\":")?;
        let factors = scanner.list_of(sizes.len(), |scanner| {
            scanner.list_of(of.next().unwrap_or(0), Scanner::element)
        })?;
        let mut of = sizes.iter().copied();
        scanner.expect(",\"decryption_proofs\":")?;
        let proofs = scanner.list_of(sizes.len(), |scanner| {
            scanner.list_of(of.next().unwrap_or(0), read_proof)
        })?;
        scanner.expect("}")?;
        Ok(Self { factors, proofs })
    }
}

fn decrypt(
    piece: &[Ciphertext],
    key: &PrivateKey,
    text: &Challenge,
    chance: &mut impl CryptoRng,
) -> Result<(Vec<Encoded>, Vec<Proof>), GroupError> {
    let nonces: Zeroizing<Vec<Scalar>> =
        Zeroizing::new(piece.iter().map(|_| draw(chance)).collect());
    let mut factors = Vec::with_capacity(piece.len());
    let mut commitments = Vec::with_capacity(2 * piece.len());
    for (ciphertext, nonce) in piece.iter().zip(&*nonces) {
        let alpha: Point = ciphertext.alpha.point()?;
        factors.push(alpha * key.scalar());
        commitments.push(Point::mul_base(nonce));
        commitments.push(alpha * nonce);
    }
    let commitments = encode_all(&commitments);
    let proofs = commitments
        .as_chunks::<2>()
        .0
        .iter()
        .zip(&*nonces)
        .map(|(commitments, nonce)| {
            let challenge = text.clone().elements(commitments).scalar();
            Proof {
                challenge,
                response: nonce - key.scalar() * challenge,
            }
        });
    Ok((encode_all(&factors), proofs.collect()))
}

fn text(fingerprint: &str, key: Encoded) -> Challenge {
    Challenge::new("decrypt|")
        .text(fingerprint)
        .text("|")
        .element(key)
        .text("|")
}
