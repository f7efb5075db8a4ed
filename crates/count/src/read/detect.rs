//! Which format a file of papers is in.

use super::error::{Fault, Place, ReadError};
use super::lines::Line;

/// A format of papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PapersFormat {
    /// BLT: [`super::blt`].
    Blt,
    /// `PrefLib`, of complete or incomplete orders, strict or with ties.
    PrefLib,
    /// CSV with a column a preference: [`super::columns`].
    Columns,
    /// CSV with a column a candidate.
    Grid,
    /// Cast vote records as NIST's common data format has them, in JSON.
    CastVoteRecords,
}

/// The format of a file of papers, as far as its first line that says something tells it.
pub fn detect(bytes: &[u8]) -> Result<PapersFormat, ReadError> {
    super::reader::Beginning::default()
        .format(bytes, true)?
        .ok_or_else(|| Fault::UnknownFormat.at(Place::START))
}

/// The format that has such a line; nothing for a line that says nothing. Numbers without a comma are BLT's, a line that
/// begins like none of the formats that are not supported is a CSV's header.
pub(crate) fn of_line(line: Line<'_>) -> Result<Option<PapersFormat>, ReadError> {
    let text = line.text.trim();
    if text.is_empty() || text.starts_with('#') {
        return Ok(None);
    }
    let papers_of_preflib = |(number, _): (&str, &str)| {
        !number.is_empty() && number.trim_end().bytes().all(|byte| byte.is_ascii_digit())
    };
    let of_numbers = |c: char| c.is_ascii_digit() || c == ' ' || c == '\t';
    let content = text.split('#').next().unwrap_or_default();
    if content.chars().all(of_numbers) {
        Ok(Some(PapersFormat::Blt))
    } else if text.split_once(':').is_some_and(papers_of_preflib) {
        Ok(Some(PapersFormat::PrefLib))
    } else if text.starts_with('{') {
        Ok(Some(PapersFormat::CastVoteRecords))
    } else if line.number == 1 && !text.starts_with(['[', '<']) {
        Ok(Some(PapersFormat::Columns))
    } else {
        Err(Fault::UnknownFormat.at(line.place(0)))
    }
}
