//! Writing entries with what follows from them: tiles, marks, the size.

use std::collections::BTreeMap;

use hustings_log::{Entry, Hash, Tile};
use sqlx::AnyConnection;
use sqlx::Error;

use crate::read::ReadError;
use crate::sql::{insert, int};

use crate::{Indexer, LogName, Mark, RowKey, StoreError, tiles};

/// Entries that are going to be appended, with what they can be found by.
pub(crate) struct Marked<'e> {
    entries: &'e [Vec<u8>],
    marks: BTreeMap<Mark, u64>,
}

impl<'e> Marked<'e> {
    /// Entries from an index on, if a log can hold them.
    pub(crate) fn new(
        log: &LogName,
        from: u64,
        entries: &'e [Vec<u8>],
        indexer: Indexer,
    ) -> Result<Self, StoreError> {
        entries.iter().try_for_each(|entry| check(log, entry))?;
        let marks = marks(log, from, entries, indexer)?;
        Ok(Self { entries, marks })
    }

    /// Entries whose marks are known and checked.
    pub(crate) const fn checked(entries: &'e [Vec<u8>], marks: BTreeMap<Mark, u64>) -> Self {
        Self { entries, marks }
    }

    /// Whether there is nothing to append.
    pub(crate) const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Appends entries to a log of a size, whose head is locked; returns the new size.
pub(crate) async fn append(
    connection: &mut AnyConnection,
    log: &LogName,
    size: u64,
    marked: Marked<'_>,
) -> Result<u64, ReadError> {
    let Marked { entries, marks } = marked;
    let mut growth = tiles::growth(connection, log, size).await?;
    for entry in entries {
        growth.append(Hash::of_entry(entry));
    }
    let numbered: Vec<(i64, &Vec<u8>)> = (int(size)..).zip(entries).collect();
    insert(
        connection,
        "entry (log, idx, data)",
        3,
        "",
        &numbered,
        |query, (index, entry)| query.bind(log.as_str()).bind(index).bind(entry.as_slice()),
    )
    .await?;
    write_tiles(connection, log, &growth.take_changed()).await?;
    write_marks(connection, log, &marks).await?;
    let new = size + entries.len() as u64;
    sqlx::query("UPDATE head SET size = $2 WHERE log = $1")
        .bind(log.as_str())
        .bind(int(new))
        .execute(connection)
        .await?;
    Ok(new)
}

/// Refuses an entry that no log can hold.
pub(crate) fn check(log: &LogName, entry: &[u8]) -> Result<(), StoreError> {
    if entry.len() <= Entry::MAX_BYTES {
        return Ok(());
    }
    Err(StoreError::EntryTooLarge {
        log: log.clone(),
        bytes: entry.len(),
    })
}

/// What entries can be found by, each key with the last entry that has it.
pub(crate) fn marks(
    log: &LogName,
    size: u64,
    entries: &[Vec<u8>],
    indexer: Indexer,
) -> Result<BTreeMap<Mark, u64>, StoreError> {
    let mut marks = BTreeMap::new();
    for (index, entry) in (size..).zip(entries) {
        for mark in indexer(log, index, entry) {
            mark.check()?;
            marks.insert(mark, index);
        }
    }
    Ok(marks)
}

pub(crate) async fn write_tiles(
    connection: &mut AnyConnection,
    log: &LogName,
    tiles: &[(Tile, Vec<u8>)],
) -> Result<(), Error> {
    insert(
        connection,
        "tile (log, level, idx, hashes)",
        4,
        "ON CONFLICT (log, level, idx) DO UPDATE SET hashes = excluded.hashes",
        tiles,
        |query, (tile, hashes)| {
            let query = query.bind(log.as_str()).bind(i64::from(tile.level()));
            query.bind(int(tile.index())).bind(hashes.as_slice())
        },
    )
    .await
}

pub(crate) async fn write_marks(
    connection: &mut AnyConnection,
    log: &LogName,
    marks: &BTreeMap<Mark, u64>,
) -> Result<(), Error> {
    let marks: Vec<(&Mark, &u64)> = marks.iter().collect();
    insert(
        connection,
        "mark (log, kind, key, idx)",
        4,
        "ON CONFLICT (log, kind, key) DO UPDATE SET idx = excluded.idx",
        &marks,
        |query, (mark, index)| {
            let query = query.bind(log.as_str()).bind(&*mark.kind);
            query.bind(mark.key.as_str()).bind(int(**index))
        },
    )
    .await
}

pub(crate) async fn write_rows(
    connection: &mut AnyConnection,
    rows: &[(RowKey, Vec<u8>)],
) -> Result<(), Error> {
    insert(
        connection,
        "private (realm, kind, key, value)",
        4,
        "ON CONFLICT (realm, kind, key) DO UPDATE SET value = excluded.value",
        rows,
        |query, (at, value)| {
            let query = query.bind(&*at.realm).bind(&*at.kind);
            query.bind(at.key.as_str()).bind(value.as_slice())
        },
    )
    .await
}
