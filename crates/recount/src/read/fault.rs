//! What can be wrong with a file of papers.

/// Why a BLT file is refused, and at which line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct PapersError {
    /// The line, from 1; the one after the last where something is missing at the end.
    pub line: usize,
    /// What is wrong there.
    pub reason: BltFault,
}

/// What can be wrong with a BLT file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BltFault {
    /// The line is no text.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// The first line does not say how many candidates and seats there are.
    #[error("the first line must be the number of candidates and the number of seats")]
    NoHeader,
    /// The first line says that there are no candidates.
    #[error("there must be at least one candidate")]
    NoCandidates,
    /// More candidates than the rules allow.
    #[error(
        "the first line says that there are {candidates} candidates, and there may be at most {most}"
    )]
    TooManyCandidates {
        /// The number that the first line says.
        candidates: u64,
        /// The most that there may be.
        most: usize,
    },
    /// A line that withdraws a candidate.
    #[error("{0} withdraws a candidate, which is not supported")]
    Withdrawn(String),
    /// Two candidates with the same preference.
    #[error("{0:?} gives candidates the same preference, which is not supported")]
    EqualPreferences(String),
    /// A preference that is left out.
    #[error("\"-\" skips a preference, which is not supported")]
    SkippedPreference,
    /// Something else than a whole number.
    #[error("{0:?} is not a whole number from 0 to 2^53 − 1")]
    NotANumber(String),
    /// A line that stands for no papers.
    #[error("the weight is zero")]
    ZeroWeight,
    /// A list of preferences without the 0 that ends it.
    #[error("the line does not end with 0")]
    NoTerminator,
    /// Something after the 0 that ends a list of preferences.
    #[error("something stands after the 0 that ends the line")]
    AfterTerminator,
    /// A preference for nobody.
    #[error("candidate {number} does not exist, the first line says there are {candidates}")]
    NoSuchCandidate {
        /// The number on the paper.
        number: u64,
        /// The number of candidates.
        candidates: u64,
    },
    /// A paper that ranks somebody twice.
    #[error("candidate {0} stands twice on one paper")]
    Repeated(u64),
    /// The line "0" that ends the papers is missing.
    #[error("the file ends before the line \"0\" that ends the papers")]
    NoEndOfPapers,
    /// A name or the title is missing.
    #[error("the file ends before {0}")]
    Missing(&'static str),
    /// A name or the title is not in quotes, or something stands beside them.
    #[error("{0} must stand alone in double quotes")]
    NotQuoted(&'static str),
    /// More papers with one ranking than the number that is asked for can hold.
    #[error("there are more papers with one ranking than can be counted")]
    TooManyPapers,
    /// Something after the title.
    #[error("something stands after the title")]
    AfterTitle,
}
