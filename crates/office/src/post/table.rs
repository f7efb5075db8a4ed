//! The table in which somebody enters what stands on papers: `docs/formats/papers.md`.

use std::collections::BTreeMap;

use hustings_count::{Candidate, CandidateId};

/// How a cell begins that its reader is not sure of.
pub(super) const DOUBTFUL: char = '?';

/// The most characters of a cell.
const CELL: usize = 100;

/// What stands on a paper beside each nominee; who has nothing is not there.
pub(super) type Written = BTreeMap<CandidateId, String>;

/// Why an entry is refused.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// Not a table.
    #[error("{0}; part cells by commas, and give every line as many as the first")]
    Table(csv::Error),
    /// The first column is not that of the numbers.
    #[error(
        "line 1: the first column is not 'paper'; begin with the papers' numbers, and name a column by the id of each nominee"
    )]
    NoPaper,
    /// A column of nobody.
    #[error("line 1: '{0}' is no nominee for this post; name a column by the id of each nominee")]
    NoNominee(String),
    /// A column twice.
    #[error("line 1: the column '{0}' stands there twice; take one out")]
    ColumnTwice(CandidateId),
    /// A column missing.
    #[error(
        "line 1: the nominee '{0}' has no column; add it, with empty cells where nothing stands on the paper"
    )]
    ColumnMissing(CandidateId),
    /// Not a number of a paper of the batch.
    #[error(
        "line {line}: “{text}” is no paper of the batch, whose papers are 1 to {papers}; give each paper its number in the batch"
    )]
    NoSuchPaper {
        /// Where.
        line: u64,
        /// What stands there.
        text: String,
        /// How many there are.
        papers: u64,
    },
    /// A paper twice.
    #[error("line {line}: paper {paper} stands there a second time; enter each paper once")]
    PaperTwice {
        /// Where.
        line: u64,
        /// Which.
        paper: u64,
    },
    /// Papers that were not entered.
    #[error(
        "{found} papers are entered and the batch took in {papers}: paper {first} is missing; enter each paper once"
    )]
    Missing {
        /// Entered.
        found: u64,
        /// Taken in.
        papers: u64,
        /// The first that is missing.
        first: u64,
    },
    /// More than stands beside a name.
    #[error(
        "line {line}: the cell of '{candidate}' is not a line of at most 100 characters; write what stands on the paper, and '?' before it where that is not clear"
    )]
    Cell {
        /// Where.
        line: u64,
        /// In whose column.
        candidate: CandidateId,
    },
}

/// Reads an entry, which must have every paper of the batch once: no more, no fewer.
pub(super) fn parse(
    table: &[u8],
    nominees: &[Candidate],
    papers: u64,
) -> Result<BTreeMap<u64, Written>, EntryError> {
    let mut reader = csv::Reader::from_reader(table);
    let columns = columns(reader.headers().map_err(EntryError::Table)?, nominees)?;
    let mut entered = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(EntryError::Table)?;
        let line = record.position().map_or(0, csv::Position::line);
        let text = record.get(0).unwrap_or_default().trim();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text
            .parse()
            .ok()
            .filter(|number| digits && (1..=papers).contains(number));
        let paper = number.ok_or_else(|| EntryError::NoSuchPaper {
            line,
            text: text.chars().take(CELL).collect(),
            papers,
        })?;
        let written = written(line, &record, &columns)?;
        if entered.insert(paper, written).is_some() {
            return Err(EntryError::PaperTwice { line, paper });
        }
    }
    match (1..=papers).find(|paper| !entered.contains_key(paper)) {
        Some(first) => Err(EntryError::Missing {
            found: entered.len() as u64,
            papers,
            first,
        }),
        None => Ok(entered),
    }
}

/// Whose the columns after the first are.
fn columns(
    header: &csv::StringRecord,
    nominees: &[Candidate],
) -> Result<Vec<CandidateId>, EntryError> {
    let mut names = header.iter().map(str::trim);
    if names.next() != Some("paper") {
        return Err(EntryError::NoPaper);
    }
    let mut columns = Vec::new();
    for name in names {
        let nominee = nominees.iter().find(|nominee| nominee.id.as_str() == name);
        let nominee =
            nominee.ok_or_else(|| EntryError::NoNominee(name.chars().take(CELL).collect()))?;
        if columns.contains(&nominee.id) {
            return Err(EntryError::ColumnTwice(nominee.id.clone()));
        }
        columns.push(nominee.id.clone());
    }
    match nominees
        .iter()
        .find(|nominee| !columns.contains(&nominee.id))
    {
        Some(missing) => Err(EntryError::ColumnMissing(missing.id.clone())),
        None => Ok(columns),
    }
}

fn written(
    line: u64,
    record: &csv::StringRecord,
    columns: &[CandidateId],
) -> Result<Written, EntryError> {
    let mut written = Written::new();
    for (candidate, cell) in columns.iter().zip(record.iter().skip(1)) {
        let cell = cell.trim();
        if cell.chars().count() > CELL || cell.chars().any(char::is_control) {
            return Err(EntryError::Cell {
                line,
                candidate: candidate.clone(),
            });
        }
        if !cell.is_empty() {
            written.insert(candidate.clone(), cell.to_owned());
        }
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn nominees() -> Vec<Candidate> {
        let nominee = |id: &str| Candidate {
            id: id.parse().unwrap(),
            name: id.to_owned(),
        };
        ["ash", "birch"].map(nominee).to_vec()
    }

    fn cells(written: &Written) -> Vec<(&str, &str)> {
        written
            .iter()
            .map(|(id, cell)| (id.as_str(), cell.as_str()))
            .collect()
    }

    #[test]
    fn the_example_of_the_page_is_an_entry_of_four_papers() {
        let page = include_str!("../../../../docs/formats/papers.md");
        let example = page.split("```csv entered\n").nth(1).unwrap();
        let example = example.split("```").next().unwrap();
        let papers = parse(example.as_bytes(), &nominees(), 4).unwrap();
        assert_eq!(cells(&papers[&1]), [("ash", "1"), ("birch", "2")]);
        assert_eq!(cells(&papers[&2]), []);
        assert_eq!(cells(&papers[&3]), [("ash", "?1")]);
    }

    #[test]
    fn columns_and_papers_may_stand_in_any_order_and_white_space_is_no_part_of_a_cell() {
        let papers = parse(
            b"paper,birch,ash\r\n2, 1 ,\r\n1,,\"a, b\"\r\n",
            &nominees(),
            2,
        )
        .unwrap();
        assert_eq!(cells(&papers[&2]), [("birch", "1")]);
        assert_eq!(cells(&papers[&1]), [("ash", "a, b")]);
    }

    #[rstest]
    #[case(
        "paper,ash,birch\n",
        "0 papers are entered and the batch took in 1: paper 1 is missing"
    )]
    #[case("paper,ash,birch\n0,1,\n", "line 2: “0” is no paper of the batch")]
    #[case("paper,ash,birch\n2,1,\n", "line 2: “2” is no paper of the batch")]
    #[case(
        "paper,ash,birch\n1,1,\n1,1,\n",
        "line 3: paper 1 stands there a second time"
    )]
    #[case("paper,ash,birch\n1,\"1\n2\",\n", "line 2: the cell of 'ash'")]
    #[case("paper;ash;birch\n1;1;\n", "the first column is not 'paper'")]
    #[case("paper,ash,birch\n1,1,,\n", "part cells by commas")]
    fn an_entry_that_is_not_the_batchs_is_refused_with_its_line(
        #[case] table: &str,
        #[case] says: &str,
    ) {
        let refusal = parse(table.as_bytes(), &nominees(), 1)
            .unwrap_err()
            .to_string();
        assert!(refusal.contains(says), "{refusal}");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(parse(b"paper,ash,birch\n1,\xff,\n", &nominees(), 1).is_err());
    }
}
