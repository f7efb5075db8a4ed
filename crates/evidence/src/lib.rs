//! The bundle: one file with all that is needed to check a contest, and the checking of it.
//!
//! ```
//! use hustings_evidence::{Finding, Options, verify};
//! use hustings_seal::randomness::system;
//!
//! let claims = verify(b"no bundle at all", &Options::default(), &mut system());
//! assert_eq!(claims[0].name, "archive");
//! assert!(matches!(claims[0].finding, Finding::DoesNotHold { .. }));
//! ```
//!
//! A contest that is kept publishes more than a replay: the checkpoint of its log with witnesses' cosignatures, the
//! commitments to its roll, and the archive of each box of sealed ballots, which can be hundreds of megabytes. So a bundle
//! is [written](Contents::write_to) and [read](Bundle) as a stream: one pass finds where records are and hashes all of them;
//! what is small is then held, and archives are verified where they lie. [`Options`] has what somebody kept beside the
//! bundle: checkpoints, which show whether the log in it is the one that was seen before.
//!
//! # Invariants
//! - A bundle is a function of its contents, byte for byte; so any bit changed breaks a claim.
//! - A bundle holds data, no pages: those are made again from data.
//! - Verifying uses nothing that made the bundle: gates, counts and what a log comes to are `hustings-recount`'s, which
//!   shares no code with what it checks. This crate knows neither rulebooks nor papers. Sealed ballots are verified by
//!   `hustings-seal`, whose format independent programs read, and trees and signatures by `hustings-log`.
//! - Verifying never fails: whatever the bytes are, it says which claims hold, which do not, and
//!   which cannot be known. What it is not given is never a pass.

mod archive;
mod contents;
mod digest;
mod finding;
mod kept;
mod manifest;
mod verify;

pub use archive::{ArchiveError, WriteError};
pub use contents::{
    BoxContents, Contents, ContentsError, KeptContents, Large, PostContents, RollContents,
};
pub use hustings_recount::{Claim, Finding};
pub use verify::{Bundle, Digests, Options, digests, verify};
