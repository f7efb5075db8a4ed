//! Verifying an archive: everything that it can prove, by anybody, from its bytes alone.
//!
//! Two verifiers are here. [`fast()`] streams the archive once, on all cores, and merges what can be merged into random
//! products; [`literal()`] holds it in memory and follows the specification's text line by line with exact tests. They share
//! the group, the text of the election, how papers are judged and the names of the faults, and nothing else: each is the
//! other's oracle. They agree on whether an archive holds, and where it has one fault, on which.

mod fast;
mod fault;
mod literal;
mod policy;
mod report;

pub use fast::{fast, verified};
pub use fault::{Fault, Place, Reason};
pub use literal::literal;
pub use policy::{Policy, Replacing};
pub use report::{Claimed, Events, Outcome, Report};
