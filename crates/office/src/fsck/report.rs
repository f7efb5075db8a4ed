//! What was looked at, what is wrong, and what follows from it.

use std::fmt;

use hustings_rulebook::{BoxId, SectionId};
use hustings_store::{LogName, RowKey};

use crate::names::ContestId;

/// What was found in a contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which contest.
    pub contest: ContestId,
    /// All that was looked at. Where its log does not fold, what lies beside it was not.
    pub checks: Vec<Check>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.checks.iter().all(|check| check.faults.is_empty())
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What.
    pub subject: Subject,
    /// How many of it there are.
    pub seen: u64,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Check {
    pub(super) fn of(subject: Subject) -> Self {
        Self {
            subject,
            seen: 0,
            faults: Vec::new(),
        }
    }

    pub(super) fn fault(&mut self, place: impl Into<Place>, wrong: Wrong) {
        let place = place.into();
        self.faults.push(Fault { place, wrong });
    }
}

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The rulebook is the one that the log names.
    Rulebook,
    /// Every line of the log is an event that the rulebook and the lines before it allow.
    Log,
    /// The kept checkpoints are signed by the log's key, and are beginnings of this log.
    Checkpoints,
    /// The rows of a section's electors make what the log says of it, and so does the published list.
    Roll(SectionId),
    /// What a box began with is what the log says.
    Setup(BoxId),
    /// The ballots in a box are of credentials on its list, and once it is closed they are those that were closed.
    Ballots(BoxId),
    /// What trustees made of a box is what the log names.
    Messages(BoxId),
    /// The electors' credentials for a box are on its list, each once.
    Credentials(BoxId),
    /// Whose paper was taken in can cast no ballot, and nobody else is kept from it.
    Locks,
    /// A batch has the papers that the log says.
    Batches,
    /// The published papers are those that the log names.
    Papers,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rulebook => f.write_str("the rulebook is the one that the log names"),
            Self::Log => f.write_str("every line of the log is allowed"),
            Self::Checkpoints => {
                f.write_str("kept checkpoints are signed, and are beginnings of the log")
            }
            Self::Roll(section) => write!(f, "the roll of '{section}' makes the root in the log"),
            Self::Setup(of) => write!(f, "the box '{of}' began as the log says"),
            Self::Ballots(of) => write!(f, "the ballots in the box '{of}' are its own, and all"),
            Self::Messages(of) => write!(f, "what trustees made of the box '{of}' is there"),
            Self::Credentials(of) => {
                write!(
                    f,
                    "electors' credentials are on the list of '{of}', each once"
                )
            }
            Self::Locks => f.write_str("whoever sent a paper, and nobody else, is locked"),
            Self::Batches => f.write_str("batches have the papers that the log says"),
            Self::Papers => f.write_str("published papers are those that the log names"),
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub wrong: Wrong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, wrong } = self;
        write!(f, "{place}: {wrong}; {}", wrong.follows())
    }
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An entry of a log, by its index from 0.
    Entry(LogName, u64),
    /// A log as a whole.
    Log(LogName),
    /// A kept checkpoint, by the size under which it is kept.
    Checkpoint(LogName, u64),
    /// A private row.
    Row(RowKey),
    /// The rows of a section's electors.
    Section(SectionId),
}

impl From<RowKey> for Place {
    fn from(row: RowKey) -> Self {
        Self::Row(row)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(log, index) => write!(f, "log {log}, table entry, {index}"),
            Self::Log(log) => write!(f, "log {log}"),
            Self::Checkpoint(log, size) => {
                write!(f, "log {log}, table checkpoint, at {size} entries")
            }
            Self::Row(RowKey { realm, kind, key }) => {
                write!(f, "table private, {realm}, {kind} {key:?}")
            }
            Self::Section(section) => write!(f, "table private, the electors of '{section}'"),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Entries are missing, or what they are found by.
    #[error("it cannot be read to its end ({0})")]
    Torn(String),
    /// A row is not there.
    #[error("it is not there, and the log names it")]
    Missing,
    /// What is there does not read.
    #[error("it does not read ({0})")]
    Unreadable(String),
    /// An entry is no event, or one that is not allowed.
    #[error("it is refused: {0}")]
    Refused(String),
    /// Something is another than the log says.
    #[error("{what} is {found}, and the log has {logged}")]
    Other {
        /// What.
        what: &'static str,
        /// What is there.
        found: String,
        /// What the log has.
        logged: String,
    },
    /// A checkpoint that the log's key did not sign.
    #[error("it is not signed by the log's key ({0})")]
    NotSigned(String),
    /// A checkpoint of another history.
    #[error("it says {said}, and the entries make {found}")]
    OtherHistory {
        /// What it says.
        said: String,
        /// What the entries make.
        found: String,
    },
    /// An elector's row that the published list does not have.
    #[error("what this row commits to is not on the published list of '{0}'")]
    NotOnList(SectionId),
    /// Lines of a published list that no row makes.
    #[error("{0} lines of it are of no elector's row")]
    NoRow(u64),
    /// A credential that is not on the box's list.
    #[error("it is of a credential that is not on the list of the box")]
    NotListed,
    /// A credential, an elector or a ballot that is there already.
    #[error("{0}")]
    Twice(&'static str),
    /// Links without which some credential is nobody's.
    #[error("{found} of the {listed} credentials on the list have an elector")]
    Links {
        /// With an elector.
        found: u64,
        /// On the list.
        listed: u64,
    },
    /// A box that takes ballots though the poll is closed.
    #[error("it is not closed, and the poll is")]
    NotClosed,
    /// A box whose log is not there.
    #[error("there is no such log, and the poll was opened")]
    NoLog,
    /// A lock of somebody who sent no paper.
    #[error("no paper was taken in for which this would be locked")]
    NoPaper,
    /// A paper whose elector can vote once more.
    #[error("a paper was taken in, and its elector or her credential is not locked")]
    NoLock,
    /// More electors have voted than there are ballots.
    #[error("{voted} electors are said to have cast, and {ballots} ballots are in it")]
    MoreVoted {
        /// Electors.
        voted: u64,
        /// Ballots.
        ballots: u64,
    },
}

impl Wrong {
    /// What follows from it, and what to do.
    pub fn follows(&self) -> &'static str {
        match self {
            Self::OtherHistory { .. } => {
                "what was published is not what is here: keep both as evidence, and restore"
            }
            Self::NotSigned(_) => {
                "nobody can show it to anybody: keep the note again, as it was signed"
            }
            Self::Refused(_) | Self::Torn(_) => {
                "what comes after it says nothing: keep it as evidence, and restore a backup"
            }
            Self::NotClosed => "a ballot could still be cast: restore a backup",
            Self::MoreVoted { .. } => "some are kept from voting: restore a backup",
            Self::NoPaper => "its elector is kept from voting: restore a backup",
            Self::NoLock => "its elector could vote twice: restore a backup",
            Self::Twice(_) | Self::NotListed => {
                "no step of the program writes this: keep it as evidence, and restore a backup"
            }
            _ => "what the log says stands, and this is not it: restore a backup",
        }
    }
}
