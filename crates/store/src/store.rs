//! An open store: creating, opening, and reading without a turn.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Once};

use sqlx::AnyConnection;
use sqlx::any::AnyPoolOptions;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};
use tokio::sync::Mutex;

use crate::connect::{LIMIT, at_connect, create_file, probe, remove_file};
use crate::read::{self, ReadError};
use crate::session::Session;
use crate::{
    Checkpoint, Entries, Head, Indexer, Location, LogName, StoreError, backup, classify, schema,
    tiles,
};
use hustings_log::Hash;

/// How many connections a store has at most.
const CONNECTIONS: u32 = 16;

/// A store that is open; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    location: Location,
    indexer: Indexer,
    /// Writers of one process queue here for a file, since waiting for its lock is polling and nobody's turn.
    pub(crate) queue: Option<Arc<Mutex<()>>>,
}

impl Store {
    /// Makes a store where none is: a file that is not there yet, or a database without tables.
    pub async fn create(location: &Location, indexer: Indexer) -> Result<Self, StoreError> {
        Self::create_from(location, indexer, None).await
    }

    /// Makes a store, empty or as a backup has it, all at once or not at all.
    pub(crate) async fn create_from(
        location: &Location,
        indexer: Indexer,
        backup: Option<(&mut AnyConnection, &Path)>,
    ) -> Result<Self, StoreError> {
        if let Location::File(path) = location {
            create_file(path)?;
        }
        let store = Self::connect(location, indexer).await;
        let made = match store {
            Ok(store) => store.fill(backup).await.map(|()| store),
            Err(error) => Err(error),
        };
        if let (Err(error), Location::File(path)) = (&made, location)
            && !matches!(error, StoreError::Exists { .. })
        {
            // It was made here and holds nothing.
            remove_file(path);
        }
        made
    }

    async fn fill(&self, backup: Option<(&mut AnyConnection, &Path)>) -> Result<(), StoreError> {
        let location = &self.location;
        let mut session = self.begin().await?;
        if schema::version(&mut session, location).await?.is_some() {
            return Err(StoreError::Exists {
                location: location.clone(),
            });
        }
        schema::migrate(&mut session, location, 0).await?;
        if let Some((source, file)) = backup {
            backup::fill(source, file, &mut session, location).await?;
        }
        self.commit(session).await
    }

    /// Opens a store that is there, and brings its tables to this program's version.
    pub async fn open(location: &Location, indexer: Indexer) -> Result<Self, StoreError> {
        if let Location::File(path) = location {
            look(path, location)?;
        }
        let store = Self::connect(location, indexer).await?;
        let mut connection = store.connection().await?;
        let version = schema::version(&mut connection, location).await?;
        drop(connection);
        let Some(version) = version else {
            return Err(StoreError::Missing {
                location: location.clone(),
            });
        };
        if version != schema::VERSION {
            store.upgrade().await?;
        }
        Ok(store)
    }

    async fn connect(location: &Location, indexer: Indexer) -> Result<Self, StoreError> {
        drivers();
        // By itself first, since a pool tries again and again what cannot succeed, and does not say why.
        probe(location).await?;
        Ok(Self {
            pool: pool(location)?,
            location: location.clone(),
            indexer,
            queue: location.is_file().then(Arc::default),
        })
    }

    /// Whoever comes second sees what the first has done.
    async fn upgrade(&self) -> Result<(), StoreError> {
        let mut session = self.begin().await?;
        sqlx::query("UPDATE schema SET version = version")
            .execute(&mut *session)
            .await
            .map_err(|error| self.refused(error))?;
        let version = schema::version(&mut session, &self.location).await?;
        schema::migrate(&mut session, &self.location, version.unwrap_or(0)).await?;
        self.commit(session).await
    }

    /// Where it is.
    pub const fn location(&self) -> &Location {
        &self.location
    }

    /// What it looks entries up by.
    pub const fn indexer(&self) -> Indexer {
        self.indexer
    }

    /// Closes every connection, when their last turn has ended. A store that is dropped closes by itself, a little later.
    pub async fn close(self) {
        self.pool.close().await;
    }

    /// Every log, in the order of their names.
    pub async fn heads(&self) -> Result<Vec<Head>, StoreError> {
        let heads = read::heads(&mut *self.connection().await?).await;
        heads.map_err(|error| self.read_error(error))
    }

    /// A log's size, and whether it is closed.
    pub async fn head(&self, log: &LogName) -> Result<Head, StoreError> {
        let head = read::head(&mut *self.connection().await?, log).await;
        head.map_err(|error| self.read_error(error))?
            .ok_or_else(|| StoreError::NoLog { log: log.clone() })
    }

    /// The entries of a range, as far as the log reaches now.
    pub async fn entries(
        &self,
        log: &LogName,
        range: Range<u64>,
    ) -> Result<Entries<'_>, StoreError> {
        let size = self.head(log).await?.size;
        let range = range.start..range.end.min(size);
        Ok(Entries::of_store(self, log.clone(), range))
    }

    /// One entry; nothing if the log does not reach so far.
    pub async fn entry(&self, log: &LogName, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let range = index..index.saturating_add(1);
        let next = self.entries(log, range).await?.next().await?;
        Ok(next.map(|(_, entry)| entry))
    }

    /// A log's size, and the root of the Merkle tree over its entries.
    pub async fn root(&self, log: &LogName) -> Result<(u64, Hash), StoreError> {
        let size = self.head(log).await?.size;
        let tree = tiles::tree(&mut *self.connection().await?, log, size).await;
        let tree = tree.map_err(|error| self.read_error(error))?;
        Ok((size, tree.root()))
    }

    /// The signed checkpoints that are kept of a log, the smallest first.
    pub async fn checkpoints(&self, log: &LogName) -> Result<Vec<Checkpoint>, StoreError> {
        let kept = read::checkpoints(&mut *self.connection().await?, log).await;
        kept.map_err(|error| self.read_error(error))
    }

    pub(crate) async fn connection(&self) -> Result<PoolConnection<Any>, StoreError> {
        let connection = self.pool.acquire().await;
        connection.map_err(|error| self.refused(error))
    }

    pub(crate) async fn begin(&self) -> Result<Session, StoreError> {
        self.session(if self.location.is_file() {
            "BEGIN"
        } else {
            // Whoever waited for a head sees what was written in the meantime, whatever the server's default is.
            "BEGIN ISOLATION LEVEL READ COMMITTED"
        })
        .await
    }

    /// A transaction that only reads, and sees what there was when it began.
    pub(crate) async fn snapshot(&self) -> Result<Session, StoreError> {
        self.session(if self.location.is_file() {
            "BEGIN"
        } else {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        })
        .await
    }

    async fn session(&self, begin: &'static str) -> Result<Session, StoreError> {
        let session = Session::begin(self.connection().await?, begin).await;
        session.map_err(|error| self.refused(error))
    }

    pub(crate) async fn commit(&self, session: Session) -> Result<(), StoreError> {
        let committed = session.commit().await;
        committed.map_err(|error| classify::of_commit(&self.location, error))
    }

    pub(crate) fn refused(&self, error: sqlx::Error) -> StoreError {
        classify::refused(&self.location, error)
    }

    pub(crate) fn read_error(&self, error: ReadError) -> StoreError {
        match error {
            ReadError::Driver(error) => self.refused(error),
            ReadError::Store(error) => error,
        }
    }
}

pub(crate) fn look(path: &Path, location: &Location) -> Result<(), StoreError> {
    match path.try_exists() {
        Ok(true) => Ok(()),
        Ok(false) => Err(StoreError::Missing {
            location: location.clone(),
        }),
        Err(error) => Err(StoreError::file(path, error)),
    }
}

pub(crate) fn drivers() {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
}

fn pool(location: &Location) -> Result<AnyPool, StoreError> {
    let file = location.is_file();
    let options = AnyPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(LIMIT)
        .after_connect(move |connection: &mut AnyConnection, _| {
            Box::pin(at_connect(connection, file))
        });
    Ok(options.connect_lazy_with(location.options()?))
}
