//! Many appends in one turn, each on its conditions.

use std::collections::{BTreeMap, BTreeSet};

use crate::append::{self, Marked};
use crate::{LogName, Mark, RowKey, Store, StoreError, Turn, classify};

/// How often a batch is tried again that the database undid only because others ran beside it.
const TRIES: u32 = 5;

/// An entry to be appended, if nothing stands against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Append {
    /// To which log.
    pub log: LogName,
    /// At most 65,535 bytes.
    pub entry: Vec<u8>,
    /// What must not be there.
    pub absent: Vec<Absent>,
    /// Private rows that are written in the same commit if the entry is appended, and else not, each in place of what was
    /// there. Where one is the other's [`Absent::Row`], both append to one log: rows belong to none, and nothing else makes
    /// one wait for the other.
    pub beside: Vec<(RowKey, Vec<u8>)>,
}

/// What must not be there when an entry is appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// An entry of the same log with this mark.
    Mark(Mark),
    /// A private row.
    Row(RowKey),
}

/// What came of an append.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is on disk.
    Appended {
        /// The entry's index in its log.
        index: u64,
    },
    /// Something stands against it.
    Refused {
        /// The first of its conditions that does not hold.
        by: Absent,
        /// The index of the entry with the mark.
        at: Option<u64>,
    },
    /// The log takes no more entries.
    Closed,
}

impl Store {
    /// Appends entries in one transaction, each on its conditions, in order: the answers are in the same order.
    ///
    /// An append that can never succeed, as to a log that is not there, is an error and nothing is written.
    pub async fn append_each(&self, appends: &[Append]) -> Result<Vec<Answer>, StoreError> {
        let answers = self.batch(appends, Failing::FailsAll).await?;
        answers.into_iter().collect()
    }

    /// The same, with an answer for each even if some can never succeed.
    pub(crate) async fn batch(
        &self,
        appends: &[Append],
        failing: Failing,
    ) -> Result<Vec<Result<Answer, StoreError>>, StoreError> {
        let mut tries = TRIES;
        loop {
            match self.batch_once(appends, failing).await {
                Err(error) if tries > 1 && classify::is_conflict(&error) => tries -= 1,
                done => return done,
            }
        }
    }

    async fn batch_once(
        &self,
        appends: &[Append],
        failing: Failing,
    ) -> Result<Vec<Result<Answer, StoreError>>, StoreError> {
        let logs: BTreeSet<LogName> = appends.iter().map(|append| append.log.clone()).collect();
        let logs: Vec<LogName> = logs.into_iter().collect();
        let mut batch = Batch {
            turn: self.turn_at_some(&logs).await?,
            new: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        let mut answers = Vec::with_capacity(appends.len());
        for append in appends {
            let answer = match batch.ready(append) {
                Ok(marks) => batch.judge(append, marks).await.map(Ok)?,
                Err(error) if failing == Failing::FailsAll => return Err(error),
                Err(error) => Err(error),
            };
            answers.push(answer);
        }
        batch.write().await?;
        Ok(answers)
    }
}

/// What an append that can never succeed does to its batch.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Failing {
    /// Nothing of the batch is written.
    FailsAll,
    /// The others are written.
    FailsAlone,
}

/// What a batch is going to append.
struct Batch {
    turn: Turn,
    new: BTreeMap<LogName, New>,
    /// Rows beside the entries, in the order of their keys: what lies in a table says nothing of which came beside which.
    rows: BTreeMap<RowKey, Vec<u8>>,
}

#[derive(Default)]
struct New {
    entries: Vec<Vec<u8>>,
    marks: BTreeMap<Mark, u64>,
}

impl Batch {
    /// Refuses what can never succeed; else what the entry will be found by.
    fn ready(&self, append: &Append) -> Result<Vec<Mark>, StoreError> {
        let log = &append.log;
        if !self.turn.has(log) {
            return Err(StoreError::NoLog { log: log.clone() });
        }
        append::check(log, &append.entry)?;
        for absent in &append.absent {
            match absent {
                Absent::Mark(mark) => mark.check()?,
                Absent::Row(row) => row.check()?,
            }
        }
        append.beside.iter().try_for_each(|(row, _)| row.check())?;
        let marks = (self.turn.store().indexer())(log, self.next(log)?, &append.entry);
        marks.iter().try_for_each(Mark::check)?;
        Ok(marks)
    }

    /// The index that the next entry gets.
    fn next(&self, log: &LogName) -> Result<u64, StoreError> {
        let new = self.new.get(log).map_or(0, |new| new.entries.len());
        Ok(self.turn.size(log)? + new as u64)
    }

    async fn judge(&mut self, append: &Append, marks: Vec<Mark>) -> Result<Answer, StoreError> {
        let log = &append.log;
        if self.turn.head(log)?.closed {
            return Ok(Answer::Closed);
        }
        for absent in &append.absent {
            if let Some(at) = self.present(log, absent).await? {
                let by = absent.clone();
                return Ok(Answer::Refused { by, at: at.0 });
            }
        }
        let index = self.next(log)?;
        let new = self.new.entry(log.clone()).or_default();
        new.entries.push(append.entry.clone());
        new.marks
            .extend(marks.into_iter().map(|mark| (mark, index)));
        self.rows.extend(append.beside.iter().cloned());
        Ok(Answer::Appended { index })
    }

    /// Whether something is there after all, before this batch or in it, and at which entry.
    async fn present(&mut self, log: &LogName, absent: &Absent) -> Result<Option<At>, StoreError> {
        match absent {
            Absent::Row(row) => {
                let there = self.rows.contains_key(row) || self.turn.row(row).await?.is_some();
                Ok(there.then_some(At(None)))
            }
            Absent::Mark(mark) => {
                let new = self.new.get(log).and_then(|new| new.marks.get(mark));
                let at = match new {
                    Some(index) => Some(*index),
                    None => self.turn.find(log, &mark.kind, &mark.key).await?,
                };
                Ok(at.map(|index| At(Some(index))))
            }
        }
    }

    async fn write(mut self) -> Result<(), StoreError> {
        if self.new.is_empty() {
            return self.turn.abandon().await;
        }
        for (log, new) in self.new {
            let marked = Marked::checked(&new.entries, new.marks);
            self.turn.append_marked(&log, marked).await?;
        }
        let rows: Vec<(RowKey, Vec<u8>)> = self.rows.into_iter().collect();
        self.turn.put_rows(&rows).await?;
        self.turn.commit().await
    }
}

/// At which entry something is there; a row is at none.
struct At(Option<u64>);
