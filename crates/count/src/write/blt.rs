//! Papers as BLT, which [`crate::read::blt`] reads.

use std::fmt::Write as _;

use crate::papers::{CandidateIndex, Papers};
use crate::rule::Seats;

/// Why papers cannot be written as BLT.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A quotation mark in a name or in the title.
    #[error("BLT puts “{0}” in quotation marks and cannot hold one within; use “ or ' instead")]
    QuotationMark(String),
    /// A line end or another control character in the title.
    #[error("the title {0:?} contains a control character; take it out")]
    TitleControl(String),
    /// Nobody stands.
    #[error("there are no candidates; BLT needs at least one")]
    NoCandidates,
}

/// Papers as BLT: the rankings in their order, then blank papers, names and the title. More papers than one line can
/// stand for are divided among lines.
pub fn write(papers: &Papers, seats: Seats, title: &str) -> Result<String, WriteError> {
    if papers.candidates().is_empty() {
        return Err(WriteError::NoCandidates);
    }
    if title.chars().any(char::is_control) {
        return Err(WriteError::TitleControl(title.to_owned()));
    }
    let mut text = format!("{} {seats}\n", papers.candidates().len());
    for (ranking, number) in papers.rankings() {
        push_papers(&mut text, ranking, number);
    }
    push_papers(&mut text, &[], papers.blank().get());
    text.push_str("0\n");
    for quoted in papers
        .candidates()
        .iter()
        .map(|c| c.name.as_str())
        .chain([title])
    {
        if quoted.contains('"') {
            return Err(WriteError::QuotationMark(quoted.to_owned()));
        }
        text.push('"');
        text.push_str(quoted);
        text.push_str("\"\n");
    }
    Ok(text)
}

fn push_papers(text: &mut String, ranking: &[CandidateIndex], number: u64) {
    let mut left = number;
    while left > 0 {
        let alike = left.min(Papers::MAX_ALIKE);
        left -= alike;
        push(text, alike);
        for candidate in ranking {
            text.push(' ');
            push(text, candidate.get() + 1);
        }
        text.push_str(" 0\n");
    }
}

fn push(text: &mut String, number: impl std::fmt::Display) {
    // Writing to a String cannot fail.
    let _ = write!(text, "{number}");
}
