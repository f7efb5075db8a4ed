//! Checkpoints: what a log says of itself, signed (C2SP tlog-checkpoint).

use crate::decimal;
use crate::note::{KeyName, Note, NoteError, SigningKey, VerifyError, VerifyingKey};
use crate::proof::{ConsistencyProof, ProofError};
use crate::tree::TreeHead;

/// The head of a log's tree, and which log's.
///
/// Its text has a line each for origin, size and root, then the extension lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    head: TreeHead,
    extensions: Vec<String>,
}

/// What is wrong with a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Fewer lines than three, or an empty one.
    #[error(
        "a checkpoint has lines for origin, size and root, and perhaps more, none of them empty"
    )]
    Lines,
    /// The second line.
    #[error(
        "line 2 of the checkpoint, {size:?}, is not a size: a decimal number below 2^63, without zeroes in front"
    )]
    Size {
        /// What is there.
        size: String,
    },
    /// The third line.
    #[error("line 3 of the checkpoint, {root:?}, is not a root: 32 bytes in base64")]
    Root {
        /// What is there.
        root: String,
    },
    /// The text has a control character, or is otherwise not one of a note.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// Why a note is not a checkpoint of a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not signed by the log.
    #[error(transparent)]
    Signature(#[from] VerifyError),
    /// Signed by the log, but not a checkpoint.
    #[error(transparent)]
    Form(#[from] CheckpointError),
    /// A checkpoint of another log.
    #[error("the checkpoint is of the log {origin:?}, and the key is that of {expected}")]
    Origin {
        /// The checkpoint's origin.
        origin: String,
        /// The key's name.
        expected: KeyName,
    },
}

/// Why two checkpoints are not one history.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// They are of different logs.
    #[error("one checkpoint is of the log {older:?}, the other of {newer:?}")]
    Origin {
        /// The origin of the one.
        older: String,
        /// The origin of the other.
        newer: String,
    },
    /// Nothing proves it.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl Checkpoint {
    /// The checkpoint of the log that a key is named after.
    pub fn new(origin: &KeyName, head: TreeHead) -> Result<Self, CheckpointError> {
        Self::with_extensions(origin.as_str(), head, Vec::new())
    }

    /// A checkpoint with extension lines, which nobody audits.
    pub fn with_extensions(
        origin: &str,
        head: TreeHead,
        extensions: Vec<String>,
    ) -> Result<Self, CheckpointError> {
        let checkpoint = Self {
            origin: origin.to_owned(),
            head,
            extensions,
        };
        // What cannot be read is not written.
        if Self::parse(&checkpoint.text())? != checkpoint {
            return Err(CheckpointError::Lines);
        }
        Note::new(checkpoint.text())?;
        Ok(checkpoint)
    }

    /// Reads the text of a note, of which nothing is verified.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let lines: Vec<&str> = lines.split('\n').collect();
        let [origin, size, root, extensions @ ..] = lines.as_slice() else {
            return Err(CheckpointError::Lines);
        };
        if lines.iter().any(|line| line.is_empty()) {
            return Err(CheckpointError::Lines);
        }
        let head = TreeHead {
            size: decimal::read(size).ok_or_else(|| CheckpointError::Size {
                size: (*size).to_owned(),
            })?,
            root: root.parse().map_err(|_| CheckpointError::Root {
                root: (*root).to_owned(),
            })?,
        };
        Ok(Self {
            origin: (*origin).to_owned(),
            head,
            extensions: extensions.iter().map(|line| (*line).to_owned()).collect(),
        })
    }

    /// The checkpoint in a note that the log's key has signed, and whose origin is the key's name.
    pub fn open(note: &Note, log: &VerifyingKey) -> Result<Self, OpenError> {
        if !log.has_signed(note)? {
            return Err(VerifyError::Unknown.into());
        }
        let checkpoint = Self::parse(note.text())?;
        if checkpoint.origin != log.name().as_str() {
            return Err(OpenError::Origin {
                origin: checkpoint.origin,
                expected: log.name().clone(),
            });
        }
        Ok(checkpoint)
    }

    /// The note, signed by the log. The key must bear the origin as its name, so that who opens the note need know no more
    /// than the key.
    ///
    /// A log never signs two checkpoints of which neither continues the other; that is for the caller to see to.
    pub fn sign(&self, key: &SigningKey) -> Result<Note, OpenError> {
        let log = key.verifying_key();
        let mut note = Note::new(self.text()).map_err(CheckpointError::from)?;
        note.sign(key);
        Self::open(&note, &log)?;
        Ok(note)
    }

    /// That this checkpoint and an older one are of one history: the same log, and a tree that begins with the older one.
    /// Both must have been [opened](Self::open).
    pub fn continues(&self, older: &Self, proof: &ConsistencyProof) -> Result<(), HistoryError> {
        if self.origin != older.origin {
            return Err(HistoryError::Origin {
                older: older.origin.clone(),
                newer: self.origin.clone(),
            });
        }
        Ok(proof.verify(&older.head, &self.head)?)
    }

    /// The text of its note.
    pub fn text(&self) -> String {
        let TreeHead { size, root } = &self.head;
        let extensions: String = (self.extensions.iter())
            .map(|line| format!("{line}\n"))
            .collect();
        format!("{}\n{size}\n{root}\n{extensions}", self.origin)
    }

    /// Which log it is of.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Size and root.
    pub const fn head(&self) -> &TreeHead {
        &self.head
    }

    /// The extension lines.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}
