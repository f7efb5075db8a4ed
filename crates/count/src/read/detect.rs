//! Which format a file of papers is in.

use super::error::{Fault, Place, ReadError};
use super::lines::{lines, text};

/// A format of papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PapersFormat {
    /// BLT: [`super::blt`].
    Blt,
    /// CSV with a column a preference: [`super::columns`].
    Columns,
}

/// The format of a file of papers, from its first line that says something: numbers without a comma are BLT's, a line
/// that begins like none of the formats that are not supported is a CSV's header.
pub fn detect(bytes: &[u8]) -> Result<PapersFormat, ReadError> {
    let text = text(bytes)?;
    let says_something =
        |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let Some(line) = lines(text).find(|line| says_something(line.text)) else {
        return Err(Fault::UnknownFormat.at(Place::START));
    };
    let of_numbers = |c: char| c.is_ascii_digit() || c == ' ' || c == '\t';
    let content = line.text.split('#').next().unwrap_or_default();
    if content.chars().all(of_numbers) {
        Ok(PapersFormat::Blt)
    } else if line.number == 1 && !line.text.trim_start().starts_with(['{', '[', '<']) {
        Ok(PapersFormat::Columns)
    } else {
        Err(Fault::UnknownFormat.at(line.place(0)))
    }
}
