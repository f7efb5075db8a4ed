//! The returning officer, until the poll.
//!
//! ```text
//! rulebook ─▶ beginning ─▶ desk (duties, timetable, clock)
//!                            ├─▶ roll         import, matches, exclusions, claims, the freeze
//!                            ├─▶ candidates   nominations, the board, the proof of the paper
//!                            ├─▶ rulings      claims, rulings, appeals
//!                            ├─▶ people       accounts, invitations
//!                            └─▶ mock         a mock poll of the contest, with testers
//! ```

pub(crate) mod beginning;
pub(crate) mod candidates;
pub(crate) mod circumstances;
pub(crate) mod clock;
pub(crate) mod desk;
pub(crate) mod duties;
mod ids;
pub(crate) mod mock;
pub(crate) mod nominations;
pub(crate) mod paper;
pub(crate) mod people;
pub(crate) mod roll;
mod rulebooks;
mod ruled;
pub(crate) mod rulings;
mod timetable;
