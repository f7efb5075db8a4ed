//! Whether many points are all in the prime-order subgroup, for about fifteen additions a point instead of 255 doublings.
//!
//! Each point is thrown into one of B buckets that chance picks, and the buckets are summed. If some points are outside,
//! throw one of them last: of the sums before it, all must be inside but the one that it falls into, so at most one of
//! the B buckets can hide it. One throw therefore leaves all sums inside, although a point was outside, with probability
//! at most 1/B, whatever the points are, as long as whoever made them does not know the throws; and `k` independent throws
//! with probability at most B^-k, which is here at most 2^-100. The sums are fewer than the points, and are tested in the
//! same way, until they are so few that each is tested exactly. With at most eight levels, a bad set passes with
//! probability at most **2^-97**.

use chacha20::ChaCha12Rng;
use curve25519_dalek::traits::{Identity, IsIdentity};
use rand_core::{CryptoRng, Rng, SeedableRng};
use rayon::prelude::*;

use super::{Point, Scalar};

/// The throws of one level are passed by a set with a bad point with probability at most 2^-SOUNDNESS.
const SOUNDNESS: u32 = 100;

/// From how many points on throwing is cheaper than testing each.
const MANY: usize = 2048;

/// Up to how many points throwing would make more sums than there are points, so that each point is tested.
const FEW: usize = 400;

/// About how many additions the test of a sum costs, on the next level.
const SUM_TEST: u64 = 40;

/// Whether a point is in the subgroup: the order times it, as the order less one, which is -1 among exponents, and once
/// more. In variable time.
pub(crate) fn is_inside(point: &Point) -> bool {
    let less_one = Point::vartime_double_scalar_mul_basepoint(&-Scalar::ONE, point, &Scalar::ZERO);
    (less_one + point).is_identity()
}

/// Collects points; what was collected is judged at the end.
pub(crate) struct SubgroupTest {
    /// None where few points were expected.
    throws: Vec<Throw>,
    /// Those points, each to be tested exactly.
    few: Vec<Point>,
}

struct Throw {
    chance: ChaCha12Rng,
    bits: u32,
    sums: Vec<Point>,
}

impl SubgroupTest {
    /// For about `count` points: any number of points is judged as soundly, only at another price.
    pub fn expecting(count: usize, chance: &mut impl CryptoRng) -> Self {
        let bits = cheapest_bits(count as u64);
        let throw = || {
            let mut seed = [0; 32];
            chance.fill_bytes(&mut seed);
            Throw {
                chance: ChaCha12Rng::from_seed(seed),
                bits,
                sums: vec![Point::identity(); 1 << bits],
            }
        };
        let throws = if count <= FEW {
            0
        } else {
            SOUNDNESS.div_ceil(bits)
        };
        Self {
            throws: std::iter::repeat_with(throw)
                .take(throws as usize)
                .collect(),
            few: Vec::new(),
        }
    }

    /// Throws these points as well.
    pub fn add<'a>(&mut self, points: &(impl Iterator<Item = &'a Point> + Clone + Sync)) {
        if self.throws.is_empty() {
            self.few.extend(points.clone());
        }
        self.throws
            .par_iter_mut()
            .for_each(|throw| points.clone().for_each(|point| throw.add(point)));
    }

    /// Whether all points that were added are in the subgroup; wrong with probability at most 2^-97, and then only when
    /// it says yes.
    pub fn passes(&mut self) -> bool {
        let sums: usize = self.throws.iter().map(|throw| throw.sums.len()).sum();
        let Some(throw) = self.throws.first_mut().filter(|_| sums >= MANY) else {
            let sums = self.throws.par_iter().flat_map(|throw| &throw.sums);
            return sums.chain(&self.few).all(is_inside);
        };
        let mut next = Self::expecting(sums, &mut throw.chance);
        next.add(&self.throws.iter().flat_map(|throw| &throw.sums));
        next.passes()
    }
}

impl Throw {
    fn add(&mut self, point: &Point) {
        let bucket = self.chance.next_u32() >> (32 - self.bits);
        self.sums[bucket as usize] += point;
    }
}

/// The number of buckets, as a power of two, that makes additions and tests of sums together cheapest.
fn cheapest_bits(count: u64) -> u32 {
    let cost = |bits: &u32| u64::from(SOUNDNESS.div_ceil(*bits)) * (count + (SUM_TEST << bits));
    (4..18).min_by_key(cost).unwrap_or(4)
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::constants::EIGHT_TORSION;

    use super::*;

    fn points(count: u64) -> Vec<Point> {
        (1..=count)
            .map(|number| Point::mul_base(&Scalar::from(number)))
            .collect()
    }

    fn passes(points: &[Point]) -> bool {
        let mut test = SubgroupTest::expecting(points.len(), &mut ChaCha12Rng::from_seed([7; 32]));
        test.add(&points.iter());
        test.passes()
    }

    #[test]
    fn members_pass() {
        assert!(passes(&points(3000)));
        assert!(passes(&[]));
    }

    #[test]
    fn the_exact_test_tells_members_from_others() {
        for (number, torsion) in (0..).zip(&EIGHT_TORSION) {
            let point = points(9)[number] + torsion;
            assert_eq!(is_inside(&point), number == 0);
        }
        assert!(is_inside(&Point::identity()));
    }

    #[test]
    fn one_point_outside_is_found_among_few() {
        let mut points = points(30);
        assert!(passes(&points));
        points[17] += EIGHT_TORSION[4];
        assert!(!passes(&points));
    }

    #[test]
    fn one_point_outside_is_found_among_thousands() {
        for torsion in &EIGHT_TORSION[1..] {
            let mut points = points(3000);
            points[1234] += torsion;
            assert!(!passes(&points));
        }
    }

    #[test]
    fn points_outside_that_cancel_out_are_found() {
        for torsion in &EIGHT_TORSION[1..] {
            let mut points = points(3000);
            points[17] += torsion;
            points[2999] -= torsion;
            assert!(!passes(&points));
        }
    }
}
