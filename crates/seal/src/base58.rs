//! Characters that are not mistaken for each other on paper.

use rand_core::CryptoRng;

use crate::randomness::below;

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Whether there is nothing else in the text.
pub(crate) fn is(text: &str) -> bool {
    text.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// Characters picked by chance. A lookup in 58 bytes, which fit one line of the cache or two.
pub(crate) fn random(length: usize, chance: &mut impl CryptoRng) -> String {
    let pick = |_| char::from(ALPHABET[usize::try_from(below(58, chance)).unwrap_or_default()]);
    (0..length).map(pick).collect()
}
