//! The first row: which column stands where.

use csv::ByteRecord;
use hustings_rulebook::{Means, Rulebook};

use super::{ReadError, UnknownColumns};
use crate::{Answer, Column};

/// Which column stands where.
pub(super) struct Header {
    /// For each of [`Column::ALL`], its place in a row.
    places: Vec<Option<usize>>,
    /// How many cells a row has.
    pub(super) cells: usize,
    /// Columns that are not read, in the file's order.
    pub(super) ignored: Vec<String>,
}

impl Header {
    pub(super) fn read(
        record: &ByteRecord,
        rulebook: &Rulebook,
        unknown: UnknownColumns,
    ) -> Result<Self, ReadError> {
        let mut header = Self {
            places: vec![None; Column::ALL.len()],
            cells: record.len(),
            ignored: Vec::new(),
        };
        refuse_other_separators(record)?;
        let known: Vec<Column> = Column::known(rulebook).collect();
        for (place, name) in record.iter().enumerate() {
            header.enter(place, name, &known)?;
        }
        if unknown == UnknownColumns::Refuse && !header.ignored.is_empty() {
            return Err(refused(header.ignored, known));
        }
        let sections = rulebook.roll.sections.len();
        // Where there is post too, the file may be of those who vote by it.
        let answers = Answer::is_asked(rulebook) && rulebook.ballot.means == [Means::Online];
        let needed = [Column::Elector, Column::Name]
            .into_iter()
            .chain((sections > 1).then_some(Column::Section))
            .chain(answers.then_some(Column::Answer));
        for column in needed {
            if header.place(column).is_none() {
                return Err(ReadError::Missing(column));
            }
        }
        Ok(header)
    }

    fn enter(&mut self, place: usize, name: &[u8], known: &[Column]) -> Result<(), ReadError> {
        let name = String::from_utf8_lossy(name);
        let column = Column::of(name.trim()).filter(|column| known.contains(column));
        let Some(column) = column else {
            self.ignored.push(name.trim().escape_debug().to_string());
            return Ok(());
        };
        match self.places.get_mut(column as usize) {
            Some(known @ None) => *known = Some(place),
            _ => return Err(ReadError::Repeated(column)),
        }
        Ok(())
    }

    /// Where a column stands in a row; `None` where the file does not have it.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.places.get(column as usize).copied().flatten()
    }
}

/// Why these columns are not read. Answers that nobody asks for have a reason of their own, since it is not a slip of the pen.
fn refused(columns: Vec<String>, known: Vec<Column>) -> ReadError {
    if columns.iter().all(|name| name == Column::Answer.as_str()) {
        ReadError::NotAsked
    } else {
        ReadError::Unknown { columns, known }
    }
}

/// Spreadsheets of half of Europe part cells by semicolons.
fn refuse_other_separators(record: &ByteRecord) -> Result<(), ReadError> {
    if record.len() > 1 {
        return Ok(());
    }
    let only = record.get(0).unwrap_or_default();
    match only.iter().find(|byte| b";\t|".contains(byte)) {
        Some(&byte) => Err(ReadError::Separator(char::from(byte))),
        None => Ok(()),
    }
}
