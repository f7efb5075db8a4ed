//! Why the office cannot do what it is asked to.

use hustings_contest::{LogError, Refusal, ResultError, WireError};
use hustings_rulebook::{BatchId, BoxId, PostId, RulebookError};
use hustings_store::StoreError;

use crate::rolls::RollError;

/// Why something was not done. Nothing was recorded, unless the store says that it does not know.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rulebook or the log does not allow it.
    #[error("{0}")]
    Refused(#[from] Box<Refusal>),
    /// It cannot be written as an event.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The log in the store does not fold.
    #[error(
        "the log in the store does not fold: {0}; run `hustings store fsck`, and restore a backup"
    )]
    Log(#[from] LogError),
    /// The rulebook in the store does not read.
    #[error("the rulebook in the store does not read: {0}; restore a backup")]
    Rulebook(#[from] RulebookError),
    /// Something that the store should hold.
    #[error("the store does not hold {0}; restore a backup")]
    Lost(String),
    /// A sealed election.
    #[error("box {of}: {reason}")]
    Sealed {
        /// Which box.
        of: BoxId,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// The count.
    #[error("{post}: {reason}")]
    Count {
        /// For which post.
        post: PostId,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// The roll.
    #[error("{0}")]
    Roll(#[from] Box<RollError>),
    /// The result.
    #[error(transparent)]
    Result(#[from] ResultError),
    /// A file of its own.
    #[error("a temporary file cannot be written: {0}; make room, and try again")]
    Io(#[from] std::io::Error),
    /// A batch of papers that came by post.
    #[error("batch {batch}: {reason}")]
    Batch {
        /// Which.
        batch: BatchId,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// A person must decide first.
    #[error("{0}")]
    PersonNeeded(String),
    /// Somebody else was faster.
    #[error(
        "somebody else has recorded something meanwhile, and this was computed before; nothing was recorded: call it again"
    )]
    Moved,
    /// The contest is not so far, or what was given is not what is needed.
    #[error("{0}")]
    NotPossible(String),
}

impl OfficeError {
    pub(crate) fn sealed(of: &BoxId, reason: impl std::fmt::Display) -> Self {
        Self::Sealed {
            of: of.clone(),
            reason: reason.to_string(),
        }
    }

    pub(crate) fn batch(batch: &BatchId, reason: impl std::fmt::Display) -> Self {
        Self::Batch {
            batch: batch.clone(),
            reason: reason.to_string(),
        }
    }

    pub(crate) fn count(post: &PostId, reason: impl std::fmt::Display) -> Self {
        Self::Count {
            post: post.clone(),
            reason: reason.to_string(),
        }
    }
}

impl From<Refusal> for OfficeError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<RollError> for OfficeError {
    fn from(error: RollError) -> Self {
        Self::Roll(Box::new(error))
    }
}
