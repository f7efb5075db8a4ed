use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::terminal::in_yellow;

/// Write the bundle, with which anybody can check the contest: `hustings verify`.
///
/// It holds the rulebook, the log, the commitments to the roll, the boxes, the papers and what was declared, and no private
/// row. Have witnesses cosign the last checkpoint first.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest bundle --out bundle.hustings && hustings verify bundle.hustings")]
pub(crate) struct Arguments {
    /// The new file.
    #[arg(long, value_name = "BUNDLE")]
    out: PathBuf,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let office = place.office().await?;
    let work = tempfile::tempdir().map_err(|error| {
        Failure::NotPossible(format!(
            "no temporary folder can be made ({error}); make room"
        ))
    })?;
    let mut bundle = tempfile::tempfile_in(work.path()).map_err(Failure::Output)?;
    office
        .bundle(work.path(), &mut bundle)
        .await
        .map_err(failure)?;
    std::io::Seek::rewind(&mut bundle).map_err(Failure::Output)?;
    files::write_new_with(&arguments.out, Readers::Everybody, |file| {
        std::io::copy(&mut bundle, file)?;
        Ok(())
    })?;
    writeln!(anstream::stdout(), "{} is written", arguments.out.display())?;
    let waiting = office
        .contest()
        .rulebook()
        .posts
        .iter()
        .filter(|post| office.contest().declared(&post.id).is_none());
    for post in waiting {
        anstream::eprintln!(
            "{}: the result for '{}' is not declared yet",
            in_yellow("note"),
            post.id
        );
    }
    Ok(Success::Done)
}
