use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::ShuffleProof;
use crate::ballot::Ciphertext;
use crate::group::{Challenge, Encoded, Scalar, big_endian};

/// Before and after, as the challenges hash them.
pub(super) struct Transcript<'a> {
    /// The election's fingerprint.
    pub fingerprint: &'a str,
    pub before: &'a [Ciphertext],
    pub after: &'a [Ciphertext],
}

impl Transcript<'_> {
    /// One challenge u a ciphertext, which nobody can know before the permutation is committed to.
    pub fn individual(&self, c: &[Encoded]) -> Vec<Scalar> {
        let text = Challenge::new("shuffle-challenges|")
            .text(self.fingerprint)
            .text("|");
        let seed = hex(self.with_lists(text, c).digest());
        (0..self.before.len())
            .into_par_iter()
            .with_min_len(256)
            .map(|index| {
                let number = hex(Sha256::digest(index.to_string()).into());
                big_endian(
                    Sha256::new_with_prefix(seed)
                        .chain_update(number)
                        .finalize()
                        .into(),
                )
            })
            .collect()
    }

    /// The challenge of the whole proof.
    pub fn whole(
        &self,
        t: &[Encoded; 5],
        t_hat: &[Encoded],
        c: &[Encoded],
        c_hat: &[Encoded],
        key: Encoded,
    ) -> Scalar {
        let text = Challenge::new("shuffle-challenge|")
            .text(self.fingerprint)
            .text("|");
        let text = text.list(t.iter().copied()).list(t_hat.iter().copied());
        self.with_lists(text, c)
            .list(c_hat.iter().copied())
            .element(key)
            .scalar()
    }

    pub fn whole_of(&self, proof: &ShuffleProof, key: Encoded) -> Scalar {
        self.whole(&proof.t, &proof.t_hat, &proof.c, &proof.c_hat, key)
    }

    fn with_lists(&self, text: Challenge, c: &[Encoded]) -> Challenge {
        text.list(self.before.iter().flat_map(|one| [one.alpha, one.beta]))
            .list(self.after.iter().flat_map(|one| [one.alpha, one.beta]))
            .list(c.iter().copied())
    }
}

fn hex(digest: [u8; 32]) -> [u8; 64] {
    let mut reversed = digest;
    reversed.reverse();
    Encoded::from_bytes(reversed).to_hex()
}
