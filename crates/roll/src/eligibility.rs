//! Whether somebody may vote, and why not.

use hustings_rulebook::{Clause, Moment, RulingId, SectionId};

use crate::number::in_words;
use crate::{Channel, ElectorId, Fault, MatchNumber};

/// Whether somebody may vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Eligibility {
    /// She may.
    Eligible {
        /// In this section; `None` where nobody is told apart.
        section: Option<SectionId>,
        /// By this channel.
        channel: Channel,
        /// By virtue of a ruling, where there is one.
        ruling: Option<RulingId>,
    },
    /// She may not.
    NotEligible(Box<NotEligible>),
    /// Somebody must rule on these matches first.
    Held {
        /// In order; at least one.
        matches: Vec<MatchNumber>,
    },
}

/// What the rules have against a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Bar {
    /// She joined too late.
    #[error("joined on {joined}, after the roll was frozen at {freeze} ({})", .clause.address)]
    JoinedAfterFreeze {
        /// When she joined.
        joined: Moment,
        /// Until when that was in time.
        freeze: Moment,
        /// Which clause says so.
        clause: Clause,
    },
    /// She registered too early or too late.
    #[error("registered on {registered}, and {} is {limit}", .clause.address)]
    RegisteredOutside {
        /// When she registered.
        registered: Moment,
        /// The limit that it is beyond.
        limit: Moment,
        /// Which clause sets it.
        clause: Clause,
    },
}

/// Why somebody may not vote: the answer to "why am I not on the roll?".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotEligible {
    /// A rule is against it.
    #[error("{0}: if that is wrong, claim to be on the roll")]
    Barred(Bar),
    /// A ruling excludes her, under this number or under another of hers.
    #[error("excluded by ruling {ruling}: only a later ruling can readmit")]
    Excluded {
        /// The ruling.
        ruling: RulingId,
    },
    /// Another row is the same person's, and she votes under that.
    #[error(
        "the same person as {elector} by ruling {ruling} on match {number}: she votes as {elector}"
    )]
    SamePerson {
        /// Under which number she votes.
        elector: ElectorId,
        /// The match.
        number: MatchNumber,
        /// The ruling.
        ruling: RulingId,
    },
    /// Every row with her number was rejected.
    #[error("the file has this number only in rejected rows: {}", in_words(.0))]
    Rejected(Vec<Fault>),
    /// The file does not have her number.
    #[error(
        "no row of the file has this number: look for a mistyped number, or claim to be on the roll"
    )]
    Absent,
}

impl Bar {
    /// The clause that bars.
    pub fn clause(&self) -> &Clause {
        match self {
            Self::JoinedAfterFreeze { clause, .. } | Self::RegisteredOutside { clause, .. } => {
                clause
            }
        }
    }
}

impl NotEligible {
    /// The clause that it follows, where it follows one; a ruling names its own in the log.
    pub fn clause(&self) -> Option<&Clause> {
        match self {
            Self::Barred(bar) => Some(bar.clause()),
            Self::Rejected(faults) => faults.iter().find_map(|fault| fault.reason.clause()),
            _ => None,
        }
    }
}
