use std::io::Write as _;

use clap::Args;
use hustings_store::reindex;

use crate::contest::place::{Where, failure};
use crate::failure::{Failure, Success};

/// Make tiles and marks again from the entries, where `fsck` says that this repairs them.
///
/// Where an entry was changed, the tiles are the trace of it; afterwards only a checkpoint shows it. So look first, and keep
/// a backup of what is there.
#[derive(Args)]
pub(crate) struct Arguments {
    /// It is understood that the tiles and marks that are there are lost.
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(place: &Where, arguments: &Arguments) -> Result<Success, Failure> {
    if !arguments.yes {
        return Err(Failure::NotPossible(
            "tiles and marks would be made again, and those that are there lost, which may be the trace of a change; look by `hustings store fsck`, keep what is there by `hustings store backup`, and then give --yes".to_owned(),
        ));
    }
    let store = place.store().await?;
    let mut out = anstream::stdout();
    for head in store.heads().await.map_err(failure)? {
        reindex(&store, &head.log).await.map_err(failure)?;
        writeln!(
            out,
            "log {}: made again from {} entries",
            head.log, head.size
        )?;
    }
    Ok(Success::Done)
}
