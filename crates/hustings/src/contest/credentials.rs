use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_rulebook::BoxId;

use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files;

/// Take in which elector has which credential of a box, so that a paper by post can lock it.
///
/// Whoever has these links can tell from the box who has voted, but not how: that takes the trustees. They are kept
/// private, are needed only where people vote by post beside online, and no command prints them again. Destroy the file
/// when it is taken in.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest credentials members links.csv")]
pub(crate) struct Arguments {
    /// The box: the id of a section, or electors where the roll has none.
    #[arg(value_name = "BOX")]
    of: BoxId,
    /// What `hustings registrar issue --links` wrote.
    links: PathBuf,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let table = files::read_typed(&arguments.links)?;
    let links = office
        .take_links(&arguments.of, table.as_bytes())
        .await
        .map_err(|error| match failure(error) {
            Failure::NotPossible(reason) => Failure::refused(&arguments.links, reason),
            other => other,
        })?;
    writeln!(
        anstream::stdout(),
        "box {}: the credentials of {links} electors are known, all that are on its list",
        arguments.of
    )?;
    Ok(Success::Done)
}
