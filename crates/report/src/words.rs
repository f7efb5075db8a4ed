//! Numbers, lists and people as readers expect them.

mod time;

use std::borrow::Cow;
use std::collections::BTreeMap;

use hustings_count::{Candidate, CandidateId, Rule, Tally, Transcript, Votes};

pub(crate) use time::interval;

/// Digits in groups of three: `275,780`. What is not a digit before the first other character is left as it is, so
/// that an exact fraction (`n/d`) stays readable.
pub(crate) fn grouped(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = text.split_at(digits);
    let mut out = String::with_capacity(text.len() + digits / 3);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (digits - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

/// The most decimals that are shown; what is behind them is cut off.
const DECIMALS: u8 = 5;

/// A number of votes: `275,780`, `1,412.45570`.
pub(crate) fn votes(votes: &Votes) -> String {
    grouped(&votes.to_decimals(DECIMALS))
}

/// A figure of a transcript: votes, or of an electoral college a part of the whole, in percent.
pub(crate) fn figure(transcript: &Transcript, figure: &Votes) -> String {
    if !matches!(transcript.rule, Rule::ElectoralCollege(_)) {
        return votes(figure);
    }
    format!("{}%", figure.times(100).to_decimals(3))
}

/// A number of papers or of people: `275,780`.
pub(crate) fn tally(tally: Tally) -> String {
    number(tally.get())
}

/// A number: `275,780`.
pub(crate) fn number(number: u64) -> String {
    grouped(&number.to_string())
}

/// `one` for 1, else `many`.
pub(crate) fn plural<'a>(number: u64, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}

/// `A`, `A and B`, `A, B and C`.
pub(crate) fn list<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, "and")
}

/// `A`, `A or B`, `A, B or C`.
pub(crate) fn joined<T: AsRef<str>>(items: &[T], conjunction: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [before @ .., last] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", before.join(", "), last.as_ref())
        }
    }
}

/// `is` for one, `are` for more.
pub(crate) fn is(people: usize) -> &'static str {
    if people == 1 { "is" } else { "are" }
}

/// The text with a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The name between the marks that isolate a direction of writing (Unicode's FSI and PDI), if it needs them.
fn isolated(name: &str) -> Cow<'_, str> {
    let from_the_right = |character: char| {
        matches!(u32::from(character),
            0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff)
    };
    if name.chars().any(from_the_right) {
        Cow::Owned(format!("\u{2068}{name}\u{2069}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// Names of candidates by their ids.
pub(crate) struct Names<'a>(BTreeMap<&'a CandidateId, Cow<'a, str>>);

impl<'a> Names<'a> {
    /// Of these candidates.
    pub(crate) fn of(candidates: &'a [Candidate]) -> Self {
        Self(
            candidates
                .iter()
                .map(|c| (&c.id, Cow::Borrowed(c.name.as_str())))
                .collect(),
        )
    }

    /// Of these candidates, to stand in sentences: a name that is written from right to left is kept apart from what
    /// stands around it, so that figures after it stay where they are.
    pub(crate) fn in_sentences(candidates: &'a [Candidate]) -> Self {
        Self(
            candidates
                .iter()
                .map(|c| (&c.id, isolated(&c.name)))
                .collect(),
        )
    }

    /// The candidate's name; the id where nobody gives a name.
    pub(crate) fn name<'b>(&'b self, id: &'b CandidateId) -> &'b str {
        self.0.get(id).map_or(id.as_str(), Cow::as_ref)
    }

    /// The names of these candidates, in their order: `A, B and C`.
    pub(crate) fn list(&self, ids: &[CandidateId]) -> String {
        list(&ids.iter().map(|id| self.name(id)).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_three_and_nothing_else_is_touched() {
        let cases = [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("275780", "275,780"),
        ];
        for (plain, read) in cases {
            assert_eq!(grouped(plain), read);
        }
        assert_eq!(
            grouped("18446744073709551615"),
            "18,446,744,073,709,551,615"
        );
        assert_eq!(grouped("12345/7"), "12,345/7");
        assert_eq!(votes(&"1412.45570".parse().unwrap()), "1,412.45570");
        assert_eq!(votes(&"3824/3".parse().unwrap()), "1,274.66666");
    }

    #[test]
    fn a_name_from_right_to_left_is_kept_apart_and_no_other() {
        assert_eq!(isolated("José Núñez"), "José Núñez");
        assert_eq!(isolated("محمد"), "\u{2068}محمد\u{2069}");
    }

    #[test]
    fn lists_are_read_as_they_are_spoken() {
        assert_eq!(list(&["Ash"]), "Ash");
        assert_eq!(list(&["Ash", "Birch"]), "Ash and Birch");
        assert_eq!(
            joined(&["Ash", "Birch", "Cedar"], "or"),
            "Ash, Birch or Cedar"
        );
    }
}
