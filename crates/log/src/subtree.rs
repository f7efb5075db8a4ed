//! Complete subtrees, and the roots of ranges of entries that are made of them.

use crate::Hash;
use crate::tile::Tile;
use crate::tiles::{ReadError, Reader, Tiles};

/// The subtree of 2^`height` entries from `index` 2^`height` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subtree {
    height: u8,
    index: u64,
}

impl Subtree {
    /// The complete subtrees of which the tree over the entries `start..end` is made, from the left. `start` must be a
    /// multiple of the largest power of two below the number of entries, as wherever a tree is halved.
    pub fn of_range(start: u64, end: u64) -> impl Iterator<Item = Self> {
        let mut start = start;
        std::iter::from_fn(move || {
            let height = (end.checked_sub(start)?).checked_ilog2()?;
            let index = start >> height;
            start += 1 << height;
            let height = u8::try_from(height).ok()?;
            Some(Self { height, index })
        })
    }

    /// The tile that holds the hashes from which it is computed, in a tree of `size` entries.
    pub fn tile(self, size: u64) -> Option<Tile> {
        let index = self.first_hash() / u64::from(Tile::FULL);
        Tile::in_tree(self.height / Tile::HEIGHT, index, size)
    }

    /// Its root.
    pub fn hash<T: Tiles>(self, reader: &mut Reader<'_, T>) -> Result<Hash, ReadError<T::Error>> {
        let size = reader.size();
        let Some(tile) = self.tile(size) else {
            return Err(ReadError::Size { size });
        };
        let hashes = reader.hashes(tile)?;
        let skipped = usize::try_from(self.first_hash() % u64::from(Tile::FULL)).unwrap_or(0);
        let taken = 1 << (self.height % Tile::HEIGHT);
        let own = hashes.iter().skip(skipped).take(taken).copied().collect();
        Ok(complete_root(own))
    }

    /// Which hash of its level of tiles is its first.
    fn first_hash(self) -> u64 {
        self.index << (self.height % Tile::HEIGHT)
    }
}

/// The root over complete subtrees, of which each is larger than the next.
pub(crate) fn edge_root(edge: &[Hash]) -> Hash {
    let joined = (edge.iter().copied())
        .rev()
        .reduce(|right, left| Hash::of_children(&left, &right));
    joined.unwrap_or_else(Hash::of_nothing)
}

/// The root over a power of two of hashes.
fn complete_root(mut hashes: Vec<Hash>) -> Hash {
    while hashes.len() > 1 {
        let (pairs, _) = hashes.as_chunks::<2>();
        hashes = (pairs.iter())
            .map(|[left, right]| Hash::of_children(left, right))
            .collect();
    }
    edge_root(&hashes)
}
/// The root over the entries `start..end`, as for [`Subtree::of_range`].
pub(crate) fn range_root<T: Tiles>(
    reader: &mut Reader<'_, T>,
    start: u64,
    end: u64,
) -> Result<Hash, ReadError<T::Error>> {
    let subtrees = Subtree::of_range(start, end);
    let hashes: Vec<Hash> = subtrees
        .map(|subtree| subtree.hash(reader))
        .collect::<Result<_, _>>()?;
    Ok(edge_root(&hashes))
}
