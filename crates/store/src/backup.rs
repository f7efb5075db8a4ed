//! A copy of a store as it is at one moment, in a file of SQLite, whichever database it is in.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, ConnectOptions as _, Connection as _};

use crate::connect::{create_file, sync_folder};
use crate::copy::{CopyError, copy};
use crate::fsck::{Report, fsck};
use crate::{Indexer, Location, Store, StoreError, classify, schema};

/// Writes what the store holds at this moment into a new file, while the store is in use. The file is a store itself.
///
/// It is written beside its place under the name `.partial`, and has its own name only when it is whole and on disk.
/// Nothing is overwritten. It holds private rows, so only its owner may read it.
pub async fn backup(store: &Store, file: &Path) -> Result<(), StoreError> {
    if file
        .try_exists()
        .map_err(|error| StoreError::file(file, error))?
    {
        return Err(StoreError::Exists {
            location: Location::File(file.to_owned()),
        });
    }
    let partial = partial(file);
    // What a backup that was cut short has left is nobody's.
    remove(&partial).map_err(|error| StoreError::file(&partial, error))?;
    let written = match write(store, &partial).await {
        Ok(()) => publish(&partial, file),
        Err(error) => Err(error),
    };
    let removed = remove(&partial).map_err(|error| StoreError::file(&partial, error));
    written.and(removed)
}

fn partial(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    file.with_file_name(name)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

async fn write(store: &Store, path: &Path) -> Result<(), StoreError> {
    create_file(path)?;
    let location = Location::File(path.to_owned());
    let refused = |error| classify::refused(&location, error);
    let mut snapshot = store.snapshot().await?;
    let mut target = location.options()?.connect().await.map_err(refused)?;
    // What is cut short is thrown away, so the file is brought to disk once, at the end.
    for pragma in ["PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"] {
        sqlx::raw_sql(pragma)
            .execute(&mut target)
            .await
            .map_err(refused)?;
    }
    let mut transaction = target.begin().await.map_err(refused)?;
    schema::migrate(&mut transaction, &location, 0).await?;
    copy(&mut snapshot, &mut transaction)
        .await
        .map_err(|error| of_copy(error, store.location(), &location))?;
    let ended = snapshot.rollback().await;
    ended.map_err(|error| store.refused(error))?;
    transaction.commit().await.map_err(refused)?;
    target.close().await.map_err(refused)?;
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::file(path, error))
}

/// Gives the file its name, if nobody has it.
fn publish(partial: &Path, file: &Path) -> Result<(), StoreError> {
    let linked = fs::hard_link(partial, file).and_then(|()| sync_folder(file));
    linked.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists {
            location: Location::File(file.to_owned()),
        },
        _ => StoreError::file(file, error),
    })
}

fn of_copy(error: CopyError, from: &Location, to: &Location) -> StoreError {
    match error {
        CopyError::Reading(error) => classify::refused(from, error),
        CopyError::Writing(error) => classify::refused(to, error),
    }
}

/// Makes a store of a backup, in an empty database or a file that is not there, all at once; and checks it.
///
/// The backup is only read. Whether the store is whole says the report.
pub async fn restore(
    file: &Path,
    location: &Location,
    indexer: Indexer,
) -> Result<(Store, Report), StoreError> {
    let mut source = open_backup(file).await?;
    let store = Store::create_from(location, indexer, Some((&mut source, file))).await?;
    let report = fsck(&store).await?;
    Ok((store, report))
}

async fn open_backup(file: &Path) -> Result<AnyConnection, StoreError> {
    let location = Location::File(file.to_owned());
    crate::store::look(file, &location)?;
    crate::store::drivers();
    let source = Location::read_only(file)?.connect().await;
    let mut source = source.map_err(|error| classify::refused(&location, error))?;
    match schema::version(&mut source, &location).await? {
        // So far every version has the same columns.
        Some(1..=schema::VERSION) => Ok(source),
        Some(version) => Err(StoreError::Newer {
            location,
            version,
            known: schema::VERSION,
        }),
        None => Err(StoreError::Missing { location }),
    }
}

/// Copies a backup into a store that is being made.
pub(crate) async fn fill(
    source: &mut AnyConnection,
    file: &Path,
    target: &mut AnyConnection,
    location: &Location,
) -> Result<(), StoreError> {
    let copied = copy(source, target).await;
    copied.map_err(|error| of_copy(error, &Location::File(file.to_owned()), location))
}
