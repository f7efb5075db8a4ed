use std::fmt;
use std::str::FromStr;

use super::{ProofError, ProofTextError, ProveError, Range, half, read, roots, tiles_of, write};
use crate::Hash;
use crate::tile::Tile;
use crate::tiles::Tiles;
use crate::tree::TreeHead;

/// That a tree begins with all of an earlier one (RFC 9162, section 2.1.4).
///
/// Empty between equal trees and, which the RFC leaves open, from the tree without entries, with which every tree begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsistencyProof(Vec<Hash>);

impl ConsistencyProof {
    /// The proof from the first `old` entries to the first `new`. Reads [these tiles](Self::tiles).
    pub fn prove<T: Tiles>(old: u64, new: u64, tiles: &T) -> Result<Self, ProveError<T::Error>> {
        let ranges = ranges(old, new)?;
        Ok(Self(roots(&ranges, new, tiles)?))
    }

    /// The tiles that are read for a proof. For whoever must fetch them before.
    pub fn tiles(old: u64, new: u64) -> Result<Vec<Tile>, ProofError> {
        Ok(tiles_of(&ranges(old, new)?, new))
    }

    /// Verifies that `new` continues `old` (RFC 9162, section 2.1.4.2). Each must be of a checkpoint.
    pub fn verify(&self, old: &TreeHead, new: &TreeHead) -> Result<(), ProofError> {
        if old.size > new.size {
            return Err(ProofError::Shrinks {
                old: old.size,
                new: new.size,
            });
        }
        if old.size == 0 || old.size == new.size {
            return self.verify_trivial(old, new);
        }
        // Of a whole subtree the old root is what the proof would begin with.
        let whole = old.size.is_power_of_two().then_some(old.root);
        let mut path = whole.into_iter().chain(self.0.iter().copied());
        let wrong_length = ProofError::Length {
            hashes: self.0.len(),
        };
        let first = path.next().ok_or(wrong_length)?;
        let (mut node, mut last) = (old.size - 1, new.size - 1);
        while node & 1 == 1 {
            (node, last) = (node >> 1, last >> 1);
        }
        let (mut old_root, mut new_root) = (first, first);
        for beside in path {
            if last == 0 {
                return Err(wrong_length);
            }
            if node & 1 == 1 || node == last {
                old_root = Hash::of_children(&beside, &old_root);
                new_root = Hash::of_children(&beside, &new_root);
                while node & 1 == 0 && node != 0 {
                    (node, last) = (node >> 1, last >> 1);
                }
            } else {
                new_root = Hash::of_children(&new_root, &beside);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        if last != 0 {
            return Err(wrong_length);
        }
        if old_root != old.root || new_root != new.root {
            return Err(ProofError::Root);
        }
        Ok(())
    }

    fn verify_trivial(&self, old: &TreeHead, new: &TreeHead) -> Result<(), ProofError> {
        if !self.0.is_empty() {
            return Err(ProofError::Length {
                hashes: self.0.len(),
            });
        }
        let nothing = |head: &TreeHead| head.size > 0 || head.root == Hash::of_nothing();
        if !nothing(old) || !nothing(new) || old.size == new.size && old.root != new.root {
            return Err(ProofError::Root);
        }
        Ok(())
    }

    /// The hashes.
    pub fn hashes(&self) -> &[Hash] {
        &self.0
    }
}

impl From<Vec<Hash>> for ConsistencyProof {
    fn from(hashes: Vec<Hash>) -> Self {
        Self(hashes)
    }
}

impl fmt::Display for ConsistencyProof {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&write(&self.0))
    }
}

impl FromStr for ConsistencyProof {
    type Err = ProofTextError;

    fn from_str(text: &str) -> Result<Self, ProofTextError> {
        read(text).map(Self)
    }
}

/// PROOF of RFC 9162, section 2.1.4.1: halves until the old tree's last subtree, which is left out where it is the whole
/// old tree, since its root is known.
fn ranges(old: u64, new: u64) -> Result<Vec<Range>, ProofError> {
    if old > new {
        return Err(ProofError::Shrinks { old, new });
    }
    let (mut start, mut end) = (0, new);
    let mut ranges = Vec::new();
    if old == 0 {
        return Ok(ranges);
    }
    while end != old {
        let middle = start + half(end - start);
        if old <= middle {
            ranges.push((middle, end));
            end = middle;
        } else {
            ranges.push((start, middle));
            start = middle;
        }
    }
    if start > 0 {
        ranges.push((start, end));
    }
    ranges.reverse();
    Ok(ranges)
}
