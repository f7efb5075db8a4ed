//! What can be wrong with a store, and what follows from it.

use std::fmt;

use crate::{LogName, Mark};

/// What `fsck` found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many logs were looked at.
    pub logs: u64,
    /// How many entries they have.
    pub entries: u64,
    /// How many kept checkpoints were compared.
    pub checkpoints: u64,
    /// What is wrong, log by log.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            writeln!(formatter, "{fault}")?;
        }
        let Self {
            logs,
            entries,
            checkpoints,
            faults,
        } = self;
        write!(
            formatter,
            "{logs} logs, {entries} entries, {checkpoints} checkpoints: {} faults",
            faults.len()
        )
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In which log; none where it is the whole file.
    pub log: Option<LogName>,
    /// What.
    pub wrong: Wrong,
}

/// What is wrong. Indexes and sizes count entries from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// SQLite says that its file is damaged.
    File {
        /// In its words.
        said: String,
    },
    /// There are rows of a log that has no head.
    NoHead {
        /// In which table.
        table: &'static str,
    },
    /// Entries are missing.
    Missing {
        /// The first.
        from: u64,
        /// The one after the last.
        to: u64,
    },
    /// An index is there twice.
    Twice {
        /// Which.
        index: u64,
    },
    /// There are entries beyond the size.
    BeyondSize {
        /// The size that the head says.
        size: u64,
        /// The first entry beyond it.
        index: u64,
    },
    /// An entry is longer than a log can hold.
    TooLong {
        /// Which.
        index: u64,
        /// How many bytes it has.
        bytes: usize,
    },
    /// A tile is not there.
    TileMissing {
        /// Its level.
        level: u8,
        /// Its number.
        index: u64,
    },
    /// A tile holds other hashes than the entries have.
    TileDiffers {
        /// Its level.
        level: u8,
        /// Its number.
        index: u64,
    },
    /// A tile is there that the log does not reach.
    TileSurplus {
        /// Its level.
        level: i64,
        /// Its number.
        index: i64,
    },
    /// An entry cannot be found by its mark.
    MarkMissing {
        /// The mark.
        mark: Mark,
        /// The last entry that has it.
        index: u64,
    },
    /// A mark finds another entry than the last that has it.
    MarkDiffers {
        /// The mark.
        mark: Mark,
        /// What it finds.
        found: u64,
        /// The last entry that has it.
        index: u64,
    },
    /// A mark is there that no entry has.
    MarkSurplus {
        /// The mark.
        mark: Mark,
        /// What it finds.
        found: u64,
    },
    /// A kept checkpoint is not of this history.
    OtherHistory {
        /// Its size.
        size: u64,
        /// The root that it says.
        said: String,
        /// The root of the entries.
        root: String,
    },
    /// A kept checkpoint is of more entries than there are.
    Shrunk {
        /// Its size.
        size: u64,
        /// How many there are.
        entries: u64,
    },
    /// A kept checkpoint cannot be read.
    Checkpoint {
        /// Under which size it is kept.
        size: u64,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl Wrong {
    /// Whether it is in what follows from the entries, and so can be made again from them.
    pub fn is_repaired_by_reindex(&self) -> bool {
        matches!(
            self,
            Self::TileMissing { .. }
                | Self::TileDiffers { .. }
                | Self::TileSurplus { .. }
                | Self::MarkMissing { .. }
                | Self::MarkDiffers { .. }
                | Self::MarkSurplus { .. }
        )
    }

    /// What follows from it, and what to do.
    pub fn follows(&self) -> &'static str {
        match self {
            wrong if wrong.is_repaired_by_reindex() => "the entries are whole: reindex repairs it",
            Self::OtherHistory { .. } | Self::Shrunk { .. } => {
                "what was published is not what is here: keep both as evidence, and restore"
            }
            Self::Checkpoint { .. } => "the log is not touched by it: keep the note again",
            _ => "it cannot be made again from what is here: restore from a backup",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.log {
            Some(log) => write!(formatter, "log {log}, {}; ", self.wrong)?,
            None => write!(formatter, "{}; ", self.wrong)?,
        }
        formatter.write_str(self.wrong.follows())
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { said } => write!(formatter, "the file: SQLite says {said:?}"),
            Self::NoHead { table } => {
                write!(
                    formatter,
                    "table {table}: it has rows, and table head has none"
                )
            }
            Self::Missing { from, to } if to - from == 1 => {
                write!(formatter, "table entry: {from} is missing")
            }
            Self::Missing { from, to } => {
                write!(formatter, "table entry: {from} to {} are missing", to - 1)
            }
            Self::Twice { index } => write!(formatter, "table entry: {index} is there twice"),
            Self::BeyondSize { size, index } => write!(
                formatter,
                "table entry: there is {index}, and table head says that there are {size}"
            ),
            Self::TooLong { index, bytes } => {
                write!(
                    formatter,
                    "table entry: {index} has {bytes} bytes, more than 65,535"
                )
            }
            Self::TileMissing { level, index } => {
                write!(formatter, "table tile: {index} of level {level} is missing")
            }
            Self::TileDiffers { level, index } => write!(
                formatter,
                "table tile: {index} of level {level} holds other hashes than the entries have"
            ),
            Self::TileSurplus { level, index } => write!(
                formatter,
                "table tile: there is {index} of level {level}, which the log does not reach"
            ),
            Self::MarkMissing { mark, index } => write!(
                formatter,
                "table mark: {} {:?} of entry {index} is missing",
                mark.kind, mark.key
            ),
            Self::MarkDiffers { mark, found, index } => write!(
                formatter,
                "table mark: {} {:?} finds entry {found}, and the last that has it is {index}",
                mark.kind, mark.key
            ),
            Self::MarkSurplus { mark, found } => write!(
                formatter,
                "table mark: {} {:?} finds entry {found}, and no entry has it",
                mark.kind, mark.key
            ),
            Self::OtherHistory { size, said, root } => write!(
                formatter,
                "table checkpoint: at {size} entries it says the root {said}, and the entries have {root}"
            ),
            Self::Shrunk { size, entries } => write!(
                formatter,
                "table checkpoint: it says {size} entries, and there are {entries}"
            ),
            Self::Checkpoint { size, reason } => {
                write!(formatter, "table checkpoint: at {size} entries {reason}")
            }
        }
    }
}
