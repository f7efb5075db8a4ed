//! The questions of an election, as its organiser writes them.
//!
//! ```toml
//! [[question]]
//! kind = "ranked"
//! question = "Leader"
//! candidates = ["Ada Ash", "Bo Birch"]
//!
//! [[question]]
//! kind = "choose"
//! question = "Motion 7"
//! answers = ["For", "Against"]
//! min = 1
//! max = 1
//! blank = true
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hustings_seal::election::{ElectionError, Question};
use serde::Deserialize;
use toml::{Spanned, Table};

use crate::failure::Failure;
use crate::files;
use crate::terminal::quoted;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Tables first, since of a table that is read as one of two kinds only its own place is known.
    #[serde(default)]
    question: Vec<Spanned<Table>>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum Entry {
    Ranked {
        question: String,
        candidates: Vec<String>,
    },
    Choose {
        question: String,
        answers: Vec<String>,
        min: usize,
        max: usize,
        #[serde(default)]
        blank: bool,
    },
}

/// The questions, and on which line each begins.
pub(super) fn read(path: &Path) -> Result<(Vec<Question>, Vec<usize>), Failure> {
    let text = files::read_typed(path)?;
    parse(&text).map_err(|message| Failure::refused(path, message))
}

/// Which question it is that cannot be asked, from 1.
pub(super) fn number(error: &ElectionError) -> Option<usize> {
    match *error {
        ElectionError::Candidates(number, ..) | ElectionError::Bounds(number, ..) => Some(number),
        _ => None,
    }
}

fn parse(text: &str) -> Result<(Vec<Question>, Vec<usize>), String> {
    let line = |offset: usize| 1 + text[..offset].matches('\n').count();
    let file: File = toml::from_str(text).map_err(|error| {
        let place = error.span().map_or(0, |span| span.start);
        format!("line {}: {}", line(place), error.message())
    })?;
    if file.question.is_empty() {
        return Err("there are no questions; write each under [[question]]".to_owned());
    }
    let questions = (1..).zip(file.question).map(|(number, table)| {
        let line = line(table.span().start);
        let entry = table
            .into_inner()
            .try_into()
            .map_err(|error| error.message().to_owned());
        entry
            .and_then(Entry::check)
            .map(|question| (question, line))
            .map_err(|error| format!("line {line}: question {number}: {error}"))
    });
    let questions: Result<Vec<_>, String> = questions.collect();
    Ok(questions?.into_iter().unzip())
}

impl Entry {
    fn check(self) -> Result<Question, String> {
        match self {
            Self::Ranked {
                question,
                candidates,
            } => {
                // What a file of papers cannot hold is found before the poll.
                super::papers::blt(&question, &candidates, &BTreeMap::new())?;
                Ok(Question::Ranked {
                    question,
                    candidates,
                })
            }
            Self::Choose {
                question,
                answers,
                min,
                max,
                blank,
            } => {
                let mut seen = BTreeSet::new();
                if let Some(twice) = answers.iter().find(|answer| !seen.insert(*answer)) {
                    return Err(format!(
                        "the answer “{}” stands twice; take one out",
                        quoted(twice)
                    ));
                }
                Ok(Question::Homomorphic {
                    question,
                    answers,
                    blank,
                    min,
                    max,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hustings_seal::election::rankings;

    use super::*;

    #[test]
    fn three_five_and_ten_candidates_can_be_ranked_in_15_325_and_nearly_ten_million_ways() {
        assert_eq!([3, 5, 10].map(rankings), [15, 325, 9_864_100]);
    }

    #[test]
    fn questions_keep_the_order_of_the_file() {
        let text = "[[question]]\nkind = \"choose\"\nquestion = \"Motion\"\nanswers = [\"For\", \"Against\"]\nmin = 1\nmax = 1\n\
                    [[question]]\nkind = \"ranked\"\nquestion = \"Leader\"\ncandidates = [\"Ash\", \"Birch\"]\n";
        let (questions, lines) = parse(text).unwrap();
        assert_eq!(lines, [1, 7]);
        assert!(matches!(
            questions[0],
            Question::Homomorphic { blank: false, .. }
        ));
        assert!(questions[1].is_ranked());
    }
}
