//! What an elector answers at sign-in where the rulebook asks (`ballot.second_factor`): something that is not in her mailbox.

use hustings_rulebook::{Rulebook, is_misleading};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::matches;

/// The most characters that an answer may have.
pub(crate) const LONGEST: usize = 100;

/// The fewest letters and digits that remain of one.
const FEWEST: usize = 4;

/// An elector's answer, as it is compared: its letters and digits, without capitals and accents. A secret of hers and of
/// the organisation's: it is in private rows only, is committed to by nothing, and `Debug` does not tell it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Answer(String);

/// Why a text is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// There are more characters than somebody would type.
    #[error("has more than {LONGEST} characters: shorten it, and ask for what is shorter")]
    TooLong,
    /// It would not show as what it is, so that nobody would type it again.
    #[error(
        "has a character that does not show, or that turns the text around it: type it anew without"
    )]
    Misleading,
    /// It would be found by a few guesses.
    #[error(
        "has fewer than {FEWEST} letters and digits, and would soon be guessed: take something longer"
    )]
    TooShort,
}

impl Answer {
    /// Whether what somebody typed is this answer; nothing is the answer where there is none.
    ///
    /// It takes the same work whether there is an answer, and however much of it was right.
    pub fn is_given(answer: Option<&Self>, typed: &str) -> bool {
        let kept = Sha256::digest(answer.map_or("", |answer| answer.0.as_str()));
        let given = Sha256::digest(fold(typed));
        let differing = (kept.iter().zip(&given)).fold(0, |differing, (a, b)| differing | (a ^ b));
        // Both are looked at, so that it does not tell which of them was wrong.
        (differing == 0) & answer.is_some()
    }

    /// Whether the rulebook asks electors for one.
    pub fn is_asked(rulebook: &Rulebook) -> bool {
        rulebook.ballot.second_factor.is_some()
    }
}

/// Letters and digits, without capitals and accents: "31/12/1970" and "31 12 1970" are one answer.
fn fold(text: &str) -> String {
    matches::folded(text).replace(' ', "")
}

impl TryFrom<String> for Answer {
    type Error = AnswerError;

    fn try_from(written: String) -> Result<Self, AnswerError> {
        if written.chars().nth(LONGEST).is_some() {
            return Err(AnswerError::TooLong);
        }
        if written.chars().any(is_misleading) {
            return Err(AnswerError::Misleading);
        }
        let folded = fold(&written);
        if folded.chars().nth(FEWEST - 1).is_none() {
            return Err(AnswerError::TooShort);
        }
        Ok(Self(folded))
    }
}

impl std::str::FromStr for Answer {
    type Err = AnswerError;

    fn from_str(text: &str) -> Result<Self, AnswerError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Answer> for String {
    fn from(answer: Answer) -> Self {
        answer.0
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Answer {
        text.parse().expect("it is an answer")
    }

    #[test]
    fn an_answer_is_given_whatever_its_capitals_accents_spaces_and_punctuation() {
        for (kept, typed) in [
            ("31/12/1970", " 31 12 1970"),
            ("31 12 1970", "31.12.1970."),
            ("ab-1234", "AB 1234"),
            ("Llanfair Pwll", "llanfairpwll"),
            ("Siân", "sian"),
            ("Strauß", "STRAUSS"),
            ("１２３４", "1234"),
        ] {
            assert!(Answer::is_given(Some(&answer(kept)), typed), "{typed}");
        }
    }

    #[test]
    fn nothing_else_is_the_answer_nor_anything_where_there_is_none() {
        for typed in ["", "31", "3112197", "311219700", "31 12 1971", "1970 12 31"] {
            assert!(
                !Answer::is_given(Some(&answer("31 12 1970")), typed),
                "{typed}"
            );
        }
        for typed in ["", " ", "31 12 1970", "None"] {
            assert!(!Answer::is_given(None, typed), "{typed}");
        }
    }

    #[test]
    fn what_is_guessed_or_not_typed_is_no_answer() {
        for (text, error) in [
            ("", AnswerError::TooShort),
            ("1-2-3", AnswerError::TooShort),
            ("- / - / -", AnswerError::TooShort),
            ("12\u{200b}34", AnswerError::Misleading),
            ("12\n34", AnswerError::Misleading),
        ] {
            assert_eq!(text.parse::<Answer>(), Err(error), "{text:?}");
        }
        let long = "1".repeat(LONGEST);
        assert!(long.parse::<Answer>().is_ok());
        assert_eq!(
            format!("{long}1").parse::<Answer>(),
            Err(AnswerError::TooLong)
        );
    }

    #[test]
    fn an_answer_tells_itself_to_nobody_who_prints_it() {
        assert_eq!(format!("{:?}", answer("31 12 1970")), "Answer(secret)");
    }

    /// What is stored is read again by the same rule, which must not take anything more away.
    #[test]
    fn every_character_is_folded_once_and_for_all() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let once = fold(&format!("abcd{c}"));
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }
}
