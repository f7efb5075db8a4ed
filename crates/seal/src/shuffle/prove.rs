use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::chain::Chain;
use super::challenges::Transcript;
use super::reencrypt::{Reencryption, Secrets};
use super::{Shuffle, ShuffleProof, ShuffledQuestion, permutation};
use crate::group::{Element, Point, Scalar, SecretTable, encode};
use crate::progress::Progress;
use crate::randomness::draw;
use crate::tally::Column;

/// Shuffles the ciphertexts of each ranked question, under the election's key and fingerprint.
///
/// Progress is told of each ciphertext twice.
///
/// Everything secret is in constant time, but for the permutation's places in memory. Costs per ciphertext seven powers of
/// fixed bases and three terms of products: the chain of commitments is kept as exponents of g and h, so that no link has
/// to wait for the one before it, and none is a power of a base that was never seen.
pub(crate) fn shuffle<'a>(
    questions: impl Iterator<Item = &'a Column>,
    key: &Element,
    fingerprint: &str,
    progress: Progress<'_>,
    chance: &mut impl CryptoRng,
) -> Shuffle {
    let prover = Prover {
        key,
        key_table: SecretTable::new(&key.0),
        fingerprint,
        progress,
    };
    let shuffled = questions.map(|before| {
        let permutation = permutation::random(before.points.len(), chance);
        prover.shuffle(before, &permutation, chance)
    });
    Shuffle {
        questions: shuffled.collect(),
    }
}

struct Prover<'a> {
    key: &'a Element,
    key_table: SecretTable,
    fingerprint: &'a str,
    progress: Progress<'a>,
}

impl Prover<'_> {
    fn shuffle(
        &self,
        before: &Column,
        permutation: &[u32],
        chance: &mut impl CryptoRng,
    ) -> ShuffledQuestion {
        let reencryption = Reencryption::new(
            &before.points,
            permutation,
            &self.key_table,
            self.progress,
            chance,
        );
        let Reencryption {
            after,
            c,
            secrets,
            products,
        } = reencryption;
        let Secrets {
            reencryption,
            commitment,
            omega_prime,
        } = secrets;
        let transcript = Transcript {
            fingerprint: self.fingerprint,
            before: &before.ciphertexts,
            after: &after,
        };
        let u_prime = {
            let u = transcript.individual(&c);
            Zeroizing::new(
                permutation
                    .iter()
                    .map(|&source| u[source as usize])
                    .collect::<Vec<Scalar>>(),
            )
        };
        let weighted = |randomness: &[Scalar]| -> Zeroizing<Scalar> {
            Zeroizing::new(randomness.iter().zip(&*u_prime).map(|(r, u)| r * u).sum())
        };
        let r_bar: Zeroizing<Scalar> = Zeroizing::new(commitment.iter().sum());
        let (r_tilde, r_prime) = (weighted(&commitment), weighted(&reencryption));
        // At a million ballots what is not needed any more makes room for the chain.
        drop((reencryption, commitment));
        let chain = Chain::commit(&u_prime, &omega_prime, self.progress, chance);

        let omega: Zeroizing<[Scalar; 4]> = Zeroizing::new(std::array::from_fn(|_| draw(chance)));
        let t = self.commitments(&omega, &products);
        let challenge = transcript.whole(&t, &chain.t_hat, &c, &chain.c_hat, self.key.encode());
        let secret = [*r_bar, *chain.last_exponent, *r_tilde, *r_prime];
        let s = std::array::from_fn(|index| omega[index] + challenge * secret[index]);
        let s_hat = chain.responses(challenge);
        let s_prime = omega_prime
            .iter()
            .zip(&*u_prime)
            .map(|(omega, u)| omega + challenge * u)
            .collect();
        let proof = ShuffleProof {
            t,
            t_hat: chain.t_hat,
            s,
            s_hat,
            s_prime,
            c,
            c_hat: chain.c_hat,
        };
        ShuffledQuestion {
            ciphertexts: after,
            proof,
        }
    }

    /// t1, t2, t3, t41 and t42.
    fn commitments(
        &self,
        omega: &[Scalar; 4],
        products: &[Point; 3],
    ) -> [crate::group::Encoded; 5] {
        let [h, alpha, beta] = products;
        [
            Point::mul_base(&omega[0]),
            Point::mul_base(&omega[1]),
            Point::mul_base(&omega[2]) + h,
            self.key_table.power(&-omega[3]) + beta,
            Point::mul_base(&-omega[3]) + alpha,
        ]
        .map(|point| encode(&point))
    }
}
