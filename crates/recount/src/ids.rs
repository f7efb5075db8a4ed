//! Ids, and how candidates of a bare file of papers get theirs.

use std::collections::BTreeSet;

/// One to 64 characters of `a-z`, `0-9` and `-`, beginning with a letter or a digit.
pub(crate) fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| plain(byte) || byte == b'-')
        && text.bytes().next().is_some_and(plain)
}

/// Ids for candidates of whom only the names are known, as [`crate::count_again`] says.
pub(crate) fn ids_from_names(names: &[String]) -> Vec<String> {
    let short: Vec<String> = names
        .iter()
        .map(|name| plain(name.split_whitespace().next_back().unwrap_or("")))
        .collect();
    let whole: Vec<String> = names
        .iter()
        .zip(&short)
        .map(|(name, id)| {
            let usable = !is_shared(id, &short) && id.bytes().any(|byte| byte.is_ascii_lowercase());
            if usable { id.clone() } else { plain(name) }
        })
        .collect();
    let ids: Vec<String> = whole
        .iter()
        .zip(1..)
        .map(|(id, position)| {
            if id.is_empty() || is_shared(id, &whole) {
                by_position(position)
            } else {
                id.clone()
            }
        })
        .collect();
    // Somebody else may be called "Candidate 1".
    if all_different(ids.iter().map(String::as_str)) {
        ids
    } else {
        (1..=names.len()).map(by_position).collect()
    }
}

fn by_position(position: usize) -> String {
    format!("candidate-{position}")
}

fn is_shared(id: &str, ids: &[String]) -> bool {
    ids.iter().filter(|other| *other == id).count() > 1
}

fn plain(text: &str) -> String {
    // Only ASCII: the Kelvin sign is no k.
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

/// Whether all of these are different.
pub(crate) fn all_different<'a>(ids: impl IntoIterator<Item = &'a str>) -> bool {
    let mut seen = BTreeSet::new();
    ids.into_iter().all(|id| seen.insert(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn ids(names: &[&str]) -> Vec<String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        ids_from_names(&names)
    }

    #[rstest]
    #[case(&["Keir Starmer", "Rebecca Long-Bailey"], &["starmer", "long-bailey"])]
    #[case(&["David Miliband", "Ed Miliband", "Ed Balls"], &["david-miliband", "ed-miliband", "balls"])]
    #[case(&["Candidate 1", "Candidate 2"], &["candidate-1", "candidate-2"])]
    #[case(&["", "!!!", "Ann O'Neil"], &["candidate-1", "candidate-2", "o-neil"])]
    #[case(&["Ann Lee", "Ann Lee"], &["candidate-1", "candidate-2"])]
    #[case(&["Zoë Brontë"], &["bront"])]
    #[case(&["", "Candidate 1", "Ann Lee"], &["candidate-1", "candidate-2", "candidate-3"])]
    #[case(&["Ann  LEE "], &["lee"])]
    fn the_last_word_is_the_id_unless_it_is_empty_numeric_or_shared(
        #[case] names: &[&str],
        #[case] expected: &[&str],
    ) {
        assert_eq!(ids(names), expected);
    }

    #[rstest]
    #[case("a", true)]
    #[case("9-a", true)]
    #[case("", false)]
    #[case("-a", false)]
    #[case("A", false)]
    #[case("a b", false)]
    #[case("é", false)]
    fn ids_are_lower_case_letters_digits_and_hyphens(#[case] text: &str, #[case] good: bool) {
        assert_eq!(is_id(text), good);
        assert!(!is_id(&"a".repeat(65)));
    }
}
