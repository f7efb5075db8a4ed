//! Reading papers from the bytes of a file, as a whole or in pieces. Every reader is strict: what it does not understand
//! it refuses, with the place, the reason and the remedy, and the first bad line of the file is the one that is refused.
//! Marks that are not clear are refused too, unless a marks rule ([`Marks`]) says how they are read.
//!
//! Papers come in many copies. Identical lines are therefore told apart as bytes, and only the distinct ones are
//! parsed. So a [`Reader`] holds the distinct lines and no more, however long the file is.

pub mod blt;
mod cast_vote_records;
pub mod columns;
mod detect;
mod distinct;
mod error;
mod lines;
mod marks;
mod paper;
mod preflib;
pub mod rctab;
mod reader;

pub use detect::{PapersFormat, detect};
pub use error::{Dialectal, Fault, Place, ReadError, Separator};
pub use marks::{Beyond, Marks, MarksError, Overvote, Repeated, Skipped};
pub use reader::{Options, PapersFile, Reader};

use crate::papers::Papers;

pub(crate) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Reads papers in whichever format they are in, told by their content, and refuses every mark that is not clear.
pub fn read(bytes: &[u8]) -> Result<Papers, ReadError> {
    let mut reader = Reader::new(Options::default());
    reader.push(bytes)?;
    reader.finish().map(|file| file.papers)
}
