//! The root over a list of commitments: the Merkle tree of RFC 6962, section 2.1.

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::{Commitment, hex};

/// The root over a list: with the list's length, it fixes every commitment and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Root([u8; 32]);

impl Root {
    /// The root over these commitments; a leaf is a commitment's 32 bytes.
    pub fn of(commitments: &[Commitment]) -> Self {
        let mut level: Vec<[u8; 32]> = commitments.iter().map(|one| leaf(one.as_bytes())).collect();
        if level.is_empty() {
            return Self(Sha256::digest([]).into());
        }
        // Level by level: a node without a sibling goes up as it is, which is the split at the largest power of two.
        while level.len() > 1 {
            level = level
                .chunks(2)
                .map(|pair| match pair {
                    [left, right] => node(left, right),
                    rest => rest.first().copied().unwrap_or_default(),
                })
                .collect();
        }
        Self(level.first().copied().unwrap_or_default())
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The byte in front keeps leaves and nodes apart.
fn leaf(entry: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update([0x00])
        .chain_update(entry)
        .finalize()
        .into()
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    Sha256::new()
        .chain_update([0x01])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

impl std::fmt::Display for Root {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::write(&self.0))
    }
}

impl Serialize for Root {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 6962, by recursion.
    fn literal(entries: &[Commitment]) -> [u8; 32] {
        match entries {
            [] => Sha256::digest([]).into(),
            [one] => leaf(one.as_bytes()),
            _ => {
                let split = entries.len().next_power_of_two() / 2;
                let (left, right) = entries.split_at(split);
                node(&literal(left), &literal(right))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_definition() {
        let entries: Vec<Commitment> = (0..70).map(|byte| Commitment::of(&[byte])).collect();
        for length in 0..=entries.len() {
            assert_eq!(
                Root::of(&entries[..length]).0,
                literal(&entries[..length]),
                "{length}"
            );
        }
    }

    #[test]
    fn the_root_of_nothing_is_the_digest_of_nothing() {
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Root::of(&[]).to_string(), nothing);
    }
}
