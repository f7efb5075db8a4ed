//! Papers as BLT, which [`crate::read::blt`] reads.

use super::in_order;
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
    /// Papers that are set aside.
    #[error(
        "{0} papers are spoilt, and BLT cannot say so; write the file that they were read from"
    )]
    Spoilt(u64),
    /// Nobody stands.
    #[error("there are no candidates; BLT needs at least one")]
    NoCandidates,
}

/// Papers as BLT: who withdrew, the order of ties, the rankings in order, then blank papers, names and the title. More
/// papers than one line can stand for are divided among lines. Why a ranking goes no further than it does is not said.
pub fn write(papers: &Papers, seats: Seats, title: &str) -> Result<String, WriteError> {
    if papers.candidates().is_empty() {
        return Err(WriteError::NoCandidates);
    }
    let spoilt = papers.spoilt().values().sum();
    if spoilt > 0 {
        return Err(WriteError::Spoilt(spoilt));
    }
    if title.chars().any(char::is_control) {
        return Err(WriteError::TitleControl(title.to_owned()));
    }
    let mut text = format!("{} {seats}\n", papers.candidates().len());
    for candidate in papers.withdrawn() {
        text.push_str(&format!("-{}\n", candidate.get() + 1));
    }
    if let Some(order) = papers.tie_order() {
        text.push_str("[tie");
        push_ranking(&mut text, order);
        text.push_str("]\n");
    }
    for ranking in in_order(papers) {
        push_papers(&mut text, ranking.preferences, ranking.papers);
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
        text.push_str(&alike.to_string());
        push_ranking(text, ranking);
        text.push_str(" 0\n");
    }
}

fn push_ranking(text: &mut String, ranking: &[CandidateIndex]) {
    for candidate in ranking {
        text.push_str(&format!(" {}", candidate.get() + 1));
    }
}
