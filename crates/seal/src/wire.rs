//! How messages are written: compact JSON with its keys in one order, so that a message has one form (section 4.1 of the
//! specification). Reading takes that form and no other, which is both strict and fast: a message is a sequence of
//! literals, elements and numbers, and is never held as a tree.

mod scanner;
mod text;
mod writer;

pub(crate) use scanner::Scanner;
pub use scanner::WireError;
pub(crate) use text::{Decimal, canonical};
pub(crate) use writer::Writer;
