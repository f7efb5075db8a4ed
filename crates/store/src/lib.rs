//! Durable append-only logs, with private rows and indexes beside them, in one file of SQLite or in PostgreSQL.
//!
//! A store holds logs. An entry is bytes; the store knows nothing of what they mean, but an [`Indexer`] says by which
//! keys an entry can be found. Over each log lies a Merkle tree in tiles, so that its root and proofs cost little. Beside
//! the logs are private rows, which are in no log, and checkpoints that others signed.
//!
//! Whoever writes takes a [`Turn`] at some logs: he sees all that was written before, and others wait. Where many write
//! single entries, an [`Intake`] lets them share commits.
//!
//! ```
//! # use hustings_store::{Absent, Answer, Append, Location, LogName, Mark, Store};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("contest.hustings").display().to_string();
//! // An entry is found by its first word.
//! fn first_word(_: &LogName, _: u64, entry: &[u8]) -> Vec<Mark> {
//!     let text = String::from_utf8_lossy(entry);
//!     let word = text.split(' ').next();
//!     word.map(|word| Mark::new("voter", word)).into_iter().collect()
//! }
//!
//! let location: Location = path.parse()?; // or postgres://…
//! let store = Store::create(&location, first_word).await?;
//! let log: LogName = "ballots".parse()?;
//! let mut turn = store.turn(&[]).await?;
//! turn.create_log(&log).await?;
//! turn.append(&log, &[b"anna yes".to_vec(), b"ben no".to_vec()]).await?;
//! turn.commit().await?;
//!
//! assert_eq!(store.find(&log, "voter", "ben").await?, Some(1));
//! let intake = store.intake();
//! let append = Append {
//!     log: log.clone(),
//!     entry: b"ben yes".to_vec(),
//!     absent: vec![Absent::Mark(Mark::new("voter", "ben"))],
//!     beside: Vec::new(),
//! };
//! let answer = intake.append(append).await?;
//! assert!(matches!(answer, Answer::Refused { at: Some(1), .. }));
//! assert_eq!(store.root(&log).await?.0, 2);
//! # Ok(())
//! # }
//! ```
//!
//! # Invariants
//!
//! 1. What is acknowledged is on disk, and stays.
//! 2. The entries of a log are numbered from 0 without a gap, and never change.
//! 3. Tiles, marks and the size are functions of the entries, written in the same transaction.
//! 4. One code path for both databases: one schema, the same statements, integers, text and bytes only, no triggers, no
//!    advisory locks.
//! 5. Every error but [`StoreError::Unknown`] and [`StoreError::Stopped`] means that nothing was written.

mod append;
mod backup;
mod batch;
mod classify;
mod connect;
mod copy;
mod cursor;
mod error;
mod fsck;
mod head;
mod intake;
mod location;
mod lookup;
mod names;
mod note;
mod read;
mod reindex;
mod schema;
mod session;
mod sql;
mod store;
mod tiles;
mod turn;

pub use backup::{backup, restore};
pub use batch::{Absent, Answer, Append};
pub use cursor::{Entries, Rows};
pub use error::StoreError;
pub use fsck::{Fault, Report, Wrong, fsck};
pub use head::{Checkpoint, Head};
pub use intake::Intake;
pub use location::Location;
pub use names::{Indexer, LogName, Mark, RowKey, no_marks};
pub use reindex::reindex;
pub use schema::VERSION;
pub use store::Store;
pub use tiles::Snapshot;
pub use turn::Turn;
