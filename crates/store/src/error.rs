//! What can go wrong, where, and what to do about it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::{Location, LogName};

/// Why a store did not do what it was asked for.
///
/// Unless it is [`StoreError::Unknown`], nothing was written. An error can be cloned, since many that wait for one
/// commit are told of it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Text that names no place.
    #[error(
        "the location of the store: {reason}; give a path, or postgres://user:password@host/database"
    )]
    Location {
        /// Why it names none.
        reason: &'static str,
    },
    /// There is nothing at the place.
    #[error("{location}: there is no store; create one first, or restore one from a backup")]
    Missing {
        /// Where it should be.
        location: Location,
    },
    /// There is something at the place.
    #[error(
        "{location}: something is there already, and nothing is overwritten; choose another place"
    )]
    Exists {
        /// Where it is.
        location: Location,
    },
    /// A store that a newer program made.
    #[error(
        "{location}: the store's schema is of version {version}, and this program knows {known}; use the newer program"
    )]
    Newer {
        /// Where it is.
        location: Location,
        /// The version of its schema.
        version: i64,
        /// The newest version that is known here.
        known: i64,
    },
    /// A file that is no database, or a damaged one.
    #[error(
        "{location}: it is not a store, or it is damaged ({source}); restore a backup in another place"
    )]
    Damaged {
        /// Where it is.
        location: Location,
        /// What the driver says.
        source: Arc<sqlx::Error>,
    },
    /// A database that forgets what it has acknowledged.
    #[error(
        "{location}: the database runs with {setting}, so what it acknowledges can be lost; switch it on and restart the database"
    )]
    NotDurable {
        /// Where it is.
        location: Location,
        /// The setting at fault.
        setting: &'static str,
    },
    /// A name that no log can have.
    #[error("{name:?} is no name of a log; take 1 to 128 of A-Z a-z 0-9 . _ - /")]
    LogName {
        /// Its first 128 characters.
        name: String,
    },
    /// Text that is longer than its index can hold.
    #[error("{what} has {bytes} bytes; at most {most} are possible")]
    TooLong {
        /// Of what.
        what: &'static str,
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
    /// Text with a NUL, which PostgreSQL cannot hold.
    #[error("{what} holds a NUL; write it without")]
    Nul {
        /// Of what.
        what: &'static str,
    },
    /// A log that is not there.
    #[error("there is no log {log}; create it first")]
    NoLog {
        /// Its name.
        log: LogName,
    },
    /// A log that is there already.
    #[error("there is a log {log} already; choose another name, or append to it")]
    LogExists {
        /// Its name.
        log: LogName,
    },
    /// A log that takes no more entries.
    #[error("the log {log} is closed at {size} entries and takes no more")]
    Closed {
        /// Its name.
        log: LogName,
        /// How many entries it has.
        size: u64,
    },
    /// A log that this turn did not ask for.
    #[error("this turn is not at the log {log}; name it when the turn is taken")]
    NotOfTurn {
        /// Its name.
        log: LogName,
    },
    /// An entry that no log can hold.
    #[error(
        "an entry for the log {log} has {bytes} bytes; at most 65,535 are possible, so name it by its digest"
    )]
    EntryTooLarge {
        /// The log's name.
        log: LogName,
        /// How many bytes the entry has.
        bytes: usize,
    },
    /// A checkpoint that is not of this log.
    #[error(
        "the checkpoint of {log} at {size} entries: {reason}; keep the signed note as it was received"
    )]
    Checkpoint {
        /// The log's name.
        log: LogName,
        /// The size that was said.
        size: u64,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// What is stored contradicts itself.
    #[error("log {log}, table {table}: {what}; run fsck, and repair or restore")]
    Corrupt {
        /// The log's name.
        log: LogName,
        /// The table at fault.
        table: &'static str,
        /// What is there.
        what: String,
    },
    /// Other writers did not give way in time.
    #[error(
        "{location}: another writer holds it for more than 30 seconds; nothing was written, try again"
    )]
    Busy {
        /// Where it is.
        location: Location,
    },
    /// The database does not answer; it may come back.
    #[error(
        "{location}: the database cannot be reached ({source}); nothing was written, try again when it is back"
    )]
    Unavailable {
        /// Where it is.
        location: Location,
        /// What the driver says.
        source: Arc<sqlx::Error>,
    },
    /// The disk is full.
    #[error(
        "{location}: the disk is full ({source}); nothing was written, make room and try again"
    )]
    Full {
        /// Where it is.
        location: Location,
        /// What the driver says.
        source: Arc<sqlx::Error>,
    },
    /// The store may only be read.
    #[error(
        "{location}: it may only be read ({source}); nothing was written, look at the permissions of file and folder"
    )]
    ReadOnly {
        /// Where it is.
        location: Location,
        /// What the driver says.
        source: Arc<sqlx::Error>,
    },
    /// The answer to a commit was lost: what was written is there whole, or not at all, or about to be.
    ///
    /// Looking it up says only that it is there, never that it will not come. Trying again is safe on the condition that its
    /// key is absent ([`Absent`](crate::Absent)), since the next turn waits for the one whose outcome is unknown.
    #[error(
        "{location}: the answer to a commit was lost ({source}); it is unknown whether it was written: look it up by its key, and try again on the condition that the key is absent"
    )]
    Unknown {
        /// Where it is.
        location: Location,
        /// What the driver says.
        source: Arc<sqlx::Error>,
    },
    /// The queue of writers has ended.
    #[error(
        "the intake has stopped; it is unknown whether this was written: open the store again and look it up"
    )]
    Stopped,
    /// A file that cannot be read or written.
    #[error("{path}: {source}; look at the folder and its permissions", path = path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        source: Arc<io::Error>,
    },
    /// A turn that goes on after the database refused something in it.
    #[error(
        "the database refused an earlier step of this turn; nothing was written, take another turn"
    )]
    Failed,
    /// Anything else that a database says.
    #[error("{location}: the database refused ({source}); nothing was written")]
    Database {
        /// Where it is.
        location: Location,
        /// What the driver says.
        source: Arc<sqlx::Error>,
    },
}

impl StoreError {
    /// Whether what was asked for may have been written all the same.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. } | Self::Stopped)
    }

    pub(crate) fn file(path: &std::path::Path, source: io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }
}
