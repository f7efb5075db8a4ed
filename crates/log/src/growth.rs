//! A log that grows: the tree's right edge with its partial tiles, and the tiles that are to be written.

use crate::Hash;
use crate::tile::{Tile, hashes_at, right_edge};
use crate::tiles::{ReadError, Reader, Tiles};
use crate::tree::Tree;

/// A tree that entries are appended to, and that says which tiles they changed.
///
/// To append costs the entries that are new, whatever the size; only the partial tiles of the right edge are read.
///
/// ```
/// use hustings_log::{Entry, Growth, MemoryTiles};
///
/// let mut tiles = MemoryTiles::new();
/// let mut growth = Growth::new();
/// growth.append(Entry::new(b"nominated")?.hash());
/// growth.append(Entry::new(b"withdrawn")?.hash());
/// for (tile, bytes) in growth.take_changed() {
///     assert_eq!((tile.path().as_str(), bytes.len()), ("tile/0/000.p/2", 64));
///     tiles.insert(tile, bytes);
/// }
/// assert_eq!(Growth::from_tiles(2, &tiles)?.tree(), growth.tree());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Growth {
    tree: Tree,
    /// The last tile of each level from 0, empty when the one before it is full.
    rows: Vec<Row>,
    /// Tiles that became full since they were last taken.
    full: Vec<(Tile, Vec<u8>)>,
}

#[derive(Clone, Debug, Default)]
struct Row {
    bytes: Vec<u8>,
    changed: bool,
}

impl Growth {
    /// An empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// The log of the first `size` entries, to be continued. Reads the [right edge](right_edge).
    pub fn from_tiles<T: Tiles>(size: u64, tiles: &T) -> Result<Self, ReadError<T::Error>> {
        let mut reader = Reader::new(tiles, size)?;
        let mut growth = Self {
            tree: Tree::read(&mut reader)?,
            ..Self::default()
        };
        for tile in right_edge(size) {
            let hashes = reader.hashes(tile)?;
            let row = growth.row(usize::from(tile.level()));
            row.bytes = (hashes.iter()).flat_map(|hash| *hash.as_bytes()).collect();
        }
        Ok(growth)
    }

    /// The tree as it has grown.
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Adds an entry by its hash.
    pub fn append(&mut self, entry: Hash) {
        let mut completed = Vec::new();
        self.tree.append_telling(entry, |height, node| {
            if height.is_multiple_of(Tile::HEIGHT) {
                completed.push(node);
            }
        });
        for (level, node) in completed.into_iter().enumerate() {
            self.push(level, node);
        }
    }

    /// The tiles that changed since they were last taken, each with its bytes: exactly those of
    /// [`tile::changed`](crate::tile::changed), in its order.
    ///
    /// Where they could not be written, begin anew from the tiles that are.
    pub fn take_changed(&mut self) -> Vec<(Tile, Vec<u8>)> {
        let mut tiles = std::mem::take(&mut self.full);
        let size = self.tree.size();
        for (level, row) in self.rows.iter_mut().enumerate() {
            if std::mem::take(&mut row.changed) && !row.bytes.is_empty() {
                tiles.extend(last_tile(level, size).map(|tile| (tile, row.bytes.clone())));
            }
        }
        tiles.sort_by_key(|(tile, _)| *tile);
        tiles
    }

    fn push(&mut self, level: usize, node: Hash) {
        let size = self.tree.size();
        let row = self.row(level);
        row.bytes.extend_from_slice(node.as_bytes());
        row.changed = true;
        if row.bytes.len() == usize::from(Tile::FULL) * Hash::BYTES {
            let bytes = std::mem::take(&mut row.bytes);
            self.full
                .extend(last_tile(level, size).map(|tile| (tile, bytes)));
        }
    }

    fn row(&mut self, level: usize) -> &mut Row {
        if self.rows.len() <= level {
            self.rows.resize_with(level + 1, Row::default);
        }
        &mut self.rows[level]
    }
}

impl Extend<Hash> for Growth {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, entries: T) {
        entries.into_iter().for_each(|entry| self.append(entry));
    }
}

/// The last tile of a level that has a hash.
fn last_tile(level: usize, size: u64) -> Option<Tile> {
    let level = u8::try_from(level).ok()?;
    let last = hashes_at(level, size).checked_sub(1)?;
    Tile::in_tree(level, last / u64::from(Tile::FULL), size)
}
