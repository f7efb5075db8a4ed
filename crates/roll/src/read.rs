//! From the bytes of a file to a preview of the roll.

mod cells;
mod header;
mod records;

use csv::ByteRecord;
use hustings_rulebook::Rulebook;

use crate::import::Import;
use crate::roll::gather;
use crate::{Column, Rejected, Row, RowNumber};

use cells::Cells;
use header::Header;
use records::Records;

/// What to do with columns that a roll does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownColumns {
    /// Refuse the file: one of them may be a mistyped `joined`.
    Refuse,
    /// List them, and read the others.
    Ignore,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is no header.
    #[error(
        "the file is empty: its first row names the columns, of which elector and name are needed"
    )]
    Empty,
    /// It is UTF-16.
    #[error("the file is not UTF-8 but UTF-16: save it anew as \"CSV UTF-8\"")]
    Utf16,
    /// The header has one column, and another sign between names.
    #[error(
        "row 1: the columns are parted by {0:?} instead of commas: save the file anew as CSV with commas"
    )]
    Separator(char),
    /// A column is needed.
    #[error("row 1: there is no column '{0}': add it; columns have their names in lower case")]
    Missing(Column),
    /// A column stands there twice.
    #[error("row 1: column '{0}' stands there twice: delete one")]
    Repeated(Column),
    /// There are columns that a roll does not know.
    #[error(
        "row 1: columns {} are not known: rename or delete them, or have them ignored with --ignore-columns; a roll knows {}",
        quoted(.columns),
        quoted(.known)
    )]
    Unknown {
        /// As they are written, what does not show escaped.
        columns: Vec<String>,
        /// Those that a file may have.
        known: Vec<Column>,
    },
    /// There are answers, and nothing is asked.
    #[error(
        "row 1: column '{}' is not wanted, since the rulebook asks electors nothing at sign-in (ballot.second_factor), and what nobody needs is not to be kept: delete it, or have it ignored with --ignore-columns",
        Column::Answer
    )]
    NotAsked,
    /// Quotation marks are not in pairs.
    #[error(
        "row {row}: a quotation mark is opened and not closed, or is not doubled within a cell: mend it, since all that follows it would be one cell"
    )]
    Quotation {
        /// The row in which it is opened.
        row: RowNumber,
    },
    /// It is no CSV.
    #[error("row {row}: {reason}: save the file anew as CSV")]
    Unreadable {
        /// The row at which reading stopped.
        row: RowNumber,
        /// In the parser's words.
        reason: String,
    },
}

fn quoted(names: &[impl std::fmt::Display]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    quoted.join(", ")
}

/// Reads a roll from CSV (RFC 4180, UTF-8 with or without a byte-order mark, a header).
///
/// Rows that cannot stand are in the result, rejected. An error is of the file as a whole.
pub fn read(
    bytes: &[u8],
    rulebook: &Rulebook,
    unknown: UnknownColumns,
) -> Result<Import, ReadError> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(ReadError::Utf16);
    }
    let mut records = Records::new(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let mut record = ByteRecord::new();
    let header = match records.next(&mut record)? {
        Some(_) => Header::read(&record, rulebook, unknown)?,
        None => return Err(ReadError::Empty),
    };
    let (rows, rejected) = rows(&mut records, &header, rulebook)?;
    let roll = gather::gather(rows, rejected, rulebook);
    Ok(Import::of(roll, header.ignored, rulebook))
}

fn rows(
    records: &mut Records<'_>,
    header: &Header,
    rulebook: &Rulebook,
) -> Result<(Vec<Row>, Vec<Rejected>), ReadError> {
    let (mut rows, mut rejected) = (Vec::new(), Vec::new());
    let mut record = ByteRecord::new();
    while let Some(number) = records.next(&mut record)? {
        match Cells::of(number, &record, header, rulebook).row() {
            Ok(row) => rows.push(row),
            Err(row) => rejected.push(row),
        }
    }
    Ok((rows, rejected))
}
