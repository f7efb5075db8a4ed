//! Who stands: an id for machines, a name for people.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The id of a candidate: 1 to 64 characters of `a-z`, `0-9` and `-`, beginning with a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CandidateId(String);

impl CandidateId {
    /// The most characters that an id may have.
    pub const MAX_LENGTH: usize = 64;

    /// An id from a text that is made of its characters only.
    pub(crate) fn known_valid(text: String) -> Self {
        debug_assert!(
            Self::try_from(text.clone()).is_ok(),
            "“{text}” was made to be an id"
        );
        Self(text)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not an id; an id is 1 to 64 characters of a-z, 0-9 and -, beginning with a letter or a digit"
)]
pub struct InvalidId(String);

impl TryFrom<String> for CandidateId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        let bytes = text.as_bytes();
        let alphanumeric = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let valid = bytes.len() <= Self::MAX_LENGTH
            && bytes.first().is_some_and(alphanumeric)
            && bytes.iter().all(|b| alphanumeric(b) || *b == b'-');
        if valid {
            Ok(Self(text))
        } else {
            Err(InvalidId(text))
        }
    }
}

impl FromStr for CandidateId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        Self::try_from(text.to_owned())
    }
}

impl From<CandidateId> for String {
    fn from(id: CandidateId) -> Self {
        id.0
    }
}

impl AsRef<str> for CandidateId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CandidateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Somebody who stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// How papers, stages and events refer to the candidate.
    pub id: CandidateId,
    /// The name on the paper.
    pub name: String,
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// There is none.
    #[error("is empty; every candidate has a name")]
    Empty,
    /// White space before or after it, so that two names could look the same.
    #[error("begins or ends with white space; take it out")]
    SpaceAround,
    /// A tabulator or another character that cannot be seen.
    #[error("contains a control character; take it out")]
    Control,
}

/// Whether a name can stand on a paper: some text on one line, without white space around it.
pub(crate) fn check_name(name: &str) -> Result<(), NameFault> {
    if name.is_empty() {
        Err(NameFault::Empty)
    } else if name.trim() != name {
        Err(NameFault::SpaceAround)
    } else if name.chars().any(char::is_control) {
        Err(NameFault::Control)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_1_to_64_lower_case_letters_digits_and_hyphens_not_beginning_with_a_hyphen() {
        for good in ["a", "7", "long-bailey", "a-", &"x".repeat(64)] {
            assert_eq!(good.parse::<CandidateId>().unwrap().as_str(), good);
        }
        for bad in ["", "-a", "Ash", "a b", "é", &"x".repeat(65)] {
            assert_eq!(bad.parse::<CandidateId>(), Err(InvalidId(bad.to_owned())));
        }
    }
}
