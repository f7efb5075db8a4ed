//! What is known beside the log.

use hustings_rulebook::{BatchId, BoxId};

use super::Tie;

/// What is known beside the log, by private rows, by counts and by checkpoints; duties follow from it too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Ties that only lots resolve.
    pub ties: Vec<Tie>,
    /// Batches that were begun, and whose numbers are not published.
    pub unpublished: Vec<BatchId>,
    /// How many matches of the roll wait for a ruling.
    pub matches: usize,
    /// Open boxes whose credentials nobody can tell apart yet, though papers come by post.
    pub unlinked: Vec<BoxId>,
    /// How many witnesses have cosigned the last checkpoint.
    pub cosigned: usize,
}
