//! Tiles: 256 neighbouring hashes of one level of the tree, and where they lie (C2SP tlog-tiles, "Merkle Tree").

use std::fmt;
use std::str::FromStr;

use crate::path;

/// Which hashes a tile holds.
///
/// Hash *i* of tile *n* at level *l* is the root over the 256^*l* entries from (256 *n* + *i*) 256^*l* on. A tile's bytes
/// are its hashes one after another, 32 bytes each. A partial tile holds the first hashes of the full one.
///
/// Written as its path, `tile/0/x001/x234/067.p/5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u8,
    index: u64,
    width: u16,
}

/// What is wrong with a tile or its path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// There are 64 levels.
    #[error("a tile's level is 0 to 63, not {level}")]
    Level {
        /// The level.
        level: u8,
    },
    /// A tile has at least one hash, and 256 when it is full.
    #[error("a tile's width is 1 to 256 hashes, not {width}")]
    Width {
        /// The width.
        width: u16,
    },
    /// Not the path of a tile, or another spelling of one.
    #[error(
        "{path:?} is not the path of a tile, which is like tile/0/x001/234 or, with 5 hashes, tile/0/x001/234.p/5"
    )]
    Path {
        /// What was read.
        path: String,
    },
}

impl Tile {
    /// The most hashes that a tile holds.
    pub const FULL: u16 = path::FULL;
    /// The highest level.
    pub const MAX_LEVEL: u8 = 63;
    /// The logarithm of [`Tile::FULL`]: how many levels of the tree one level of tiles spans.
    pub const HEIGHT: u8 = 8;

    /// The tile with this number at this level, with its first `width` hashes.
    pub fn new(level: u8, index: u64, width: u16) -> Result<Self, TileError> {
        if level > Self::MAX_LEVEL {
            return Err(TileError::Level { level });
        }
        if !(1..=Self::FULL).contains(&width) {
            return Err(TileError::Width { width });
        }
        Ok(Self {
            level,
            index,
            width,
        })
    }

    /// The tile as wide as it is in a tree of `size` entries; none where that tree has no hash in it.
    pub fn in_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        let before = index.checked_mul(u64::from(Self::FULL))?;
        let hashes = hashes_at(level, size).saturating_sub(before);
        let width = u16::try_from(hashes).map_or(Self::FULL, |hashes| hashes.min(Self::FULL));
        Self::new(level, index, width).ok()
    }

    /// 0 for hashes of entries, and one more for each 256-fold.
    pub const fn level(self) -> u8 {
        self.level
    }

    /// Which tile of its level, from 0.
    pub const fn index(self) -> u64 {
        self.index
    }

    /// How many hashes, 1 to 256.
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Whether it has all 256 hashes, and so never changes again.
    pub const fn is_full(self) -> bool {
        self.width == Self::FULL
    }

    /// The path beneath the log's address, which [`FromStr`] reads.
    pub fn path(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = path::write(self.index, self.width);
        write!(formatter, "tile/{}/{place}", self.level)
    }
}

impl FromStr for Tile {
    type Err = TileError;

    /// Takes the one spelling that [`Tile::path`] writes.
    fn from_str(text: &str) -> Result<Self, TileError> {
        let parse = || {
            let (level, place) = text.strip_prefix("tile/")?.split_once('/')?;
            let (index, width) = path::read(place)?;
            let tile = Self::new(level.parse().ok()?, index, width).ok()?;
            (tile.to_string() == text).then_some(tile)
        };
        parse().ok_or_else(|| TileError::Path {
            path: text.to_owned(),
        })
    }
}

/// How many hashes a tree of `size` entries has at a level of tiles.
pub(crate) fn hashes_at(level: u8, size: u64) -> u64 {
    (size.checked_shr(u32::from(level) * u32::from(Tile::HEIGHT))).unwrap_or(0)
}

/// The tiles to write when a tree grows from `old` entries to `new`, each as wide as the new tree has it: level by level,
/// in order. None if it does not grow.
pub fn changed(old: u64, new: u64) -> impl Iterator<Item = Tile> {
    let full = u64::from(Tile::FULL);
    (0..=Tile::MAX_LEVEL)
        .map(move |level| (level, hashes_at(level, old), hashes_at(level, new)))
        .take_while(|(_, _, after)| *after > 0)
        .filter(|(_, before, after)| before < after)
        .flat_map(move |(level, before, after)| {
            (before / full..after.div_ceil(full))
                .filter_map(move |index| Tile::in_tree(level, index, new))
        })
}

/// The partial tiles of a tree of `size` entries, at most one a level, from the entries up: all that must be known of a
/// tree to make it grow.
pub fn right_edge(size: u64) -> impl Iterator<Item = Tile> {
    (0..=Tile::MAX_LEVEL).filter_map(move |level| {
        let index = hashes_at(level, size) / u64::from(Tile::FULL);
        Tile::in_tree(level, index, size)
    })
}
