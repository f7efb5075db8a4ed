//! Everything that follows from the entries, made again and compared. Nothing is written.

mod entries;
mod fault;
mod marks;
mod tiles;

use sqlx::{AnyConnection, Row as _};

use crate::read::{self, ReadError};
use crate::{Head, LogName, Store, StoreError};
use entries::Entries;
pub use fault::{Fault, Report, Wrong};

/// The tables that belong to a log, and who has rows there without a head.
const OF_A_LOG: [(&str, &str); 4] = [
    (
        "entry",
        "SELECT DISTINCT log FROM entry WHERE log NOT IN (SELECT log FROM head) ORDER BY log",
    ),
    (
        "tile",
        "SELECT DISTINCT log FROM tile WHERE log NOT IN (SELECT log FROM head) ORDER BY log",
    ),
    (
        "mark",
        "SELECT DISTINCT log FROM mark WHERE log NOT IN (SELECT log FROM head) ORDER BY log",
    ),
    (
        "checkpoint",
        "SELECT DISTINCT log FROM checkpoint WHERE log NOT IN (SELECT log FROM head) ORDER BY log",
    ),
];

/// Compares sizes, tiles, marks and kept checkpoints with the entries, in one snapshot, while the store is in use.
///
/// An error means that it could not be read to the end. Memory: some 60 bytes for each mark of the largest log.
pub async fn fsck(store: &Store) -> Result<Report, StoreError> {
    let mut snapshot = store.snapshot().await?;
    let mut report = Report::default();
    let checked = check(&mut snapshot, store, &mut report).await;
    checked.map_err(|error| store.read_error(error))?;
    let ended = snapshot.rollback().await;
    ended.map_err(|error| store.refused(error))?;
    Ok(report)
}

async fn check(
    connection: &mut AnyConnection,
    store: &Store,
    report: &mut Report,
) -> Result<(), ReadError> {
    if store.location().is_file() {
        check_file(connection, report).await?;
    }
    for head in read::heads(connection).await? {
        check_log(connection, store, head, report).await?;
    }
    for (table, without_head) in OF_A_LOG {
        let rows = sqlx::query(without_head)
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            let log = LogName::new(row.try_get(0)?)?;
            report.fault(&log, Wrong::NoHead { table });
        }
    }
    Ok(())
}

/// SQLite compares its tables with their indexes, page by page.
async fn check_file(connection: &mut AnyConnection, report: &mut Report) -> Result<(), ReadError> {
    let rows = sqlx::query("PRAGMA integrity_check")
        .fetch_all(connection)
        .await?;
    for row in rows {
        let said: String = row.try_get(0)?;
        if said != "ok" {
            let wrong = Wrong::File { said };
            report.faults.push(Fault { log: None, wrong });
        }
    }
    Ok(())
}

async fn check_log(
    connection: &mut AnyConnection,
    store: &Store,
    head: Head,
    report: &mut Report,
) -> Result<(), ReadError> {
    let log = head.log;
    let kept = read::checkpoints(connection, &log).await?;
    report.logs += 1;
    report.checkpoints += kept.len() as u64;
    let mut entries = Entries::new(&log, head.size, kept, store.indexer());
    entries.read(connection, report).await?;
    report.entries += entries.count();
    if entries.is_whole() {
        let (partial, marks) = entries.finish(report);
        tiles::compare(connection, &log, &partial, report).await?;
        tiles::surplus(connection, &log, head.size, report).await?;
        marks
            .compare(connection, &log, store.indexer(), report)
            .await?;
    }
    Ok(())
}

impl Report {
    fn fault(&mut self, log: &LogName, wrong: Wrong) {
        let log = Some(log.clone());
        self.faults.push(Fault { log, wrong });
    }
}
