//! Lines: as they come in pieces, as text with places, and repeated.

use super::distinct::{Distinct, SHORT, Short, text};
use super::error::{Fault, Place, ReadError};
use crate::papers::{CandidateIndex, End, Papers, Rankings, Spoilt, TooManyPapers};

/// One line without its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// From 1.
    pub(crate) number: u64,
    pub(crate) text: &'a str,
}

impl Line<'_> {
    /// The place of a byte of this line. Columns are characters, from 1.
    pub(crate) fn place(&self, byte: usize) -> Place {
        let before = self.text.get(..byte).unwrap_or(self.text);
        Place {
            line: self.number,
            column: before.chars().count() as u64 + 1,
        }
    }

    /// The place of its first character that is not white space.
    pub(crate) fn start(&self) -> Place {
        self.place_of(self.text.trim_start())
    }

    /// The place after its last character.
    pub(crate) fn end(&self) -> Place {
        self.place(self.text.len())
    }

    /// The place of a part of this line's own text.
    pub(crate) fn place_of(&self, part: &str) -> Place {
        self.place(self.byte_of(part))
    }

    /// The byte at which a part of this line's own text begins.
    pub(crate) fn byte_of(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

/// A line, where it stands first, and how often it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Repeated<'a> {
    pub(crate) line: Line<'a>,
    pub(crate) times: u64,
}

/// What the marks of a paper come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged<'a> {
    /// There are none.
    Blank,
    /// They count for nobody.
    Spoilt(Spoilt),
    /// They are a ranking.
    Ranking(&'a [CandidateIndex], End),
}

impl Repeated<'_> {
    /// Adds the papers of this line: `number` of them each time it stands.
    pub(crate) fn add_to(
        &self,
        rankings: &mut Rankings,
        judged: Judged<'_>,
        number: u64,
    ) -> Result<(), ReadError> {
        let papers = number.checked_mul(self.times).ok_or(TooManyPapers);
        let added = papers.and_then(|papers| match judged {
            Judged::Blank => rankings.add(&[], End::Exhausted, papers),
            Judged::Spoilt(spoilt) => rankings.spoil(spoilt, papers),
            Judged::Ranking(preferences, end) => rankings.add(preferences, end, papers),
        });
        added.map_err(|TooManyPapers| Fault::TooManyPapers.at(self.line.place(0)))
    }
}

/// The number of papers for which a line stands, if it can stand for so many (av 1).
pub(crate) fn alike(number: u64) -> Result<u64, Fault> {
    match number {
        0 => Err(Fault::NoPapersOnLine),
        1..=Papers::MAX_ALIKE => Ok(number),
        _ => Err(Fault::TooManyAlike(number)),
    }
}

/// What a line is to the reader of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// A paper, to be held among the distinct lines and parsed at the end.
    Paper,
    /// Something else, which has been read.
    Read,
}

/// The first bytes by which a line is known as a paper without a look at the rest.
pub(crate) type FirstBytes = [bool; 256];

/// None are known so.
pub(crate) const NOTHING: FirstBytes = [false; 256];

/// Those that begin with a digit other than 0.
pub(crate) const DIGITS: FirstBytes = {
    let mut bytes = NOTHING;
    let mut digit = b'1';
    while digit <= b'9' {
        bytes[digit as usize] = true;
        digit += 1;
    }
    bytes
};

/// Those that are not empty.
pub(crate) const NOT_EMPTY: FirstBytes = {
    let mut bytes = [true; 256];
    bytes[b'\n' as usize] = false;
    bytes[b'\r' as usize] = false;
    bytes
};

/// A format that is read line by line.
pub(crate) trait ByLine {
    /// Lines that are papers for certain, as things stand after the lines that were read.
    fn papers_begin_with(&self) -> &'static FirstBytes;

    /// Reads a line of another kind.
    fn line(&mut self, line: Line<'_>) -> Result<Taken, ReadError>;
}

/// The lines of a file that comes in pieces. What is held of the pieces is the beginning of a line whose end has not come.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    begun: Vec<u8>,
    /// How many lines have ended.
    ended: u64,
    /// Papers on another line than this are passed over.
    pub(crate) only: Option<u64>,
    pub(crate) distinct: Distinct,
}

impl Lines {
    /// No lines yet, of which the paper on one is kept, if one is asked for.
    pub(crate) fn only(line: Option<u64>) -> Self {
        Self {
            only: line,
            ..Self::default()
        }
    }

    /// Takes the next piece.
    pub(crate) fn push(
        &mut self,
        mut piece: &[u8],
        format: &mut impl ByLine,
    ) -> Result<(), ReadError> {
        if !self.begun.is_empty() {
            let Some(end) = memchr::memchr(b'\n', piece) else {
                self.begun.extend_from_slice(piece);
                return Ok(());
            };
            let (rest_of_line, rest) = piece.split_at(end);
            let mut begun = std::mem::take(&mut self.begun);
            begun.extend_from_slice(rest_of_line);
            self.line(&begun, format)?;
            piece = rest.get(1..).unwrap_or_default();
        }
        self.whole_lines(piece, format)
    }

    fn whole_lines(&mut self, mut piece: &[u8], format: &mut impl ByLine) -> Result<(), ReadError> {
        loop {
            if self.only.is_none() {
                piece = self.short_papers(piece, format.papers_begin_with());
            }
            let Some(end) = memchr::memchr(b'\n', piece) else {
                self.begun.extend_from_slice(piece);
                return Ok(());
            };
            let (line, rest) = piece.split_at(end);
            self.line(line, format)?;
            piece = rest.get(1..).unwrap_or_default();
        }
    }

    /// The hot path: short papers one after another. What is left begins with something else, or is nearly nothing.
    #[inline]
    fn short_papers<'a>(&mut self, mut piece: &'a [u8], begin: &FirstBytes) -> &'a [u8] {
        while let Some((window, _)) = piece.split_first_chunk::<{ SHORT + 1 }>() {
            let [first, ..] = window;
            if !begin.get(usize::from(*first)).is_some_and(|paper| *paper) {
                break;
            }
            let Some((line, length)) = Short::first(*window) else {
                break;
            };
            self.ended += 1;
            self.distinct.add_short(line, self.ended);
            piece = piece.get(length + 1..).unwrap_or_default();
        }
        piece
    }

    fn line(&mut self, line: &[u8], format: &mut impl ByLine) -> Result<(), ReadError> {
        self.ended += 1;
        let first = line.first().copied().unwrap_or(b'\n');
        let begin = format.papers_begin_with().get(usize::from(first));
        let known = begin.is_some_and(|paper| *paper);
        let paper = known || format.line(text(line, self.ended)?)? == Taken::Paper;
        if paper && self.only.is_none_or(|only| only == self.ended) {
            self.distinct.add(line, self.ended);
        }
        Ok(())
    }

    /// Takes the last line, if it has no end, and says where the file ends.
    pub(crate) fn finish(&mut self, format: &mut impl ByLine) -> Result<Place, ReadError> {
        if self.begun.is_empty() {
            let line = self.ended + 1;
            return Ok(Place { line, column: 1 });
        }
        let last = std::mem::take(&mut self.begun);
        self.line(&last, format)?;
        let text = String::from_utf8_lossy(&last);
        let text = &text;
        Ok(Line {
            number: self.ended,
            text,
        }
        .end())
    }
}
