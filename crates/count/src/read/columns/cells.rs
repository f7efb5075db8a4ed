//! The cells of one row of a CSV.

use std::borrow::Cow;

use crate::read::error::{Fault, ReadError};
use crate::read::lines::Line;

/// One cell.
pub(super) struct Cell<'a> {
    /// What it holds, without the quotation marks around it.
    pub(super) text: Cow<'a, str>,
    /// The byte of the line at which it begins.
    pub(super) at: usize,
}

/// The cells of a row, as RFC 4180 has them, except that none holds a line end.
pub(super) fn cells(line: Line<'_>) -> Result<Vec<Cell<'_>>, ReadError> {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let rest = line.text.get(at..).unwrap_or_default();
        let (text, length) = match rest.strip_prefix('"') {
            Some(inside) => quoted(line, at, inside)?,
            None => bare(line, at, rest)?,
        };
        cells.push(Cell { text, at });
        at += length;
        if at >= line.text.len() {
            return Ok(cells);
        }
        // Each cell ends at a comma or at the end of the line.
        at += 1;
    }
}

/// A cell without quotation marks, and its length in bytes.
fn bare<'a>(line: Line<'_>, at: usize, rest: &'a str) -> Result<(Cow<'a, str>, usize), ReadError> {
    let text = rest.split(',').next().unwrap_or_default();
    match text.find('"') {
        Some(byte) => Err(Fault::StrayQuote.at(line.place(at + byte))),
        None => Ok((Cow::Borrowed(text), text.len())),
    }
}

/// A cell in quotation marks, from after the first of them, and its length in bytes with them.
fn quoted<'a>(
    line: Line<'_>,
    at: usize,
    inside: &'a str,
) -> Result<(Cow<'a, str>, usize), ReadError> {
    let mut closing = 0;
    loop {
        let rest = inside.get(closing..).unwrap_or_default();
        let Some(mark) = rest.find('"') else {
            return Err(Fault::UnclosedQuote.at(line.place(at)));
        };
        closing += mark;
        let after = inside.get(closing + 1..).unwrap_or_default();
        if after.starts_with('"') {
            closing += 2;
        } else if after.is_empty() || after.starts_with(',') {
            let text = inside.get(..closing).unwrap_or_default();
            let text = if text.contains('"') {
                Cow::Owned(text.replace("\"\"", "\""))
            } else {
                Cow::Borrowed(text)
            };
            return Ok((text, closing + 2));
        } else {
            return Err(Fault::TextAfterQuote.at(line.place(at + 1 + closing + 1)));
        }
    }
}
