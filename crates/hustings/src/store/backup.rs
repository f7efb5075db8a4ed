use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_store::backup;

use crate::contest::place::{Where, failure};
use crate::failure::{Failure, Success};

/// Write everything in the store, as it is at this moment, into a new file; the store may be in use.
///
/// The file is a store itself, in which `fsck` can look. It holds the electors and the key that signs the log: keep it as
/// safe as the store. A backup on the same disk is lost with it.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings store backup /mnt/safe/2027-03-01.hustings")]
pub(crate) struct Arguments {
    /// The new file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) async fn run(place: &Where, arguments: &Arguments) -> Result<Success, Failure> {
    let store = place.store().await?;
    backup(&store, &arguments.file).await.map_err(failure)?;
    writeln!(
        anstream::stdout(),
        "{} is written, with everything in {}",
        arguments.file.display(),
        place.location()?
    )?;
    Ok(Success::Done)
}
