use std::fmt;
use std::str::FromStr;

use super::{ProofError, ProofTextError, ProveError, Range, half, read, roots, tiles_of, write};
use crate::Hash;
use crate::tile::Tile;
use crate::tiles::Tiles;
use crate::tree::TreeHead;

/// That an entry is in a tree at a place: the roots of what is beside it, from its neighbour up (RFC 9162, section 2.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InclusionProof(Vec<Hash>);

impl InclusionProof {
    /// The proof for the entry `index`, from 0, of the first `size` entries. Reads [these tiles](Self::tiles).
    pub fn prove<T: Tiles>(index: u64, size: u64, tiles: &T) -> Result<Self, ProveError<T::Error>> {
        let ranges = ranges(index, size)?;
        Ok(Self(roots(&ranges, size, tiles)?))
    }

    /// The tiles that are read for a proof: at most one or two a level of tiles. For whoever must fetch them before.
    pub fn tiles(index: u64, size: u64) -> Result<Vec<Tile>, ProofError> {
        Ok(tiles_of(&ranges(index, size)?, size))
    }

    /// Verifies that the entry with this hash is the one at `index`, from 0, of the tree (RFC 9162, section 2.1.3.2).
    ///
    /// Size and root must be of one checkpoint: the root alone does not fix the size, and so not the index either.
    pub fn verify(&self, index: u64, entry: &Hash, head: &TreeHead) -> Result<(), ProofError> {
        let size = head.size;
        if index >= size {
            return Err(ProofError::Outside { index, size });
        }
        let wrong_length = ProofError::Length {
            hashes: self.0.len(),
        };
        let (mut node, mut last) = (index, size - 1);
        let mut root = *entry;
        for beside in &self.0 {
            if last == 0 {
                return Err(wrong_length);
            }
            if node & 1 == 1 || node == last {
                root = Hash::of_children(beside, &root);
                // The last node of a level without a sibling goes up as it is.
                while node & 1 == 0 && node != 0 {
                    (node, last) = (node >> 1, last >> 1);
                }
            } else {
                root = Hash::of_children(&root, beside);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        if last != 0 {
            return Err(wrong_length);
        }
        if root != head.root {
            return Err(ProofError::Root);
        }
        Ok(())
    }

    /// The hashes.
    pub fn hashes(&self) -> &[Hash] {
        &self.0
    }
}

impl From<Vec<Hash>> for InclusionProof {
    fn from(hashes: Vec<Hash>) -> Self {
        Self(hashes)
    }
}

impl fmt::Display for InclusionProof {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&write(&self.0))
    }
}

impl FromStr for InclusionProof {
    type Err = ProofTextError;

    fn from_str(text: &str) -> Result<Self, ProofTextError> {
        read(text).map(Self)
    }
}

/// PATH of RFC 9162, section 2.1.3.1: from the root down it is the other half each time.
fn ranges(index: u64, size: u64) -> Result<Vec<Range>, ProofError> {
    if index >= size {
        return Err(ProofError::Outside { index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut ranges = Vec::new();
    while end - start > 1 {
        let middle = start + half(end - start);
        if index < middle {
            ranges.push((middle, end));
            end = middle;
        } else {
            ranges.push((start, middle));
            start = middle;
        }
    }
    ranges.reverse();
    Ok(ranges)
}
