//! Reading papers from the bytes of a file. Every reader is strict: what it does not understand it refuses, with the
//! place, the reason and the remedy, and the first bad line of the file is the one that is refused.
//!
//! Papers come in many copies. Identical lines are therefore told apart as bytes, and only the distinct ones are
//! parsed.

pub mod blt;
pub mod columns;
mod detect;
mod error;
mod lines;

pub use detect::{PapersFormat, detect};
pub use error::{Fault, Place, ReadError, Separator};

use crate::papers::Papers;

/// Reads papers in whichever format they are in, told by their content.
pub fn read(bytes: &[u8]) -> Result<Papers, ReadError> {
    match detect(bytes)? {
        PapersFormat::Blt => blt::read(bytes),
        PapersFormat::Columns => columns::read(bytes),
    }
}
