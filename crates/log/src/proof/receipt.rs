use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{InclusionProof, MAX_HASHES, ProofError};
use crate::checkpoint::{Checkpoint, OpenError};
use crate::note::{Note, NoteError, VerifyError, VerifyingKey};
use crate::quorum::{Cosigned, Quorum};
use crate::{Hash, decimal};

/// The first line.
const VERSION: &str = "c2sp.org/tlog-proof@v1";

/// That an entry is in a log, for who has nothing but its key: the entry's index, the proof, and the signed checkpoint that
/// it leads to, in one text (C2SP tlog-proof).
///
/// [`Display`](fmt::Display) writes the bytes that [`Receipt::parse`] reads; a receipt has one spelling. Nothing of it is to
/// be believed before [`Receipt::verify`], and its extra data not even then: nobody signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    extra: Vec<u8>,
    index: u64,
    proof: InclusionProof,
    checkpoint: Note,
}

/// What is wrong with the text of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not UTF-8.
    #[error("byte {byte} of the receipt, counted from 0, is not UTF-8")]
    Utf8 {
        /// How many bytes are.
        byte: usize,
    },
    /// Something else, or of another version.
    #[error("the first line is not {VERSION}; it is no receipt, or one of another version")]
    Version,
    /// Nothing behind the proof.
    #[error(
        "there is no empty line with a checkpoint behind it; the receipt may have been cut short"
    )]
    Cut,
    /// The line of extra data.
    #[error("line 2 of the receipt has extra data that is not base64, or is empty")]
    Extra,
    /// The line of the index.
    #[error(
        "line {line} of the receipt is not its index: 'index', a space and a decimal number below 2^63, without zeroes in front"
    )]
    Index {
        /// Which line, from 1.
        line: usize,
    },
    /// A line of the proof.
    #[error("line {line} of the receipt is not a hash of 32 bytes in base64")]
    Hash {
        /// Which line, from 1.
        line: usize,
    },
    /// More lines than any tree is high.
    #[error("a proof has at most {MAX_HASHES} hashes")]
    Long,
    /// The checkpoint behind it.
    #[error("the checkpoint in the receipt: {0}")]
    Note(#[from] NoteError),
}

/// Why a receipt proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// Its checkpoint is not the log's.
    #[error(transparent)]
    Checkpoint(#[from] OpenError),
    /// The entry is not in the tree of the checkpoint at this index.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// A cosignature does not hold.
    #[error(transparent)]
    Cosignature(#[from] VerifyError),
    /// Fewer witnesses than are enough.
    #[error("{found} of the witnesses cosigned its checkpoint, and {threshold} are needed")]
    Quorum {
        /// How many did.
        found: usize,
        /// How many would be enough.
        threshold: usize,
    },
}

impl Receipt {
    /// The receipt of an entry.
    pub const fn new(index: u64, proof: InclusionProof, checkpoint: Note) -> Self {
        Self {
            extra: Vec::new(),
            index,
            proof,
            checkpoint,
        }
    }

    /// The same with data for whoever reads it, which nobody signs; without bytes there is none.
    #[must_use]
    pub fn with_extra(mut self, extra: Vec<u8>) -> Self {
        self.extra = extra;
        self
    }

    /// Reads a receipt.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptError> {
        let text = std::str::from_utf8(bytes).map_err(|error| ReceiptError::Utf8 {
            byte: error.valid_up_to(),
        })?;
        let rest = (text.strip_prefix(VERSION))
            .and_then(|rest| rest.strip_prefix('\n'))
            .ok_or(ReceiptError::Version)?;
        let (head, note) = rest.split_once("\n\n").ok_or(ReceiptError::Cut)?;
        let mut lines = (2..).zip(head.split('\n')).peekable();
        let extra = lines.next_if(|(_, line)| line.starts_with("extra "));
        let index = lines.next().unwrap_or((3, ""));
        Ok(Self {
            extra: read_extra(extra.map(|(_, line)| line))?,
            index: read_index(index)?,
            proof: read_hashes(lines)?.into(),
            checkpoint: Note::parse(note.as_bytes())?,
        })
    }

    /// Verifies that the entry with this hash is in the log with this key, and gives the checkpoint that says so.
    pub fn verify(&self, entry: &Hash, log: &VerifyingKey) -> Result<Checkpoint, ReceiptFault> {
        let checkpoint = Checkpoint::open(&self.checkpoint, log)?;
        self.proof.verify(self.index, entry, checkpoint.head())?;
        Ok(checkpoint)
    }

    /// The same, and that enough witnesses cosigned the checkpoint: others were shown no other history up to it.
    pub fn verify_with(
        &self,
        entry: &Hash,
        log: &VerifyingKey,
        quorum: &Quorum,
    ) -> Result<(Checkpoint, Cosigned), ReceiptFault> {
        let checkpoint = self.verify(entry, log)?;
        let cosigned = quorum.judge(&self.checkpoint)?;
        if !cosigned.is_enough() {
            return Err(ReceiptFault::Quorum {
                found: cosigned.by.len(),
                threshold: cosigned.threshold,
            });
        }
        Ok((checkpoint, cosigned))
    }

    /// The entry's index in its log, from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// The proof.
    pub const fn proof(&self) -> &InclusionProof {
        &self.proof
    }

    /// The checkpoint, of which nothing is verified.
    pub const fn checkpoint(&self) -> &Note {
        &self.checkpoint
    }

    /// What nobody signed.
    pub fn extra(&self) -> &[u8] {
        &self.extra
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{VERSION}")?;
        if !self.extra.is_empty() {
            writeln!(formatter, "extra {}", STANDARD.encode(&self.extra))?;
        }
        writeln!(formatter, "index {}", self.index)?;
        write!(formatter, "{}\n{}", self.proof, self.checkpoint)
    }
}

/// A line without data would be a second spelling of none.
fn read_extra(line: Option<&str>) -> Result<Vec<u8>, ReceiptError> {
    let Some(data) = line.and_then(|line| line.strip_prefix("extra ")) else {
        return Ok(Vec::new());
    };
    let bytes = STANDARD.decode(data).map_err(|_| ReceiptError::Extra)?;
    if bytes.is_empty() {
        return Err(ReceiptError::Extra);
    }
    Ok(bytes)
}

fn read_index((line, text): (usize, &str)) -> Result<u64, ReceiptError> {
    let number = text.strip_prefix("index ").and_then(decimal::read);
    number.ok_or(ReceiptError::Index { line })
}

fn read_hashes<'t>(
    lines: impl Iterator<Item = (usize, &'t str)>,
) -> Result<Vec<Hash>, ReceiptError> {
    let mut hashes = Vec::new();
    for (line, text) in lines {
        if hashes.len() == MAX_HASHES {
            return Err(ReceiptError::Long);
        }
        hashes.push(text.parse().map_err(|_| ReceiptError::Hash { line })?);
    }
    Ok(hashes)
}
