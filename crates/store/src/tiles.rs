//! The Merkle tree of a log, read from its tiles.

use std::collections::BTreeSet;

use hustings_log::tile::right_edge;
use hustings_log::{Growth, Hash, MemoryTiles, Tile, Tiles as _, Tree};
use sqlx::{AnyConnection, Row as _};

use crate::read::{PAGE, ReadError};
use crate::sql::{int, number};
use crate::{LogName, Store, StoreError};

/// The hashes of a log as it was at one moment, from which its roots and proofs are made.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// How many entries the log had.
    pub size: u64,
    /// The hashes, which may reach further than the size.
    pub tiles: MemoryTiles,
}

impl Store {
    /// All hashes of a log: 32 bytes an entry and a little more.
    pub async fn tiles(&self, log: &LogName) -> Result<Snapshot, StoreError> {
        let size = self.head(log).await?.size;
        let tiles = all(&mut *self.connection().await?, log).await;
        let tiles = tiles.map_err(|error| self.read_error(error))?;
        Ok(Snapshot { size, tiles })
    }

    /// The bytes of one tile; none where the log has not come so far. What is asked for may be narrower than what is there.
    pub async fn tile(&self, log: &LogName, wanted: Tile) -> Result<Option<Vec<u8>>, StoreError> {
        let tiles = some(&mut *self.connection().await?, log, [wanted]).await;
        let tiles = tiles.map_err(|error| self.read_error(error))?;
        let width = usize::from(wanted.width()) * Hash::BYTES;
        let Ok(bytes) = tiles.tile(wanted);
        Ok(bytes.and_then(|bytes| bytes.get(..width).map(<[u8]>::to_vec)))
    }

    /// The hashes that a proof for one of these numbers needs: of inclusion of the entry with that index, or of
    /// consistency with the tree of that size. A few kilobytes each.
    pub async fn tiles_for(&self, log: &LogName, numbers: &[u64]) -> Result<Snapshot, StoreError> {
        let size = self.head(log).await?.size;
        let wanted: BTreeSet<Tile> = numbers
            .iter()
            .flat_map(|number| around(*number, size))
            .chain(right_edge(size))
            .collect();
        let tiles = some(&mut *self.connection().await?, log, wanted).await;
        let tiles = tiles.map_err(|error| self.read_error(error))?;
        Ok(Snapshot { size, tiles })
    }
}

/// The tiles on the way from an entry, and from the one before it, to the root, and the right edge of the tree that ends
/// between them.
fn around(number: u64, size: u64) -> impl Iterator<Item = Tile> {
    let way = move |index: u64| {
        (0..=Tile::MAX_LEVEL).map_while(move |level| {
            let shift = u32::from(Tile::HEIGHT) * (u32::from(level) + 1);
            Tile::in_tree(level, index.checked_shr(shift).unwrap_or(0), size)
        })
    };
    way(number).chain(way(number.saturating_sub(1))).chain(
        right_edge(number.min(size))
            .filter_map(move |tile| Tile::in_tree(tile.level(), tile.index(), size)),
    )
}

/// The tree of a log at a size; the log may have grown since, as a tile's first hashes never change.
pub(crate) async fn growth(
    connection: &mut AnyConnection,
    log: &LogName,
    size: u64,
) -> Result<Growth, ReadError> {
    let tiles = some(connection, log, right_edge(size)).await?;
    Growth::from_tiles(size, &tiles).map_err(|error| corrupt(log, &error))
}

/// The tree of a log at a size, to which nothing is appended.
pub(crate) async fn tree(
    connection: &mut AnyConnection,
    log: &LogName,
    size: u64,
) -> Result<Tree, ReadError> {
    let tiles = some(connection, log, right_edge(size)).await?;
    Tree::from_tiles(size, &tiles).map_err(|error| corrupt(log, &error))
}

fn corrupt(log: &LogName, error: &impl std::error::Error) -> ReadError {
    let error = StoreError::Corrupt {
        log: log.clone(),
        table: "tile",
        what: error.to_string(),
    };
    error.into()
}

async fn some(
    connection: &mut AnyConnection,
    log: &LogName,
    wanted: impl IntoIterator<Item = Tile>,
) -> Result<MemoryTiles, ReadError> {
    let mut tiles = MemoryTiles::new();
    for tile in wanted {
        let row = sqlx::query("SELECT hashes FROM tile WHERE log = $1 AND level = $2 AND idx = $3")
            .bind(log.as_str())
            .bind(i64::from(tile.level()))
            .bind(int(tile.index()))
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            tiles.insert(tile, row.try_get(0)?);
        }
    }
    Ok(tiles)
}

async fn all(connection: &mut AnyConnection, log: &LogName) -> Result<MemoryTiles, ReadError> {
    let mut tiles = MemoryTiles::new();
    let (mut level, mut index) = (0, -1);
    loop {
        let page = page(connection, log, level, index).await?;
        let Some((last, _)) = page.last() else {
            return Ok(tiles);
        };
        (level, index) = (i64::from(last.level()), int(last.index()));
        tiles.extend(page);
    }
}

/// The tiles behind one, in order.
pub(crate) async fn page(
    connection: &mut AnyConnection,
    log: &LogName,
    level: i64,
    index: i64,
) -> Result<Vec<(Tile, Vec<u8>)>, ReadError> {
    let rows = sqlx::query(
        "SELECT level, idx, hashes FROM tile WHERE log = $1 AND (level, idx) > ($2, $3)
         ORDER BY level, idx LIMIT $4",
    )
    .bind(log.as_str())
    .bind(level)
    .bind(index)
    .bind(PAGE)
    .fetch_all(connection)
    .await?;
    let tile = |row| {
        let bytes: Vec<u8> = sqlx::Row::try_get(row, 2)?;
        let level = u8::try_from(number(row, 0)?).unwrap_or(u8::MAX);
        let width = u16::try_from(bytes.len() / 32).unwrap_or(u16::MAX);
        let tile = Tile::new(level, number(row, 1)?, width);
        Ok((tile.map_err(|error| corrupt(log, &error))?, bytes))
    };
    rows.iter().map(tile).collect()
}
