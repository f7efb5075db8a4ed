//! Where tiles are read from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;

use crate::Hash;
use crate::decimal;
use crate::tile::Tile;

/// A reader of hash tiles: a database, a folder, a cache.
///
/// Nothing that is computed from tiles is more right than they are. Whose tiles are somebody else's makes a proof of them
/// and verifies it against a checkpoint.
pub trait Tiles {
    /// What can go wrong beneath.
    type Error: std::error::Error + 'static;

    /// The bytes of a tile, none if it is not there. They may be more than `tile` is wide, since a tile's first hashes
    /// never change.
    fn tile(&self, tile: Tile) -> Result<Option<Cow<'_, [u8]>>, Self::Error>;
}

/// Tiles in memory: the widest of each.
#[derive(Clone, Debug, Default)]
pub struct MemoryTiles {
    bytes: BTreeMap<(u8, u64), Vec<u8>>,
}

impl MemoryTiles {
    /// No tiles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a tile's bytes in place of a narrower one.
    pub fn insert(&mut self, tile: Tile, bytes: Vec<u8>) {
        let kept = self.bytes.entry((tile.level(), tile.index())).or_default();
        if kept.len() < bytes.len() {
            *kept = bytes;
        }
    }
}

impl Extend<(Tile, Vec<u8>)> for MemoryTiles {
    fn extend<T: IntoIterator<Item = (Tile, Vec<u8>)>>(&mut self, tiles: T) {
        for (tile, bytes) in tiles {
            self.insert(tile, bytes);
        }
    }
}

impl Tiles for MemoryTiles {
    type Error = Infallible;

    fn tile(&self, tile: Tile) -> Result<Option<Cow<'_, [u8]>>, Infallible> {
        let bytes = self.bytes.get(&(tile.level(), tile.index()));
        Ok(bytes.map(|bytes| Cow::Borrowed(bytes.as_slice())))
    }
}

/// Why a tree cannot be read from its tiles.
#[derive(Debug, thiserror::Error)]
pub enum ReadError<E: std::error::Error> {
    /// Sizes are below 2^63, as in every database and in other implementations.
    #[error("a log has fewer than 2^63 entries, not {size}")]
    Size {
        /// The size that was asked for.
        size: u64,
    },
    /// A tile that a tree of this size has is not there.
    #[error("{tile} is missing; the log is incomplete, or has another size")]
    Missing {
        /// The tile, as wide as it is needed.
        tile: Tile,
    },
    /// A tile is narrower than its tree has it.
    #[error("{tile} has {bytes} bytes, and {} are needed; the log is incomplete, or has another size", u32::from(tile.width()) * 32)]
    Short {
        /// The tile, as wide as it is needed.
        tile: Tile,
        /// How many bytes there are.
        bytes: usize,
    },
    /// It could not be read.
    #[error("{tile} cannot be read")]
    Source {
        /// The tile.
        tile: Tile,
        /// Why.
        source: E,
    },
}

/// Reads each tile of a tree once.
pub(crate) struct Reader<'t, T: Tiles> {
    tiles: &'t T,
    size: u64,
    read: BTreeMap<Tile, Vec<Hash>>,
}

impl<'t, T: Tiles> Reader<'t, T> {
    pub fn new(tiles: &'t T, size: u64) -> Result<Self, ReadError<T::Error>> {
        if size >= decimal::LIMIT {
            return Err(ReadError::Size { size });
        }
        let read = BTreeMap::new();
        Ok(Self { tiles, size, read })
    }

    /// The size of the tree.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of a tile, as many as it is wide.
    pub fn hashes(&mut self, tile: Tile) -> Result<&[Hash], ReadError<T::Error>> {
        if !self.read.contains_key(&tile) {
            let hashes = self.fetch(tile)?;
            self.read.insert(tile, hashes);
        }
        Ok(self.read.get(&tile).map_or(&[], Vec::as_slice))
    }

    fn fetch(&self, tile: Tile) -> Result<Vec<Hash>, ReadError<T::Error>> {
        let found = self.tiles.tile(tile);
        let bytes = found
            .map_err(|source| ReadError::Source { tile, source })?
            .ok_or(ReadError::Missing { tile })?;
        let (hashes, _) = bytes.as_chunks::<{ Hash::BYTES }>();
        let width = usize::from(tile.width());
        let hashes = hashes.get(..width).ok_or(ReadError::Short {
            tile,
            bytes: bytes.len(),
        })?;
        Ok(hashes.iter().copied().map(Hash::from).collect())
    }
}
