use crate::papers::Permitted;
use crate::trustee::SignedMessage;

/// What a verifier is told beside the archive: what the rulebook fixed before the poll.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Whether a credential may sign a second ballot.
    pub replacing: Replacing,
    /// The fewest shuffles, if anything is to be shuffled.
    pub shuffles: usize,
    /// Which rankings are papers.
    pub permitted: Permitted,
    /// What trustees signed of their shuffles and decryptions, beside the archive.
    pub statements: Vec<SignedMessage>,
    /// Whether an archive may end before its result: during the poll, or the closing.
    pub unfinished: bool,
}

/// What a second ballot of a credential is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacing {
    /// A fault: it should have been refused when it came.
    Refused,
    /// In place of the first: the last ballot of a credential counts.
    LastCounts,
}

impl Default for Policy {
    /// No replacing, at least two shuffles, any number of preferences, no statements, and a result.
    fn default() -> Self {
        Self {
            replacing: Replacing::Refused,
            shuffles: 2,
            permitted: Permitted::default(),
            statements: Vec::new(),
            unfinished: false,
        }
    }
}
