//! A contest in its store, held against its own log: whether what lies beside the log is what the log names.
//!
//! [`hustings_store::fsck`] says whether tables follow from entries, and knows nothing of what entries mean; here is the
//! other half. Nothing is written. What names a person is an elector's id, and nothing else of a row.

mod boxes;
mod credentials;
mod log;
mod post;
mod published;
mod report;
mod roll;

use hustings_contest::Contest;
use hustings_store::{Store, StoreError};

pub use report::{Check, Fault, Place, Report, Subject, Wrong};

use crate::names::ContestId;
use crate::office::Office;

/// How often a contest is looked at again that others have changed in the meantime.
const TRIES: u32 = 3;

impl Office {
    /// Holds all that the store has of a contest against its log.
    ///
    /// An error means that the store could not be read. The contest may be in use: a fault that is only found because
    /// something was recorded meanwhile is looked at again.
    pub async fn fsck(store: &Store, id: &ContestId) -> Result<Report, StoreError> {
        let log = id.log()?;
        let mut tries = TRIES;
        loop {
            let before = store.head(&log).await?.size;
            let report = Looking::at(store, id).await?;
            tries -= 1;
            if report.is_clean() || tries == 0 || store.head(&log).await?.size == before {
                return Ok(report);
            }
        }
    }
}

/// What is being looked at, and what was found so far.
struct Looking<'s> {
    store: &'s Store,
    id: &'s ContestId,
    report: Report,
}

impl<'s> Looking<'s> {
    async fn at(store: &'s Store, id: &'s ContestId) -> Result<Report, StoreError> {
        let report = Report {
            contest: id.clone(),
            checks: Vec::new(),
        };
        let mut looking = Looking { store, id, report };
        // Where the log does not fold nobody can say what should lie beside it.
        if let Some(contest) = log::read(&mut looking).await? {
            looking.beside(&contest).await?;
        }
        Ok(looking.report)
    }

    async fn beside(&mut self, contest: &Contest) -> Result<(), StoreError> {
        roll::look(self, contest).await?;
        let lists = boxes::look(self, contest).await?;
        credentials::look(self, &lists).await?;
        post::look(self, contest).await?;
        published::look(self, contest).await
    }

    fn found(&mut self, check: Check) {
        self.report.checks.push(check);
    }
}
