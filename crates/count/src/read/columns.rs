//! CSV with a column a preference.
//!
//! ```text
//! papers,first,second,third
//! 9763,Humza Yousaf,,
//! 9178,Humza Yousaf,Kate Forbes,
//! 12,,,
//! ```
//!
//! The first row names the columns: preferences in their order, as `first`, `1`, `1st choice` or `rank 1`, in any case
//! of letters. Any other first row is refused, since it may be a paper. A first column called `papers` or `count` holds
//! how many papers are alike; without it each row is one. Cells are parted by commas, and a name with `;` or a tabulator
//! is refused, since these part the cells of other files. Empty cells stand only at the end of a row; a row of empty cells is a blank paper. The
//! candidates are the names there are, in the order of their bytes.

mod cells;
mod header;
mod rank;

use std::borrow::Cow;
use std::collections::BTreeMap;

use self::cells::{Cell, cells};
use self::header::{Header, header, is_number};
use super::error::{Fault, Place, ReadError, Separator};
use super::lines::{Line, Repeated, alike, end, lines, tally, text};
use crate::candidate::check_name;
use crate::papers::{CandidateIndex, Papers, Rankings};
use crate::votes::whole_number;

/// Reads a CSV with a column a preference.
pub fn read(bytes: &[u8]) -> Result<Papers, ReadError> {
    // Empty lines at the end hold nothing.
    let text = text(bytes)?;
    let text = text.trim_end_matches(['\r', '\n']);
    let mut lines = lines(text);
    let Some(first) = lines.next() else {
        return Err(Fault::Empty.at(Place::START));
    };
    let header = header(first)?;
    if lines.clone().next().is_none() {
        header.check_is_one(&[])?;
        return Err(Fault::NoPapers.at(end(text)));
    }
    tally(lines, |rows| papers(&header, rows))
}

fn papers(header: &Header<'_>, rows: &[Repeated<'_>]) -> Result<Papers, ReadError> {
    header.check_is_no_paper(rows)?;
    header.check_is_one(rows)?;
    let mut names = Names::default();
    let mut rankings = Rankings::default();
    for repeated in rows {
        let (ranking, number) = row(header, repeated.line, &mut names)?;
        repeated.add_to(&mut rankings, &ranking, number)?;
    }
    Ok(names.papers(&rankings))
}

/// The ranking of a row, candidates numbered as they came, and how many papers have it.
fn row<'a>(
    header: &Header<'_>,
    line: Line<'a>,
    names: &mut Names<'a>,
) -> Result<(Vec<CandidateIndex>, u64), ReadError> {
    if line.text.is_empty() {
        return Err(Fault::EmptyLine(header.blank_paper()).at(line.place(0)));
    }
    if line.text == header.line.text {
        return Err(Fault::HeaderRepeated.at(line.place(0)));
    }
    let row = cells(line)?;
    let (cells, columns) = (row.len(), header.columns.len());
    if let Some(surplus) = row.get(columns) {
        return Err(Fault::RowTooLong { cells, columns }.at(line.place(surplus.at)));
    }
    if cells < columns {
        return Err(Fault::RowTooShort { cells, columns }.at(line.end()));
    }
    match row.split_first() {
        Some((number, preferences)) if header.numbers => {
            let number = number_of_papers(line, number)?;
            Ok((names.ranking(line, preferences)?, number))
        }
        _ => Ok((names.ranking(line, &row)?, 1)),
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
    numbers: BTreeMap<Cow<'a, str>, CandidateIndex>,
    /// The last row on which each stood, by number; so nothing is cleared between rows.
    seen: Vec<u64>,
    rows: u64,
}

impl<'a> Names<'a> {
    /// The preferences of a row.
    fn ranking(
        &mut self,
        line: Line<'a>,
        cells: &[Cell<'a>],
    ) -> Result<Vec<CandidateIndex>, ReadError> {
        self.rows += 1;
        let mut ranking = Vec::new();
        let mut ended = false;
        for cell in cells {
            if cell.text.is_empty() {
                ended = true;
                continue;
            }
            let refuse = |fault: Fault| fault.at(line.place(cell.at));
            if ended {
                return Err(refuse(Fault::Gap(cell.text.to_string())));
            }
            ranking.push(self.number(cell.text.clone()).map_err(refuse)?);
        }
        Ok(ranking)
    }

    /// The number of a candidate who has not stood on this row before.
    fn number(&mut self, name: Cow<'a, str>) -> Result<CandidateIndex, Fault> {
        if let Some(separator) = Separator::within(&name) {
            return Err(Fault::NameWithSeparator(separator));
        }
        check_name(&name).map_err(Fault::Name)?;
        if is_number(&name) {
            return Err(Fault::NumberForName(name.into_owned()));
        }
        let Some(&number) = self.numbers.get(&name) else {
            let number = CandidateIndex::new(self.seen.len()).ok_or(Fault::TooManyCandidates)?;
            self.numbers.insert(name, number);
            self.seen.push(self.rows);
            return Ok(number);
        };
        match self.seen.get_mut(number.get()) {
            Some(row) if *row != self.rows => *row = self.rows,
            _ => return Err(Fault::CandidateTwice(format!("“{name}”"))),
        }
        Ok(number)
    }

    /// The papers, once all names are known: candidates stand in the order of the bytes of their names.
    fn papers(self, rankings: &Rankings) -> Papers {
        let mut places: Vec<_> = self
            .numbers
            .values()
            .copied()
            .zip((0..).map_while(CandidateIndex::new))
            .collect();
        places.sort_unstable();
        let places: Vec<_> = places.into_iter().map(|(_, place)| place).collect();
        let names = self.numbers.into_keys().map(Cow::into_owned).collect();
        Papers::with_ids_from_names(names, rankings.moved(&places))
    }
}
