//! Proofs as challenge and response: Schnorr's, made non-interactive with prefixes that name what is proved.

mod batch;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::group::{Encoded, Point, Scalar};
use crate::randomness::draw;

pub(crate) use batch::Claims;

/// A challenge c and a response; for a secret x and a commitment g^w the response is w - x c.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// The challenge.
    pub challenge: Scalar,
    /// The response.
    pub response: Scalar,
}

impl Proof {
    /// Proves knowledge of `secret`, the logarithm to the generator of something that `challenge` hashes with the
    /// commitment.
    pub(crate) fn of_logarithm(
        secret: &Scalar,
        chance: &mut impl CryptoRng,
        challenge: impl FnOnce(Encoded) -> Scalar,
    ) -> Self {
        let nonce = Zeroizing::new(draw(chance));
        let challenge = challenge(crate::group::encode(&Point::mul_base(&nonce)));
        Self {
            challenge,
            response: *nonce - secret * challenge,
        }
    }

    /// The commitment that the proof implies for the public `power` of the generator: g^response * power^challenge. The
    /// proof holds if hashing it gives the challenge. In variable time.
    pub(crate) fn commitment(&self, power: &Point) -> Point {
        Point::vartime_double_scalar_mul_basepoint(&self.challenge, power, &self.response)
    }

    /// A proof that answers nothing, for the branches of a disjunction that are not true.
    pub(crate) fn simulated(chance: &mut impl CryptoRng) -> Self {
        let challenge = draw(chance);
        Self {
            challenge,
            response: draw(chance),
        }
    }
}
