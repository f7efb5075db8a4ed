//! The tiles of a log beside those that its entries make.

use hustings_log::Tile;
use sqlx::{AnyConnection, Row as _};

use super::entries::Expected;
use super::{Report, Wrong};
use crate::LogName;
use crate::read::{PAGE, ReadError};
use crate::sql::int;

pub(super) async fn compare(
    connection: &mut AnyConnection,
    log: &LogName,
    expected: &Expected,
    report: &mut Report,
) -> Result<(), ReadError> {
    for (&(level, index), (_, bytes)) in expected {
        let row = sqlx::query("SELECT hashes FROM tile WHERE log = $1 AND level = $2 AND idx = $3")
            .bind(log.as_str())
            .bind(i64::from(level))
            .bind(int(index))
            .fetch_optional(&mut *connection)
            .await?;
        match row {
            None => report.fault(log, Wrong::TileMissing { level, index }),
            Some(row) if row.try_get::<&[u8], _>(0)? != bytes.as_slice() => {
                report.fault(log, Wrong::TileDiffers { level, index });
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Tiles that a log of this size does not have.
pub(super) async fn surplus(
    connection: &mut AnyConnection,
    log: &LogName,
    size: u64,
    report: &mut Report,
) -> Result<(), ReadError> {
    let (mut level, mut index) = (i64::MIN, i64::MIN);
    loop {
        let rows = sqlx::query(
            "SELECT level, idx FROM tile WHERE log = $1 AND (level, idx) > ($2, $3)
             ORDER BY level, idx LIMIT $4",
        )
        .bind(log.as_str())
        .bind(level)
        .bind(index)
        .bind(PAGE)
        .fetch_all(&mut *connection)
        .await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            (level, index) = (row.try_get(0)?, row.try_get(1)?);
            let tile = u8::try_from(level).ok().zip(u64::try_from(index).ok());
            if tile.is_none_or(|(level, index)| Tile::in_tree(level, index, size).is_none()) {
                report.fault(log, Wrong::TileSurplus { level, index });
            }
        }
    }
}
