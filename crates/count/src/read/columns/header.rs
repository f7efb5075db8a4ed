//! The first row of a CSV.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, cells};
use super::rank::rank;
use crate::read::error::{Fault, ReadError, Separator};
use crate::read::lines::{Line, Repeated};

/// The first row of a CSV: what the columns are.
pub(super) struct Header<'a> {
    pub(super) line: Line<'a>,
    /// The names of all columns.
    pub(super) columns: Vec<Cell<'a>>,
    /// Whether the first column is how many papers are alike.
    pub(super) numbers: bool,
    /// Whether the first column is the papers' ids.
    pub(super) ids: bool,
}

/// What a first column of papers' ids is called.
const IDS: [&str; 8] = [
    "id",
    "paper",
    "paper id",
    "ballot",
    "ballot id",
    "ballot_id",
    "response id",
    "voter id",
];

/// Reads the first row. Whether its names are those of preferences is for [`Header::check_is_one`], since what is wrong
/// can be said better once the rows below are known.
pub(super) fn header(line: Line<'_>) -> Result<Header<'_>, ReadError> {
    check_is_parted_by_commas(line)?;
    let columns = cells(line)?;
    let mut numbers = false;
    for (place, Cell { text, at }) in columns.iter().enumerate() {
        let refuse = |fault: Fault| Err(fault.at(line.place(*at)));
        if text.trim().is_empty() {
            return refuse(Fault::ColumnUnnamed(place + 1));
        }
        if is_number_of_papers(text) {
            if place > 0 {
                return refuse(Fault::NumberNotFirst(text.to_string()));
            }
            numbers = true;
        }
    }
    if numbers && columns.len() == 1 {
        return Err(Fault::NoPreferences.at(line.end()));
    }
    let first = columns.first().map_or("", |column| column.text.trim());
    let ids = IDS.iter().any(|id| id.eq_ignore_ascii_case(first)) && columns.len() > 1;
    Ok(Header {
        line,
        columns,
        numbers,
        ids,
    })
}

/// Refuses a first row that spreadsheets of some countries write: its cells are parted by something else.
fn check_is_parted_by_commas(line: Line<'_>) -> Result<(), ReadError> {
    match Separator::within(line.text) {
        Some(separator) if !line.text.contains(',') => {
            let byte = line.text.find(separator.character()).unwrap_or_default();
            Err(Fault::OtherSeparator(separator).at(line.place(byte)))
        }
        _ => Ok(()),
    }
}

/// In any case of letters: were `Count` a preference, its numbers would be taken for candidates.
fn is_number_of_papers(column: &str) -> bool {
    ["papers", "count"]
        .iter()
        .any(|name| column.trim().eq_ignore_ascii_case(name))
}

impl Header<'_> {
    /// Columns before those of preferences or candidates.
    pub(super) fn before(&self) -> usize {
        usize::from(self.numbers || self.ids)
    }

    /// Refuses a row without an id of its own, where the first column has ids.
    pub(super) fn check_id(
        &self,
        repeated: Repeated<'_>,
        row: &[Cell<'_>],
        ids: &mut BTreeSet<String>,
    ) -> Result<(), ReadError> {
        let id = row.first().filter(|_| self.ids);
        id.map_or(Ok(()), |cell| check_id(cell, repeated, ids))
    }

    /// Whether a column has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.text == name)
    }

    /// Refuses a first row that is a paper: a name in it is a candidate's further down.
    pub(super) fn check_is_no_paper(&self, rows: &[Repeated<'_>]) -> Result<(), ReadError> {
        let names: BTreeMap<&str, usize> = self
            .columns
            .iter()
            .map(|column| (&*column.text, column.at))
            .collect();
        let rows = rows
            .iter()
            .map(|row| row.line)
            .filter(|line| line.text != self.line.text);
        for row in rows {
            // What is wrong with a row is said when its turn comes.
            let cells = cells(row).unwrap_or_default();
            for Cell { text, .. } in cells.into_iter().skip(self.before()) {
                if let Some(column) = names.get(&*text).filter(|_| !is_number(&text)) {
                    let fault = Fault::HeaderIsPaper {
                        name: text.into_owned(),
                        line: row.number,
                    };
                    return Err(fault.at(self.line.place(*column)));
                }
            }
        }
        Ok(())
    }

    /// Refuses a first row that does not name preferences in their order.
    pub(super) fn check_is_one(&self) -> Result<(), ReadError> {
        let preferences = || self.columns.iter().skip(self.before());
        if let Some(Cell { text, at }) = preferences().find(|column| rank(&column.text).is_none()) {
            return Err(Fault::NotAHeader(text.to_string()).at(self.line.place(*at)));
        }
        let in_order = (1..).zip(preferences());
        for (number, Cell { text, at }) in in_order {
            if rank(text) != Some(number) {
                let name = text.to_string();
                return Err(Fault::ColumnOutOfOrder { name, number }.at(self.line.place(*at)));
            }
        }
        Ok(())
    }

    /// Refuses a row that has not a cell a column.
    pub(super) fn check_length(&self, line: Line<'_>, row: &[Cell<'_>]) -> Result<(), ReadError> {
        let (cells, columns) = (row.len(), self.columns.len());
        if let Some(surplus) = row.get(columns) {
            Err(Fault::RowTooLong { cells, columns }.at(line.place(surplus.at)))
        } else if cells < columns {
            Err(Fault::RowTooShort { cells, columns }.at(line.end()))
        } else {
            Ok(())
        }
    }

    /// How a blank paper is written.
    pub(super) fn blank_paper(&self) -> String {
        if self.ids {
            return format!("ID{}", ",".repeat(self.columns.len().saturating_sub(1)));
        }
        match (self.numbers, self.columns.len()) {
            (false, 1) => "\"\"".to_owned(),
            (false, columns) => ",".repeat(columns.saturating_sub(1)),
            (true, columns) => format!("1{}", ",".repeat(columns.saturating_sub(1))),
        }
    }
}

/// Refuses an id that is none, or that another paper has.
pub(super) fn check_id(
    cell: &Cell<'_>,
    repeated: Repeated<'_>,
    ids: &mut BTreeSet<String>,
) -> Result<(), ReadError> {
    let id = cell.text.to_string();
    let refuse = |fault: Fault| Err(fault.at(repeated.line.place(cell.at)));
    if id.trim().is_empty() {
        refuse(Fault::EmptyId)
    } else if repeated.times > 1 || !ids.insert(id) {
        refuse(Fault::PaperTwice(cell.text.to_string()))
    } else {
        Ok(())
    }
}

/// Whether a cell holds a number rather than a name.
pub(super) fn is_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b' ')
}
