//! Copying a store, table by table, from either database into either.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Error, Row as _};

use crate::read::PAGE;
use crate::schema::{Column, TABLES, Table};
use crate::sql::{Query, insert};

/// Why copying stopped, and at which end.
pub(crate) enum CopyError {
    Reading(Error),
    Writing(Error),
}

/// A value of a column.
#[derive(Clone)]
enum Value {
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Copies all tables, a page at a time.
pub(crate) async fn copy(
    from: &mut AnyConnection,
    to: &mut AnyConnection,
) -> Result<(), CopyError> {
    for table in &TABLES {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let rows = page(from, table, after.as_deref()).await;
            let rows = rows.map_err(CopyError::Reading)?;
            let Some(last) = rows.last() else { break };
            after = Some(last[..table.keys].to_vec());
            write(to, table, &rows).await.map_err(CopyError::Writing)?;
        }
    }
    Ok(())
}

/// The rows behind a key, in the order of the keys.
async fn page(
    connection: &mut AnyConnection,
    table: &Table,
    after: Option<&[Value]>,
) -> Result<Vec<Vec<Value>>, Error> {
    let columns = table.names();
    let keys = columns[..table.keys].join(", ");
    let behind = after.map_or(String::new(), |_| {
        let places: Vec<String> = (1..=table.keys).map(|place| format!("${place}")).collect();
        format!("WHERE ({keys}) > ({})", places.join(", "))
    });
    let sql = format!(
        "SELECT {} FROM {} {behind} ORDER BY {keys} LIMIT {PAGE}",
        columns.join(", "),
        table.name,
    );
    let query = sqlx::query(AssertSqlSafe(sql));
    let query = after.unwrap_or_default().iter().fold(query, bind);
    let rows = query.fetch_all(connection).await?;
    rows.iter().map(|row| values(row, table)).collect()
}

async fn write(
    connection: &mut AnyConnection,
    table: &Table,
    rows: &[Vec<Value>],
) -> Result<(), Error> {
    let columns = table.names();
    let into = format!("{} ({})", table.name, columns.join(", "));
    insert(connection, &into, columns.len(), "", rows, |query, row| {
        row.iter().fold(query, bind)
    })
    .await
}

fn bind(query: Query<'static>, value: &Value) -> Query<'static> {
    match value {
        Value::Number(number) => query.bind(*number),
        Value::Text(text) => query.bind(text.clone()),
        Value::Bytes(bytes) => query.bind(bytes.clone()),
    }
}

fn values(row: &AnyRow, table: &Table) -> Result<Vec<Value>, Error> {
    let value = |(place, (_, column)): (usize, &(&str, Column))| {
        Ok(match column {
            Column::Number => Value::Number(row.try_get(place)?),
            Column::Text => Value::Text(row.try_get(place)?),
            Column::Bytes => Value::Bytes(row.try_get(place)?),
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}
