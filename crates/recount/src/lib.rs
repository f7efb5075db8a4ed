//! The second path: what a contest published, checked without the code that published it.
//!
//! A bundle holds a rulebook, a log of what happened, perhaps papers, and what the first path made
//! of them: a statement of persons nominated, transcripts, declarations. This crate makes all of
//! those again from rulebook, log and papers, and says of each claim whether it holds, where it
//! does not, and what cannot be known from what was published.
//!
//! ```
//! use std::collections::BTreeMap;
//! use hustings_recount::{Finding, Published, check};
//!
//! let published = Published {
//!     rulebook: b"format = \"hustings-rulebook/0\"",
//!     events: b"",
//!     papers: BTreeMap::new(),
//!     statement: b"{}",
//!     results: BTreeMap::new(),
//! };
//! let claims = check(&published);
//! assert_eq!(claims[0].name, "rulebook");
//! assert!(matches!(claims[0].finding, Finding::DoesNotHold { .. }));
//! ```
//!
//! Papers can also be counted by themselves:
//!
//! ```
//! use hustings_recount::count_again;
//!
//! let papers = b"2 1\n3 1 2 0\n2 2 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Chair\"\n";
//! let ties = [serde_json::json!("lots")];
//! let transcript = count_again(papers, &serde_json::json!({"name": "av"}), 1, &ties, &[])?;
//! assert_eq!(transcript["elected"][0], "ash");
//! # Ok::<(), hustings_recount::NotCounted>(())
//! ```
//!
//! And what a contest that the program holds came to can be seen without parsing its events, as
//! [`Kept`] has it: for whoever checks sealed boxes and logs against it.
//!
//! # What holds throughout
//!
//! - Nothing is shared with the crates that are checked: no type, no parser, no rule. What both
//!   paths know, they know from `docs/formats` and `docs/rules`. Two readings of one page that
//!   agree are worth more than one reading run twice.
//! - There is no I/O, no clock, no randomness and no floating-point number.
//! - Any bytes are an input: what does not read is a finding, and nothing panics.
//! - Slow and obvious beats clever. Every stage is counted from all papers, every moment is judged
//!   from all evidence, and nothing is carried over but where a rule says so: the values of papers.
//! - What it was not taught (a rule, a resort) it does not judge: that cannot be known here.
//! - It does not check that the file of the bundle is the archive it should be, nor its manifest,
//!   nor the layout of a published document (spaces, the order of keys): digests do that.

mod again;
mod base64;
mod beginning;
mod claims;
mod compare;
mod count;
mod declaration;
mod declared;
mod digest;
mod event;
mod gate;
mod ids;
mod kept;
mod log;
mod margin;
mod node;
mod outcome;
mod percent;
mod rankings;
mod read;
#[cfg(test)]
mod real_contests;
mod rule;
mod statement;
#[cfg(test)]
mod testing;
mod text;
mod ties;
mod time;
mod transcript;
mod votes;

use std::collections::BTreeMap;

pub use crate::beginning::{Beginning, beginning};
pub use crate::claims::check;
pub use crate::count::{Lot, NotCounted, count_again};
pub use crate::kept::{
    Closed, Counted, Establishment, Figures, Kept, OpenedBox, Policy, PostBatch, Provisional,
    PublishedPapers, Question, Removal, RollSection, RulingMade, Scrutiny, Step, Tallied,
    WholeReturns, kept,
};
pub use crate::margin::margin;
pub use crate::rankings::{Rankings, rankings};
pub use crate::read::fault::{BltFault, PapersError};

/// What a bundle holds, as bytes.
#[derive(Clone, Debug)]
pub struct Published<'a> {
    /// `rulebook.toml`
    pub rulebook: &'a [u8],
    /// `events.jsonl`
    pub events: &'a [u8],
    /// By path, such as `papers/leader.blt`.
    pub papers: BTreeMap<String, &'a [u8]>,
    /// `statement.json`
    pub statement: &'a [u8],
    /// By the id of the post.
    pub results: BTreeMap<String, PublishedResult<'a>>,
}

/// The result for one post, as bytes.
#[derive(Clone, Copy, Debug)]
pub struct PublishedResult<'a> {
    /// `<post>/transcript.json`
    pub transcript: &'a [u8],
    /// `<post>/declaration.json`
    pub declaration: &'a [u8],
}

/// One thing that a bundle claims, by name, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// As in `docs/formats/bundle.md`: `rulebook`, `log`, `papers papers/leader.blt`, …
    pub name: String,
    /// Whether it holds.
    pub finding: Finding,
}

/// Whether a claim holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It holds.
    Holds {
        /// What was found, with the figures that a sceptic wants to read.
        what: String,
    },
    /// It does not hold.
    DoesNotHold {
        /// A file and a line or a JSON pointer.
        place: String,
        /// What was published, and what it computes to.
        reason: String,
    },
    /// What was published does not tell.
    CannotBeKnown {
        /// Why not.
        why: String,
    },
}
