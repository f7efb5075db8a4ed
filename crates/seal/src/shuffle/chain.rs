use rand_core::CryptoRng;
use rayon::prelude::*;
use zeroize::Zeroizing;

use crate::group::{Encoded, Point, Scalar, SecretTable, encode_all, second_generator};
use crate::progress::Progress;
use crate::randomness::{draw, fork};

/// The chain of commitments: link i is `g^a[i] h^b[i]`, with `b[i]` the product of the first i challenges; and the
/// commitments of its proof, `g^x[i] h^(omega'[i] b[i-1])`.
///
/// The specification draws r-hat and omega-hat and builds each link on the one before. Here a and x are drawn, uniformly
/// as well, and r-hat and omega-hat follow from them: the same distribution, without powers of the links.
pub(super) struct Chain {
    pub c_hat: Vec<Encoded>,
    pub t_hat: Vec<Encoded>,
    r_hat: Zeroizing<Vec<Scalar>>,
    omega_hat: Zeroizing<Vec<Scalar>>,
    /// a of the last link, which is the specification's sum of r-hat i v i.
    pub last_exponent: Zeroizing<Scalar>,
}

impl Chain {
    pub fn commit(
        u_prime: &[Scalar],
        omega_prime: &[Scalar],
        progress: Progress<'_>,
        chance: &mut impl CryptoRng,
    ) -> Self {
        let exponents = Exponents::draw(u_prime, &mut fork(chance));
        let second = SecretTable::new(&second_generator());
        let indices: Vec<usize> = (0..u_prime.len()).collect();
        let pieces: Vec<[Vec<Encoded>; 2]> = indices
            .par_chunks(CHAIN_PIECE)
            .map(|indices| {
                let piece = exponents.commitments(indices, omega_prime, &second);
                progress(indices.len());
                piece
            })
            .collect();
        let mut c_hat = Vec::with_capacity(u_prime.len());
        let mut t_hat = Vec::with_capacity(u_prime.len());
        for [links, commitments] in pieces {
            c_hat.extend(links);
            t_hat.extend(commitments);
        }
        let last_exponent = Zeroizing::new(exponents.a.last().copied().unwrap_or(Scalar::ZERO));
        let (r_hat, omega_hat) = exponents.into_specified(u_prime, omega_prime);
        Self {
            c_hat,
            t_hat,
            r_hat,
            omega_hat,
            last_exponent,
        }
    }

    pub fn responses(&self, challenge: Scalar) -> Vec<Scalar> {
        let pairs = self.omega_hat.iter().zip(&*self.r_hat);
        pairs.map(|(omega, r)| omega + challenge * r).collect()
    }
}

/// The exponents of each link and of its commitment.
struct Exponents {
    a: Zeroizing<Vec<Scalar>>,
    b: Zeroizing<Vec<Scalar>>,
    x: Zeroizing<Vec<Scalar>>,
}

impl Exponents {
    fn draw(u_prime: &[Scalar], chance: &mut impl CryptoRng) -> Self {
        let mut draws = || Zeroizing::new(u_prime.iter().map(|_| draw(chance)).collect::<Vec<_>>());
        let (a, x) = (draws(), draws());
        let mut b = Zeroizing::new(Vec::with_capacity(u_prime.len()));
        let mut product = Scalar::ONE;
        for u in u_prime {
            product *= u;
            b.push(product);
        }
        Self { a, b, x }
    }

    /// Some links, and the commitments of their proofs.
    fn commitments(
        &self,
        indices: &[usize],
        omega_prime: &[Scalar],
        second: &SecretTable,
    ) -> [Vec<Encoded>; 2] {
        let mut links = Vec::with_capacity(indices.len());
        let mut commitments = Vec::with_capacity(indices.len());
        for &index in indices {
            let before = index
                .checked_sub(1)
                .map_or(Scalar::ONE, |before| self.b[before]);
            let exponent = omega_prime[index] * before;
            links.push(Point::mul_base(&self.a[index]) + second.power(&self.b[index]));
            commitments.push(Point::mul_base(&self.x[index]) + second.power(&exponent));
        }
        [links, commitments].map(|points| encode_all(&points))
    }

    /// r-hat and omega-hat, as the specification draws them.
    fn into_specified(
        self,
        u_prime: &[Scalar],
        omega_prime: &[Scalar],
    ) -> (Zeroizing<Vec<Scalar>>, Zeroizing<Vec<Scalar>>) {
        let (mut r_hat, mut omega_hat) = (self.a, self.x);
        // From behind, since each needs the a before it as it was.
        for index in (1..u_prime.len()).rev() {
            let a = r_hat[index - 1];
            r_hat[index] -= u_prime[index] * a;
            omega_hat[index] -= omega_prime[index] * a;
        }
        (r_hat, omega_hat)
    }
}

const CHAIN_PIECE: usize = 1024;
