//! BLT, the format of papers that most counting programs read: `docs/formats/papers.md`.
//!
//! ```text
//! 3 1                    # candidates, seats
//! -2                     # withdrawn candidates, if any
//! [tie 3 1 2]            # options, if any
//! 9763 1 0               # so many papers with this ranking, ended by 0
//! 9178 1 2 0
//! 12 0                   # blank papers
//! 0                      # no more papers
//! "Humza Yousaf"         # a name a candidate
//! "Kate Forbes"
//! "Ash Regan"
//! "A party: leader"      # the title
//! ```
//!
//! A line holds one of these; empty lines and comments, from `#` to the end of the line, are passed over.

mod names;
mod options;
mod paper;

use self::names::Names;
use self::options::Options;
use super::distinct::Distinct;
use super::error::{Dialectal, Fault, Place, ReadError};
use super::lines::{ByLine, DIGITS, FirstBytes, Line, NOTHING, Taken};
use super::marks::Marks;
use super::{PapersFile, PapersFormat};
use crate::papers::Papers;
use crate::rule::Seats;
use crate::votes::whole_number;

/// All that a BLT file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blt {
    /// The papers.
    pub papers: Papers,
    /// The seats of the first line.
    pub seats: Seats,
    /// The title.
    pub title: String,
}

/// Reads the papers of a BLT file in the standard dialect, in which a contest's papers are.
pub fn read(bytes: &[u8]) -> Result<Papers, ReadError> {
    read_all(bytes).map(|blt| blt.papers)
}

/// Reads a BLT file in the standard dialect with its seats and its title.
pub fn read_all(bytes: &[u8]) -> Result<Blt, ReadError> {
    if bytes.starts_with(super::BYTE_ORDER_MARK) {
        return Err(Fault::NotStandard(Dialectal::ByteOrderMark).at(Place::START));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::Empty.at(Place::START));
    }
    let blt = Reader::new(Marks::default(), Dialect::Standard);
    let mut reader = super::reader::of_format(super::reader::Format::Blt(Box::new(blt)));
    reader.push(bytes)?;
    let file = reader.finish()?;
    Ok(Blt {
        papers: file.papers,
        seats: file.seats.unwrap_or(Seats::ONE),
        title: file.title.unwrap_or_default(),
    })
}

/// Which dialects are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The one in which a contest's papers are.
    Standard,
    /// All.
    Any,
}

impl Dialect {
    /// Refuses what the standard dialect does not have, where nothing else is read. To find a place takes a walk
    /// through the line, so it is asked for only then.
    fn check(self, what: Dialectal, at: impl FnOnce() -> Place) -> Result<(), ReadError> {
        match self {
            Self::Standard => Err(Fault::NotStandard(what).at(at())),
            Self::Any => Ok(()),
        }
    }
}

/// Reads BLT line by line.
#[derive(Debug)]
pub(crate) struct Reader {
    marks: Marks,
    dialect: Dialect,
    part: Part,
    seats: Seats,
    options: Options,
    names: Names,
}

/// The part of the file in which the next line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    FirstLine,
    Options,
    Papers,
    Names,
}

impl Reader {
    pub(crate) fn new(marks: Marks, dialect: Dialect) -> Self {
        Self {
            marks,
            dialect,
            part: Part::FirstLine,
            seats: Seats::NONE,
            options: Options::default(),
            names: Names::new(dialect),
        }
    }

    /// The candidates and the seats.
    fn first_line(&mut self, line: Line<'_>) -> Result<(), ReadError> {
        let tokens: Vec<&str> = tokens(line.text).collect();
        let [candidates, seats] = tokens.as_slice() else {
            return Err(Fault::FirstLine.at(line.place_of(tokens.first().unwrap_or(&line.text))));
        };
        let number = number(line, candidates)?;
        if number == 0 {
            return Err(Fault::NoCandidates.at(line.place_of(candidates)));
        }
        let number = usize::try_from(number)
            .ok()
            .filter(|n| *n <= Papers::MAX_CANDIDATES);
        let number =
            number.ok_or_else(|| Fault::TooManyCandidates.at(line.place_of(candidates)))?;
        let too_large = |_| Fault::NumberTooLarge((*seats).to_owned()).at(line.place_of(seats));
        self.seats = Seats(u32::try_from(self::number(line, seats)?).map_err(too_large)?);
        self.options.candidates = number;
        self.names.candidates = number;
        self.part = Part::Options;
        Ok(())
    }

    /// A line between the first and the names.
    fn among_papers(&mut self, line: Line<'_>) -> Result<Taken, ReadError> {
        let text = content(line.text).trim_matches([' ', '\t']);
        let withdrawn = text.starts_with('-') && text.len() > 1;
        if text.starts_with('[') || withdrawn {
            let what = if withdrawn {
                Dialectal::Withdrawn
            } else {
                Dialectal::Option
            };
            self.dialect.check(what, || line.place_of(text))?;
            if self.part == Part::Papers {
                return Err(Fault::AfterPapers(text.to_owned()).at(line.place_of(text)));
            }
            self.options.line(line, text)?;
        } else if text.starts_with('"') {
            return Err(Fault::NameAmongPapers.at(line.start()));
        } else if text == "0" {
            self.part = Part::Names;
        } else if !text.is_empty() {
            self.part = Part::Papers;
            return Ok(Taken::Paper);
        }
        Ok(Taken::Read)
    }

    /// What the papers so far come to, or the first of them that is refused.
    pub(crate) fn check(&self, distinct: &Distinct) -> Result<(), ReadError> {
        self.rankings(distinct).map(|_| ())
    }

    /// All that the file says, of which this is the end.
    pub(crate) fn finish(self, distinct: &Distinct, end: Place) -> Result<PapersFile, ReadError> {
        let rankings = self.rankings(distinct)?;
        match self.part {
            Part::FirstLine => return Err(Fault::Empty.at(Place::START)),
            Part::Options | Part::Papers => return Err(Fault::PapersNotEnded.at(end)),
            Part::Names => {}
        }
        let (names, title) = self.names.finish(end)?;
        let mut papers = Papers::with_ids_from_names(names, rankings);
        self.options.apply(&mut papers);
        Ok(PapersFile {
            papers,
            format: PapersFormat::Blt,
            seats: Some(self.seats),
            title: Some(title),
        })
    }
}

impl ByLine for Reader {
    fn papers_begin_with(&self) -> &'static FirstBytes {
        if self.part == Part::Papers {
            &DIGITS
        } else {
            &NOTHING
        }
    }

    fn line(&mut self, line: Line<'_>) -> Result<Taken, ReadError> {
        match self.part {
            Part::FirstLine if tokens(line.text).next().is_some() => self.first_line(line)?,
            Part::FirstLine => {}
            Part::Options | Part::Papers => return self.among_papers(line),
            Part::Names => self.names.line(line)?,
        }
        Ok(Taken::Read)
    }
}

/// What stands between blanks before a comment.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = content(text).trim_start_matches(is_blank);
    std::iter::from_fn(move || {
        let end = rest.bytes().position(|byte| is_blank(byte.into()));
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after.trim_start_matches(is_blank);
        (!token.is_empty()).then_some(token)
    })
}

fn is_blank(character: char) -> bool {
    character == ' ' || character == '\t'
}

/// The text before a comment, where there are no quotation marks.
fn content(text: &str) -> &str {
    let end = memchr::memchr(b'#', text.as_bytes());
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

fn number(line: Line<'_>, token: &str) -> Result<u64, ReadError> {
    whole_number(token).map_err(|invalid| Fault::from(invalid).at(line.place_of(token)))
}
