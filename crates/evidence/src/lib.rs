//! The bundle: one file with all that is needed to check a contest, and the checking of it.
//!
//! ```
//! use hustings_evidence::{Finding, verify};
//!
//! let claims = verify(b"no bundle at all");
//! assert_eq!(claims[0].name, "archive");
//! assert!(matches!(claims[0].finding, Finding::DoesNotHold { .. }));
//! ```
//!
//! # Invariants
//! - A bundle is a function of its contents, byte for byte; so any bit changed breaks a claim.
//! - A bundle holds data, no pages: those are made again from data.
//! - Verifying uses nothing that made the bundle: gates and counts are `hustings-recount`'s, which
//!   shares no code with what it checks. This crate knows neither rulebooks nor papers.
//! - Verifying never fails: whatever the bytes are, it says which claims hold, which do not, and
//!   which cannot be known.

mod archive;
mod contents;
mod manifest;
mod verify;

pub use archive::ArchiveError;
pub use contents::{Contents, ContentsError, PostContents};
pub use hustings_recount::{Claim, Finding};
pub use verify::{Digests, digests, verify};
