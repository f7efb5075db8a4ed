use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// One step of an election, in a chain of digests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Digest>,
    pub height: u64,
    #[serde(rename = "type")]
    pub kind: EventKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Digest>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum EventKind {
    Setup,
    Ballot,
    EndBallots,
    EncryptedTally,
    Shuffle,
    EndShuffles,
    PartialDecryption,
    Result,
}

impl EventKind {
    /// In words.
    pub fn told(self) -> &'static str {
        match self {
            Self::Setup => "the setup",
            Self::Ballot => "a ballot",
            Self::EndBallots => "the end of the poll",
            Self::EncryptedTally => "the encrypted tally",
            Self::Shuffle => "a shuffle",
            Self::EndShuffles => "the end of the shuffles",
            Self::PartialDecryption => "a partial decryption",
            Self::Result => "the result",
        }
    }
}

/// What the payload of the first event names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetupData {
    pub election: Digest,
    pub trustees: Digest,
    pub credentials: Digest,
}

/// A message with the number of the trustee that it is said to be of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Owned {
    pub owner: usize,
    pub payload: Digest,
}

/// The header of the whole archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub version: u64,
    pub timestamp: String,
}
