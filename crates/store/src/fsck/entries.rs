//! The entries of a log, read once: their order, their tree, their marks.

use std::collections::{BTreeMap, VecDeque};

use hustings_log::{Entry, Growth, Hash, Tile};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::marks::Marks;
use super::{Report, Wrong, tiles};
use crate::read::{PAGE, ReadError};
use crate::sql::number;
use crate::{Checkpoint, Indexer, LogName, note};

/// Tiles that are to be compared, by level and number.
pub(super) type Expected = BTreeMap<(u8, u64), (Tile, Vec<u8>)>;

/// A walk over the entries of a log.
pub(super) struct Entries<'l> {
    log: &'l LogName,
    /// What the head says.
    size: u64,
    indexer: Indexer,
    growth: Growth,
    marks: Marks,
    /// Those of the tree so far that are not compared yet.
    expected: Expected,
    /// Those that lie ahead, the smallest first.
    checkpoints: VecDeque<Checkpoint>,
    /// The index that comes next.
    next: u64,
    whole: bool,
}

impl<'l> Entries<'l> {
    pub fn new(
        log: &'l LogName,
        size: u64,
        checkpoints: Vec<Checkpoint>,
        indexer: Indexer,
    ) -> Self {
        Self {
            log,
            size,
            indexer,
            growth: Growth::new(),
            marks: Marks::default(),
            expected: BTreeMap::new(),
            checkpoints: checkpoints.into(),
            next: 0,
            whole: true,
        }
    }

    /// Whether no entry is missing, so that the tree can be made again.
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// How many entries were read.
    pub const fn count(&self) -> u64 {
        self.next
    }

    /// Reads all entries, comparing full tiles and checkpoints as they are reached.
    pub async fn read(
        &mut self,
        connection: &mut AnyConnection,
        report: &mut Report,
    ) -> Result<(), ReadError> {
        let mut after = -1;
        self.reach_checkpoints(report);
        loop {
            let rows = page(connection, self.log, after).await?;
            let Some(last) = rows.last() else { break };
            after = last.try_get(0)?;
            for row in &rows {
                self.take(row, report)?;
            }
            if self.whole {
                self.compare_full(connection, report).await?;
            }
        }
        if self.next < self.size {
            self.missing(self.size, report);
        }
        Ok(())
    }

    fn take(&mut self, row: &AnyRow, report: &mut Report) -> Result<(), ReadError> {
        let index = number(row, 0)?;
        let entry: &[u8] = row.try_get(1)?;
        if index < self.next {
            report.fault(self.log, Wrong::Twice { index });
            return Ok(());
        }
        if index > self.next {
            self.missing(index, report);
        }
        if index == self.size {
            let size = self.size;
            report.fault(self.log, Wrong::BeyondSize { size, index });
            self.whole = false;
        }
        if entry.len() > Entry::MAX_BYTES {
            let bytes = entry.len();
            report.fault(self.log, Wrong::TooLong { index, bytes });
        }
        self.next = index + 1;
        if self.whole {
            self.growth.append(Hash::of_entry(entry));
            self.marks
                .take((self.indexer)(self.log, index, entry), index);
            self.reach_checkpoints(report);
        }
        Ok(())
    }

    fn missing(&mut self, to: u64, report: &mut Report) {
        let from = self.next;
        report.fault(self.log, Wrong::Missing { from, to });
        self.whole = false;
        self.next = to;
    }

    /// Compares the checkpoints of exactly so many entries.
    fn reach_checkpoints(&mut self, report: &mut Report) {
        let size = self.next;
        while let Some(kept) = self.checkpoints.pop_front_if(|kept| kept.size == size) {
            match note::read(&kept.note) {
                Err(reason) => report.fault(self.log, Wrong::Checkpoint { size, reason }),
                Ok(said) if said.size != size => {
                    let reason = "it says another size";
                    report.fault(self.log, Wrong::Checkpoint { size, reason });
                }
                Ok(said) => {
                    let (said, root) =
                        (said.root.to_owned(), self.growth.tree().root().to_string());
                    if said != root {
                        report.fault(self.log, Wrong::OtherHistory { size, said, root });
                    }
                }
            }
        }
    }

    async fn compare_full(
        &mut self,
        connection: &mut AnyConnection,
        report: &mut Report,
    ) -> Result<(), ReadError> {
        for (tile, bytes) in self.growth.take_changed() {
            self.expected
                .insert((tile.level(), tile.index()), (tile, bytes));
        }
        let (full, partial) = std::mem::take(&mut self.expected)
            .into_iter()
            .partition(|(_, (tile, _))| tile.is_full());
        self.expected = partial;
        tiles::compare(connection, self.log, &full, report).await
    }

    /// What is left to be compared when every entry was read.
    pub fn finish(self, report: &mut Report) -> (Expected, Marks) {
        let entries = self.next;
        for kept in self.checkpoints {
            let size = kept.size;
            report.fault(self.log, Wrong::Shrunk { size, entries });
        }
        (self.expected, self.marks)
    }
}

async fn page(
    connection: &mut AnyConnection,
    log: &LogName,
    after: i64,
) -> Result<Vec<AnyRow>, ReadError> {
    let query = sqlx::query(
        "SELECT idx, data FROM entry WHERE log = $1 AND idx > $2 ORDER BY idx LIMIT $3",
    );
    let query = query.bind(log.as_str()).bind(after).bind(PAGE);
    Ok(query.fetch_all(connection).await?)
}
