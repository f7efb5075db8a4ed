//! Claims of people who say that they should be on the roll, and objections to people who are.
//!
//! ```text
//! received ──▶ open ──▶ allowed ◀──▶ disallowed     (a later ruling supersedes)
//!               └─────▶ withdrawn
//! ```

use hustings_rulebook::{Moment, RulingId};

use crate::{ApplicationNumber, Decision, Elector, ElectorId};

/// A claim or an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its number.
    pub number: ApplicationNumber,
    /// What it asks.
    pub matter: Matter,
    /// When it was received; `None` where not known.
    pub received: Option<Moment>,
    /// The grounds, in the words of whoever made it.
    pub grounds: String,
    /// How it stands.
    pub state: State,
    /// What was ruled on the person before it was allowed, to be restored where a later ruling disallows it.
    pub(crate) before: Option<Decision>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// Somebody should be on the roll: her data, as she gives them. Where her number is on file already, the file's stand.
    Claim(Box<Elector>),
    /// Somebody should not.
    Objection(ElectorId),
}

/// How a claim or an objection stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nobody has ruled on it.
    Open,
    /// What it asks was done.
    Allowed(RulingId),
    /// It was not.
    Disallowed(RulingId),
    /// Whoever made it took it back.
    Withdrawn,
}

/// What is ruled on a claim or an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Determination {
    /// What it asks is done.
    Allowed,
    /// It is not.
    Disallowed,
}

impl State {
    /// The state in a word.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Allowed(_) => "allowed",
            Self::Disallowed(_) => "disallowed",
            Self::Withdrawn => "withdrawn",
        }
    }
}
