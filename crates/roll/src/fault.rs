//! What is wrong with a row: where, what stands there, why, and what to do.

use hustings_rulebook::{Clause, Moment, SectionId};

use crate::number::{in_words, rows_in_words};
use crate::{
    AnswerError, Channel, Column, ElectorId, ElectorIdError, Origin, RowNumber, TextError,
};

/// A row that is not on the roll because of what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Where it comes from.
    pub origin: Origin,
    /// Its membership number, where it has one.
    pub elector: Option<ElectorId>,
    /// Its section, where it has one.
    pub section: Option<SectionId>,
    /// Its channel, where it has one.
    pub channel: Option<Channel>,
    /// What is wrong, in the order of columns; at least one.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{origin}, column '{column}': '{found}' {reason}")]
pub struct Fault {
    /// The row.
    pub origin: Origin,
    /// The column.
    pub column: Column,
    /// What stands there: what does not show is escaped, what is long is cut at 60 characters, and of answers nothing is
    /// shown.
    pub found: String,
    /// Why it cannot stand, and what to do.
    pub reason: Reason,
}

/// Why a cell or a row cannot stand, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It is no text for this column.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is not UTF-8.
    #[error("is not UTF-8: save the file anew as \"CSV UTF-8\"")]
    NotUtf8,
    /// It is no membership number.
    #[error(
        "is not a membership number: write 1 to 64 characters of A-Z, a-z, 0-9 and - . _ /, beginning with a letter or a digit"
    )]
    ElectorId,
    /// It is no time.
    #[error("is not a date: write a day (2020-01-14) or a local time (2020-01-14T17:00)")]
    Date,
    /// It is no section of this rulebook.
    #[error("is no section: write {}", sections(.known))]
    Section {
        /// Those of the rulebook, in its order.
        known: Vec<SectionId>,
    },
    /// It is no answer.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// Who votes online is asked something, and has no answer.
    #[error("is empty, and {} asks everybody who votes online: write what she will answer, or let her vote by post", .clause.address)]
    NoAnswer {
        /// The clause that asks.
        clause: Clause,
    },
    /// It is no channel.
    #[error("is no channel: write online or post")]
    Channel,
    /// The rulebook does not have this channel.
    #[error("is not a means of this ballot ({clause}): write {}, or amend the rulebook", in_words(.allowed), clause = .clause.address)]
    ChannelNotAllowed {
        /// Those that it has.
        allowed: Vec<Channel>,
        /// Which clause says so.
        clause: Clause,
    },
    /// Nothing says by which channel.
    #[error("is empty, and {} names no means: write online or post", .clause.address)]
    ChannelNotKnown {
        /// The clause that does not say it.
        clause: Clause,
    },
    /// A row has more or fewer cells than the header.
    #[error(
        "is one of {cells} cells, and the header has {columns}: look for a comma that is not in quotation marks"
    )]
    Cells {
        /// How many it has.
        cells: u64,
        /// How many the header has.
        columns: u64,
    },
    /// The same row stands further up.
    #[error("repeats row {first}, which is accepted: delete this row")]
    Repeated {
        /// Further up.
        first: RowNumber,
    },
    /// Rows of one number in one section differ.
    #[error("is also in {} of this section, with other data: leave the right row and delete the others", rows_in_words(.rows))]
    Contradicted {
        /// The other rows.
        rows: Vec<RowNumber>,
    },
    /// Rows of one number in several sections have different names.
    #[error("is another person's in {}: give each her own number, or write the name alike", rows_in_words(.rows))]
    TwoNames {
        /// The rows with another name.
        rows: Vec<RowNumber>,
    },
    /// A person in two sections, and no clause says in which she votes.
    #[error("is also in {} in other sections, and {} does not say where she votes: name these sections there, or leave one row", rows_in_words(.rows), .clause.address)]
    NoPrecedence {
        /// The rows in other sections.
        rows: Vec<RowNumber>,
        /// The clause that does not say it.
        clause: Clause,
    },
    /// A day, within which a limit falls.
    #[error("may be before or after {limit} ({}): write the time, such as {}T09:00", .clause.address, .limit.day())]
    Undetermined {
        /// The limit.
        limit: Moment,
        /// Which clause sets it.
        clause: Clause,
    },
}

fn sections(known: &[SectionId]) -> String {
    match known {
        [] => "nothing, since the rulebook has no sections".to_owned(),
        [one] => one.to_string(),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} or {last}", first.join(", "))
        }
    }
}

impl From<ElectorIdError> for Reason {
    fn from(_: ElectorIdError) -> Self {
        Self::ElectorId
    }
}

impl Reason {
    /// The clause that it follows, where it follows one.
    pub fn clause(&self) -> Option<&Clause> {
        match self {
            Self::ChannelNotAllowed { clause, .. }
            | Self::ChannelNotKnown { clause }
            | Self::NoAnswer { clause }
            | Self::NoPrecedence { clause, .. }
            | Self::Undetermined { clause, .. } => Some(clause),
            _ => None,
        }
    }
}

impl Fault {
    /// A fault, with what was found made fit to be shown.
    pub(crate) fn new(origin: Origin, column: Column, found: &str, reason: Reason) -> Self {
        const SHOWN: usize = 60;
        let mut shown: String = found
            .chars()
            .take(SHOWN)
            .flat_map(char::escape_debug)
            .collect();
        if found.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        Self {
            origin,
            column,
            found: shown,
            reason,
        }
    }
}
