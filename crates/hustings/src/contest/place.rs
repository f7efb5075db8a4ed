//! Where a contest lies.

use std::future::Future;
use std::path::PathBuf;

use clap::Args;
use hustings_office::{ContestId, Office, OfficeError, indexer};
use hustings_store::{Location, Store, StoreError};

use crate::failure::Failure;

/// The file of a store in its folder.
const FILE: &str = "contest.hustings";

/// Where contests are kept.
#[derive(Args)]
pub(crate) struct Where {
    /// The folder in which the contest is kept, in one file.
    #[arg(
        long,
        value_name = "DIR",
        global = true,
        env = "HUSTINGS_DATA",
        default_value = "."
    )]
    data: PathBuf,
    /// A database of PostgreSQL in which it is kept instead: `postgres://user:password@host/database`.
    #[arg(
        long,
        value_name = "URL",
        global = true,
        env = "HUSTINGS_DATABASE",
        hide_env_values = true
    )]
    database: Option<String>,
}

/// Where the contest is kept.
#[derive(Args)]
pub(crate) struct Place {
    #[command(flatten)]
    place: Where,
    /// Which contest, where several are kept in one place.
    #[arg(long, value_name = "ID", global = true)]
    contest: Option<ContestId>,
}

/// Does something that waits for a database.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| {
        Failure::NotPossible(format!(
            "this machine lets no program wait for a database ({error})"
        ))
    })?;
    runtime.block_on(work)
}

impl Where {
    pub(crate) fn location(&self) -> Result<Location, Failure> {
        match &self.database {
            Some(url) => url.parse().map_err(failure),
            None => Ok(Location::File(self.data.join(FILE))),
        }
    }

    /// The folder of a store that is a file, made if it is not there.
    pub(crate) fn prepare(&self) -> Result<(), Failure> {
        if self.database.is_some() {
            return Ok(());
        }
        std::fs::create_dir_all(&self.data).map_err(|error| Failure::Unwritable {
            path: self.data.clone(),
            error,
        })
    }

    /// Opens the store.
    pub(crate) async fn store(&self) -> Result<Store, Failure> {
        let location = self.location()?;
        Store::open(&location, indexer).await.map_err(|error| match error {
            StoreError::Missing { .. } => Failure::NotPossible(format!(
                "{location}: no contest is kept there; begin one by `hustings contest init`, or say by --data or --database where it is"
            )),
            other => failure(other),
        })
    }
}

impl Place {
    pub(crate) fn location(&self) -> Result<Location, Failure> {
        self.place.location()
    }

    /// The folder of a store that is a file, made if it is not there.
    pub(super) fn prepare(&self) -> Result<(), Failure> {
        self.place.prepare()
    }

    /// Makes a store, or opens the one that is there.
    pub(super) async fn make(&self) -> Result<Store, Failure> {
        let location = self.location()?;
        match Store::create(&location, indexer).await {
            Err(StoreError::Exists { .. }) => {
                Store::open(&location, indexer).await.map_err(failure)
            }
            made => made.map_err(failure),
        }
    }

    /// The name that a new contest gets.
    pub(super) fn new_id(&self) -> Result<ContestId, Failure> {
        match &self.contest {
            Some(id) => Ok(id.clone()),
            None => "contest".parse().map_err(failure),
        }
    }

    /// Opens the contest.
    pub(crate) async fn office(&self) -> Result<Box<Office>, Failure> {
        let (location, store) = (self.location()?, self.place.store().await?);
        let contests = Office::contests(&store).await.map_err(failure)?;
        let id = match (&self.contest, contests.as_slice()) {
            (Some(id), _) if contests.contains(id) => id.clone(),
            (None, [only]) => only.clone(),
            (_, []) => {
                return Err(Failure::NotPossible(format!(
                    "{location}: no contest is kept there; begin one by `hustings contest init`"
                )));
            }
            (_, all) => {
                let names: Vec<String> = all.iter().map(ToString::to_string).collect();
                return Err(Failure::NotPossible(format!(
                    "{location}: the contests there are {}; say by --contest which",
                    names.join(", ")
                )));
            }
        };
        // A contest's state is large, and waits in many hands.
        let office = Box::pin(Office::open(store, id)).await.map_err(failure)?;
        Ok(Box::new(office))
    }
}

/// What the office could not do, as the command line tells it.
pub(crate) fn failure(error: impl Into<AnyError>) -> Failure {
    error.into().0
}

/// The error of a room behind, as a failure.
pub(crate) struct AnyError(Failure);

impl From<OfficeError> for AnyError {
    fn from(error: OfficeError) -> Self {
        Self(match error {
            OfficeError::PersonNeeded(needed) => Failure::PersonNeeded(needed),
            other => Failure::NotPossible(other.to_string()),
        })
    }
}

macro_rules! told {
    ($($error:ty),*) => {$(
        impl From<$error> for AnyError {
            fn from(error: $error) -> Self {
                Self(Failure::NotPossible(error.to_string()))
            }
        }
    )*};
}

told!(StoreError, hustings_office::ContestIdError);
