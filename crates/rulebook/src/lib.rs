//! What the rules of a contest say: who may nominate, which gates a candidate must pass, who may
//! vote, how papers are counted, and when everything opens and closes.
//!
//! A rulebook is a TOML file (`docs/formats/rulebook.md`). It is read by [`Rulebook::parse`],
//! looked through for dead ends by [`check()`], and told in English by [`explain()`].
//!
//! ```
//! use hustings_rulebook::{Rulebook, check};
//!
//! let text = include_str!("../tests/it/by-election.toml");
//! let rulebook = Rulebook::parse(text)?;
//! assert_eq!(rulebook.posts[0].title, "Member for Bedford Falls");
//! assert!(check(&rulebook).is_empty());
//! # Ok::<(), hustings_rulebook::RulebookError>(())
//! ```
//!
//! # Invariants
//! - A rulebook says nothing about what happened, and no party's rules are in the code.
//! - Everything in it has an [`Address`], and every address knows its line.
//! - Nothing here reads a file or a clock. The time zone is named, never applied: all times are
//!   local to it.
//! - Shares are exact: a percentage is a ratio of whole numbers, never a float.
//!

mod address;
pub mod check;
mod explain;
pub mod gate;
mod id;
mod moment;
mod percent;
mod rulebook;

pub use address::{Address, Clause, Position};
pub use check::{Finding, check};
pub use explain::explain;
pub use gate::{Gate, Test};
pub use id::{
    AppealId, BatchId, BodyId, BoxId, ClaimId, GroupId, IdError, KindId, NominatorId, PostId,
    RequestId, RulingId, SectionId, StageId,
};
pub use moment::{Moment, MomentError};
pub use percent::{Percent, PercentError, Rounding};
pub use rulebook::{
    Ballot, Body, Colour, CountRules, Exempt, Fraction, Judged, Language, Look, Means, Nominators,
    Order, Paper, Post, Preferences, Question, Register, Release, Roll, Rulebook, RulebookError,
    Section, Sections, SingleCandidate, Source, Stage, Statutory, Trustees, Weight, Window,
    is_misleading,
};
