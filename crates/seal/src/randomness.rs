//! Where chance comes from: the system, or, in tests, what the caller hands in.
//!
//! Everything that needs randomness takes a [`CryptoRng`]; [`system`] is the one to hand in. A *draw* is 64 bytes read as
//! a little-endian number modulo the order, so that what is sealed from given bytes is the same in every language.

use chacha20::ChaCha20Rng;
use getrandom::SysRng;
use rand_core::{CryptoRng, SeedableRng, UnwrapErr};
use zeroize::Zeroizing;

use crate::group::Scalar;

/// The operating system's source. A system without one cannot seal, and stops the program.
pub fn system() -> impl CryptoRng {
    UnwrapErr(SysRng)
}

/// One exponent: 64 bytes, little-endian, modulo the order; its bias is below 2^-259.
pub fn draw(chance: &mut impl CryptoRng) -> Scalar {
    let mut bytes = Zeroizing::new([0; 64]);
    chance.fill_bytes(&mut *bytes);
    Scalar::from_bytes_mod_order_wide(&bytes)
}

/// A generator of its own for each of many workers, all from one source.
pub(crate) fn fork(chance: &mut impl CryptoRng) -> ChaCha20Rng {
    let mut seed = Zeroizing::new([0; 32]);
    chance.fill_bytes(&mut *seed);
    ChaCha20Rng::from_seed(*seed)
}

/// A number below `bound`, without bias.
pub(crate) fn below(bound: u64, chance: &mut impl CryptoRng) -> u64 {
    // The largest multiple of the bound: numbers from there on are thrown away.
    let limit = u64::MAX - u64::MAX % bound;
    loop {
        let number = chance.next_u64();
        if number < limit {
            return number % bound;
        }
    }
}
