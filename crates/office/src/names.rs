//! Under which names a contest lies in its store.

use hustings_roll::ElectorId;
use hustings_rulebook::{BatchId, BoxId, PostId};
use hustings_store::{LogName, RowKey, StoreError};

/// The name of a contest in a store, which may hold several: 1 to 40 characters of a-z, 0-9 and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContestId(String);

/// Why a text is no name of a contest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' cannot name a contest: write 1 to 40 characters of a-z, 0-9 and '-'")]
pub struct ContestIdError(String);

impl std::str::FromStr for ContestId {
    type Err = ContestIdError;

    fn from_str(text: &str) -> Result<Self, ContestIdError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=40).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ContestIdError(text.to_owned()))
        }
    }
}

impl std::fmt::Display for ContestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kind of rows of electors on the frozen roll.
pub(crate) const ELECTOR: &str = "elector";

/// Between a contest and its box, in the name of a log.
const BOX: &str = "/box/";

/// The kinds of private rows that are read as a whole.
pub(crate) mod kind {
    /// Which credential an elector was given.
    pub(crate) const CREDENTIAL: &str = "credential";
    /// Batches of papers that came by post, published or not.
    pub(crate) const BATCH: &str = "batch";
    /// Papers that came by post, by whose they are.
    pub(crate) const PAPER: &str = "paper";
    /// Papers that were rejected, by batch and by whose they are.
    pub(crate) const REJECTED: &str = "rejected";
    /// Credentials of which no ballot is taken any more.
    pub(crate) const LOCK: &str = "lock";
    /// Electors who have cast a ballot while they were signed in.
    pub(crate) const VOTED: &str = "voted";
    /// Electors whose paper came first.
    pub(crate) const POSTED: &str = "posted";
    /// Papers of a post that were opened, by where they lay.
    pub(crate) const OPENED: &str = "opened";
}

impl ContestId {
    /// The contest whose log this is; nothing for a box.
    pub fn of_log(log: &LogName) -> Option<Self> {
        log.as_str().parse().ok()
    }

    /// The contest's log.
    pub fn log(&self) -> Result<LogName, StoreError> {
        self.0.parse()
    }

    /// The log of a box.
    pub fn box_log(&self, of: &BoxId) -> Result<LogName, StoreError> {
        format!("{}{BOX}{of}", self.0).parse()
    }

    /// A private row of this contest.
    pub(crate) fn row(&self, kind: &'static str, key: impl Into<String>) -> RowKey {
        RowKey::new(self.0.clone(), kind, key)
    }

    /// The key that signs the log.
    pub(crate) fn key_row(&self) -> RowKey {
        self.row("key", "log")
    }

    /// The server's own key to sealed ballots, where it was made here.
    pub fn server_key_row(&self) -> RowKey {
        self.row("key", "server")
    }

    /// A public file, by its path in the bundle.
    pub(crate) fn file_row(&self, path: &str) -> RowKey {
        self.row("file", path)
    }

    /// The beginning of a box's archive.
    pub(crate) fn setup_row(&self, of: &BoxId) -> RowKey {
        self.file_row(&format!("boxes/{of}/setup.bel"))
    }

    /// Papers of a post, as published.
    pub(crate) fn papers_row(&self, post: &PostId) -> RowKey {
        self.file_row(&papers_path(post))
    }

    /// Which credential an elector was given for a box: its public part.
    pub fn credential_row(&self, of: &BoxId, elector: &str) -> RowKey {
        self.row(kind::CREDENTIAL, format!("{of}/{elector}"))
    }

    /// That no ballot of a credential is taken any more.
    pub fn lock_row(&self, of: &BoxId, credential: &str) -> RowKey {
        self.row(kind::LOCK, format!("{of}/{credential}"))
    }

    /// That an elector has cast a ballot while she was signed in.
    pub(crate) fn voted_row(&self, of: &BoxId, elector: &str) -> RowKey {
        self.row(kind::VOTED, format!("{of}/{elector}"))
    }

    /// That no ballot of an elector is taken any more, whichever credential signs it: her paper came first.
    pub(crate) fn posted_row(&self, of: &BoxId, elector: &str) -> RowKey {
        self.row(kind::POSTED, format!("{of}/{elector}"))
    }

    /// A paper that came by post, by whose it is.
    pub fn paper_row(&self, elector: &str) -> RowKey {
        self.row(kind::PAPER, elector)
    }

    /// A batch of papers that came by post: from which section's electors.
    pub fn batch_row(&self, batch: &BatchId) -> RowKey {
        self.row(kind::BATCH, batch.as_str())
    }

    /// Papers of an elector that were rejected in a batch: why.
    pub fn rejected_row(&self, batch: &BatchId, elector: &str) -> RowKey {
        self.row(kind::REJECTED, format!("{batch}/{elector}"))
    }

    /// The file of the roll, as it was imported last.
    pub(crate) fn roll_file_row(&self) -> RowKey {
        self.row("roll", "file")
    }

    /// What was decided on the roll, in order.
    pub(crate) fn roll_decisions_row(&self) -> RowKey {
        self.row("roll", "decisions")
    }

    /// Which match has which number.
    pub(crate) fn roll_matches_row(&self) -> RowKey {
        self.row("roll", "matches")
    }

    /// An elector of the frozen roll.
    pub(crate) fn elector_row(&self, elector: &ElectorId) -> RowKey {
        self.row(ELECTOR, elector.as_str())
    }

    /// What somebody entered of a batch.
    pub fn entry_row(&self, batch: &BatchId, what: &str) -> RowKey {
        self.row("entry", format!("{batch}/{what}"))
    }
}

/// Where the papers of a post lie in the bundle.
pub fn papers_path(post: &PostId) -> String {
    format!("papers/{post}.blt")
}

/// The kinds of marks by which a ballot is found in its box.
pub mod mark {
    use hustings_store::Mark;

    /// By the public part of its credential.
    pub const CREDENTIAL: &str = "credential";
    /// By its tracker.
    pub const TRACKER: &str = "tracker";

    pub(crate) fn credential(credential: &str) -> Mark {
        Mark::new(CREDENTIAL, credential)
    }
}

/// By what ballots are found in a box: credential and tracker. The contest's own log is folded, and needs no index.
pub fn indexer(log: &LogName, _: u64, entry: &[u8]) -> Vec<hustings_store::Mark> {
    #[derive(serde::Deserialize)]
    struct Signed {
        credential: String,
    }

    if !log.as_str().contains(BOX) {
        return Vec::new();
    }
    let tracker = hustings_seal::digest::Digest::of(entry).to_base64();
    let mut marks = vec![hustings_store::Mark::new(mark::TRACKER, tracker)];
    if let Ok(signed) = serde_json::from_slice::<Signed>(entry) {
        marks.push(mark::credential(&signed.credential));
    }
    marks
}
