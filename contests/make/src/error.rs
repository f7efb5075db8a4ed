//! Why a contest cannot be made, or is not what its tables make.

use std::path::PathBuf;

/// Names the file, the line where there is one, and the reason.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}: {reason}", path.display())]
    File {
        path: PathBuf,
        reason: std::io::Error,
    },
    #[error("{}: {reason}", path.display())]
    Table { path: PathBuf, reason: csv::Error },
    #[error("{}: no table of that name is read; take it out or rename it", path.display())]
    UnknownTable { path: PathBuf },
    #[error("{}: the columns must be {expected}", path.display())]
    Columns {
        path: PathBuf,
        expected: &'static str,
    },
    #[error("{}, line {line}: a row of certainty {certainty:?} cannot become an event; only S and S2 can", path.display())]
    Certainty {
        path: PathBuf,
        line: u64,
        certainty: String,
    },
    #[error("{}, line {line}: the source {named:?} does not begin with a key of sources.csv", path.display())]
    UnknownSource {
        path: PathBuf,
        line: u64,
        named: String,
    },
    #[error("{}: {candidate:?} is not a candidate for {post:?} in candidates.csv", path.display())]
    UnknownCandidate {
        path: PathBuf,
        post: String,
        candidate: String,
    },
    #[error("{}: {candidate:?} has two figures in one report", path.display())]
    Twice { path: PathBuf, candidate: String },
    #[error("an event cannot be written: {0}")]
    Event(#[from] serde_json::Error),
    #[error("{}: the file is not what the tables make; run `cargo run -p make-contests`", path.display())]
    Differs { path: PathBuf },
}
