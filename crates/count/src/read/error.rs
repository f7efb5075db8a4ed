//! Why papers are refused: a closed list, each with its place, its reason and its remedy.

use std::fmt;

use crate::candidate::NameFault;
use crate::papers::Papers;
use crate::votes::InvalidCount;

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
}

impl Place {
    /// The beginning of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a file of papers is refused, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {fault}")]
pub struct ReadError {
    /// Where the fault is.
    pub at: Place,
    /// What it is.
    pub fault: Fault,
}

impl Fault {
    pub(crate) fn at(self, at: Place) -> ReadError {
        ReadError { at, fault: self }
    }
}

/// What parts the cells of files that are nearly CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `;`.
    Semicolon,
    /// A tabulator.
    Tab,
}

impl Separator {
    /// The first of them in a text.
    pub(crate) fn within(text: &str) -> Option<Self> {
        text.chars().find_map(|character| match character {
            ';' => Some(Self::Semicolon),
            '\t' => Some(Self::Tab),
            _ => None,
        })
    }

    pub(crate) fn character(self) -> char {
        match self {
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Semicolon => "';'",
            Self::Tab => "a tab",
        })
    }
}

impl From<InvalidCount> for Fault {
    fn from(invalid: InvalidCount) -> Self {
        match invalid {
            InvalidCount::NotWhole(text) => Self::NotANumber(text),
            InvalidCount::TooLarge(text) => Self::NumberTooLarge(text),
        }
    }
}

/// What can be wrong with a file of papers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    // Any file.
    /// Nothing but white space.
    #[error("the file is empty; is it the right one?")]
    Empty,
    /// Bytes that are not UTF-8.
    #[error("the bytes here are not UTF-8; save the file as UTF-8")]
    NotUtf8,
    /// A byte order mark.
    #[error("the file begins with a byte order mark; save it as UTF-8 without one")]
    ByteOrderMark,
    /// No format that is known.
    #[error(
        "this is neither BLT, which begins with the number of candidates and of seats, nor CSV, which begins with a row of column names; write the papers in one of them"
    )]
    UnknownFormat,
    /// Not digits only.
    #[error("“{0}” is not a whole number; write it in digits, without sign or leading zero")]
    NotANumber(String),
    /// A number that is larger than the program counts with.
    #[error("{0} is too large a number; is it mistyped?")]
    NumberTooLarge(String),
    /// Papers with the number 0.
    #[error("this line stands for 0 papers; take it out, or give the number of papers")]
    NoPapersOnLine,
    /// More papers than a line can stand for.
    #[error("{0} papers are more than {max}, the most that one line can stand for; correct the number, or divide it among lines", max = Papers::MAX_ALIKE)]
    TooManyAlike(u64),
    /// More papers than can be counted.
    #[error("with this line there are more than {max} papers, the most that can be counted; is a number mistyped?", max = u64::MAX)]
    TooManyPapers,
    /// More candidates than can be told apart.
    #[error("there are more than {max} candidates, the most there can be; is this the right file?", max = Papers::MAX_CANDIDATES)]
    TooManyCandidates,
    /// A candidate twice on one paper.
    #[error(
        "candidate {0} stands twice on this paper; take one out, or set the paper aside for adjudication"
    )]
    CandidateTwice(String),
    /// A name that cannot stand on a paper.
    #[error("the name {0}")]
    Name(NameFault),
    /// A quotation mark that is not closed on its line.
    #[error(
        "the quotation mark opened here is not closed on this line; close it, or is the file cut off?"
    )]
    UnclosedQuote,
    /// Text after a closing quotation mark.
    #[error("there is text after the closing quotation mark; take it out")]
    TextAfterQuote,

    // BLT.
    /// A first line that is not two numbers.
    #[error(
        "the first line must be the number of candidates and the number of seats, such as “5 1”, and nothing else; correct it"
    )]
    FirstLine,
    /// A first line that says there are no candidates.
    #[error("the first line says there are no candidates; correct it")]
    NoCandidates,
    /// A candidate by a number beyond those of the first line.
    #[error(
        "candidate {number} does not exist, the first line says there are {candidates}; correct the one or the other"
    )]
    NoSuchCandidate {
        /// The number on the paper.
        number: u64,
        /// The candidates of the first line.
        candidates: usize,
    },
    /// A paper that lacks its 0.
    #[error("the paper does not end with 0; add it, or is the line cut off?")]
    PaperNotEnded,
    /// Something after a paper's 0.
    #[error(
        "there is text after the 0 that ends the paper; a line holds one paper, take out the rest"
    )]
    TextAfterPaper,
    /// Withdrawn candidates.
    #[error(
        "“{0}” declares candidates withdrawn, which is not supported yet; take them out of the candidates and the papers, and number the others anew"
    )]
    Withdrawn(String),
    /// Equal preferences.
    #[error(
        "“{0}” gives equal preferences, which is not supported yet; put one candidate before the other, or set the paper aside for adjudication"
    )]
    EqualPreferences(String),
    /// A skipped preference.
    #[error(
        "“-” skips a preference, which is not supported yet; end the paper before it, or set the paper aside for adjudication"
    )]
    SkippedPreference,
    /// The file ends among the papers.
    #[error(
        "the file ends before the line 0 that ends the papers; add it, the names and the title, or is the file cut off?"
    )]
    PapersNotEnded,
    /// A name among the papers.
    #[error("a name stands here before the line 0 that ends the papers; add that line")]
    NameAmongPapers,
    /// Something else where a name should be.
    #[error(
        "here should be the name of candidate {number} of {candidates} in quotation marks, since the papers ended with the line 0; correct it"
    )]
    NameExpected {
        /// The candidate's number, from 1.
        number: usize,
        /// The candidates of the first line.
        candidates: usize,
    },
    /// Fewer names than candidates, and nothing after.
    #[error(
        "the file ends after {names} of {candidates} names; add the others and the title, or is the file cut off?"
    )]
    NamesMissing {
        /// How many names there are.
        names: usize,
        /// The candidates of the first line.
        candidates: usize,
    },
    /// Two candidates with one name.
    #[error("“{name}” is the name of candidate {first} already; make the names different")]
    NameTwice {
        /// The name.
        name: String,
        /// The number of the candidate who has it.
        first: usize,
    },
    /// Something else where the title should be.
    #[error(
        "here should be the title in quotation marks, since all candidates have their names; correct it"
    )]
    TitleExpected,
    /// No title.
    #[error(
        "the file ends without a title, which follows the names in quotation marks; add it, or is a name missing, or the file cut off?"
    )]
    TitleMissing,
    /// A title that could not be printed.
    #[error("the title contains a control character; take it out")]
    TitleControl,
    /// Something after the title.
    #[error(
        "a line too many: by the number of candidates in the first line, {candidates}, “{title}” is the title, and nothing follows it; correct the number of candidates, or take out the line"
    )]
    TextAfterTitle {
        /// The candidates of the first line.
        candidates: usize,
        /// What stands in the title's place.
        title: String,
    },

    // CSV, a column a preference.
    /// A column without a name.
    #[error(
        "column {0} of the header has no name; name it, or if this row is a paper, put a header above it, such as “first,second”"
    )]
    ColumnUnnamed(usize),
    /// Cells that are parted by something else than commas.
    #[error("this looks like a file whose cells are parted by {0}; save it with commas")]
    OtherSeparator(Separator),
    /// A name with what parts the cells of other files.
    #[error(
        "the name contains {0}; if that parts the cells of this file, save it with commas, else take it out of the name"
    )]
    NameWithSeparator(Separator),
    /// A first row with something else than preferences.
    #[error(
        "the first row should be a header such as “first,second” or “rank1,rank2”; “{0}” does not look like one; put a header above it"
    )]
    NotAHeader(String),
    /// Preferences that are not in their order.
    #[error(
        "“{name}” stands where preference {number} should; let the columns stand in the order of preferences, numbered from 1, each once"
    )]
    ColumnOutOfOrder {
        /// The name of the column.
        name: String,
        /// The preference by its place, from 1.
        number: u32,
    },
    /// The number of papers in another than the first column.
    #[error("“{0}” is the number of papers and must be the first column; move it there")]
    NumberNotFirst(String),
    /// No column for a preference.
    #[error("the header has no column for a preference; add one, such as “first”")]
    NoPreferences,
    /// A first row that is a paper.
    #[error(
        "the first row should be a header, but “{name}” is a candidate on line {line}, so that it looks like a paper; put a header above it, such as “first,second”"
    )]
    HeaderIsPaper {
        /// The candidate's name.
        name: String,
        /// Where the candidate stands below.
        line: u64,
    },
    /// The header once more.
    #[error(
        "this row repeats the header; take it out, or if the first row is a paper, put a header above it"
    )]
    HeaderRepeated,
    /// No rows.
    #[error("there is a header but no paper below it; is the file cut off?")]
    NoPapers,
    /// An empty line.
    #[error("this line is empty; take it out, or write a blank paper as “{0}”")]
    EmptyLine(String),
    /// More cells than columns.
    #[error("this row has {cells} cells, the header {columns}; take out what is too much")]
    RowTooLong {
        /// The row's cells.
        cells: usize,
        /// The header's.
        columns: usize,
    },
    /// Fewer cells than columns.
    #[error(
        "this row has {cells} cells, the header {columns}; leave cells empty but do not leave them out, or is the file cut off?"
    )]
    RowTooShort {
        /// The row's cells.
        cells: usize,
        /// The header's.
        columns: usize,
    },
    /// A preference after an empty one.
    #[error(
        "“{0}” stands after an empty cell, which skips a preference; leave cells empty only at the end of a row, or set the paper aside for adjudication"
    )]
    Gap(String),
    /// A number where a name should be.
    #[error(
        "“{0}” is a number where the name of a candidate should be; a first column of numbers of papers is called “papers”, and a file with a column a candidate is not supported yet"
    )]
    NumberForName(String),
    /// A quotation mark in a cell that does not begin with one.
    #[error(
        "a quotation mark stands within a cell that does not begin with one; put the whole cell in quotation marks and double those within"
    )]
    StrayQuote,
}
