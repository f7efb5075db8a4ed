//! Reading, the same from a pool's connection and inside a turn.

use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use sqlx::{Error, Row as _};

use crate::names::{check_key, check_kind};
use crate::sql::{int, number};
use crate::{Checkpoint, Head, LogName, RowKey, StoreError};

/// How many rows a page has: of the largest entries 16 MiB.
pub(crate) const PAGE: i64 = 256;

/// Why reading went wrong: by the driver, or by what is stored.
pub(crate) enum ReadError {
    Driver(Error),
    Store(StoreError),
}

impl From<Error> for ReadError {
    fn from(error: Error) -> Self {
        Self::Driver(error)
    }
}

impl From<StoreError> for ReadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

pub(crate) async fn heads(connection: &mut AnyConnection) -> Result<Vec<Head>, ReadError> {
    let rows = sqlx::query("SELECT size, closed, log FROM head ORDER BY log")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| head_of(row, LogName::new(row.try_get(2)?)?))
        .collect()
}

pub(crate) async fn head(
    connection: &mut AnyConnection,
    log: &LogName,
) -> Result<Option<Head>, ReadError> {
    let row = sqlx::query("SELECT size, closed FROM head WHERE log = $1")
        .bind(log.as_str())
        .fetch_optional(connection)
        .await?;
    row.map(|row| head_of(&row, log.clone())).transpose()
}

pub(crate) fn head_of(row: &AnyRow, log: LogName) -> Result<Head, ReadError> {
    Ok(Head {
        log,
        size: number(row, 0)?,
        closed: number(row, 1)? != 0,
    })
}

/// The entries of a range that is not empty, at most a page of them, one after another without a gap.
pub(crate) async fn entries(
    connection: &mut AnyConnection,
    log: &LogName,
    from: u64,
    to: u64,
) -> Result<Vec<Vec<u8>>, ReadError> {
    let rows = sqlx::query(
        "SELECT idx, data FROM entry WHERE log = $1 AND idx >= $2 AND idx < $3 ORDER BY idx LIMIT $4",
    )
    .bind(log.as_str())
    .bind(int(from))
    .bind(int(to))
    .bind(PAGE)
    .fetch_all(connection)
    .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for (expected, row) in (from..).zip(&rows) {
        if number(row, 0)? != expected {
            return Err(missing(log, expected).into());
        }
        entries.push(row.try_get(1)?);
    }
    if entries.is_empty() {
        return Err(missing(log, from).into());
    }
    Ok(entries)
}

fn missing(log: &LogName, index: u64) -> StoreError {
    StoreError::Corrupt {
        log: log.clone(),
        table: "entry",
        what: format!("entry {index} is missing"),
    }
}

pub(crate) async fn find(
    connection: &mut AnyConnection,
    log: &LogName,
    kind: &str,
    key: &str,
) -> Result<Option<u64>, ReadError> {
    check_kind("the kind of a mark", kind)?;
    check_key("the key of a mark", key)?;
    let row = sqlx::query("SELECT idx FROM mark WHERE log = $1 AND kind = $2 AND key = $3")
        .bind(log.as_str())
        .bind(kind)
        .bind(key)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| number(&row, 0)).transpose()?)
}

pub(crate) async fn row(
    connection: &mut AnyConnection,
    at: &RowKey,
) -> Result<Option<Vec<u8>>, ReadError> {
    let row = sqlx::query("SELECT value FROM private WHERE realm = $1 AND kind = $2 AND key = $3")
        .bind(&*at.realm)
        .bind(&*at.kind)
        .bind(&*at.key)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// How many rows of a kind have a key that begins so.
pub(crate) async fn count(
    connection: &mut AnyConnection,
    realm: &str,
    kind: &str,
    prefix: &str,
) -> Result<u64, ReadError> {
    check_kind("the realm of rows", realm)?;
    check_kind("the kind of rows", kind)?;
    check_key("how keys of rows begin", prefix)?;
    let row = sqlx::query(
        "SELECT COUNT(*) FROM private
         WHERE realm = $1 AND kind = $2 AND key >= $3 AND SUBSTR(key, 1, LENGTH($3)) = $3",
    )
    .bind(realm)
    .bind(kind)
    .bind(prefix)
    .fetch_one(connection)
    .await?;
    Ok(number(&row, 0)?)
}

/// A page of the keys of marks behind a key, in the order of their bytes.
pub(crate) async fn keys(
    connection: &mut AnyConnection,
    log: &LogName,
    kind: &str,
    after: &str,
) -> Result<Vec<String>, ReadError> {
    check_kind("the kind of marks", kind)?;
    let rows = sqlx::query(
        "SELECT key FROM mark WHERE log = $1 AND kind = $2 AND key > $3 ORDER BY key LIMIT $4",
    )
    .bind(log.as_str())
    .bind(kind)
    .bind(after)
    .bind(PAGE)
    .fetch_all(connection)
    .await?;
    let key = |row: &AnyRow| Ok(row.try_get(0)?);
    rows.iter().map(key).collect()
}

/// A page of rows behind a key, or from the first that begins so, in the order of their keys' bytes.
pub(crate) async fn rows(
    connection: &mut AnyConnection,
    realm: &str,
    kind: &str,
    prefix: &str,
    after: Option<&str>,
) -> Result<Vec<(String, Vec<u8>)>, ReadError> {
    check_kind("the realm of rows", realm)?;
    check_kind("the kind of rows", kind)?;
    check_key("how keys of rows begin", prefix)?;
    // The empty text is a key too, so what is before every key cannot be said by a key.
    let query = if after.is_none() {
        "SELECT key, value FROM private WHERE realm = $1 AND kind = $2 AND key >= $3 ORDER BY key LIMIT $4"
    } else {
        "SELECT key, value FROM private WHERE realm = $1 AND kind = $2 AND key > $3 ORDER BY key LIMIT $4"
    };
    let rows = sqlx::query(query)
        .bind(realm)
        .bind(kind)
        .bind(after.unwrap_or(prefix))
        .bind(PAGE)
        .fetch_all(connection)
        .await?;
    let pair = |row: &AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
    rows.iter().map(pair).collect()
}

pub(crate) async fn checkpoints(
    connection: &mut AnyConnection,
    log: &LogName,
) -> Result<Vec<Checkpoint>, ReadError> {
    let rows = sqlx::query("SELECT size, note FROM checkpoint WHERE log = $1 ORDER BY size")
        .bind(log.as_str())
        .fetch_all(connection)
        .await?;
    let checkpoint = |row: &AnyRow| {
        Ok(Checkpoint {
            size: number(row, 0)?,
            note: row.try_get(1)?,
        })
    };
    rows.iter().map(checkpoint).collect()
}
