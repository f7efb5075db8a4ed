//! What an error of a driver means.

use std::sync::Arc;

use sqlx::Error;

use crate::{Location, StoreError};

/// What an error before a commit means: nothing was written.
pub(crate) fn refused(location: &Location, error: Error) -> StoreError {
    let location = location.clone();
    let kind = kind(&error);
    let source = Arc::new(error);
    match kind {
        Kind::Busy => StoreError::Busy { location },
        Kind::Unavailable => StoreError::Unavailable { location, source },
        Kind::Full => StoreError::Full { location, source },
        Kind::ReadOnly => StoreError::ReadOnly { location, source },
        // SQLite says the same of a file that is there and cannot be opened for writing.
        Kind::Missing if location.is_there() => StoreError::ReadOnly { location, source },
        Kind::Missing => StoreError::Missing { location },
        Kind::Damaged => StoreError::Damaged { location, source },
        Kind::Retry | Kind::Other => StoreError::Database { location, source },
    }
}

/// What an error of the commit itself means: unless the database said that it refused, nobody knows.
pub(crate) fn of_commit(location: &Location, error: Error) -> StoreError {
    match kind(&error) {
        Kind::Busy | Kind::Full | Kind::ReadOnly | Kind::Retry => refused(location, error),
        Kind::Unavailable | Kind::Missing | Kind::Damaged | Kind::Other => StoreError::Unknown {
            location: location.clone(),
            source: Arc::new(error),
        },
    }
}

/// Whether the database undid a transaction only because others ran beside it.
pub(crate) fn is_conflict(error: &StoreError) -> bool {
    matches!(error, StoreError::Database { source, .. } if kind(source) == Kind::Retry)
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Busy,
    Unavailable,
    Full,
    ReadOnly,
    Missing,
    Damaged,
    Retry,
    Other,
}

fn kind(error: &Error) -> Kind {
    match error {
        Error::Database(database) => match database.code().as_deref() {
            Some(code) if code.len() == 5 => of_postgres(code),
            Some(code) => code.parse().map_or(Kind::Other, of_sqlite),
            None => Kind::Other,
        },
        Error::Io(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed
        | Error::Protocol(_)
        | Error::Tls(_) => Kind::Unavailable,
        _ => Kind::Other,
    }
}

/// SQLSTATE, by PostgreSQL's appendix A.
fn of_postgres(code: &str) -> Kind {
    match code {
        "55P03" => Kind::Busy,
        "40001" | "40P01" => Kind::Retry,
        "53100" => Kind::Full,
        "25006" => Kind::ReadOnly,
        "3D000" => Kind::Missing,
        // Connections, shutting down, starting up, too many clients.
        _ if code.starts_with("08") || code.starts_with("57P") || code == "53300" => {
            Kind::Unavailable
        }
        _ => Kind::Other,
    }
}

/// Result codes of SQLite; the extended ones have the primary in their low byte.
fn of_sqlite(code: u32) -> Kind {
    // No room for the file of shared memory, which is made anew once a store was closed.
    const SHARED_MEMORY_SIZE: u32 = 4874;
    match code & 0xff {
        _ if code == SHARED_MEMORY_SIZE => Kind::Full,
        5 | 6 => Kind::Busy,
        8 => Kind::ReadOnly,
        13 => Kind::Full,
        11 | 26 => Kind::Damaged,
        14 => Kind::Missing,
        _ => Kind::Other,
    }
}
