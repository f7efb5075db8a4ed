//! How marks that are not clear are read: `docs/rules/marks.md`, version 1, clause by clause.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The marks rule. The default refuses whatever is not clear, so that a person decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", rename_all = "kebab-case")]
pub struct Marks {
    /// Several candidates at one rank (marks 4).
    pub overvote: Overvote,
    /// A rank without a candidate before one with a candidate (marks 2).
    pub skipped: Skipped,
    /// How many ranks in a row are passed over at most (marks 2b); `None` is any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped_at_most: Option<u32>,
    /// A candidate at several ranks (marks 3).
    pub repeated: Repeated,
    /// How many ranks a paper may use (marks 1); `None` is any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranks_at_most: Option<u32>,
    /// Marks at ranks beyond these (marks 1).
    pub beyond: Beyond,
}

impl fmt::Display for Marks {
    /// The keys that differ from the default: `overvote=stop skipped=pass-over`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = |marks: &Self| serde_json::to_value(marks).unwrap_or_default();
        let default = keys(&Self::default());
        let keys = keys(self);
        let keys = keys.as_object().into_iter().flatten();
        let set = keys.filter(|(key, value)| default.get(key) != Some(*value));
        let set = set.map(|(key, value)| match value.as_str() {
            Some(text) => format!("{key}={text}"),
            None => format!("{key}={value}"),
        });
        f.write_str(&set.collect::<Vec<_>>().join(" "))
    }
}

/// What is done where several candidates have one rank.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overvote {
    /// The file is refused.
    #[default]
    Refuse,
    /// The paper is set aside.
    Spoil,
    /// The paper is good up to there.
    Stop,
    /// The rank counts for nobody, and reading goes on.
    PassOver,
}

/// What is done where a rank is skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skipped {
    /// The file is refused.
    #[default]
    Refuse,
    /// The paper is set aside.
    Spoil,
    /// The paper is good up to there.
    Stop,
    /// Reading goes on with the next rank that has a mark.
    PassOver,
}

/// What is done where a candidate stands who stood before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeated {
    /// The file is refused.
    #[default]
    Refuse,
    /// The paper is set aside.
    Spoil,
    /// The paper is good up to there.
    Stop,
    /// The mark is passed over, and reading goes on.
    PassOver,
}

/// What is done with marks beyond the ranks that a paper may use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beyond {
    /// The file is refused.
    #[default]
    Refuse,
    /// The paper is set aside.
    Spoil,
    /// They are not marks.
    Ignore,
}

/// A marks rule that contradicts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarksError {
    /// A bound for what is not done.
    #[error(
        "skipped-at-most says how many ranks are passed over, but skipped is not pass-over; set skipped = pass-over, or take the bound out"
    )]
    NothingPassedOver,
    /// Something done beyond no bound.
    #[error(
        "beyond says what is done with marks beyond the last rank, but there is none; set ranks-at-most, or take it out"
    )]
    BeyondNothing,
    /// A paper without ranks.
    #[error("ranks-at-most = 0 leaves a paper no rank; give at least 1")]
    NoRanks,
}

/// The keys as they are written.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[derive(Default)]
struct Unchecked {
    overvote: Overvote,
    skipped: Skipped,
    skipped_at_most: Option<u32>,
    repeated: Repeated,
    ranks_at_most: Option<u32>,
    beyond: Beyond,
}

impl TryFrom<Unchecked> for Marks {
    type Error = MarksError;

    fn try_from(keys: Unchecked) -> Result<Self, MarksError> {
        if keys.skipped_at_most.is_some() && keys.skipped != Skipped::PassOver {
            return Err(MarksError::NothingPassedOver);
        }
        if keys.ranks_at_most.is_none() && keys.beyond != Beyond::Refuse {
            return Err(MarksError::BeyondNothing);
        }
        if keys.ranks_at_most == Some(0) {
            return Err(MarksError::NoRanks);
        }
        Ok(Self {
            overvote: keys.overvote,
            skipped: keys.skipped,
            skipped_at_most: keys.skipped_at_most,
            repeated: keys.repeated,
            ranks_at_most: keys.ranks_at_most,
            beyond: keys.beyond,
        })
    }
}
