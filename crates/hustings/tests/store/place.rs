//! Where a store is put for a test.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use hustings_office::{Office, indexer};
use hustings_store::{Location, Store, fsck, restore};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use tempfile::TempDir;

use crate::cluster::{Cluster, Socket};

#[derive(Clone, Copy, PartialEq, Eq)]
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

    /// A new database's URL; nothing for a file.
    pub fn url(self) -> Option<String> {
        match self.location(Path::new("")) {
            Location::File(_) => None,
            Location::Postgres(url) => Some(url.to_string()),
        }
    }

    fn location(self, folder: &Path) -> Location {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        match self {
            Self::Sqlite => Location::File(folder.join("contest.hustings")),
            Self::Postgres => {
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let cluster = SHARED.get().expect("PostgreSQL is there");
                cluster.create_database(&format!("store{number}"))
            }
        }
    }
}

/// How to make databases in the cluster that all tests share.
static SHARED: OnceLock<Socket> = OnceLock::new();

pub fn share(cluster: Option<&Cluster>) {
    if let Some(cluster) = cluster {
        let _ = SHARED.set(cluster.socket());
    }
}

/// A store of its own that was made of a backup.
pub struct Place {
    pub location: Location,
    pub folder: TempDir,
}

impl Place {
    pub fn of(backup: &[u8], database: Database) -> Self {
        let folder = TempDir::new().expect("there is room for a folder");
        let file = folder.path().join("backup");
        std::fs::write(&file, backup).unwrap();
        let location = database.location(folder.path());
        block_on(async {
            let (store, report) = restore(&file, &location, indexer).await.unwrap();
            assert!(report.is_clean(), "{report}");
            store.close().await;
        });
        Self { location, folder }
    }

    /// A place in which there is no store.
    pub fn empty(database: Database) -> (TempDir, Location) {
        let folder = TempDir::new().expect("there is room for a folder");
        let location = database.location(folder.path());
        (folder, location)
    }

    /// The program, told where this store is.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        match &self.location {
            Location::File(_) => command.env("HUSTINGS_DATA", self.folder.path()),
            Location::Postgres(url) => command.env("HUSTINGS_DATABASE", url.as_str()),
        };
        command
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.location, indexer).await.unwrap()
    }

    /// Says something to the file beside the store.
    pub async fn sql(&self, sql: &str) {
        let Location::File(path) = &self.location else {
            panic!("only files are tampered with");
        };
        sqlx::any::install_default_drivers();
        let url = format!("sqlite://{}", path.display());
        let mut connection = AnyConnection::connect(&url).await.unwrap();
        let said = sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await;
        let done = said.unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert!(done.rows_affected() > 0, "{sql}: it changes nothing");
        connection.close().await.unwrap();
    }
}

/// That nothing in a store is wrong, neither its tables nor its contests.
pub async fn expect_clean(store: &Store) {
    let report = fsck(store).await.unwrap();
    assert!(report.is_clean(), "{report}");
    for id in Office::contests(store).await.unwrap() {
        let report = Office::fsck(store, &id).await.unwrap();
        assert!(report.is_clean(), "{report:#?}");
    }
}

pub fn block_on<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(test)
}
