//! Ids for candidates of whom only the names are known.

use std::collections::BTreeMap;

use crate::candidate::CandidateId;

/// Ids for the candidates of a bare file of papers, from their names in order; all different.
///
/// An id is the last word of the name: in lower case, every run of characters other than `a-z` and `0-9` one `-`, none
/// at either end, at most 64 characters. Where that is empty, has no letter or is shared, it is made of the whole name
/// in the same way; where that is empty or shared, it is `candidate-N`, N being the position from 1. If that is
/// somebody else's, all are `candidate-N`.
///
/// ```
/// let names = ["Rebecca Long-Bailey", "David Miliband", "Ed Miliband"].map(String::from);
/// let ids = hustings_count::ids::from_names(&names);
/// assert_eq!(ids[0].as_str(), "long-bailey");
/// assert_eq!(ids[1].as_str(), "david-miliband");
/// assert_eq!(ids[2].as_str(), "ed-miliband");
/// ```
pub fn from_names(names: &[String]) -> Vec<CandidateId> {
    let last_words: Vec<String> = names
        .iter()
        .map(|name| plain(name.split_whitespace().next_back().unwrap_or("")))
        .collect();
    let shared = shared(&last_words);
    let wholes: Vec<String> = names
        .iter()
        .zip(&last_words)
        .map(|(name, id)| {
            let letter = id.bytes().any(|b| b.is_ascii_lowercase());
            if letter && !shared(id) {
                id.clone()
            } else {
                plain(name)
            }
        })
        .collect();
    let ids = by_position_where_unusable(&wholes);
    ids.into_iter().map(CandidateId::known_valid).collect()
}

fn by_position_where_unusable(wholes: &[String]) -> Vec<String> {
    let shared_whole = shared(wholes);
    let ids: Vec<String> = wholes
        .iter()
        .zip(1..)
        .map(|(id, n)| {
            if id.is_empty() || shared_whole(id) {
                by_position(n)
            } else {
                id.clone()
            }
        })
        .collect();
    let shared_still = shared(&ids);
    // Somebody may be called “Candidate 1” who is not the first.
    if ids.iter().any(|id| shared_still(id)) {
        (1..=ids.len()).map(by_position).collect()
    } else {
        ids
    }
}

fn by_position(n: usize) -> String {
    format!("candidate-{n}")
}

/// Whether an id stands more than once among these.
fn shared(ids: &[String]) -> impl Fn(&str) -> bool + use<> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    for id in ids {
        let number = numbers.entry(id.clone()).or_default();
        *number = number.saturating_add(1);
    }
    move |id| numbers.get(id).is_some_and(|number| *number > 1)
}

/// The text in the characters of an id; empty if it has none of them.
fn plain(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit());
    let mut id = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    id.truncate(CandidateId::MAX_LENGTH);
    id.truncate(id.trim_end_matches('-').len());
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::last_words(&["Keir Starmer", "Rebecca Long-Bailey"], &["starmer", "long-bailey"])]
    #[case::shared(
        &["David Miliband", "Ed Miliband", "Ed Balls"],
        &["david-miliband", "ed-miliband", "balls"]
    )]
    #[case::no_letter(&["Candidate 1", "1 2"], &["candidate-1", "1-2"])]
    #[case::empty(&["鳩山", "!!!", "Ann O'Neil"], &["candidate-1", "candidate-2", "o-neil"])]
    #[case::accents(&["Zoë Brontë", "Ada Éva", "Bo \u{212a}ay"], &["bront", "va", "ay"])]
    #[case::whole_name_shared_too(&["Ann Lee", "ann  lee", "Bo Lee"], &["candidate-1", "candidate-2", "bo-lee"])]
    #[case::whole_name_is_a_last_word(&["X Ada-Ash", "Ada Ash", "Bo Ash"], &["candidate-1", "candidate-2", "bo-ash"])]
    #[case::position_taken(&["鳩山", "Candidate 1", "Ann Lee"], &["candidate-1", "candidate-2", "candidate-3"])]
    fn an_id_is_the_last_word_else_the_whole_name_else_the_position(
        #[case] names: &[&str],
        #[case] expected: &[&str],
    ) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let ids = from_names(&names);
        assert_eq!(
            ids.iter().map(CandidateId::as_str).collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn an_id_has_at_most_64_characters_and_names_that_differ_only_after_them_share_it() {
        let long = "x".repeat(64);
        let names = [
            format!("{long}y"),
            format!("{long}z"),
            format!("{}-{long}", "v".repeat(63)),
        ];
        let ids = from_names(&names);
        assert_eq!(ids[0].as_str(), "candidate-1");
        assert_eq!(ids[1].as_str(), "candidate-2");
        assert_eq!(ids[2].as_str(), "v".repeat(63));
    }
}
