//! What holds of every election. Each case is an election, so there are few; `PROPTEST_CASES` asks for more.

mod archive;
mod ballots;
mod ceremony;
mod closing;
mod messages;
mod shuffle;

use proptest::prelude::*;
use proptest::test_runner::Config;

/// A few of the cases that are asked for: one in so many.
pub fn one_in(cost: u32) -> Config {
    let asked = Config::default();
    Config {
        cases: (asked.cases / cost).max(1),
        ..asked
    }
}

/// A ranking of so many candidates, of as many as the voter likes.
fn ranking(candidates: usize) -> impl Strategy<Value = Vec<u8>> {
    let order = Just((0..candidates).collect::<Vec<usize>>()).prop_shuffle();
    (order, 0..=candidates).prop_map(move |(order, preferences)| {
        let mut ranks = vec![0; candidates];
        for (rank, candidate) in (1..).zip(order.into_iter().take(preferences)) {
            ranks[candidate] = rank;
        }
        ranks
    })
}
