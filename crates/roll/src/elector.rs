//! One elector as her row has her.

use hustings_rulebook::{Moment, SectionId};
use serde::{Deserialize, Serialize};

use crate::{
    Answer, ApplicationNumber, Channel, Column, ElectorId, Email, Name, PostalAddress, RowNumber,
};

/// What the roll knows of a person. Personal data: it never enters a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elector {
    /// The membership number.
    #[serde(rename = "elector")]
    pub id: ElectorId,
    /// The name.
    pub name: Name,
    /// The section; `None` where the rulebook tells nobody apart.
    pub section: Option<SectionId>,
    /// How she is sent what she votes with.
    pub channel: Channel,
    /// Where electronic mail reaches her.
    pub email: Option<Email>,
    /// Where post reaches her.
    pub address: Option<PostalAddress>,
    /// When she joined; `None` where not known.
    pub joined: Option<Moment>,
    /// When she registered for the section; `None` where not known.
    pub registered: Option<Moment>,
    /// What she answers at sign-in, where the rulebook asks; `None` where she has no answer, and in rows of before there were
    /// any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The row of the file.
    Row(RowNumber),
    /// The claim that was allowed.
    Claim(ApplicationNumber),
}

/// An elector, and where that is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it comes from.
    pub origin: Origin,
    /// What it says.
    pub elector: Elector,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Row(number) => write!(f, "row {number}"),
            Self::Claim(number) => write!(f, "claim {number}"),
        }
    }
}

impl Elector {
    /// The columns in which two differ, in the columns' order.
    pub(crate) fn differing(&self, other: &Self) -> Vec<Column> {
        let differs = |column: &Column| match column {
            Column::Elector => self.id != other.id,
            Column::Name => self.name != other.name,
            Column::Section => self.section != other.section,
            Column::Channel => self.channel != other.channel,
            Column::Email => self.email != other.email,
            Column::Address => self.address != other.address,
            Column::Joined => self.joined != other.joined,
            Column::Registered => self.registered != other.registered,
            Column::Answer => self.answer != other.answer,
        };
        Column::ALL.iter().copied().filter(differs).collect()
    }
}
