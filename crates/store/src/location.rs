//! Where a store is.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::ConnectOptions as _;
use sqlx::any::AnyConnectOptions;
use url::Url;

use crate::StoreError;

/// Where a store is: a file of SQLite, or a database of PostgreSQL.
///
/// Its text, also for debugging, never shows a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A file of SQLite. Beside it lie `-wal` and `-shm` while it is in use.
    File(PathBuf),
    /// A database of PostgreSQL, `postgres://user:password@host:port/database`.
    Postgres(Url),
}

impl Location {
    /// How to connect to what is there already.
    pub(crate) fn options(&self) -> Result<AnyConnectOptions, StoreError> {
        let url = match self {
            Self::File(path) => sqlite_url(path, "rw")?,
            Self::Postgres(url) => url.clone(),
        };
        Self::of_url(&url)
    }

    /// How to read a file that nobody may change.
    pub(crate) fn read_only(path: &Path) -> Result<AnyConnectOptions, StoreError> {
        Self::of_url(&sqlite_url(path, "ro")?)
    }

    fn of_url(url: &Url) -> Result<AnyConnectOptions, StoreError> {
        let options = AnyConnectOptions::from_url(url).map_err(|_| StoreError::Location {
            reason: "it cannot be read",
        })?;
        Ok(options.disable_statement_logging())
    }

    /// Whether it is a file that is there.
    pub(crate) fn is_there(&self) -> bool {
        matches!(self, Self::File(path) if path.exists())
    }

    /// Whether it is a file of SQLite.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }
}

fn sqlite_url(path: &Path, mode: &str) -> Result<Url, StoreError> {
    let Some(path) = path.to_str() else {
        return Err(StoreError::Location {
            reason: "the path is not UTF-8",
        });
    };
    // The driver undoes the percents, after it has cut the text at the first question mark.
    let escaped: String = path
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    Url::parse(&format!("sqlite://{escaped}?mode={mode}")).map_err(|_| StoreError::Location {
        reason: "the path cannot be written as a URL",
    })
}

impl FromStr for Location {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let url = Url::parse(text).map_err(|_| StoreError::Location {
                reason: "it begins like a URL of PostgreSQL and is none",
            })?;
            return Ok(Self::Postgres(url));
        }
        if text.is_empty() {
            return Err(StoreError::Location {
                reason: "it is empty",
            });
        }
        Ok(Self::File(PathBuf::from(text)))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(formatter),
            Self::Postgres(url) => formatter.write_str(without_password(url).as_str()),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Location({self})")
    }
}

/// The query may hold a password too, so of it only what names a place is kept.
fn without_password(url: &Url) -> Url {
    let mut shown = url.clone();
    // A URL that cannot have a password has none.
    let _ = shown.set_password(None);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| matches!(&**key, "host" | "port" | "dbname" | "user"))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    shown.set_query(None);
    if !kept.is_empty() {
        shown.query_pairs_mut().extend_pairs(kept);
    }
    shown
}
