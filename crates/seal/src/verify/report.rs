use crate::digest::Digest;
use crate::election::Uuid;
use crate::papers::Papers;

/// What an archive that holds says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The election's name.
    pub uuid: Uuid,
    /// The election's fingerprint.
    pub fingerprint: String,
    /// The election's title.
    pub name: String,
    /// How many credentials are on the list.
    pub credentials: usize,
    /// How many trustees there are.
    pub trustees: usize,
    /// How many ballots were cast, replaced ones among them.
    pub cast: usize,
    /// How many ballots the tally has: one a credential that voted.
    pub tallied: usize,
    /// Who is said to have shuffled, in order.
    pub shuffles: Vec<Claimed>,
    /// Who is said to have decrypted, in order.
    pub decryptions: Vec<Claimed>,
    /// What each question came to; nothing before the result.
    pub outcomes: Option<Vec<Outcome>>,
    /// The events that others name.
    pub events: Events,
    /// The digest of the last event.
    pub last_event: Digest,
}

/// The events by which an archive is compared while its election goes on; each covers all that stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Events {
    /// The setup: the last event before the first ballot.
    pub setup: Digest,
    /// The end of the poll, once it has ended.
    pub end_ballots: Option<Digest>,
    /// The encrypted tally, once it is there.
    pub encrypted_tally: Option<Digest>,
}

/// A message with the number of the trustee that it bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    /// The trustee, from 1.
    pub trustee: usize,
    /// The digest of its message.
    pub digest: Digest,
    /// Whether a statement that the trustee signed proves it: of a shuffle, whose it is; of a decryption, that it is the
    /// trustee's and of exactly these ciphertexts.
    pub proved: bool,
}

/// What a question came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// How often each choice was chosen; where a blank vote is allowed, the first is how many were blank.
    Sums(Vec<u64>),
    /// The papers of a ranked question.
    Papers(Papers),
}
