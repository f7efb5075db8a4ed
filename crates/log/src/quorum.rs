//! How many of which witnesses are enough.

use crate::cosignature::{Timestamp, Witness};
use crate::note::{KeyName, Note, VerifyError};

/// Witnesses whom somebody trusts, and how many of them must have cosigned.
///
/// Of *n* witnesses two quorums share at least 2 `threshold` - *n*. While fewer than so many lie, a log cannot show two
/// histories that both have a quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quorum {
    threshold: usize,
    witnesses: Vec<Witness>,
}

/// What is wrong with a quorum.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuorumError {
    /// None would be enough, or all would not be.
    #[error("a quorum of {witnesses} witnesses is 1 to {witnesses} of them, not {threshold}")]
    Threshold {
        /// How many are to be enough.
        threshold: usize,
        /// How many there are.
        witnesses: usize,
    },
    /// One witness who would count twice.
    #[error("{first} and {second} have the same key; each witness needs one of its own")]
    SameKey {
        /// One name.
        first: KeyName,
        /// The other, or the same.
        second: KeyName,
    },
}

/// Who of a quorum's witnesses cosigned a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// Who did, and when by their own clock, in the quorum's order.
    pub by: Vec<(KeyName, Timestamp)>,
    /// How many would be enough.
    pub threshold: usize,
}

impl Cosigned {
    /// Whether there are enough. If not, two histories cannot be excluded.
    pub fn is_enough(&self) -> bool {
        self.by.len() >= self.threshold
    }
}

impl Quorum {
    /// A quorum of `threshold` of these witnesses, who have keys of their own.
    pub fn new(threshold: usize, witnesses: Vec<Witness>) -> Result<Self, QuorumError> {
        if !(1..=witnesses.len()).contains(&threshold) {
            return Err(QuorumError::Threshold {
                threshold,
                witnesses: witnesses.len(),
            });
        }
        for (index, second) in witnesses.iter().enumerate() {
            // The message does not say who signed it: one key under two names signs for both.
            let mut before = witnesses.iter().take(index);
            if let Some(first) = before.find(|first| first.key_bytes() == second.key_bytes()) {
                return Err(QuorumError::SameKey {
                    first: first.name().clone(),
                    second: second.name().clone(),
                });
            }
        }
        Ok(Self {
            threshold,
            witnesses,
        })
    }

    /// Who cosigned the note of a checkpoint that was [opened](crate::Checkpoint::open). Signatures by others are ignored;
    /// one by a known witness that does not verify, or comes twice, refuses the note.
    pub fn judge(&self, note: &Note) -> Result<Cosigned, VerifyError> {
        let mut by = Vec::new();
        for witness in &self.witnesses {
            if let Some(time) = witness.cosigned(note)? {
                by.push((witness.name().clone(), time));
            }
        }
        let threshold = self.threshold;
        Ok(Cosigned { by, threshold })
    }

    /// How many are enough.
    pub const fn threshold(&self) -> usize {
        self.threshold
    }

    /// The witnesses.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }
}
