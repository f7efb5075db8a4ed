//! Statements of many rows, and numbers as the databases have them.

use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Error, Row as _};

/// A statement with its values.
pub(crate) type Query<'q> = sqlx::query::Query<'q, Any, sqlx::any::AnyArguments>;

/// How many rows a statement takes: few sizes, so that few statements are prepared.
const CHUNKS: [usize; 4] = [64, 16, 4, 1];

/// Runs `INSERT INTO {into} VALUES (…), … {conflict}` for all rows, of `columns` values each, which `bind` adds.
pub(crate) async fn insert<'r, R>(
    connection: &mut AnyConnection,
    into: &str,
    columns: usize,
    conflict: &str,
    rows: &'r [R],
    bind: impl Fn(Query<'static>, &'r R) -> Query<'static>,
) -> Result<(), Error> {
    let mut rest = rows;
    for size in CHUNKS {
        while rest.len() >= size {
            let (chunk, after) = rest.split_at(size);
            let values = places(size, columns);
            let sql = format!("INSERT INTO {into} VALUES {values} {conflict}");
            let query = chunk.iter().fold(sqlx::query(AssertSqlSafe(sql)), &bind);
            query.execute(&mut *connection).await?;
            rest = after;
        }
    }
    Ok(())
}

/// `($1, $2), ($3, $4)` for two rows of two columns.
fn places(rows: usize, columns: usize) -> String {
    let mut text = String::new();
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let separator = if column == 1 { "" } else { ", " };
            text.push_str(&format!("{separator}${}", row * columns + column));
        }
        text.push(')');
    }
    text
}

/// A number for a column; none is above 2^63, since no log is.
pub(crate) fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A column as a number from 0 on.
pub(crate) fn number(row: &AnyRow, column: usize) -> Result<u64, Error> {
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|error| Error::Decode(error.into()))
}
