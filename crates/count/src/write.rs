//! Writing papers.

pub mod blt;
pub mod preflib;

use crate::papers::{Papers, Ranking};

/// The rankings in the order of their preferences, so that equal papers are equal files.
fn in_order(papers: &Papers) -> Vec<Ranking<'_>> {
    let mut rankings: Vec<_> = papers.rankings().collect();
    rankings.sort_unstable();
    rankings
}
pub mod rctab;
