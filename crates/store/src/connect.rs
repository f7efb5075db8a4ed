//! What is said to a database before it is used, so that what it acknowledges is on disk.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::AnyConnection;
use sqlx::{ConnectOptions as _, Connection as _, Error, Row as _};

use crate::{Location, StoreError, classify, schema};

/// How long anybody waits for a connection, or for another writer.
pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// In this order: the wait comes first, since the others may have to.
const SQLITE: [&str; 3] = [
    "PRAGMA busy_timeout = 30000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
];

/// A commit is on the disk of this server, and of its synchronous standby if it has one, unless more was asked for; and a
/// writer that is gone does not hold the others up for ever.
const POSTGRES: [&str; 3] = [
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') <> 'remote_apply'",
    "SELECT set_config('lock_timeout', '30s', false)",
    "SELECT set_config('idle_in_transaction_session_timeout', '60s', false)",
];

/// Prepares a new connection.
pub(crate) async fn at_connect(connection: &mut AnyConnection, file: bool) -> Result<(), Error> {
    for statement in if file { SQLITE } else { POSTGRES } {
        sqlx::raw_sql(statement).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Connects once, so that whatever is wrong is said at once; refuses a database that forgets what it has acknowledged.
pub(crate) async fn probe(location: &Location) -> Result<(), StoreError> {
    let options = location.options()?;
    let refused = |error| classify::refused(location, error);
    let mut connection = options.connect().await.map_err(refused)?;
    if holds_something_else(&mut connection, location).await? {
        return Err(StoreError::Missing {
            location: location.clone(),
        });
    }
    let prepared = at_connect(&mut connection, location.is_file()).await;
    prepared.map_err(refused)?;
    let durable = location.is_file() || has_fsync(&mut connection).await.map_err(refused)?;
    connection.close().await.map_err(refused)?;
    if durable {
        return Ok(());
    }
    Err(StoreError::NotDurable {
        location: location.clone(),
        setting: "fsync = off",
    })
}

/// A file of another program is not touched; one of no bytes is about to become a store.
async fn holds_something_else(
    connection: &mut AnyConnection,
    location: &Location,
) -> Result<bool, StoreError> {
    let Location::File(path) = location else {
        return Ok(false);
    };
    let length = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    Ok(length > 0 && schema::version(connection, location).await?.is_none())
}

/// PostgreSQL's kin that do not know the setting have no way to switch it off.
async fn has_fsync(connection: &mut AnyConnection) -> Result<bool, Error> {
    let row = sqlx::query("SELECT current_setting('fsync', true)")
        .fetch_one(connection)
        .await?;
    let setting: Option<String> = row.try_get(0)?;
    Ok(setting.as_deref() != Some("off"))
}

/// Makes an empty file that only its owner reads, durably; what is there already is not touched, unless it is empty too.
pub(crate) fn create_file(path: &Path) -> Result<(), StoreError> {
    let result = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|file| file.sync_all())
        .and_then(|()| sync_folder(path));
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => not_empty(path),
        result => result.map_err(|error| StoreError::file(path, error)),
    }
}

/// Takes a file away that was made here, with what SQLite has laid beside it; if that fails it stays, empty.
pub(crate) fn remove_file(path: &Path) {
    for suffix in ["-wal", "-shm", ""] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

/// A creation that was cut short leaves an empty file, which is as good as none.
fn not_empty(path: &Path) -> Result<(), StoreError> {
    let length = std::fs::metadata(path).map_or(u64::MAX, |metadata| metadata.len());
    if length == 0 {
        return Ok(());
    }
    Err(StoreError::Exists {
        location: Location::File(path.to_owned()),
    })
}

/// Makes the names in a file's folder durable.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    File::open(folder)?.sync_all()
}
