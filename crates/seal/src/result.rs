//! The result as it is written: numbers alone (section 4.21 of the specification).

use std::io::{self, BufRead, Write};

use crate::election::{Election, Question};
use crate::tally;
use crate::wire::{Scanner, WireError, Writer};

/// The published result, by question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectionResult(pub(crate) Vec<QuestionResult>);

/// The published result of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionResult {
    /// How often each choice was chosen.
    Sums(Vec<u64>),
    /// The vector of each ballot, in the order of the last shuffle.
    Vectors(Vec<Vec<u8>>),
}

impl ElectionResult {
    /// By question.
    pub fn questions(&self) -> &[QuestionResult] {
        &self.0
    }

    pub(crate) fn write(&self, out: impl Write) -> io::Result<()> {
        let mut writer = Writer::new(out);
        writer.text("{\"result\":")?;
        writer.list(&self.0, |writer, question| match question {
            QuestionResult::Sums(sums) => {
                writer.list(sums, |writer, sum| writer.text(&sum.to_string()))
            }
            QuestionResult::Vectors(vectors) => writer.list(vectors, |writer, vector| {
                writer.list(vector, |writer, value| writer.text(&value.to_string()))
            }),
        })?;
        writer.text("}")
    }

    /// Reads a result of as many ballots, behind `{"`, by which it is told from a partial decryption.
    pub(crate) fn read_rest<R: BufRead>(
        scanner: &mut Scanner<R>,
        election: &Election,
        ballots: usize,
    ) -> Result<Self, WireError> {
        let mut questions = election.questions().iter();
        scanner.expect("result\":")?;
        let results = scanner.list_of(election.questions().len(), |scanner| {
            match questions.next() {
                Some(question @ Question::Ranked { .. }) => Ok(QuestionResult::Vectors(
                    scanner
                        .list_of(ballots, |scanner| scanner.list_of(question.values(), small))?,
                )),
                Some(question) => Ok(QuestionResult::Sums(
                    scanner.list_of(tally::size(question, ballots), Scanner::integer)?,
                )),
                None => unreachable!("a list has as many items as were asked for"),
            }
        })?;
        scanner.expect("}")?;
        Ok(Self(results))
    }
}

fn small<R: BufRead>(scanner: &mut Scanner<R>) -> Result<u8, WireError> {
    let offset = scanner.offset();
    let value = scanner.integer()?;
    u8::try_from(value).map_err(|_| WireError::Unexpected {
        offset,
        expected: "a number below 256",
    })
}
