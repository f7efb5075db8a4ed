//! What is known of a log without reading it.

use crate::LogName;

/// How far a log reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its name.
    pub log: LogName,
    /// How many entries it has.
    pub size: u64,
    /// Whether it takes no more.
    pub closed: bool,
}

/// A signed checkpoint that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries it is over.
    pub size: u64,
    /// The signed note, as it was received.
    pub note: String,
}
