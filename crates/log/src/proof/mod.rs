//! Proofs: that an entry is in a tree, and that one tree is the beginning of another (RFC 9162, section 2.1).
//!
//! A proof is hashes, without the sizes that it is of; those come from checkpoints. It is written as one base64 hash a
//! line, each line ended, an empty proof as nothing. A receipt is a proof of inclusion with all that its reader needs.

mod consistency;
mod inclusion;
mod receipt;

pub use consistency::ConsistencyProof;
pub use inclusion::InclusionProof;
pub use receipt::{Receipt, ReceiptError, ReceiptFault};

use crate::Hash;
use crate::subtree::{Subtree, range_root};
use crate::tile::Tile;
use crate::tiles::{ReadError, Reader, Tiles};

/// Why a proof does not prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The tree has no such entry.
    #[error("entry {index}, counted from 0, is not in a tree of {size} entries")]
    Outside {
        /// The entry, from 0.
        index: u64,
        /// The tree's size.
        size: u64,
    },
    /// A log does not shrink.
    #[error("a tree of {new} entries does not continue one of {old}; a log never loses entries")]
    Shrinks {
        /// The size before.
        old: u64,
        /// The size after.
        new: u64,
    },
    /// The proof is of other sizes.
    #[error("a proof of {hashes} hashes is not one between these sizes")]
    Length {
        /// How many hashes it has.
        hashes: usize,
    },
    /// The proof leads elsewhere: the trees differ.
    #[error(
        "the proof does not lead to the root; what it is of is not in this tree, or a hash was changed"
    )]
    Root,
}

/// Why a proof cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ProveError<E: std::error::Error + 'static> {
    /// There is none.
    #[error(transparent)]
    Impossible(#[from] ProofError),
    /// The tiles cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError<E>),
}

/// What is wrong with a proof's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofTextError {
    /// A line is no hash.
    #[error("line {line} of the proof is not a hash of 32 bytes in base64")]
    Hash {
        /// Which line, from 1.
        line: usize,
    },
    /// The last line does not end.
    #[error("the proof's last line does not end in a line feed; it may have been cut short")]
    End,
    /// More lines than any tree is high.
    #[error("a proof has at most 64 hashes")]
    Long,
}

/// No proof between sizes below 2^63 is longer.
const MAX_HASHES: usize = 64;

fn write(hashes: &[Hash]) -> String {
    hashes.iter().map(|hash| format!("{hash}\n")).collect()
}

fn read(text: &str) -> Result<Vec<Hash>, ProofTextError> {
    let Some(lines) = text.strip_suffix('\n') else {
        return if text.is_empty() {
            Ok(Vec::new())
        } else {
            Err(ProofTextError::End)
        };
    };
    let lines = lines.split('\n').enumerate();
    let mut hashes = Vec::new();
    for (number, line) in lines.take(MAX_HASHES + 1) {
        let hash = line.parse();
        hashes.push(hash.map_err(|_| ProofTextError::Hash { line: number + 1 })?);
    }
    if hashes.len() > MAX_HASHES {
        return Err(ProofTextError::Long);
    }
    Ok(hashes)
}

/// A range of entries whose root a proof holds: the first, and the one behind the last.
type Range = (u64, u64);

/// The largest power of two below a number of entries that is more than 1: where RFC 9162 halves a tree.
fn half(entries: u64) -> u64 {
    1 << (entries - 1).ilog2()
}

fn roots<T: Tiles>(
    ranges: &[Range],
    size: u64,
    tiles: &T,
) -> Result<Vec<Hash>, ReadError<T::Error>> {
    let mut reader = Reader::new(tiles, size)?;
    (ranges.iter())
        .map(|(start, end)| range_root(&mut reader, *start, *end))
        .collect()
}

/// The tiles that [`roots`] reads, each once.
fn tiles_of(ranges: &[Range], size: u64) -> Vec<Tile> {
    let subtrees = (ranges.iter()).flat_map(|(start, end)| Subtree::of_range(*start, *end));
    let mut tiles: Vec<Tile> = subtrees.filter_map(|subtree| subtree.tile(size)).collect();
    tiles.sort_unstable();
    tiles.dedup();
    tiles
}
