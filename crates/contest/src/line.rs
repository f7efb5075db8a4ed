//! Places in a log's file.

/// A line and a column, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Line, from 1: the entry's index is one less.
    pub number: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Line {
    /// That line and column.
    pub fn new(number: usize, column: usize) -> Self {
        Self {
            number,
            column: column.max(1),
        }
    }

    /// Where a key of the object on this line stands; the line's start if it does not.
    pub fn of_key(line: &str, number: usize, key: &str) -> Self {
        let byte = line.find(&format!("\"{key}\":")).unwrap_or(0);
        Self::new(number, line[..byte].chars().count() + 1)
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.number, self.column)
    }
}
