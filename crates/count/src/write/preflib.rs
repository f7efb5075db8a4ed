//! Papers as `PrefLib`, which [`crate::read`] reads.

use super::in_order;
use crate::papers::{Papers, Ranking};

/// The four kinds of orders that `PrefLib` parts its files by, each with its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataType {
    /// Strict orders of all candidates.
    Soc,
    /// Strict orders, of which some leave candidates out.
    Soi,
}

impl DataType {
    /// The kind of these papers. Papers here have no ties, so that it is never one of the other two, `toc` and `toi`,
    /// to which these belong as well.
    pub fn of(papers: &Papers) -> Self {
        let complete =
            |ranking: Ranking<'_>| ranking.preferences.len() == papers.candidates().len();
        if papers.rankings().all(complete) && papers.blank().get() == 0 {
            Self::Soc
        } else {
            Self::Soi
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Soc => "soc",
            Self::Soi => "soi",
        }
    }
}

/// Why papers cannot be written as `PrefLib`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A line end or another control character in the title, or white space around it.
    #[error(
        "the title {0:?} contains a control character or begins or ends with white space; take it out"
    )]
    Title(String),
    /// Papers that are set aside.
    #[error(
        "{0} papers are spoilt, and PrefLib cannot say so; write the file that they were read from"
    )]
    Spoilt(u64),
    /// What is known before the count.
    #[error("PrefLib cannot say who withdrew, nor an order for ties; write BLT")]
    BeforeTheCount,
    /// Nobody stands, or there is no paper.
    #[error("there are no candidates or no papers; PrefLib needs at least one of both")]
    Nothing,
}

/// Papers as `PrefLib`: the head, then the rankings by number, then by their preferences, and blank papers last. More
/// papers than one line can stand for are divided among lines.
pub fn write(papers: &Papers, title: &str) -> Result<String, WriteError> {
    check(papers, title)?;
    let mut rankings: Vec<(u64, String)> = in_order(papers)
        .into_iter()
        .map(|ranking| (ranking.papers, preferences(ranking)))
        .collect();
    rankings.sort_by_key(|(papers, _)| std::cmp::Reverse(*papers));
    rankings.push((papers.blank().get(), String::new()));
    let mut lines: Vec<String> = Vec::new();
    for (papers, preferences) in rankings {
        let mut left = papers;
        while left > 0 {
            let alike = left.min(Papers::MAX_ALIKE);
            left -= alike;
            lines.push(format!("{alike}: {preferences}").trim_end().to_owned());
        }
    }
    Ok(head(papers, title, lines.len()) + &lines.join("\n") + "\n")
}

fn check(papers: &Papers, title: &str) -> Result<(), WriteError> {
    let spoilt = papers.spoilt().values().sum();
    if spoilt > 0 {
        return Err(WriteError::Spoilt(spoilt));
    }
    if !papers.withdrawn().is_empty() || papers.tie_order().is_some() {
        return Err(WriteError::BeforeTheCount);
    }
    if papers.candidates().is_empty() || papers.counted().get() + papers.blank().get() == 0 {
        return Err(WriteError::Nothing);
    }
    if title.trim() != title || title.chars().any(char::is_control) {
        return Err(WriteError::Title(title.to_owned()));
    }
    Ok(())
}

fn head(papers: &Papers, title: &str, lines: usize) -> String {
    let voters = papers.counted().get() + papers.blank().get();
    let mut head = format!(
        "# TITLE: {title}\n# DATA TYPE: {}\n# NUMBER ALTERNATIVES: {}\n# NUMBER VOTERS: {voters}\n# NUMBER UNIQUE ORDERS: {lines}\n",
        DataType::of(papers).ending(),
        papers.candidates().len(),
    );
    for (number, candidate) in (1..).zip(papers.candidates()) {
        head.push_str(&format!(
            "# ALTERNATIVE NAME {number}: {}\n",
            candidate.name
        ));
    }
    head
}

fn preferences(ranking: Ranking<'_>) -> String {
    let numbers = ranking.preferences.iter();
    let numbers: Vec<String> = numbers.map(|place| (place.get() + 1).to_string()).collect();
    numbers.join(",")
}
