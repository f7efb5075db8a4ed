//! Text, its lines, and the distinct ones among them.

use std::collections::HashMap;

use super::error::{Fault, Place, ReadError};
use crate::papers::{CandidateIndex, Papers, Rankings, TooManyPapers};

/// The text of a file: UTF-8 without a byte order mark, and not empty.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.starts_with("\u{feff}".as_bytes()) {
        return Err(Fault::ByteOrderMark.at(Place::START));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (good, _) = bytes.split_at(error.valid_up_to());
        Fault::NotUtf8.at(end(&String::from_utf8_lossy(good)))
    })?;
    if text.trim().is_empty() {
        Err(Fault::Empty.at(Place::START))
    } else {
        Ok(text)
    }
}

/// The place after the last character.
pub(crate) fn end(text: &str) -> Place {
    let number = text.bytes().filter(|b| *b == b'\n').count() as u64 + 1;
    Line {
        number,
        text: text.rsplit('\n').next().unwrap_or(text),
    }
    .end()
}

/// One line without its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// From 1.
    pub(crate) number: u64,
    pub(crate) text: &'a str,
}

impl<'a> Line<'a> {
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
    pub(crate) fn place_of(&self, part: &'a str) -> Place {
        self.place((part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize))
    }
}

/// The lines of a text, each ended by LF or CR LF; the last may lack its end.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> + Clone {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n').zip(1..).map(|(text, number)| {
        let text = text.strip_suffix('\r').unwrap_or(text);
        Line { number, text }
    })
}

/// A line, where it stands first, and how often it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Repeated<'a> {
    pub(crate) line: Line<'a>,
    pub(crate) times: u64,
}

impl Repeated<'_> {
    /// Adds the papers of this line: `number` of them each time it stands.
    pub(crate) fn add_to(
        &self,
        rankings: &mut Rankings,
        ranking: &[CandidateIndex],
        number: u64,
    ) -> Result<(), ReadError> {
        let papers = number.checked_mul(self.times).ok_or(TooManyPapers);
        papers
            .and_then(|papers| rankings.add(ranking, papers))
            .map_err(|TooManyPapers| Fault::TooManyPapers.at(self.line.place(0)))
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

/// The distinct lines in the order in which each stands first. Most papers are like many others, so a strict parser
/// that sees only these costs little.
pub(crate) fn distinct<'a>(lines: impl Iterator<Item = Line<'a>>) -> Vec<Repeated<'a>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut distinct: Vec<Repeated<'a>> = Vec::new();
    for line in lines {
        let place = *places.entry(line.text).or_insert(distinct.len());
        match distinct.get_mut(place) {
            Some(repeated) => repeated.times += 1,
            None => distinct.push(Repeated { line, times: 1 }),
        }
    }
    distinct
}

/// Hands the distinct lines to `tally`, and if there are too many papers hands it every line again, one by one: only so
/// is the line found with which they become too many.
pub(crate) fn tally<'a, T>(
    lines: impl Iterator<Item = Line<'a>> + Clone,
    tally: impl Fn(&[Repeated<'a>]) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    match tally(&distinct(lines.clone())) {
        Err(error) if error.fault == Fault::TooManyPapers => {
            let each: Vec<_> = lines.map(|line| Repeated { line, times: 1 }).collect();
            tally(&each)
        }
        result => result,
    }
}
