//! The archive of an election: one `.bel` file to which everything public is appended (section 4.4 of the specification).
//!
//! It is an old-style tar file without an end. It is read as a stream, and [`Archive`] writes it, byte for byte as
//! the peers do: a file that was written is what anybody else would have written of the same messages.

mod append;
mod event;
mod opening;
mod poll;
mod tar;
mod walk;

pub use append::{AppendError, Archive};
pub use poll::Poll;

pub(crate) use event::{Event, EventKind, Header, Owned, SetupData};
pub(crate) use opening::{Opening, credentials_fault};
pub(crate) use tar::{Body, Kind, Record, Records, TarFault};
pub(crate) use walk::{Walk, wire_fault};
