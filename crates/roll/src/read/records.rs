//! Rows of a file, numbered as a spreadsheet numbers them.

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::ReadError;
use crate::RowNumber;

/// The rows of a file, one after another.
pub(super) struct Records<'a> {
    bytes: &'a [u8],
    reader: Reader<&'a [u8]>,
    row: u64,
    start: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut builder = ReaderBuilder::new();
        // A row of another length is a rejected row, not the end of reading.
        builder.has_headers(false).flexible(true);
        Self {
            bytes,
            reader: builder.from_reader(bytes),
            row: 0,
            start: 0,
        }
    }

    /// The next row that has anything in it; rows without are counted and passed over.
    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<Option<RowNumber>, ReadError> {
        loop {
            let more =
                self.reader
                    .read_byte_record(record)
                    .map_err(|error| ReadError::Unreadable {
                        row: RowNumber(self.row + 1),
                        reason: error.to_string(),
                    })?;
            if !more {
                return Ok(None);
            }
            self.count()?;
            if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                return Ok(Some(RowNumber(self.row)));
            }
        }
    }

    /// Counts the row just read, and the blank rows before it, which the parser does not tell of.
    fn count(&mut self) -> Result<(), ReadError> {
        let end = usize::try_from(self.reader.position().byte()).unwrap_or(self.bytes.len());
        let piece = self.bytes.get(self.start..end).unwrap_or_default();
        let ended_by_return = self.start > 0 && self.bytes.get(self.start - 1) == Some(&b'\r');
        self.row += 1 + blank_rows(piece, ended_by_return);
        self.start = end;
        // Every quotation mark of RFC 4180 has another; an odd one has swallowed the rows that follow it.
        if piece.iter().fold(false, |odd, &byte| odd ^ (byte == b'"')) {
            return Err(ReadError::Quotation {
                row: RowNumber(self.row),
            });
        }
        Ok(())
    }
}

/// How many line ends stand before the first cell.
fn blank_rows(piece: &[u8], ended_by_return: bool) -> u64 {
    let mut rest = piece;
    if ended_by_return {
        // The second half of the end of the row before.
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut rows = 0;
    loop {
        let next = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .or_else(|| rest.strip_prefix(b"\r"));
        match next {
            Some(next) => (rest, rows) = (next, rows + 1),
            None => return rows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u64> {
        let mut records = Records::new(text.as_bytes());
        let mut record = ByteRecord::new();
        let mut numbers = Vec::new();
        while let Ok(Some(number)) = records.next(&mut record) {
            numbers.push(number.0);
        }
        numbers
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "1,2", "\"x", "y\",3", ",", "", "", "4,5"].join(end);
            assert_eq!(numbers(&text), [1, 3, 4, 8], "{end:?}");
        }
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_found_where_it_opens() {
        let mut records = Records::new(b"a,b\n1,\"2\n3,4\n");
        let mut record = ByteRecord::new();
        assert_eq!(records.next(&mut record), Ok(Some(RowNumber(1))));
        let refused = Err(ReadError::Quotation { row: RowNumber(2) });
        assert_eq!(records.next(&mut record), refused);
    }
}
