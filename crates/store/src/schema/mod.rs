//! The tables, the same in both databases, and how they change from version to version.

use sqlx::AnyConnection;
use sqlx::{AssertSqlSafe, Row as _};

use crate::{Location, StoreError, classify};

/// What makes version 1 of nothing, version 2 of version 1, and so on.
///
/// 2: SQLite numbers the rows of a table as they come, so that private rows written beside ballots would tell which came
/// with which; without those numbers they lie in the order of their keys.
const MIGRATIONS: [&str; 2] = [include_str!("1.sql"), include_str!("2.sql")];

/// The version that this program writes.
#[expect(clippy::cast_possible_wrap, reason = "there are a few")]
pub const VERSION: i64 = MIGRATIONS.len() as i64;

/// What a column holds.
pub(crate) enum Column {
    Number,
    Text,
    Bytes,
}

use Column::{Bytes, Number, Text};

/// Every table, for copying one store into another.
pub(crate) const TABLES: [Table; 6] = [
    Table {
        name: "head",
        columns: &[("log", Text), ("size", Number), ("closed", Number)],
        keys: 1,
    },
    Table {
        name: "entry",
        columns: &[("log", Text), ("idx", Number), ("data", Bytes)],
        keys: 2,
    },
    Table {
        name: "tile",
        columns: &[
            ("log", Text),
            ("level", Number),
            ("idx", Number),
            ("hashes", Bytes),
        ],
        keys: 3,
    },
    Table {
        name: "mark",
        columns: &[
            ("log", Text),
            ("kind", Text),
            ("key", Text),
            ("idx", Number),
        ],
        keys: 3,
    },
    Table {
        name: "checkpoint",
        columns: &[("log", Text), ("size", Number), ("note", Text)],
        keys: 2,
    },
    Table {
        name: "private",
        columns: &[
            ("realm", Text),
            ("kind", Text),
            ("key", Text),
            ("value", Bytes),
        ],
        keys: 3,
    },
];

/// A table: its columns, of which the first `keys` are the primary key.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, Column)],
    pub(crate) keys: usize,
}

impl Table {
    /// The names of the columns.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }
}

/// The version of what is there; nothing if no store is there.
pub(crate) async fn version(
    connection: &mut AnyConnection,
    location: &Location,
) -> Result<Option<i64>, StoreError> {
    let there = if location.is_file() {
        "SELECT 1 AS there FROM sqlite_master WHERE type = 'table' AND name = 'schema'"
    } else {
        "SELECT 1 AS there FROM pg_catalog.pg_class WHERE oid = to_regclass('schema')"
    };
    let refused = |error| classify::refused(location, error);
    let row = sqlx::query(there).fetch_optional(&mut *connection).await;
    if row.map_err(refused)?.is_none() {
        return Ok(None);
    }
    let row = sqlx::query("SELECT version FROM schema")
        .fetch_one(&mut *connection)
        .await
        .map_err(refused)?;
    Ok(Some(row.try_get(0).map_err(refused)?))
}

/// Brings the tables from a version (0 is none) to this program's, inside the transaction that the connection is in.
pub(crate) async fn migrate(
    connection: &mut AnyConnection,
    location: &Location,
    from: i64,
) -> Result<(), StoreError> {
    let refused = |error| classify::refused(location, error);
    if from > VERSION {
        return Err(StoreError::Newer {
            location: location.clone(),
            version: from,
            known: VERSION,
        });
    }
    for step in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        sqlx::raw_sql(AssertSqlSafe(dialect(step, location)))
            .execute(&mut *connection)
            .await
            .map_err(refused)?;
    }
    sqlx::query("UPDATE schema SET version = $1")
        .bind(VERSION)
        .execute(&mut *connection)
        .await
        .map_err(refused)?;
    Ok(())
}

/// The two databases call bytes by different names, only PostgreSQL has to be told to compare text as bytes, and only SQLite
/// not to number rows.
fn dialect(sql: &str, location: &Location) -> String {
    if location.is_file() {
        sql.replace("BYTES", "BLOB")
    } else {
        sql.replace("BYTES", "BYTEA")
            .replace("TEXT", "TEXT COLLATE \"C\"")
            .replace(" WITHOUT ROWID", "")
    }
}
