//! CSV with a column a preference, or with a column a candidate.
//!
//! ```text
//! papers,first,second,third      papers,Ada Ash,Bo Birch,Cy Cedar
//! 9,Ada Ash,,                    9,1,,
//! 5,Bo Birch,Cy Cedar,           5,,1,2
//! 12,,,                          12,,,
//! ```
//!
//! The first row names the columns. Preferences stand in their order, as `first`, `1`, `1st choice` or `rank 1`, in any
//! case of letters; candidates in the order of the paper. Any other first row is refused, since it may be a paper. A
//! first column called `papers` or `count` holds how many papers are alike; without it each row is one. Cells are parted
//! by commas, and a name with `;` or a tabulator is refused, since these part the cells of other files. A row of empty
//! cells is a blank paper. Where columns are preferences, the candidates are the names there are, in the order of their
//! bytes.

mod cells;
mod grid;
mod header;
mod rank;

use std::borrow::Cow;
use std::collections::BTreeSet;

use self::cells::{Cell, cells};
use self::header::{Header, header, is_number};
use super::distinct::{Distinct, hash};
use super::error::{Fault, Place, ReadError, Separator};
use super::lines::{ByLine, FirstBytes, Line, NOT_EMPTY, NOTHING, Repeated, Taken, alike};
use super::marks::Marks;
use super::paper::Judge;
use super::rctab::Config;
use super::{PapersFile, PapersFormat};
use crate::candidate::check_name;
use crate::papers::index::Index;
use crate::papers::{CandidateIndex, Papers, Rankings};
use crate::votes::whole_number;

/// Reads a CSV.
pub fn read(bytes: &[u8]) -> Result<Papers, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::Empty.at(Place::START));
    }
    let csv = Reader::new(Marks::default(), None);
    let mut reader = super::reader::of_format(super::reader::Format::Csv(Box::new(csv)));
    reader.push(bytes)?;
    reader.finish().map(|file| file.papers)
}

/// Reads a CSV line by line.
#[derive(Debug)]
pub(crate) struct Reader {
    marks: Marks,
    config: Option<Config>,
    header: Option<String>,
    /// The first of the empty lines after the last that is not.
    empty: Option<u64>,
}

impl Reader {
    pub(crate) fn new(marks: Marks, config: Option<Config>) -> Self {
        Self {
            marks,
            config,
            header: None,
            empty: None,
        }
    }

    fn header(&self) -> Result<Header<'_>, ReadError> {
        header(Line {
            number: 1,
            text: self.header.as_deref().unwrap_or_default(),
        })
    }

    /// Refuses the header, or the first of the rows so far that is bad.
    pub(crate) fn check(&self, distinct: &Distinct) -> Result<(), ReadError> {
        self.papers(distinct).map(|_| ())
    }

    /// All that the file says.
    pub(crate) fn finish(self, distinct: &Distinct) -> Result<PapersFile, ReadError> {
        let (papers, format) = self.papers(distinct)?;
        Ok(PapersFile {
            papers,
            format,
            seats: None,
            title: None,
        })
    }

    fn papers(&self, distinct: &Distinct) -> Result<(Papers, PapersFormat), ReadError> {
        let header = self.header()?;
        distinct.with_lines(|rows| {
            if self.config.is_some() || grid::is_one(&header, rows) {
                let papers = grid::papers(&header, rows, self.marks, self.config.as_ref())?;
                return Ok((papers, PapersFormat::Grid));
            }
            let papers = header.check_is_one().and_then(|()| {
                if rows.is_empty() {
                    return Err(Fault::NoPapers.at(header.line.end()));
                }
                papers(&header, rows, self.marks)
            });
            // A header that is a paper is the first thing to say, whatever else is wrong.
            let good = papers.as_ref().is_ok_and(|papers| {
                let names = papers.candidates().iter();
                !names
                    .into_iter()
                    .any(|candidate| header.has(&candidate.name))
            });
            if !good {
                header.check_is_no_paper(rows)?;
            }
            let papers = papers?;
            Ok((papers, PapersFormat::Columns))
        })
    }
}

impl ByLine for Reader {
    fn papers_begin_with(&self) -> &'static FirstBytes {
        if self.header.is_some() && self.empty.is_none() {
            &NOT_EMPTY
        } else {
            &NOTHING
        }
    }

    fn line(&mut self, line: Line<'_>) -> Result<Taken, ReadError> {
        if self.header.is_none() {
            self.header = Some(line.text.to_owned());
            return self.header().map(|_| Taken::Read);
        }
        match (line.text.is_empty(), self.empty) {
            // Empty lines at the end hold nothing.
            (true, _) => {
                self.empty.get_or_insert(line.number);
                Ok(Taken::Read)
            }
            (false, None) => Ok(Taken::Paper),
            (false, Some(number)) => {
                let blank = self.header()?.blank_paper();
                Err(Fault::EmptyLine(blank).at(Place {
                    line: number,
                    column: 1,
                }))
            }
        }
    }
}

fn papers(header: &Header<'_>, rows: &[Repeated<'_>], marks: Marks) -> Result<Papers, ReadError> {
    let mut names = Names::default();
    let mut rankings = Rankings::default();
    let mut judge = Judge::new(marks);
    let mut ids = BTreeSet::new();
    for repeated in rows {
        let line = repeated.line;
        judge.next();
        let number = row(header, *repeated, &mut names, &mut judge, &mut ids)?;
        let judged = judge.judged(|candidate| names.quoted(candidate));
        let judged = judged.map_err(|refused| refused.fault.at(line.place(refused.at)))?;
        repeated.add_to(&mut rankings, judged, number)?;
    }
    Ok(names.papers(&rankings))
}

/// The marks of a row, candidates numbered as they came, and how many papers have them.
fn row<'a>(
    header: &Header<'_>,
    repeated: Repeated<'a>,
    names: &mut Names<'a>,
    judge: &mut Judge,
    ids: &mut BTreeSet<String>,
) -> Result<u64, ReadError> {
    let line = repeated.line;
    if line.text == header.line.text {
        return Err(Fault::HeaderRepeated.at(line.place(0)));
    }
    let row = cells(line)?;
    header.check_length(line, &row)?;
    match row.split_first() {
        Some((number, preferences)) if header.numbers => {
            let number = number_of_papers(line, number)?;
            names.marks(line, preferences, judge)?;
            Ok(number)
        }
        _ => {
            header.check_id(repeated, &row, ids)?;
            let preferences = row.get(header.before()..).unwrap_or_default();
            names.marks(line, preferences, judge).map(|()| 1)
        }
    }
}

fn number_of_papers(line: Line<'_>, cell: &Cell<'_>) -> Result<u64, ReadError> {
    let place = line.place(cell.at);
    match whole_number(&cell.text) {
        Ok(number) => alike(number).map_err(|fault| fault.at(place)),
        Err(invalid) => Err(Fault::from(invalid).at(place)),
    }
}

/// The candidates whose names have been seen, numbered as they came.
#[derive(Default)]
struct Names<'a> {
    names: Vec<Cow<'a, str>>,
    index: Index<String>,
}

impl<'a> Names<'a> {
    /// Marks the preferences of a row.
    fn marks(
        &mut self,
        line: Line<'a>,
        cells: &[Cell<'a>],
        judge: &mut Judge,
    ) -> Result<(), ReadError> {
        for (rank, cell) in (1..).zip(cells) {
            if !cell.text.is_empty() {
                let number = self.number(cell);
                let number = number.map_err(|fault| fault.at(line.place(cell.at)))?;
                judge.mark(rank, number, cell.at);
            }
        }
        Ok(())
    }

    fn number(&mut self, cell: &Cell<'a>) -> Result<CandidateIndex, Fault> {
        let name = &*cell.text;
        let hash = hash(name.as_bytes());
        let is = |place: usize| self.names.get(place).is_some_and(|known| known == name);
        let known = self.index.find(hash, is, || name.to_owned());
        if let Some(number) = known.and_then(CandidateIndex::new) {
            return Ok(number);
        }
        if let Some(separator) = Separator::within(name) {
            return Err(Fault::NameWithSeparator(separator));
        }
        check_name(name).map_err(Fault::Name)?;
        if is_number(name) {
            return Err(Fault::NumberForName(name.to_owned()));
        }
        let place = self.names.len();
        let number = CandidateIndex::new(place).ok_or(Fault::TooManyCandidates)?;
        self.names.push(cell.text.clone());
        let names = &self.names;
        self.index.insert(hash, place, |place| {
            names
                .get(place)
                .map(ToString::to_string)
                .unwrap_or_default()
        });
        Ok(number)
    }

    /// A candidate's name for a refusal.
    fn quoted(&self, candidate: CandidateIndex) -> String {
        let name = self.names.get(candidate.get());
        name.map_or_else(String::new, |name| format!("“{name}”"))
    }

    /// The papers, once all names are known: candidates stand in the order of the bytes of their names.
    fn papers(self, rankings: &Rankings) -> Papers {
        let numbers = (0..).map_while(CandidateIndex::new);
        let mut named: Vec<_> = self.names.into_iter().zip(numbers.clone()).collect();
        named.sort_unstable();
        let mut places: Vec<_> = named
            .iter()
            .map(|(_, number)| *number)
            .zip(numbers)
            .collect();
        places.sort_unstable();
        let places: Vec<_> = places.into_iter().map(|(_, place)| place).collect();
        let names = named.into_iter().map(|(name, _)| name.into_owned());
        Papers::with_ids_from_names(names.collect(), rankings.moved(&places))
    }
}
