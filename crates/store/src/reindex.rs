//! Making again what follows from the entries.

use hustings_log::{Growth, Hash};

use crate::append::{marks, write_marks, write_tiles};
use crate::read;
use crate::{LogName, Store, StoreError};

/// Makes the tiles and marks of a log again from its entries, in one turn: after `fsck` found them at fault, or with a new
/// [`Indexer`](crate::Indexer). Entries, size and checkpoints are not touched; if entries are missing it is refused.
pub async fn reindex(store: &Store, log: &LogName) -> Result<(), StoreError> {
    let mut turn = store.turn(std::slice::from_ref(log)).await?;
    for clear in [
        "DELETE FROM tile WHERE log = $1",
        "DELETE FROM mark WHERE log = $1",
    ] {
        turn.run(sqlx::query(clear).bind(log.as_str())).await?;
    }
    let size = turn.size(log)?;
    let mut growth = Growth::new();
    let mut from = 0;
    while from < size {
        let page = read::entries(turn.connection(), log, from, size).await;
        let page = page.map_err(|error| store.read_error(error))?;
        for entry in &page {
            growth.append(Hash::of_entry(entry));
        }
        let marks = marks(log, from, &page, store.indexer())?;
        write_tiles(turn.connection(), log, &growth.take_changed())
            .await
            .map_err(|error| store.refused(error))?;
        write_marks(turn.connection(), log, &marks)
            .await
            .map_err(|error| store.refused(error))?;
        from += page.len() as u64;
    }
    turn.commit().await
}
