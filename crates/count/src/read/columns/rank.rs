//! Which preference a column of a CSV holds, by its name.

const ORDINALS: [&str; 10] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

/// What a preference is called. `preference` stands before `pref`, with which it begins.
const NOUNS: [&str; 5] = ["rank", "choice", "preference", "pref", "vote"];

/// The number of the preference: of `2`, `second`, `2nd`, `second choice`, `2nd_preference`, `rank2`, `Choice 2`.
pub(super) fn rank(column: &str) -> Option<u32> {
    let column = column.trim().to_ascii_lowercase();
    cardinal(&column)
        .or_else(|| ordinal(&column))
        .or_else(|| noun_and_number(&column))
        .or_else(|| ordinal_and_noun(&column))
}

fn cardinal(text: &str) -> Option<u32> {
    // A number of the standard library may have a sign.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn ordinal(text: &str) -> Option<u32> {
    let in_words = (1..).zip(ORDINALS).find(|(_, word)| *word == text);
    in_words.map(|(number, _)| number).or_else(|| {
        let endings = ["st", "nd", "rd", "th"];
        let digits = endings.iter().find_map(|ending| text.strip_suffix(ending));
        digits.and_then(cardinal)
    })
}

/// `rank2`, `rank 2`, `rank_2`, `rank-2`.
fn noun_and_number(text: &str) -> Option<u32> {
    let after = NOUNS.iter().find_map(|noun| text.strip_prefix(noun))?;
    cardinal(after.strip_prefix(is_joint).unwrap_or(after))
}

/// `second choice`, `2nd_choice`.
fn ordinal_and_noun(text: &str) -> Option<u32> {
    let before = NOUNS.iter().find_map(|noun| text.strip_suffix(noun))?;
    ordinal(before.strip_suffix(is_joint).unwrap_or(before))
}

fn is_joint(character: char) -> bool {
    matches!(character, ' ' | '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preference_is_a_number_an_ordinal_or_a_noun_with_one() {
        let second = [
            "2",
            "second",
            "Second",
            " SECOND ",
            "2nd",
            "2nd choice",
            "second preference",
            "second_pref",
            "rank2",
            "Rank 2",
            "rank-2",
            "Choice_2",
            "preference_2",
            "pref2",
            "VOTE 2",
        ];
        for name in second {
            assert_eq!(rank(name), Some(2), "{name}");
        }
        assert_eq!(rank("tenth"), Some(10));
        assert_eq!(rank("11th vote"), Some(11));
        assert_eq!(rank("rank0"), Some(0));
    }

    #[test]
    fn a_name_is_no_preference() {
        let names = [
            "",
            "Ada",
            "First Ada",
            "rank",
            "choice ",
            "rank  2",
            "rank+2",
            "+2",
            "2.0",
            "two",
            "second-hand",
            "Pref Ada",
            "4294967296",
            "٢",
            "nd",
        ];
        for name in names {
            assert_eq!(rank(name), None, "{name}");
        }
    }
}
