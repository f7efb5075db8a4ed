//! Numbers of votes: whole ones, or whole numbers of a smallest part of a vote.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Votes by candidate, for those still in the count.
///
/// A rule that counts with decimals counts whole numbers of the last of them. Papers are at most
/// 2^53 − 1 a line, and no file has 2^40 lines: with five decimals all votes together stay below
/// 2^110, and times the value of a paper (at most 10^5 parts) below 2^127.
pub(crate) type Votes = BTreeMap<String, u128>;

/// How many of the smallest parts make one vote.
pub(crate) fn one_vote(decimals: usize) -> u128 {
    (0..decimals).fold(1, |parts, _| parts * 10)
}

/// `1412.45570` for 141245570 with five decimals, `12` for 12 with none.
pub(crate) fn written(parts: u128, decimals: usize) -> String {
    if decimals == 0 {
        return parts.to_string();
    }
    let one = one_vote(decimals);
    format!("{}.{:0decimals$}", parts / one, parts % one)
}

/// Votes by candidate as the formats write them.
pub(crate) fn counts(votes: &Votes, decimals: usize) -> Value {
    let counts: Map<String, Value> = votes
        .iter()
        .map(|(id, parts)| (id.clone(), written(*parts, decimals).into()))
        .collect();
    counts.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(12, 0, "12")]
    #[case(141_245_570, 5, "1412.45570")]
    #[case(1, 5, "0.00001")]
    #[case(0, 5, "0.00000")]
    #[case(191_300_000, 5, "1913.00000")]
    fn all_decimals_are_written(#[case] parts: u128, #[case] decimals: usize, #[case] text: &str) {
        assert_eq!(written(parts, decimals), text);
    }
}
