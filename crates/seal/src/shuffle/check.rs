use chacha20::ChaCha20Rng;
use curve25519_dalek::traits::{IsIdentity, VartimeMultiscalarMul};
use rand_core::{CryptoRng, SeedableRng};
use rayon::prelude::*;

use super::challenges::Transcript;
use super::{ShuffleProof, ShuffledQuestion};
use crate::ballot::CiphertextPoints;
use crate::group::subgroup::SubgroupTest;
use crate::group::{
    Element, Encoded, GroupError, PIECE, Point, Scalar, generators, second_generator,
};
use crate::tally::Column;

/// What is wrong with a shuffle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShuffleFault {
    Element(GroupError),
    Proof,
}

impl From<GroupError> for ShuffleFault {
    fn from(error: GroupError) -> Self {
        Self::Element(error)
    }
}

/// Checks the shuffle of one question, and puts what came out in place of what went in.
///
/// The proof is the claim that N + 5 products are neutral: of t1, t2, t3, t41, t42 and each t-hat with what the
/// specification's `CheckShuffleProof` computes. Each is raised to a weight of 128 random bits that nobody knew when the
/// proof was made, and all are multiplied into one product of 8 N + 7 powers, which is computed in pieces.
///
/// **Soundness.** If one of them is not neutral, then in the prime-order group at most one value of its weight, given all
/// others, makes the product neutral: a false proof passes with probability at most **2^-128**. That every point is in
/// the group is tested beside it, with an error of at most 2^-97 more (see [`SubgroupTest`]).
///
/// Memory: the points of one column; what comes in is decompressed a piece at a time.
pub(crate) fn check(
    column: &mut Column,
    shuffled: ShuffledQuestion,
    key: &Element,
    fingerprint: &str,
    chance: &mut impl CryptoRng,
) -> Result<(), ShuffleFault> {
    let ShuffledQuestion { ciphertexts, proof } = shuffled;
    let transcript = Transcript {
        fingerprint,
        before: &column.ciphertexts,
        after: &ciphertexts,
    };
    let (u, c) = rayon::join(
        || transcript.individual(&proof.c),
        || transcript.whole_of(&proof, key.encode()),
    );
    let mut subgroup = SubgroupTest::expecting(5 * ciphertexts.len() + 5, chance);
    let t = decompress(&proof.t)?;
    subgroup.add(&t.iter());

    let product = Product {
        proof: &proof,
        u: &u,
        c,
        weights: Weights::draw(chance),
        seed: seed(chance),
    };
    let (mut sum, mut of_generator) = product.ends(&t, key);
    let mut last_link = second_generator();
    let mut start = 0;
    for generators in generators(ciphertexts.len()) {
        let end = (start + PIECE).min(ciphertexts.len());
        let piece = Piece::decompress(start..end, &ciphertexts, &proof)?;
        subgroup.add(&piece.points());
        let before = &mut column.points[start..end];
        let (term, exponent) = product.piece(start, before, &piece, &generators, last_link);
        sum += term;
        of_generator += exponent;
        last_link = piece.c_hat.last().copied().unwrap_or(last_link);
        before.copy_from_slice(&piece.after);
        start = end;
    }
    sum += Point::mul_base(&of_generator);
    column.ciphertexts = ciphertexts;
    if !subgroup.passes() {
        return Err(ShuffleFault::Element(GroupError::OutsideSubgroup));
    }
    if sum.is_identity() {
        Ok(())
    } else {
        Err(ShuffleFault::Proof)
    }
}

fn decompress(encoded: &[Encoded]) -> Result<Vec<Point>, GroupError> {
    encoded
        .par_iter()
        .with_min_len(64)
        .map(|encoded| encoded.point())
        .collect()
}

/// Some places of what came in, decompressed.
struct Piece {
    after: Vec<CiphertextPoints>,
    c: Vec<Point>,
    c_hat: Vec<Point>,
    t_hat: Vec<Point>,
}

impl Piece {
    fn decompress(
        range: std::ops::Range<usize>,
        ciphertexts: &[crate::ballot::Ciphertext],
        proof: &ShuffleProof,
    ) -> Result<Self, GroupError> {
        let after = ciphertexts[range.clone()].par_iter().with_min_len(64);
        Ok(Self {
            after: after
                .map(crate::ballot::Ciphertext::points)
                .collect::<Result<_, _>>()?,
            c: decompress(&proof.c[range.clone()])?,
            c_hat: decompress(&proof.c_hat[range.clone()])?,
            t_hat: decompress(&proof.t_hat[range])?,
        })
    }

    fn points(&self) -> impl Iterator<Item = &Point> + Clone + Send + Sync {
        self.after
            .iter()
            .flatten()
            .chain(&self.c)
            .chain(&self.c_hat)
            .chain(&self.t_hat)
    }
}

/// The weights of the equations for t1, t2, t3, t41 and t42.
struct Weights([Scalar; 5]);

impl Weights {
    fn draw(chance: &mut impl CryptoRng) -> Self {
        Self(std::array::from_fn(|_| weight(chance)))
    }
}

/// 128 random bits.
fn weight(chance: &mut impl CryptoRng) -> Scalar {
    Scalar::from(u128::from(chance.next_u64()) << 64 | u128::from(chance.next_u64()))
}

fn seed(chance: &mut impl CryptoRng) -> [u8; 32] {
    let mut seed = [0; 32];
    chance.fill_bytes(&mut seed);
    seed
}

struct Product<'a> {
    proof: &'a ShuffleProof,
    u: &'a [Scalar],
    c: Scalar,
    weights: Weights,
    /// Of which the weights of the t-hat follow, by their number.
    seed: [u8; 32],
}

/// How many places one product has: enough for the buckets to pay off.
const TERMS: usize = 2048;

impl Product<'_> {
    /// What there is once: the powers of the five t, of the key and of h, and the exponent of g.
    fn ends(&self, t: &[Point], key: &Element) -> (Point, Scalar) {
        let [w1, w2, w3, w41, w42] = self.weights.0;
        let [s1, s2, s3, s4] = self.proof.s;
        let all_u: Scalar = self.u.iter().product();
        // The chain starts at h; where it also ends there, nothing was shuffled.
        let last_link = if self.u.is_empty() {
            Scalar::ONE
        } else {
            Scalar::ZERO
        };
        let of_second = w2 * self.c * (all_u - last_link);
        let powers = [-w1, -w2, -w3, -w41, -w42, -w41 * s4, of_second];
        let bases = t.iter().copied().chain([key.0, second_generator()]);
        let product = Point::vartime_multiscalar_mul(powers, bases);
        (product, w1 * s1 + w2 * s2 + w3 * s3 - w42 * s4)
    }

    fn piece(
        &self,
        start: usize,
        before: &[CiphertextPoints],
        piece: &Piece,
        generators: &[Point],
        last_link: Point,
    ) -> (Point, Scalar) {
        let parts = before.len().div_ceil(TERMS);
        (0..parts)
            .into_par_iter()
            .map(|part| {
                let range = part * TERMS..((part + 1) * TERMS).min(before.len());
                let link = range
                    .start
                    .checked_sub(1)
                    .map_or(last_link, |index| piece.c_hat[index]);
                self.terms(start, range, before, piece, generators, link)
            })
            .reduce(
                || (Point::default(), Scalar::ZERO),
                |(a, x), (b, y)| (a + b, x + y),
            )
    }

    /// The powers of some places, and their part of the exponent of g.
    fn terms(
        &self,
        start: usize,
        range: std::ops::Range<usize>,
        before: &[CiphertextPoints],
        piece: &Piece,
        generators: &[Point],
        mut link: Point,
    ) -> (Point, Scalar) {
        let [w1, w2, w3, w41, w42] = self.weights.0;
        let mut chance = ChaCha20Rng::from_seed(self.seed);
        chance.set_stream((start + range.start) as u64);
        let mut powers = Vec::with_capacity(9 * range.len());
        let mut bases = Vec::with_capacity(9 * range.len());
        let mut of_generator = Scalar::ZERO;
        let mut link_power = Scalar::ZERO;
        for index in range {
            let place = start + index;
            let (u, s_prime) = (self.u[place], self.proof.s_prime[place]);
            let rho = weight(&mut chance);
            let cu = self.c * u;
            of_generator += rho * self.proof.s_hat[place];
            // The link before is a power of this equation, and, with the next one's, one term.
            push(&mut powers, &mut bases, link_power + rho * s_prime, link);
            link = piece.c_hat[index];
            link_power = -rho * self.c;
            if place + 1 == self.u.len() {
                link_power -= w2 * self.c;
            }
            let [alpha, beta] = before[index];
            let [alpha_after, beta_after] = piece.after[index];
            push(
                &mut powers,
                &mut bases,
                -w1 * self.c - w3 * cu,
                piece.c[index],
            );
            push(
                &mut powers,
                &mut bases,
                w1 * self.c + w3 * s_prime,
                generators[index],
            );
            push(&mut powers, &mut bases, -w42 * cu, alpha);
            push(&mut powers, &mut bases, -w41 * cu, beta);
            push(&mut powers, &mut bases, w42 * s_prime, alpha_after);
            push(&mut powers, &mut bases, w41 * s_prime, beta_after);
            push(&mut powers, &mut bases, -rho, piece.t_hat[index]);
        }
        push(&mut powers, &mut bases, link_power, link);
        (Point::vartime_multiscalar_mul(powers, bases), of_generator)
    }
}

fn push(powers: &mut Vec<Scalar>, bases: &mut Vec<Point>, power: Scalar, base: Point) {
    powers.push(power);
    bases.push(base);
}
