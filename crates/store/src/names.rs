//! Names: of logs, and of what is kept beside them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::StoreError;

/// The most bytes that the name of a log has.
const LOG_NAME: usize = 128;
/// The most bytes that a realm or a kind has.
const KIND: usize = 64;
/// The most bytes that a key has: an index of PostgreSQL takes about 2,700 for all columns together.
const KEY: usize = 1024;

/// The name of a log: 1 to 128 of the characters `A-Z a-z 0-9 . _ - /`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogName(String);

impl LogName {
    /// Takes a name, or says what is wrong with it.
    pub fn new(name: &str) -> Result<Self, StoreError> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
        if name.is_empty() || name.len() > LOG_NAME || !name.bytes().all(known) {
            return Err(StoreError::LogName {
                name: name.chars().take(LOG_NAME).collect(),
            });
        }
        Ok(Self(name.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LogName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for LogName {
    type Err = StoreError;

    fn from_str(name: &str) -> Result<Self, StoreError> {
        Self::new(name)
    }
}

/// What an entry can be found by: a key of a kind, one or none an entry of each log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// What sort of key it is: at most 64 bytes, without NUL.
    pub kind: Cow<'static, str>,
    /// The key: at most 1,024 bytes, without NUL.
    pub key: String,
}

impl Mark {
    /// A key of a kind.
    pub fn new(kind: impl Into<Cow<'static, str>>, key: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            key: key.into(),
        }
    }

    /// Refuses what a database cannot hold.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        check_kind("the kind of a mark", &self.kind)?;
        check_key("the key of a mark", &self.key)
    }
}

/// Says by what each entry of a log can be found.
///
/// It must be pure, since the index is made again from the entries by `fsck` and `reindex`. A later mark of the same
/// kind and key takes the place of the earlier one.
pub type Indexer = fn(log: &LogName, index: u64, entry: &[u8]) -> Vec<Mark>;

/// An [`Indexer`] for logs in which nothing is looked up.
pub fn no_marks(_: &LogName, _: u64, _: &[u8]) -> Vec<Mark> {
    Vec::new()
}

/// Where a private row lies: unique in a store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// Whose row it is, as a contest or a box: at most 64 bytes, without NUL.
    pub realm: Cow<'static, str>,
    /// What sort of row it is: at most 64 bytes, without NUL.
    pub kind: Cow<'static, str>,
    /// Which row it is: at most 1,024 bytes, without NUL.
    pub key: String,
}

impl RowKey {
    /// A row of a kind in a realm.
    pub fn new(
        realm: impl Into<Cow<'static, str>>,
        kind: impl Into<Cow<'static, str>>,
        key: impl Into<String>,
    ) -> Self {
        Self {
            realm: realm.into(),
            kind: kind.into(),
            key: key.into(),
        }
    }

    /// Refuses what a database cannot hold.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        check_kind("the realm of a row", &self.realm)?;
        check_kind("the kind of a row", &self.kind)?;
        check_key("the key of a row", &self.key)
    }
}

pub(crate) fn check_kind(what: &'static str, text: &str) -> Result<(), StoreError> {
    check_text(what, text, KIND)
}

pub(crate) fn check_key(what: &'static str, text: &str) -> Result<(), StoreError> {
    check_text(what, text, KEY)
}

fn check_text(what: &'static str, text: &str, most: usize) -> Result<(), StoreError> {
    if text.len() > most {
        return Err(StoreError::TooLong {
            what,
            bytes: text.len(),
            most,
        });
    }
    if text.contains('\0') {
        return Err(StoreError::Nul { what });
    }
    Ok(())
}
