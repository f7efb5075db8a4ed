//! Tables: comma-separated files whose columns are the same in every contest.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};

use crate::error::Error;

/// A row of one kind of table.
pub trait Row: DeserializeOwned {
    /// The table's name: its file's, without `.csv`.
    const TABLE: &'static str;
    /// The heading, exactly: a misspelt column would otherwise read as "not known".
    const COLUMNS: &'static str;
}

/// Every table that is read; any other file in the folder is refused rather than overlooked.
const TABLES: [&str; 14] = [
    "candidates",
    "nominations",
    "nominees",
    "paper_files",
    "papers",
    "poll",
    "qualifications",
    "results",
    "returns",
    "sources",
    "tallies",
    "turnout",
    "votes",
    "withdrawals",
];

/// The tables of one contest.
pub struct Tables {
    folder: PathBuf,
    sources: Vec<Source>,
}

/// A key under which rows name a source, and whose it is.
#[derive(Deserialize)]
struct Source {
    key: String,
    name: Option<String>,
    /// What events call it, if not by its name: one of several pages of one publisher, say.
    called: Option<String>,
}

impl Row for Source {
    const TABLE: &'static str = "sources";
    const COLUMNS: &'static str = "key,name,called,where";
}

impl Tables {
    /// Looks at the folder's names and reads its sources.
    pub fn open(folder: PathBuf) -> Result<Self, Error> {
        let failed = |reason| Error::File {
            path: folder.clone(),
            reason,
        };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if !TABLES.iter().any(|table| {
                path.file_name()
                    .is_some_and(|name| name == format!("{table}.csv").as_str())
            }) {
                return Err(Error::UnknownTable { path });
            }
        }
        let mut tables = Tables {
            folder,
            sources: Vec::new(),
        };
        tables.sources = tables.rows()?;
        Ok(tables)
    }

    /// Where a table lies.
    pub fn path(&self, table: &str) -> PathBuf {
        self.folder.join(format!("{table}.csv"))
    }

    /// The rows of a table in their order; none where there is no such table.
    pub fn rows<R: Row>(&self) -> Result<Vec<R>, Error> {
        let path = self.path(R::TABLE);
        if !path.exists() {
            return Ok(Vec::new());
        }
        self.read(&path)
    }

    fn read<R: Row>(&self, path: &Path) -> Result<Vec<R>, Error> {
        let failed = |reason| Error::Table {
            path: path.to_owned(),
            reason,
        };
        let mut reader = csv::Reader::from_path(path).map_err(failed)?;
        let heading = reader.headers().map_err(failed)?.clone();
        if !heading.iter().eq(R::COLUMNS.split(',')) {
            return Err(Error::Columns {
                path: path.to_owned(),
                expected: R::COLUMNS,
            });
        }
        let column = |name: &str| heading.iter().position(|heading| heading == name);
        let (certainty, sources) = (column("certainty"), column("sources"));
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(failed)?;
            let line = record.position().map_or(0, csv::Position::line);
            if let Some(certainty) = certainty.map(|column| &record[column])
                && !["S", "S2"].contains(&certainty)
            {
                return Err(Error::Certainty {
                    path: path.to_owned(),
                    line,
                    certainty: certainty.into(),
                });
            }
            for named in sources
                .into_iter()
                .flat_map(|column| split(&record[column]))
            {
                if self.source(&named).is_none() {
                    return Err(Error::UnknownSource {
                        path: path.to_owned(),
                        line,
                        named,
                    });
                }
            }
            rows.push(record.deserialize(Some(&heading)).map_err(failed)?);
        }
        Ok(rows)
    }

    /// The source that a row names: its key alone, or followed by what tells one of its pages from another.
    fn source(&self, named: &str) -> Option<&Source> {
        let of_key = |source: &&Source| {
            named
                .strip_prefix(&source.key)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        // "official notice on …" begins with the keys "official" and "official notice": the longer one is meant.
        self.sources
            .iter()
            .filter(of_key)
            .max_by_key(|source| source.key.len())
    }

    /// A source as events call it, so that a reader of the log alone knows what is meant: the key gives way to what the
    /// source is called, and what follows it stays.
    pub fn in_full(&self, named: &str) -> String {
        let Some(source) = self.source(named) else {
            return named.to_owned();
        };
        let called = source.called.as_ref().or(source.name.as_ref());
        let called = called.unwrap_or(&source.key);
        format!("{called}{}", &named[source.key.len()..])
    }

    /// The figures of a run of rows of one report, each by its candidate.
    pub fn figures<'a, R: Row>(
        &self,
        rows: impl Iterator<Item = (&'a str, u64)>,
    ) -> Result<BTreeMap<String, u64>, Error> {
        let mut figures = BTreeMap::new();
        for (candidate, figure) in rows {
            if figures.insert(candidate.to_owned(), figure).is_some() {
                return Err(Error::Twice {
                    path: self.path(R::TABLE),
                    candidate: candidate.to_owned(),
                });
            }
        }
        Ok(figures)
    }

    /// Who reported a figure: the source's name if there is one source; of several none is *the* reporter.
    pub fn reporter(&self, sources: &[String]) -> Option<String> {
        match sources {
            [only] => self.source(only).and_then(|source| source.name.clone()),
            _ => None,
        }
    }
}

fn split(list: &str) -> impl Iterator<Item = String> {
    list.split(';').map(|item| item.trim().to_owned())
}

/// Reads a list whose items are parted by semicolons.
pub fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    String::deserialize(deserializer).map(|text| split(&text).collect())
}

/// The notes of the rows that make one event, each after what it is about.
pub fn notes<'a>(rows: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Option<String> {
    let notes: Vec<String> = rows
        .filter_map(|(about, note)| Some(format!("{about}: {}", note?)))
        .collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Figure {
        figure: Option<u64>,
    }

    impl Row for Figure {
        const TABLE: &'static str = "turnout";
        const COLUMNS: &'static str = "figure,certainty,sources";
    }

    /// The figures of a folder with one source, `LL`, and the table given.
    fn figures(name: &str, table: &str) -> Result<Vec<Option<u64>>, Error> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("sources.csv"),
            "key,name,called,where\nLL,LabourList,,labourlist.org\n",
        )
        .unwrap();
        fs::write(folder.path().join(name), table).unwrap();
        let rows: Vec<Figure> = Tables::open(folder.path().to_owned())?.rows()?;
        Ok(rows.iter().map(|row| row.figure).collect())
    }

    #[test]
    fn an_empty_cell_is_not_known_and_no_zero() {
        let rows = figures(
            "turnout.csv",
            "figure,certainty,sources\n0,S,LL\n,S2,LL 2020-01\n",
        )
        .unwrap();
        assert_eq!(rows, [Some(0), None]);
    }

    #[test]
    fn a_derived_or_refuted_figure_cannot_become_an_event() {
        for certainty in ["D", "M", "X", ""] {
            let read = figures(
                "turnout.csv",
                &format!("figure,certainty,sources\n1,S,LL\n2,{certainty},LL\n"),
            );
            assert!(
                matches!(read, Err(Error::Certainty { line: 3, .. })),
                "{read:?}"
            );
        }
    }

    #[test]
    fn a_source_without_a_key_is_refused() {
        for sources in ["", "LLL", "LL; a neighbour"] {
            let read = figures(
                "turnout.csv",
                &format!("figure,certainty,sources\n1,S,{sources}\n"),
            );
            assert!(
                matches!(read, Err(Error::UnknownSource { line: 2, .. })),
                "{read:?}"
            );
        }
    }

    #[test]
    fn a_misspelt_column_is_refused() {
        let read = figures("turnout.csv", "figures,certainty,sources\n1,S,LL\n");
        assert!(matches!(read, Err(Error::Columns { .. })), "{read:?}");
    }

    #[test]
    fn a_misspelt_table_is_refused() {
        let read = figures("turnouts.csv", "figure,certainty,sources\n1,S,LL\n");
        assert!(matches!(read, Err(Error::UnknownTable { .. })), "{read:?}");
    }
}
