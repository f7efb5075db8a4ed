//! What a log owes its readers.

mod attacks;
mod notes;
mod page;
mod proofs;
mod receipts;
mod refused;
mod tables;
mod trees;
mod witnesses;
