//! Entry bundles: up to 256 neighbouring entries in one file (C2SP tlog-tiles, "Log entries").

use std::fmt;
use std::str::FromStr;

use crate::entry::Entry;
use crate::path;
use crate::tile::Tile;

/// Which entries a bundle holds: `width` of them from 256 `index` on, those whose hashes are in the tile of level 0 with the
/// same number.
///
/// Written as its path, `tile/entries/x001/234.p/5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bundle {
    index: u64,
    width: u16,
}

/// What is wrong with a bundle or its path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Neither empty nor more than 256.
    #[error("a bundle has 1 to 256 entries, not {entries}")]
    Width {
        /// How many there are; of what is read, at least so many.
        entries: usize,
    },
    /// The bytes end within an entry or its length.
    #[error(
        "entry {entry} of the bundle, counted from 0, is cut short: it needs {needed} bytes, and {left} are left"
    )]
    Short {
        /// Which entry, from 0.
        entry: usize,
        /// How many bytes it needs, of its length's 2 or of its own.
        needed: usize,
        /// How many there are.
        left: usize,
    },
    /// Not the path of a bundle, or another spelling of one.
    #[error(
        "{path:?} is not the path of an entry bundle, which is like tile/entries/x001/234 or, with 5 entries, tile/entries/x001/234.p/5"
    )]
    Path {
        /// What was read.
        path: String,
    },
}

impl Bundle {
    /// The bundle of the entries whose hashes are in a tile; none for a tile above level 0.
    pub fn of(tile: Tile) -> Option<Self> {
        (tile.level() == 0).then_some(Self {
            index: tile.index(),
            width: tile.width(),
        })
    }

    /// The bundle as it is in a tree of `size` entries; none where that tree has no entry in it.
    pub fn in_tree(index: u64, size: u64) -> Option<Self> {
        Tile::in_tree(0, index, size).and_then(Self::of)
    }

    /// Which bundle, from 0.
    pub const fn index(self) -> u64 {
        self.index
    }

    /// How many entries, 1 to 256.
    pub const fn width(self) -> u16 {
        self.width
    }

    /// The path beneath the log's address, which [`FromStr`] reads.
    pub fn path(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Bundle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = path::write(self.index, self.width);
        write!(formatter, "tile/entries/{place}")
    }
}

impl FromStr for Bundle {
    type Err = BundleError;

    /// Takes the one spelling that [`Bundle::path`] writes.
    fn from_str(text: &str) -> Result<Self, BundleError> {
        let place = text.strip_prefix("tile/entries/").and_then(path::read);
        let (index, width) = place.ok_or_else(|| BundleError::Path {
            path: text.to_owned(),
        })?;
        Ok(Self { index, width })
    }
}

/// The bytes of a bundle: each entry after its length, 16 bits, the higher first.
pub fn encode<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    let mut count = 0;
    for entry in entries {
        // An entry knows that its length fits.
        let length = u16::try_from(entry.bytes().len()).unwrap_or(u16::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry.bytes());
        count += 1;
    }
    check_width(count)?;
    Ok(bytes)
}

/// The entries of a bundle.
pub fn decode(mut bytes: &[u8]) -> Result<Vec<Entry<'_>>, BundleError> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let entry = entries.len();
        check_width(entry + 1)?;
        let (length, rest) = take(bytes, 2, entry)?;
        let length = usize::from(length[0]) << 8 | usize::from(length[1]);
        let (content, rest) = take(rest, length, entry)?;
        entries.extend(Entry::new(content));
        bytes = rest;
    }
    check_width(entries.len())?;
    Ok(entries)
}

fn take(bytes: &[u8], needed: usize, entry: usize) -> Result<(&[u8], &[u8]), BundleError> {
    bytes.split_at_checked(needed).ok_or(BundleError::Short {
        entry,
        needed,
        left: bytes.len(),
    })
}

fn check_width(entries: usize) -> Result<(), BundleError> {
    if (1..=usize::from(Tile::FULL)).contains(&entries) {
        return Ok(());
    }
    Err(BundleError::Width { entries })
}
