use chacha20::ChaCha20Rng;
use curve25519_dalek::traits::{Identity, MultiscalarMul};
use rand_core::CryptoRng;
use rayon::prelude::*;
use zeroize::Zeroizing;

use crate::ballot::{Ciphertext, CiphertextPoints};
use crate::group::{Encoded, PIECE, Point, Scalar, SecretTable, encode_all, generators};
use crate::progress::Progress;
use crate::randomness::{draw, fork};

/// The ciphertexts in their new order and under new randomness, and the commitment to that order.
pub(super) struct Reencryption {
    pub after: Vec<Ciphertext>,
    /// The commitments, by the place before the shuffle.
    pub c: Vec<Encoded>,
    pub secrets: Secrets,
    /// The products of h, alpha' and beta', each to the power of its omega'.
    pub products: [Point; 3],
}

/// What is known of each place after the shuffle, in its order.
pub(super) struct Secrets {
    /// r' of its re-encryption.
    pub reencryption: Zeroizing<Vec<Scalar>>,
    /// r of its commitment to the permutation.
    pub commitment: Zeroizing<Vec<Scalar>>,
    /// omega'.
    pub omega_prime: Zeroizing<Vec<Scalar>>,
}

impl Reencryption {
    pub fn new(
        before: &[CiphertextPoints],
        permutation: &[u32],
        key: &SecretTable,
        progress: Progress<'_>,
        chance: &mut impl CryptoRng,
    ) -> Self {
        let count = permutation.len();
        let zeros = || Zeroizing::new(vec![Scalar::ZERO; count]);
        let mut secrets = Secrets {
            reencryption: zeros(),
            commitment: zeros(),
            omega_prime: zeros(),
        };
        let nothing = Encoded::from_bytes([0; 32]);
        let mut after = vec![
            Ciphertext {
                alpha: nothing,
                beta: nothing
            };
            count
        ];
        // Their order, beside that which is published, is the permutation.
        let mut commitments = Zeroizing::new(vec![nothing; count]);
        let chances: Vec<ChaCha20Rng> = permutation.chunks(PIECE).map(|_| fork(chance)).collect();
        // Written in place: at a million ballots there is no room for pieces beside the whole.
        let products = (
            permutation.par_chunks(PIECE),
            generators(count),
            chances,
            after.par_chunks_mut(PIECE),
            commitments.par_chunks_mut(PIECE),
            secrets.reencryption.par_chunks_mut(PIECE),
            secrets.commitment.par_chunks_mut(PIECE),
            secrets.omega_prime.par_chunks_mut(PIECE),
        )
            .into_par_iter()
            .map(
                |(
                    permutation,
                    generators,
                    mut chance,
                    after,
                    commitments,
                    reencryption,
                    commitment,
                    omega_prime,
                )| {
                    for secrets in [&mut *reencryption, &mut *commitment, &mut *omega_prime] {
                        secrets.fill_with(|| draw(&mut chance));
                    }
                    let generators = &generators[..permutation.len()];
                    commit(generators, commitment, commitments);
                    let [alpha, beta] = reencrypt(before, permutation, reencryption, key, after);
                    progress(permutation.len());
                    [generators, &alpha, &beta].map(|bases| product_of_powers(omega_prime, bases))
                },
            )
            .reduce(
                || [Point::identity(); 3],
                |one, other| std::array::from_fn(|index| one[index] + other[index]),
            );
        let c = by_source(permutation, &commitments);
        Self {
            after,
            c,
            secrets,
            products,
        }
    }
}

/// Commits to which place before the shuffle each place after it has.
fn commit(generators: &[Point], randomness: &[Scalar], commitments: &mut [Encoded]) {
    let points: Vec<Point> = generators
        .iter()
        .zip(randomness)
        .map(|(generator, r)| Point::mul_base(r) + generator)
        .collect();
    commitments.copy_from_slice(&encode_all(&points));
}

fn reencrypt(
    before: &[CiphertextPoints],
    permutation: &[u32],
    randomness: &[Scalar],
    key: &SecretTable,
    after: &mut [Ciphertext],
) -> [Vec<Point>; 2] {
    let (alpha, beta): (Vec<Point>, Vec<Point>) = permutation
        .iter()
        .zip(randomness)
        .map(|(&source, r)| {
            let [alpha, beta] = before[source as usize];
            (alpha + Point::mul_base(r), beta + key.power(r))
        })
        .unzip();
    for (after, (alpha, beta)) in after
        .iter_mut()
        .zip(encode_all(&alpha).into_iter().zip(encode_all(&beta)))
    {
        *after = Ciphertext { alpha, beta };
    }
    [alpha, beta]
}

fn by_source(permutation: &[u32], commitments: &[Encoded]) -> Vec<Encoded> {
    let mut c = commitments.to_vec();
    for (&source, commitment) in permutation.iter().zip(commitments) {
        c[source as usize] = *commitment;
    }
    c
}

/// The product of secret powers, in constant time, in pieces whose tables fit the cache.
fn product_of_powers(exponents: &[Scalar], bases: &[Point]) -> Point {
    const TERMS: usize = 256;
    let terms = exponents.chunks(TERMS).zip(bases.chunks(TERMS));
    terms
        .map(|(exponents, bases)| Point::multiscalar_mul(exponents, bases))
        .sum()
}
