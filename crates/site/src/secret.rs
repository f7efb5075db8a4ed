//! Random words that only their holder knows: sessions, links, codes. The store keeps only their hashes.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hustings_seal::randomness::system;
use rand_core::Rng as _;
use sha2::{Digest as _, Sha256};

/// 256 bits of chance, as text that fits in a URL and in a cookie.
pub(crate) fn draw() -> String {
    let mut bytes = [0; 32];
    system().fill_bytes(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// A code that people type: eight digits. Guesses must be counted by whoever checks it.
pub(crate) fn draw_code() -> String {
    let mut bytes = [0; 16];
    system().fill_bytes(&mut bytes);
    // A 128-bit number modulo a small one is as good as unbiased.
    format!("{:08}", u128::from_le_bytes(bytes) % 100_000_000)
}

/// What is kept of a secret, with what it is for, so that one sort of secret never serves as another.
pub(crate) fn hash(purpose: &str, secret: &str) -> String {
    let digest = Sha256::new()
        .chain_update(purpose)
        .chain_update([0])
        .chain_update(secret)
        .finalize();
    BASE64_URL_SAFE_NO_PAD.encode(digest)
}

/// Whether two hashes are the same, in a time that does not tell how much of them is.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |differing, (a, b)| differing | (a ^ b))
            == 0
}
