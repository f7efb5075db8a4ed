//! The tree as far as it still changes: its right edge.

use crate::Hash;
use crate::subtree::{Subtree, edge_root};
use crate::tiles::{ReadError, Reader, Tiles};

/// What a checkpoint says of a tree: how many entries it has, and their root.
///
/// A root alone does not fix the size: proofs for some neighbouring sizes have the same shape. So the two stay together,
/// and are signed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// How many entries.
    pub size: u64,
    /// The root over them (RFC 6962, section 2.1).
    pub root: Hash,
}

impl TreeHead {
    /// No entries.
    pub fn empty() -> Self {
        Tree::new().head()
    }
}

/// A tree of which only the right edge is kept: the roots of its complete subtrees, as many as its size has binary ones.
///
/// All that somebody needs who reads a log's entries in order and wants the root; who writes one wants a
/// [`Growth`](crate::Growth).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    edge: Vec<Hash>,
}

impl Tree {
    /// The tree without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tree of the first `size` entries. Reads the [right edge](crate::tile::right_edge) of its tiles.
    pub fn from_tiles<T: Tiles>(size: u64, tiles: &T) -> Result<Self, ReadError<T::Error>> {
        Self::read(&mut Reader::new(tiles, size)?)
    }

    pub(crate) fn read<T: Tiles>(reader: &mut Reader<'_, T>) -> Result<Self, ReadError<T::Error>> {
        let size = reader.size();
        let subtrees = Subtree::of_range(0, size);
        let edge = subtrees
            .map(|subtree| subtree.hash(reader))
            .collect::<Result<_, _>>()?;
        Ok(Self { size, edge })
    }

    /// Adds an entry by its hash.
    pub fn append(&mut self, entry: Hash) {
        self.append_telling(entry, |_, _| ());
    }

    /// Adds an entry and tells of each subtree that it completes, with its height, from the entry itself at 0 upwards.
    pub(crate) fn append_telling(&mut self, entry: Hash, mut completed: impl FnMut(u8, Hash)) {
        completed(0, entry);
        let mut node = entry;
        // Each binary one at the end of the size is a subtree that waited for its right sibling.
        for height in 1.. {
            if self.size.checked_shr(u32::from(height) - 1).unwrap_or(0) & 1 == 0 {
                break;
            }
            let Some(left) = self.edge.pop() else { break };
            node = Hash::of_children(&left, &node);
            completed(height, node);
        }
        self.edge.push(node);
        // Who appends a billion entries a second gets here in 292 years.
        self.size = self.size.saturating_add(1);
    }

    /// How many entries.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root (RFC 6962, section 2.1).
    pub fn root(&self) -> Hash {
        edge_root(&self.edge)
    }

    /// Size and root.
    pub fn head(&self) -> TreeHead {
        TreeHead {
            size: self.size,
            root: self.root(),
        }
    }
}

impl Extend<Hash> for Tree {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, entries: T) {
        entries.into_iter().for_each(|entry| self.append(entry));
    }
}
