//! The marks of a log beside those that its entries have.

use std::collections::BTreeSet;
use std::collections::HashMap;

use hustings_log::Hash;
use sqlx::{AnyConnection, Row as _};

use super::{Report, Wrong};
use crate::read::{self, PAGE, ReadError};
use crate::sql::number;
use crate::{Indexer, LogName, Mark};

/// The last entry with each mark. Marks are kept by their hash, so that those of a million entries fit in memory.
#[derive(Default)]
pub(super) struct Marks(HashMap<Hash, u64>);

impl Marks {
    pub fn take(&mut self, marks: Vec<Mark>, index: u64) {
        for mark in marks {
            self.0.insert(hash(&mark), index);
        }
    }

    /// Reads the table, and then the entries whose marks it lacks.
    pub async fn compare(
        mut self,
        connection: &mut AnyConnection,
        log: &LogName,
        indexer: Indexer,
        report: &mut Report,
    ) -> Result<(), ReadError> {
        let mut after = None;
        loop {
            let page = page(connection, log, after.as_ref()).await?;
            let Some((last, _)) = page.last() else { break };
            after = Some(last.clone());
            for (mark, found) in page {
                match self.0.remove(&hash(&mark)) {
                    None => report.fault(log, Wrong::MarkSurplus { mark, found }),
                    Some(index) if index != found => {
                        report.fault(log, Wrong::MarkDiffers { mark, found, index });
                    }
                    Some(_) => {}
                }
            }
        }
        self.name_missing(connection, log, indexer, report).await
    }

    async fn name_missing(
        self,
        connection: &mut AnyConnection,
        log: &LogName,
        indexer: Indexer,
        report: &mut Report,
    ) -> Result<(), ReadError> {
        let indexes: BTreeSet<u64> = self.0.values().copied().collect();
        for index in indexes {
            for entry in read::entries(connection, log, index, index + 1).await? {
                let marks: BTreeSet<Mark> = indexer(log, index, &entry).into_iter().collect();
                for mark in marks {
                    if self.0.get(&hash(&mark)) == Some(&index) {
                        report.fault(log, Wrong::MarkMissing { mark, index });
                    }
                }
            }
        }
        Ok(())
    }
}

/// Neither has a NUL.
fn hash(mark: &Mark) -> Hash {
    Hash::of_entry(format!("{}\0{}", mark.kind, mark.key).as_bytes())
}

async fn page(
    connection: &mut AnyConnection,
    log: &LogName,
    after: Option<&Mark>,
) -> Result<Vec<(Mark, u64)>, ReadError> {
    // The empty text is a key too, so what is before every key cannot be said by a key.
    let query = if after.is_none() {
        "SELECT kind, key, idx FROM mark WHERE log = $1 AND (kind, key) >= ($2, $3)
         ORDER BY kind, key LIMIT $4"
    } else {
        "SELECT kind, key, idx FROM mark WHERE log = $1 AND (kind, key) > ($2, $3)
         ORDER BY kind, key LIMIT $4"
    };
    let (kind, key) = after.map_or(("", ""), |mark| (&*mark.kind, mark.key.as_str()));
    let query = sqlx::query(query).bind(log.as_str()).bind(kind).bind(key);
    let rows = query.bind(PAGE).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let (kind, key): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            Ok((Mark::new(kind, key), number(row, 2)?))
        })
        .collect()
}
