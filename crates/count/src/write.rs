//! Writing papers.

pub mod blt;
