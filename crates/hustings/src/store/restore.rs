use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_office::indexer;
use hustings_store::{Location, restore};

use super::fsck;
use crate::contest::place::{Where, failure};
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::in_red;

/// Make a store of a backup, in an empty place, and check it; of one that is damaged none is left.
///
/// What was recorded after the backup is not in it: events, and ballots whose trackers their voters hold. If checkpoints were published since, go on with the old store if it can
/// be saved: a log that goes on from the backup is another history, and witnesses refuse it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings store restore /mnt/safe/2027-03-01.hustings --data restored
  hustings store restore /mnt/safe/2027-03-01.hustings --database postgres://hustings@localhost/restored")]
pub(crate) struct Arguments {
    /// The backup, which is only read.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) async fn run(place: &Where, arguments: &Arguments) -> Result<Success, Failure> {
    place.prepare()?;
    let location = place.location()?;
    let found = match &location {
        Location::File(path) => in_file(&arguments.file, path).await?,
        Location::Postgres(_) => in_database(&arguments.file, &location).await?,
    };
    let success = found.told()?;
    if let Success::DoesNotHold = success {
        anstream::eprintln!(
            "{}: {} is damaged, and nothing is restored; take an earlier backup",
            in_red("refused"),
            arguments.file.display()
        );
    } else {
        writeln!(
            anstream::stdout(),
            "{} is restored, in {location}",
            arguments.file.display()
        )?;
    }
    Ok(success)
}

/// Restores into a file, and removes it again if it does not hold.
async fn in_file(backup: &Path, path: &Path) -> Result<fsck::Found, Failure> {
    let location = Location::File(path.to_owned());
    let (store, tables) = restore(backup, &location, indexer).await.map_err(failure)?;
    let found = fsck::Found::of(&store, tables).await;
    let whole = found.as_ref().is_ok_and(fsck::Found::is_whole);
    if !whole {
        store.close().await;
        for end in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            let path = PathBuf::from(name);
            if path.exists() {
                files::remove(&path)?;
            }
        }
    }
    found
}

/// Restores into a database, once the backup was found whole in a file beside: nobody empties a database here.
async fn in_database(backup: &Path, location: &Location) -> Result<fsck::Found, Failure> {
    let beside = tempfile::tempdir().map_err(|error| {
        Failure::NotPossible(format!(
            "no temporary folder can be made ({error}); make room"
        ))
    })?;
    let found = in_file(backup, &beside.path().join("contest.hustings")).await?;
    if !found.is_whole() {
        return Ok(found);
    }
    let (store, tables) = restore(backup, location, indexer).await.map_err(failure)?;
    let found = fsck::Found::of(&store, tables).await;
    store.close().await;
    found
}
