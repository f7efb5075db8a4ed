//! Ids of electors.

use serde::{Deserialize, Serialize};

/// A membership number as the organisation writes it: `L0123456`, `A/17`.
///
/// 1 to 64 characters of `A-Z`, `a-z`, `0-9`, `-`, `.`, `_` and `/`, the first a letter or a digit. Capitals count: `a1` and
/// `A1` are two ids, and a match that somebody must rule on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ElectorId(String);

/// Why a text is no membership number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{}' is not a membership number: write 1 to 64 characters of A-Z, a-z, 0-9 and - . _ /, beginning with a letter or a digit",
    .0.escape_debug()
)]
pub struct ElectorIdError(pub String);

impl ElectorId {
    /// The same for ids that differ only in capitals or in zeros before them, which spreadsheets drop.
    pub(crate) fn read_alike(&self) -> String {
        self.0.trim_start_matches('0').to_ascii_lowercase()
    }

    fn is_well_formed(text: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric();
        let bytes = text.as_bytes();
        (1..=64).contains(&bytes.len())
            && plain(bytes[0])
            && bytes
                .iter()
                .all(|&byte| plain(byte) || b"-._/".contains(&byte))
    }
}

impl ElectorId {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ElectorId {
    type Error = ElectorIdError;

    fn try_from(text: String) -> Result<Self, ElectorIdError> {
        if Self::is_well_formed(&text) {
            Ok(Self(text))
        } else {
            Err(ElectorIdError(text))
        }
    }
}

impl std::str::FromStr for ElectorId {
    type Err = ElectorIdError;

    fn from_str(text: &str) -> Result<Self, ElectorIdError> {
        Self::try_from(text.to_owned())
    }
}

impl From<ElectorId> for String {
    fn from(id: ElectorId) -> Self {
        id.0
    }
}

impl std::fmt::Display for ElectorId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_membership_number_is_as_organisations_write_them() {
        for good in ["L0123456", "A/17", "1", "m_1.2-3"] {
            assert!(good.parse::<ElectorId>().is_ok(), "{good}");
        }
        for bad in ["", "-1", "A 17", "é", "=1+1", &"9".repeat(65)] {
            assert!(bad.parse::<ElectorId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_that_lost_their_zeros_or_capitals_read_alike() {
        let alike = |text: &str| text.parse::<ElectorId>().unwrap().read_alike();
        assert_eq!(alike("00123"), alike("123"));
        assert_eq!(alike("ab1"), alike("AB1"));
        assert_ne!(alike("1-23"), alike("12-3"));
    }
}
