//! The returning officer's office: a contest that is kept in a store, from its rulebook to its bundle.
//!
//! ```text
//! rulebook ─▶ found ─▶ record … ─▶ open_box ─▶ open_poll ─▶ cast … ─▶ close_poll ─▶ close_box
//!                                                                                      │
//!        bundle ◀─ declare ◀─ provide ◀─ publish_papers ◀─ tally_box ◀─ take_step … ◀───┘
//! ```
//!
//! It puts the other rooms together: [`hustings_contest`] says what is allowed, [`hustings_seal`] what a ballot is,
//! [`hustings_store`] that it stays. The command line and the site call it, and neither knows a rule.
//!
//! # Invariants
//! - What is recorded was applied first: nothing that the rulebook or the log does not allow reaches a store.
//! - Events, and what is written beside them, are one commit. A ballot is on disk before its voter is told.
//! - An archive is a function of the store: of setup, ballots, rulings, and what trustees made. It is made again whenever it
//!   is needed, and verified before anything is made of it.
//! - Papers that come by post lock before they are counted: a paper is noted in a turn at the log of its elector's box, so
//!   that of a ballot and a paper at the same moment one is first.
//! - Nothing here has a clock: the time is a part of the [`Hand`].

mod archives;
mod beginning;
mod booth;
mod boxes;
mod bundle;
mod casting;
mod checkpoints;
mod closing;
mod counting;
mod electors;
mod error;
pub mod fsck;
mod known;
mod names;
mod nominees;
mod office;
mod poll;
mod post;
mod receipts;
mod rehearsal;
mod results;
mod rolls;
mod scrutineer;
mod server_key;
mod turnout;

pub use archives::{Reach, signed};
pub use beginning::{Beginning, expect_held};
pub use casting::{Cast, NotCast, Slot};
pub use electors::FOUND;
pub use error::OfficeError;
pub use names::{ContestId, ContestIdError, indexer, mark, papers_path};
pub use nominees::Standings;
pub use office::{Beside, Hand, Office, Recorded};
pub use post::{
    Adjudication, BatchCount, Delivery, Difference, Doubt, EntryError, LinksError, PostDoubts,
    Received, SMALL_GROUP, Verdict,
};
pub use rehearsal::{NoRehearsal, Rehearsal};
pub use results::Counted;
pub use rolls::{
    Amendment, Amends, Behind, CurrentRoll, Finding, Imported, Passed, Preview, RollError, Standing,
};
pub use turnout::{BoxTurnout, Turnout};
