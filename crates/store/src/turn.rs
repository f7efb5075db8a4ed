//! One transaction, one turn at some logs.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use sqlx::AnyConnection;
use tokio::sync::OwnedMutexGuard;

use crate::append::{self, Marked};
use crate::connect::LIMIT;
use crate::read::{self, ReadError};
use crate::session::Session;
use crate::sql::int;
use crate::{Entries, Head, LogName, RowKey, Rows, Store, StoreError, note, tiles};

/// A transaction that has some logs to itself: it sees all that was committed before it, and others wait until it ends.
///
/// Nothing is written until [`Turn::commit`]; a turn that is dropped has changed nothing. Private rows belong to no log:
/// whoever changes rows that others may change takes a turn at a log that they all take.
#[derive(Debug)]
pub struct Turn {
    session: Session,
    heads: BTreeMap<LogName, Head>,
    store: Store,
    /// Whether a statement failed: PostgreSQL then answers a commit as if all were well, and undoes the transaction.
    failed: bool,
    _queue: Option<OwnedMutexGuard<()>>,
}

impl Store {
    /// Waits for a turn at these logs, at most 30 seconds; without any, for a turn in which logs are created.
    pub async fn turn(&self, logs: &[LogName]) -> Result<Turn, StoreError> {
        let turn = self.turn_at_some(logs).await?;
        match logs.iter().find(|log| !turn.heads.contains_key(*log)) {
            Some(log) => Err(StoreError::NoLog { log: log.clone() }),
            None => Ok(turn),
        }
    }

    /// A turn at those of the logs that are there.
    pub(crate) async fn turn_at_some(&self, logs: &[LogName]) -> Result<Turn, StoreError> {
        let queue = self.wait(LIMIT).await?;
        let session = self.begin().await?;
        let mut turn = Turn {
            session,
            heads: BTreeMap::new(),
            store: self.clone(),
            failed: false,
            _queue: queue,
        };
        let mut logs = logs.to_vec();
        logs.sort();
        logs.dedup();
        // A transaction that begins by reading and goes on to write is refused by SQLite if anybody wrote in between.
        if logs.is_empty() {
            turn.run(sqlx::query("UPDATE schema SET version = version"))
                .await?;
        }
        // All in one order, so that nobody waits for one who waits for him.
        for log in logs {
            turn.lock(log).await?;
        }
        Ok(turn)
    }

    async fn wait(&self, limit: Duration) -> Result<Option<OwnedMutexGuard<()>>, StoreError> {
        let Some(queue) = &self.queue else {
            return Ok(None);
        };
        let turn = tokio::time::timeout(limit, queue.clone().lock_owned()).await;
        turn.map(Some).map_err(|_| StoreError::Busy {
            location: self.location().clone(),
        })
    }
}

impl Turn {
    async fn lock(&mut self, log: LogName) -> Result<(), StoreError> {
        let rows = sqlx::query("UPDATE head SET size = size WHERE log = $1 RETURNING size, closed")
            .bind(log.as_str())
            .fetch_all(&mut *self.session)
            .await
            .map_err(|error| self.store.refused(error))?;
        if let Some(row) = rows.first() {
            let head = read::head_of(row, log.clone()).map_err(|error| self.read_error(error))?;
            self.heads.insert(log, head);
        }
        Ok(())
    }

    /// How many entries a log has, with those of this turn.
    pub fn size(&self, log: &LogName) -> Result<u64, StoreError> {
        self.head(log).map(|head| head.size)
    }

    /// A log's size with this turn's entries, and whether it is closed.
    pub fn head(&self, log: &LogName) -> Result<&Head, StoreError> {
        let head = self.heads.get(log);
        head.ok_or_else(|| StoreError::NotOfTurn { log: log.clone() })
    }

    /// The entries of a range, with those of this turn.
    pub fn entries(&mut self, log: &LogName, range: Range<u64>) -> Result<Entries<'_>, StoreError> {
        let range = range.start..range.end.min(self.size(log)?);
        Ok(Entries::of_turn(self, log.clone(), range))
    }

    /// The index of the last entry with this mark.
    pub async fn find(
        &mut self,
        log: &LogName,
        kind: &str,
        key: &str,
    ) -> Result<Option<u64>, StoreError> {
        self.head(log)?;
        let found = read::find(&mut self.session, log, kind, key).await;
        found.map_err(|error| self.read_error(error))
    }

    /// A private row.
    pub async fn row(&mut self, at: &RowKey) -> Result<Option<Vec<u8>>, StoreError> {
        at.check()?;
        let row = read::row(&mut self.session, at).await;
        row.map_err(|error| self.read_error(error))
    }

    /// The private rows of a kind, in the order of their keys' bytes.
    pub fn rows(&mut self, realm: &str, kind: &str) -> Rows<'_> {
        Rows::of_turn(self, realm, kind)
    }

    /// Makes an empty log, which belongs to this turn from now on.
    pub async fn create_log(&mut self, log: &LogName) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO head (log, size, closed) VALUES ($1, 0, 0) ON CONFLICT (log) DO NOTHING",
        );
        if self.run(query.bind(log.as_str())).await? == 0 {
            return Err(StoreError::LogExists { log: log.clone() });
        }
        let head = Head {
            log: log.clone(),
            size: 0,
            closed: false,
        };
        self.heads.insert(log.clone(), head);
        Ok(())
    }

    /// Appends entries, with their tiles and marks, and returns their indexes.
    pub async fn append(
        &mut self,
        log: &LogName,
        entries: &[Vec<u8>],
    ) -> Result<Range<u64>, StoreError> {
        let from = self.size(log)?;
        let marked = Marked::new(log, from, entries, self.store.indexer())?;
        self.append_marked(log, marked).await
    }

    pub(crate) async fn append_marked(
        &mut self,
        log: &LogName,
        marked: Marked<'_>,
    ) -> Result<Range<u64>, StoreError> {
        let &Head { size, closed, .. } = self.head(log)?;
        if closed {
            let log = log.clone();
            return Err(StoreError::Closed { log, size });
        }
        if marked.is_empty() {
            return Ok(size..size);
        }
        let written = append::append(&mut self.session, log, size, marked).await;
        let new = written.map_err(|error| self.read_error(error))?;
        if let Some(head) = self.heads.get_mut(log) {
            head.size = new;
        }
        Ok(size..new)
    }

    /// Closes a log: it takes no entries after this turn.
    pub async fn close_log(&mut self, log: &LogName) -> Result<(), StoreError> {
        self.head(log)?;
        let query = sqlx::query("UPDATE head SET closed = 1 WHERE log = $1");
        self.run(query.bind(log.as_str())).await?;
        if let Some(head) = self.heads.get_mut(log) {
            head.closed = true;
        }
        Ok(())
    }

    /// Writes a private row in place of what was there.
    pub async fn put_row(&mut self, at: &RowKey, value: &[u8]) -> Result<(), StoreError> {
        at.check()?;
        let query = sqlx::query(
            "INSERT INTO private (realm, kind, key, value) VALUES ($1, $2, $3, $4)
             ON CONFLICT (realm, kind, key) DO UPDATE SET value = excluded.value",
        );
        let query = query.bind(&*at.realm).bind(&*at.kind).bind(&*at.key);
        self.run(query.bind(value)).await?;
        Ok(())
    }

    /// Writes private rows that were checked, of which no two have one key, each in place of what was there.
    pub(crate) async fn put_rows(&mut self, rows: &[(RowKey, Vec<u8>)]) -> Result<(), StoreError> {
        let written = append::write_rows(&mut self.session, rows).await;
        written.map_err(|error| self.read_error(error.into()))
    }

    /// Takes a private row away, and says whether it was there.
    pub async fn delete_row(&mut self, at: &RowKey) -> Result<bool, StoreError> {
        at.check()?;
        let query = sqlx::query("DELETE FROM private WHERE realm = $1 AND kind = $2 AND key = $3");
        let query = query.bind(&*at.realm).bind(&*at.kind).bind(&*at.key);
        Ok(self.run(query).await? > 0)
    }

    /// Keeps a signed checkpoint of the log at a size, in place of one of the same size with fewer signatures.
    ///
    /// Its size and root are compared with the log's: one of another history is refused, and is evidence to be kept
    /// elsewhere.
    pub async fn keep_checkpoint(
        &mut self,
        log: &LogName,
        size: u64,
        note: &str,
    ) -> Result<(), StoreError> {
        let refuse = |reason| StoreError::Checkpoint {
            log: log.clone(),
            size,
            reason,
        };
        let said = note::read(note).map_err(refuse)?;
        if said.size != size {
            return Err(refuse("its second line says another size"));
        }
        if size > self.size(log)? {
            return Err(refuse("the log has fewer entries"));
        }
        let growth = tiles::tree(&mut self.session, log, size).await;
        let root = growth.map_err(|error| self.read_error(error))?.root();
        if said.root != root.to_string() {
            return Err(refuse("its third line says another root"));
        }
        let query = sqlx::query(
            "INSERT INTO checkpoint (log, size, note) VALUES ($1, $2, $3)
             ON CONFLICT (log, size) DO UPDATE SET note = excluded.note",
        );
        self.run(query.bind(log.as_str()).bind(int(size)).bind(note))
            .await?;
        Ok(())
    }

    /// Makes the turn's writes durable: they are on disk when it returns.
    ///
    /// After [`StoreError::Unknown`] all of them may be there, or none.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Failed);
        }
        self.store.commit(self.session).await
    }

    /// Ends the turn with nothing written. Dropping it does the same, at the cost of its connection.
    pub async fn abandon(self) -> Result<(), StoreError> {
        let ended = self.session.rollback().await;
        ended.map_err(|error| self.store.refused(error))
    }

    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.session
    }

    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// The logs that this turn is at.
    pub(crate) fn has(&self, log: &LogName) -> bool {
        self.heads.contains_key(log)
    }

    /// What went wrong; whatever the database refuses ends the turn.
    pub(crate) fn read_error(&mut self, error: ReadError) -> StoreError {
        self.failed |= matches!(error, ReadError::Driver(_));
        self.store.read_error(error)
    }

    /// Runs a statement and says how many rows it changed.
    pub(crate) async fn run(&mut self, query: crate::sql::Query<'_>) -> Result<u64, StoreError> {
        let done = query.execute(&mut *self.session).await;
        let done = done.map_err(|error| self.read_error(error.into()))?;
        Ok(done.rows_affected())
    }
}
