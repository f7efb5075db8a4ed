//! Why papers are refused: a closed list, each with its place, its reason and its remedy.

use std::fmt;

use crate::candidate::NameFault;
use crate::papers::{Papers, PapersError};
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

/// What dialects of BLT have beside the standard one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Dialectal {
    /// A byte order mark.
    #[error("a byte order mark")]
    ByteOrderMark,
    /// Withdrawn candidates.
    #[error("a line of withdrawn candidates")]
    Withdrawn,
    /// An option in square brackets.
    #[error("an option in square brackets")]
    Option,
    /// A paper's id.
    #[error("a paper's id")]
    PaperId,
    /// A skipped preference.
    #[error("“-” for a skipped preference")]
    Skip,
    /// Equal preferences.
    #[error("“=” between equal preferences")]
    Equal,
    /// A party after a name.
    #[error("a party after the name")]
    Party,
    /// Text after the title.
    #[error("text after the title")]
    Remark,
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
    /// Candidates who were given and are not those of the file.
    #[error("{0}")]
    Candidates(PapersError),
    /// No format that is known.
    #[error(
        "this is neither BLT, which begins with the number of candidates and of seats, nor PrefLib, whose papers are such as “9: 2,1”, nor CSV, which begins with a row of column names, nor a JSON of cast vote records; write the papers in one of them"
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
        "candidate {0} stands twice on this paper; take one out, set the paper aside for adjudication, or say how such papers are read, as in --marks repeated=stop (they count up to there) or repeated=pass-over"
    )]
    CandidateTwice(String),
    /// Several candidates at one rank.
    #[error(
        "this candidate has the same rank as another; put one before the other, set the paper aside for adjudication, or say how such papers are read, as in --marks overvote=stop"
    )]
    EqualPreferences,
    /// A rank without a candidate.
    #[error(
        "preference {rank} stands here, but {skipped} is skipped; correct it, set the paper aside for adjudication, or say how such papers are read, as in --marks skipped=stop (they count up to there) or skipped=pass-over"
    )]
    SkippedRank {
        /// The first that is skipped.
        skipped: u32,
        /// The next that is not.
        rank: u32,
    },
    /// A rank that papers do not have.
    #[error(
        "the paper goes on beyond preference {0}, the last there is by --marks ranks-at-most; is the bound right? Else say how such papers are read, as in --marks beyond=ignore"
    )]
    BeyondLastRank(u32),
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

    /// One paper asked for by its line in a format that has none.
    #[error(
        "cast vote records have no lines by which one paper could be found; follow it by its preferences"
    )]
    NoLines,

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
    /// What other dialects than the standard one have.
    #[error(
        "{0} is not of the standard dialect of BLT, in which a contest's papers are; write the papers in it"
    )]
    NotStandard(Dialectal),
    /// Withdrawn candidates or options after the first paper.
    #[error(
        "“{0}” stands after a paper; withdrawn candidates and options stand between the first line and the papers, move it there"
    )]
    AfterPapers(String),
    /// Something else than a withdrawn candidate on a line of them.
    #[error(
        "“{0}” is not a withdrawn candidate, such as “-2”; a line of them holds nothing else, correct it"
    )]
    NotWithdrawn(String),
    /// An option that is not known.
    #[error(
        "the option “{0}” is not known; those that are: nick, tie, withdrawn, droop; take it out if the count does not depend on it"
    )]
    UnknownOption(String),
    /// An option whose bracket is not closed on its line, or after which there is more.
    #[error("an option is one line that ends with “]”; correct it")]
    OptionNotEnded,
    /// An option that was given before.
    #[error("the option “{0}” stands twice; take one out")]
    OptionTwice(String),
    /// Nicknames that do not fit the candidates.
    #[error("there are {nicknames} nicknames for {candidates} candidates; give each one")]
    Nicknames {
        /// How many nicknames there are.
        nicknames: usize,
        /// The candidates of the first line.
        candidates: usize,
    },
    /// A nickname that cannot be told apart.
    #[error(
        "“{0}” cannot be a nickname: it is another candidate's too, or looks like a number or another part of BLT; choose another"
    )]
    Nickname(String),
    /// An order for ties that does not name every candidate.
    #[error("the order for ties has {named} of {candidates} candidates; name every one")]
    TieOrder {
        /// How many it names.
        named: usize,
        /// The candidates of the first line.
        candidates: usize,
    },
    /// The id of another paper.
    #[error("the id “{0}” is that of an earlier paper too; was a paper entered twice?")]
    PaperTwice(String),
    /// An id without its closing bracket, or without anything.
    #[error("a paper's id stands in brackets, such as “(B-17)”; correct it")]
    BadId,
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

    // PrefLib.
    /// No names of candidates, neither in the file nor given.
    #[error(
        "this PrefLib file does not name its candidates; give their names in the order of their numbers, as in --candidates \"Ada Ash,Bo Birch\""
    )]
    NoNames,
    /// A paper without the colon after its number.
    #[error(
        "a paper is a number of papers, a colon and the candidates' numbers, such as “9: 2,1”; the colon is missing, correct it"
    )]
    NoColon,
    /// Braces that are not closed.
    #[error("the brace opened on this line is not closed; close it, or is the file cut off?")]
    BraceNotClosed,
    /// A line of the head among the papers.
    #[error("this line of the head stands among the papers; move it above the first")]
    HeadAmongPapers,
    /// A number for which there is no candidate.
    #[error(
        "candidate {number} does not exist, there are {candidates}; correct the one or the other"
    )]
    NoSuchAlternative {
        /// The number.
        number: u64,
        /// How many candidates there are.
        candidates: usize,
    },
    /// Two names for one number.
    #[error("candidate {0} is named twice; take one name out")]
    AlternativeTwice(u64),
    /// Fewer names than the head says.
    #[error(
        "the head says that there are {alternatives} candidates, and names {named}; correct the one or the other"
    )]
    AlternativesMissing {
        /// How many names there are.
        named: usize,
        /// How many candidates there are by the head.
        alternatives: u64,
    },
    /// Another number of papers than the head says.
    #[error(
        "the head says that there are {voters} voters, the papers are {papers}; is the file whole?"
    )]
    OtherVoters {
        /// The papers there are.
        papers: u64,
        /// The voters by the head.
        voters: u64,
    },
    /// Another number of lines than the head says.
    #[error(
        "the head says that there are {orders} unique orders, the lines of papers are {lines}; is the file whole?"
    )]
    OtherOrders {
        /// The lines there are.
        lines: u64,
        /// The unique orders by the head.
        orders: u64,
    },

    // CSV.
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
        "the first row should be a header such as “first,second” or “rank1,rank2”; “{0}” names no preference; rename or take out that column, or, if the row is a paper, put a header above it"
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
    /// A number where a name should be.
    #[error(
        "“{0}” is a number where the name of a candidate should be; a first column of numbers of papers is called “papers”, and where columns are candidates the first row has their names"
    )]
    NumberForName(String),
    /// A preference before the first.
    #[error(
        "there is no preference 0; number them from 1, and leave the cells of the others empty"
    )]
    PreferenceZero,
    /// A paper without an id, where there is a column of them.
    #[error("this paper has no id; give it one, or take the column of ids out")]
    EmptyId,
    /// A column or a candidate that the configuration does not name.
    #[error(
        "“{0}” is none of the configuration's candidates, nor another name of one; add it there"
    )]
    NotConfigured(String),
    /// A quotation mark in a cell that does not begin with one.
    #[error(
        "a quotation mark stands within a cell that does not begin with one; put the whole cell in quotation marks and double those within"
    )]
    StrayQuote,

    // Cast vote records.
    /// What is no JSON, or not of the shape of cast vote records.
    #[error(
        "these are no cast vote records as the common data format has them: {0}; export them again"
    )]
    Json(String),
    /// Several contests, or none that was asked for.
    #[error("there are the contests {there}; say which, as contestId in RCTab's configuration")]
    WhichContest {
        /// All of them.
        there: String,
    },
    /// A reference to nothing.
    #[error("{0} is not defined in this file; export it again")]
    NotDefined(String),
    /// Two things with one id.
    #[error(
        "{0} stands twice where it should stand once, and which of the two holds is not said; export the records again"
    )]
    DefinedTwice(String),
    /// A selection of nobody, or of several.
    #[error(
        "the selection {0} is a write-in or does not name one candidate, and nothing says whom it counts for; adjudicate it and export the records again"
    )]
    NotOneCandidate(String),
    /// A mark of which it is not known whether it is one.
    #[error("{0}; adjudicate the paper and export the records again")]
    UnclearMark(&'static str),
    /// Papers that `RCTab`'s configuration does not describe.
    #[error(
        "the configuration is for papers from “{0}”, and this is another format; give the file that it names"
    )]
    OtherProvider(&'static str),
}
