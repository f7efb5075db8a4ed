//! Reading what is larger than memory, page by page.

use std::collections::VecDeque;
use std::ops::Range;

use sqlx::AnyConnection;

use crate::read::{self, ReadError};
use crate::turn::Turn;
use crate::{LogName, Store, StoreError};

/// Where pages come from.
enum Source<'s> {
    Store(&'s Store),
    Turn(&'s mut Turn),
}

/// What reads a page.
macro_rules! page {
    ($source:expr, $connection:ident => $read:expr) => {
        match $source {
            Source::Store(store) => {
                let $connection: &mut AnyConnection = &mut *store.connection().await?;
                let page: Result<_, ReadError> = $read.await;
                page.map_err(|error| store.read_error(error))
            }
            Source::Turn(turn) => {
                let page: Result<_, ReadError> = {
                    let $connection: &mut AnyConnection = turn.connection();
                    $read.await
                };
                page.map_err(|error| turn.read_error(error))
            }
        }
    };
}

/// The entries of a range, in order, of which no more than a page of 256 is in memory.
pub struct Entries<'s> {
    source: Source<'s>,
    log: LogName,
    /// What is not read yet.
    range: Range<u64>,
    page: VecDeque<Vec<u8>>,
}

impl<'s> Entries<'s> {
    pub(crate) fn of_store(store: &'s Store, log: LogName, range: Range<u64>) -> Self {
        Self::new(Source::Store(store), log, range)
    }

    pub(crate) fn of_turn(turn: &'s mut Turn, log: LogName, range: Range<u64>) -> Self {
        Self::new(Source::Turn(turn), log, range)
    }

    fn new(source: Source<'s>, log: LogName, range: Range<u64>) -> Self {
        Self {
            source,
            log,
            range,
            page: VecDeque::new(),
        }
    }

    /// The next entry with its index; nothing at the end of the range.
    pub async fn next(&mut self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        if self.page.is_empty() && !self.range.is_empty() {
            let Range { start, end } = self.range;
            let log = &self.log;
            let page =
                page!(&mut self.source, connection => read::entries(connection, log, start, end))?;
            self.range.start += page.len() as u64;
            self.page = page.into();
        }
        let index = self.range.start - self.page.len() as u64;
        Ok(self.page.pop_front().map(|entry| (index, entry)))
    }

    /// All that are left, for a range that is known to fit in memory.
    pub async fn all(mut self) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut entries = Vec::new();
        while let Some((_, entry)) = self.next().await? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

/// Private rows of a kind, in the order of their keys' bytes, of which no more than a page of 256 is in memory.
pub struct Rows<'s> {
    source: Source<'s>,
    realm: String,
    kind: String,
    prefix: String,
    after: Option<String>,
    page: VecDeque<(String, Vec<u8>)>,
    done: bool,
}

impl<'s> Rows<'s> {
    pub(crate) fn of_store(store: &'s Store, realm: &str, kind: &str, prefix: &str) -> Self {
        Self::new(Source::Store(store), realm, kind, prefix)
    }

    pub(crate) fn of_turn(turn: &'s mut Turn, realm: &str, kind: &str) -> Self {
        Self::new(Source::Turn(turn), realm, kind, "")
    }

    fn new(source: Source<'s>, realm: &str, kind: &str, prefix: &str) -> Self {
        Self {
            source,
            realm: realm.to_owned(),
            kind: kind.to_owned(),
            prefix: prefix.to_owned(),
            after: None,
            page: VecDeque::new(),
            done: false,
        }
    }

    /// The next row: its key and its value.
    pub async fn next(&mut self) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        if self.page.is_empty() && !self.done {
            let (realm, kind, after) = (&self.realm, &self.kind, self.after.as_deref());
            let prefix = &self.prefix;
            let mut page = page!(&mut self.source, connection => read::rows(connection, realm, kind, prefix, after))?;
            let within = page.partition_point(|(key, _)| key.starts_with(prefix));
            self.done = page.is_empty() || within < page.len();
            page.truncate(within);
            self.after = page
                .last()
                .map(|(key, _)| key.clone())
                .or(self.after.take());
            self.page = page.into();
        }
        Ok(self.page.pop_front())
    }

    /// All that are left, for rows that are known to fit in memory.
    pub async fn all(mut self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let mut rows = Vec::new();
        while let Some(row) = self.next().await? {
            rows.push(row);
        }
        Ok(rows)
    }
}
