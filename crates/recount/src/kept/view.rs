//! What a kept contest comes to, as plain strings and numbers: for whoever checks sealed bundles.
//!
//! An `entry` is a place in the log, from 0: one less than the line in `events.jsonl`.

use std::collections::BTreeMap;

/// A kept contest after all of its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whether it is a rehearsal.
    pub mock: bool,
    /// As `log-established` says.
    pub log: Establishment,
    /// In the rulebook's order, as they stand after amendments; none before the roll is frozen.
    pub sections: Vec<RollSection>,
    /// In the order of their opening.
    pub boxes: Vec<OpenedBox>,
    /// The digest of the booth that the site serves, as it was published last.
    pub booth: Option<String>,
    /// Papers by post, in the order of their receipt.
    pub batches: Vec<PostBatch>,
    /// What all batches that were counted come to, by the id of the post.
    pub posted: BTreeMap<String, Figures>,
    /// In the log's order.
    pub rulings: Vec<RulingMade>,
    /// What the rulebook says.
    pub policy: Policy,
    /// In the log's order.
    pub papers: Vec<PublishedPapers>,
    /// In the log's order.
    pub provisional: Vec<Provisional>,
    /// What was declared of the whole, if anything was.
    pub returns: Option<WholeReturns>,
    /// Whether the rulebook names an independent scrutineer.
    pub has_scrutineer: bool,
    /// The scrutineer's report, if there is one.
    pub scrutiny: Option<Scrutiny>,
}

/// Papers of the whole, as they were declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeReturns {
    /// How many could vote.
    pub eligible: Option<u64>,
    /// How many papers came back.
    pub returned: Option<u64>,
    /// How many of these count for no post.
    pub invalid: Option<u64>,
}

/// Whose the log is and who cosigns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Establishment {
    /// The first line of its checkpoints.
    pub origin: String,
    /// Its verifier key.
    pub key: String,
    /// By name, the verifier keys of its witnesses.
    pub witnesses: BTreeMap<String, String>,
    /// How many of them must cosign.
    pub quorum: u64,
}

/// One section of the roll; where the rulebook has none, the one called `electors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollSection {
    /// Its id.
    pub id: String,
    /// How many electors are in it.
    pub electors: u64,
    /// How many of them vote by which means.
    pub channels: BTreeMap<String, u64>,
    /// The root of the commitments, base64.
    pub root: String,
    /// The entry that set these: the freeze, or the last amendment.
    pub entry: usize,
}

/// One sealed box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedBox {
    /// The section's id, or `electors`.
    pub id: String,
    /// The name of the sealed election.
    pub election: String,
    /// The election's own fingerprint.
    pub fingerprint: String,
    /// The last event of its archive before the first ballot, as a digest.
    pub setup: String,
    /// How many credentials were made.
    pub credentials: u64,
    /// In the order of the questions.
    pub posts: Vec<Question>,
    /// The entry that opened it.
    pub entry: usize,
    /// Ballots that standing rulings remove, in the order of the rulings.
    pub removed: Vec<Removal>,
    /// What `box-closed` says.
    pub closed: Option<Closed>,
    /// In the log's order.
    pub shuffles: Vec<Step>,
    /// In the log's order.
    pub decryptions: Vec<Step>,
    /// What `box-tallied` says.
    pub tallied: Option<Tallied>,
}

/// One post of a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The id of the post.
    pub post: String,
    /// The names of the nominees, in the order in which they were published.
    pub candidates: Vec<String>,
}

/// One ballot that is not tallied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Its tracker.
    pub ballot: String,
    /// The id of the ruling.
    pub ruling: String,
    /// `death`, `resignation`, `duplicate`, `exclusion` or `appeal`.
    pub reason: String,
}

/// A box when its poll is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The size of the box's log.
    pub size: u64,
    /// Its root, base64.
    pub root: String,
    /// Ballots.
    pub cast: u64,
    /// Credentials that cast one.
    pub voted: u64,
    /// How many ballots were removed.
    pub removed: u64,
    /// How many ballots go on.
    pub tallied: u64,
    /// The event that ends the poll in the archive as cast, as a digest.
    pub archive: String,
    /// The event of the encrypted tally in the archive that goes on, as a digest.
    pub tally: String,
}

/// A shuffle or a decryption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The digest of what the trustee made.
    pub message: String,
    /// What the trustee signed, one JSON text.
    pub statement: String,
}

/// A box that was opened and read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// The archive's last event, as a digest.
    pub archive: String,
    /// By the id of the post.
    pub posts: BTreeMap<String, Figures>,
}

/// What papers come to for one post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Papers that count.
    pub papers: u64,
    /// Papers without any preference.
    pub blank: u64,
    /// Papers that cannot be read for this post.
    pub spoilt: u64,
}

/// Papers that came by post together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostBatch {
    /// Its id.
    pub id: String,
    /// Whose papers they are, where they are kept apart.
    pub section: Option<String>,
    /// Papers taken in.
    pub received: u64,
    /// Left unopened, because a ballot came first.
    pub set_aside: u64,
    /// By reason.
    pub rejected: BTreeMap<String, u64>,
    /// What `post-counted` says.
    pub counted: Option<Counted>,
}

/// A batch whose papers were entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many papers.
    pub papers: u64,
    /// How many were entered differently by the two.
    pub differing: u64,
    /// How many of these were ruled on.
    pub adjudicated: u64,
    /// By the id of the post.
    pub posts: BTreeMap<String, Figures>,
    /// The two who entered them.
    pub entered_by: Vec<String>,
}

/// A ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulingMade {
    /// Its id.
    pub id: String,
    /// What it is on, in words.
    pub on: String,
    /// `allowed` or `disallowed`.
    pub outcome: String,
    /// Why.
    pub reasons: String,
    /// The id of the ruling that it takes the place of.
    pub supersedes: Option<String>,
    /// Whether nothing supersedes it.
    pub stands: bool,
    /// Whether an appeal was made against it.
    pub appealed: bool,
}

/// What the rulebook says that sealed boxes must follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether an elector may vote again; `false` where the rulebook does not say.
    pub replacing: bool,
    /// Whether every candidate must be ranked.
    pub full_preferences: bool,
    /// How many shuffles a box needs.
    pub shuffles_needed: u64,
    /// How many decryptions a box needs.
    pub decryptions_needed: u64,
    /// How many trustees there are beside the server, where the rulebook says.
    pub trustees: Option<u64>,
    /// Whether the server is a trustee too.
    pub server: bool,
}

impl Policy {
    /// Whether nobody but the server is a trustee, so that whoever runs it can open every ballot.
    pub fn is_server_alone(&self) -> bool {
        self.server && self.trustees == Some(0)
    }
}

/// Papers that were published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPapers {
    /// The id of the post.
    pub post: String,
    /// Whose papers they are, if of one section.
    pub section: Option<String>,
    /// The path, below `papers/`.
    pub file: String,
    /// The digest of the file.
    pub digest: String,
}

/// Figures that were handed out before the declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provisional {
    /// The id of the post.
    pub post: String,
    /// The digest of the transcript.
    pub transcript: String,
    /// To whom.
    pub to: Vec<String>,
    /// Until when, as it was written.
    pub embargo: Option<String>,
}

/// What the independent scrutineer reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrutiny {
    /// Papers sent out.
    pub distributed: u64,
    /// Papers that came back.
    pub returned: u64,
    /// By the id of the post.
    pub valid: BTreeMap<String, u64>,
    /// By reason.
    pub invalid: BTreeMap<String, u64>,
    /// Satisfied that nothing contravened the statute.
    pub no_contravention: bool,
    /// Satisfied that the arrangements were secure.
    pub secure: bool,
    /// Satisfied that it was independent.
    pub independent: bool,
    /// About the inspection of the register.
    pub register_inspected: Option<String>,
}
