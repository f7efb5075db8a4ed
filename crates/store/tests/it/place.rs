//! A place for a store: a file in a temporary folder, or a database of the shared cluster.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use hustings_store::{Indexer, Location, LogName, Mark, Store};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use tempfile::TempDir;

use crate::cluster::{self, Cluster};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    pub fn is_there(self) -> bool {
        self == Self::Sqlite || crate::programs::is_there()
    }
}

/// How to make databases in the cluster that all tests share.
static SHARED: OnceLock<cluster::Socket> = OnceLock::new();

pub fn share(cluster: Option<&Cluster>) {
    if let Some(cluster) = cluster {
        let _ = SHARED.set(cluster.socket());
    }
}

pub struct Place {
    pub database: Database,
    pub location: Location,
    pub folder: TempDir,
}

impl Place {
    pub fn new(database: Database) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let folder = tempfile::tempdir().unwrap();
        let location = match database {
            Database::Sqlite => Location::File(folder.path().join("store with ? and %.hustings")),
            Database::Postgres => {
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                SHARED
                    .get()
                    .unwrap()
                    .create_database(&format!("place{number}"))
            }
        };
        Self {
            database,
            location,
            folder,
        }
    }

    /// Says something to the database beside the store.
    pub async fn sql(&self, sql: &str) {
        self.try_sql(sql).await.unwrap();
    }

    /// The same, for what it may refuse.
    pub async fn try_sql(&self, sql: &str) -> Result<(), sqlx::Error> {
        let mut connection = self.connect().await;
        let done = sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await;
        connection.close().await.unwrap();
        done.map(|_| ())
    }

    /// Asks the database for a number beside the store.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut connection = self.connect().await;
        let row = sqlx::query(AssertSqlSafe(sql))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        row.get(0)
    }

    async fn connect(&self) -> AnyConnection {
        let url = match &self.location {
            Location::File(path) => {
                let path = path.display().to_string();
                format!(
                    "sqlite://{}",
                    path.replace('%', "%25")
                        .replace('?', "%3F")
                        .replace(' ', "%20")
                )
            }
            Location::Postgres(url) => url.to_string(),
        };
        sqlx::any::install_default_drivers();
        AnyConnection::connect(&url).await.unwrap()
    }

    pub async fn create(&self) -> Store {
        Store::create(&self.location, words()).await.unwrap()
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.location, words()).await.unwrap()
    }

    /// A store with an empty log.
    pub async fn with_log(&self) -> (Store, LogName) {
        let store = self.create().await;
        let log = log("ballots");
        create_log(&store, &log).await;
        (store, log)
    }
}

pub async fn create_log(store: &Store, log: &LogName) {
    let mut turn = store.turn(&[]).await.unwrap();
    turn.create_log(log).await.unwrap();
    turn.commit().await.unwrap();
}

pub fn log(name: &str) -> LogName {
    LogName::new(name).unwrap()
}

pub fn entry(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// Entries are words; the first is a voter, and every one that is not long is a word.
pub fn words() -> Indexer {
    |_, _, entry| {
        let Ok(text) = std::str::from_utf8(entry) else {
            return Vec::new();
        };
        let voter = text.split(' ').next().map(|word| Mark::new("voter", word));
        let words = text.split(' ').filter(|word| word.len() <= 64);
        let words = words.map(|word| Mark::new("word", word));
        voter.into_iter().chain(words).collect()
    }
}

pub fn block_on<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(test)
}
