//! Reading a file that comes in pieces.

use super::blt::{self, Dialect};
use super::detect::{PapersFormat, of_line};
use super::error::{Fault, Place, ReadError};
use super::lines::Lines;
use super::marks::Marks;
use super::{cast_vote_records, columns, preflib, rctab};
use crate::papers::{Papers, Rankings};
use crate::rule::Seats;

/// How papers are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// How marks that are not clear are read.
    pub marks: Marks,
    /// The candidates' names in the order of the paper, for files that do not name them. Files that do must name these.
    pub candidates: Option<Vec<String>>,
    /// The configuration that came with the papers. Its marks rule is only used if it is put into `marks`.
    pub rctab: Option<rctab::Config>,
    /// Reads the paper on this line, from 1, and passes over all others, so that one paper can be followed. Cast vote
    /// records have no lines.
    pub only_line: Option<u64>,
}

/// What a file of papers says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PapersFile {
    /// The papers.
    pub papers: Papers,
    /// The format they were in.
    pub format: PapersFormat,
    /// The seats, where the format says them.
    pub seats: Option<Seats>,
    /// The title, where the format has one.
    pub title: Option<String>,
}

/// Reads papers in whichever format they are in, piece by piece. Of the pieces it holds a begun line, the distinct lines
/// and comments at the beginning.
#[derive(Debug)]
pub struct Reader {
    options: Options,
    lines: Lines,
    format: Format,
    /// Why the file is refused, once it is.
    refused: Option<ReadError>,
}

/// What is known of the format.
#[derive(Debug)]
pub(crate) enum Format {
    /// Nothing: so far there are comments and empty lines, and perhaps the beginning of another.
    Unknown {
        begun: Vec<u8>,
        beginning: Beginning,
    },
    Blt(Box<blt::Reader>),
    PrefLib(Box<preflib::Reader>),
    Csv(Box<columns::Reader>),
    /// Cast vote records, which are read once they are whole.
    Json(Vec<u8>),
}

/// A reader that need not find out the format.
pub(crate) fn of_format(format: Format) -> Reader {
    Reader {
        options: Options::default(),
        lines: Lines::default(),
        format,
        refused: None,
    }
}

impl Reader {
    /// Nothing is read yet.
    pub fn new(options: Options) -> Self {
        Self {
            lines: Lines::only(options.only_line),
            options,
            ..of_format(Format::Unknown {
                begun: Vec::new(),
                beginning: Beginning::default(),
            })
        }
    }

    /// Reads the next piece of the file, which may be of any length. A file that is refused stays refused.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), ReadError> {
        if let Some(error) = &self.refused {
            return Err(error.clone());
        }
        let pushed = self.push_piece(piece);
        pushed.map_err(|error| {
            let first = self.format.check(&self.lines).err().unwrap_or(error);
            self.refused = Some(first.clone());
            first
        })
    }

    fn push_piece(&mut self, piece: &[u8]) -> Result<(), ReadError> {
        let Format::Unknown { begun, .. } = &mut self.format else {
            return self.format.push(&mut self.lines, piece);
        };
        let mut begun = std::mem::take(begun);
        if begun.is_empty() {
            // Nearly always the first piece tells the format, and need not be copied.
            if !self.begin(piece, false)? {
                begun = piece.to_vec();
            }
        } else {
            begun.extend_from_slice(piece);
            if self.begin(&begun, false)? {
                return Ok(());
            }
        }
        if let Format::Unknown { begun: kept, .. } = &mut self.format {
            *kept = begun;
        }
        Ok(())
    }

    /// Finds out the format of what begins so, and reads it; whether it could. At the end of the file the last line counts
    /// as whole.
    fn begin(&mut self, bytes: &[u8], at_end: bool) -> Result<bool, ReadError> {
        let Format::Unknown { beginning, .. } = &mut self.format else {
            return Ok(true);
        };
        let Some(format) = beginning.format(bytes, at_end)? else {
            return Ok(false);
        };
        if let Some(config) = &self.options.rctab {
            config.source.check(format)?;
        }
        let marks = self.options.marks;
        self.format = match format {
            PapersFormat::Blt => Format::Blt(Box::new(blt::Reader::new(marks, Dialect::Any))),
            PapersFormat::PrefLib => {
                let given = self.options.candidates.clone();
                Format::PrefLib(Box::new(preflib::Reader::new(marks, given)))
            }
            PapersFormat::CastVoteRecords => Format::Json(Vec::new()),
            PapersFormat::Columns | PapersFormat::Grid => Format::Csv(Box::new(
                columns::Reader::new(marks, self.options.rctab.clone()),
            )),
        };
        let bytes = bytes.strip_prefix(super::BYTE_ORDER_MARK).unwrap_or(bytes);
        self.format.push(&mut self.lines, bytes).map(|()| true)
    }

    /// What the file says, of which all has been read.
    pub fn finish(mut self) -> Result<PapersFile, ReadError> {
        if let Some(error) = self.refused {
            return Err(error);
        }
        if let Format::Unknown { begun, .. } = &mut self.format {
            let begun = std::mem::take(begun);
            self.begin(&begun, true)?;
        }
        let end = self.format.end(&mut self.lines);
        let end = end.map_err(|error| self.format.check(&self.lines).err().unwrap_or(error))?;
        let file = match self.format {
            Format::Unknown { .. } => Err(Fault::Empty.at(Place::START)),
            Format::Blt(blt) => blt.finish(&self.lines.distinct, end),
            Format::PrefLib(preflib) => preflib.finish(&self.lines, end),
            Format::Csv(csv) => csv.finish(&self.lines.distinct),
            Format::Json(_) if self.options.only_line.is_some() => {
                Err(Fault::NoLines.at(Place::START))
            }
            Format::Json(bytes) => cast_vote_records::read(&bytes, &self.options),
        }?;
        with_candidates(file, &self.options)
    }
}

impl Format {
    fn push(&mut self, lines: &mut Lines, piece: &[u8]) -> Result<(), ReadError> {
        match self {
            Self::Unknown { .. } => Ok(()),
            Self::Blt(blt) => lines.push(piece, &mut **blt),
            Self::PrefLib(preflib) => lines.push(piece, &mut **preflib),
            Self::Csv(csv) => lines.push(piece, &mut **csv),
            Self::Json(bytes) => {
                bytes.extend_from_slice(piece);
                Ok(())
            }
        }
    }

    fn end(&mut self, lines: &mut Lines) -> Result<Place, ReadError> {
        match self {
            Self::Unknown { .. } | Self::Json(_) => Ok(Place::START),
            Self::Blt(blt) => lines.finish(&mut **blt),
            Self::PrefLib(preflib) => lines.finish(&mut **preflib),
            Self::Csv(csv) => lines.finish(&mut **csv),
        }
    }

    /// Refuses the first bad paper so far. A line that is not a paper is bad only if all papers before it are good.
    fn check(&self, lines: &Lines) -> Result<(), ReadError> {
        match self {
            Self::Unknown { .. } | Self::Json(_) => Ok(()),
            Self::Blt(blt) => blt.check(&lines.distinct),
            Self::PrefLib(preflib) => preflib.check(&lines.distinct),
            Self::Csv(csv) => csv.check(&lines.distinct),
        }
    }
}

/// How far the beginning of a file has been looked at. Nothing is looked at twice, however small the pieces are.
#[derive(Debug, Default)]
pub(crate) struct Beginning {
    /// Where the first line begins that has not been read.
    line: usize,
    /// Up to where its end has been looked for.
    searched: usize,
    /// How many lines have been read.
    lines: u64,
}

impl Beginning {
    /// The format by the first line that says something; nothing if there is no such line yet.
    pub(crate) fn format(
        &mut self,
        bytes: &[u8],
        at_end: bool,
    ) -> Result<Option<PapersFormat>, ReadError> {
        loop {
            let rest = bytes.get(self.line..).unwrap_or_default();
            let rest = match self.line {
                0 => rest.strip_prefix(super::BYTE_ORDER_MARK).unwrap_or(rest),
                _ => rest,
            };
            // A JSON may be one long line. Behind more blanks than these it is found at the line's end.
            let start = rest.get(..64).unwrap_or(rest);
            let mut start = start.iter().skip_while(|byte| matches!(byte, b' ' | b'\t'));
            if start.next() == Some(&b'{') {
                return Ok(Some(PapersFormat::CastVoteRecords));
            }
            let Some(end) = self.end_of_line(bytes, at_end) else {
                break;
            };
            let line = bytes.get(self.line..end).unwrap_or_default();
            let line = match self.line {
                0 => line.strip_prefix(super::BYTE_ORDER_MARK).unwrap_or(line),
                _ => line,
            };
            if let Some(format) = of_line(super::distinct::text(line, self.lines + 1)?)? {
                return Ok(Some(format));
            }
            self.line = end + 1;
            self.searched = self.line;
            self.lines += 1;
        }
        if at_end {
            Err(nothing_said(bytes))
        } else {
            Ok(None)
        }
    }

    fn end_of_line(&mut self, bytes: &[u8], at_end: bool) -> Option<usize> {
        let unsearched = bytes.get(self.searched..).unwrap_or_default();
        let end = memchr::memchr(b'\n', unsearched).map(|end| self.searched + end);
        self.searched = bytes.len();
        end.or_else(|| (at_end && self.line < bytes.len()).then_some(bytes.len()))
    }
}

/// Why a file is refused that holds nothing but comments and empty lines.
fn nothing_said(bytes: &[u8]) -> ReadError {
    let text = bytes.strip_prefix(super::BYTE_ORDER_MARK).unwrap_or(bytes);
    let white_space = std::str::from_utf8(text).is_ok_and(|text| text.trim().is_empty());
    let fault = if white_space {
        Fault::Empty
    } else {
        Fault::UnknownFormat
    };
    fault.at(Place::START)
}

/// The papers of the candidates that were given or configured, in their order.
fn with_candidates(mut file: PapersFile, options: &Options) -> Result<PapersFile, ReadError> {
    let refuse = |error| Fault::Candidates(error).at(Place::START);
    if let Some(config) = &options.rctab {
        file.papers = config.papers(&file.papers).map_err(refuse)?;
    }
    if let Some(names) = &options.candidates {
        let named = Papers::with_ids_from_names(names.clone(), Rankings::default());
        let candidates = Papers::new(named.candidates().to_vec());
        let papers = candidates.and_then(|papers| file.papers.for_candidates(papers.candidates()));
        file.papers = papers.map_err(refuse)?;
    }
    Ok(file)
}
