use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_rulebook::{BatchId, PostId};

use crate::contest::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{counted, visible};

/// Enter what one person read on the papers of a batch, after the poll has closed.
///
/// Two people enter each batch, apart from each other, the same two for all its posts; their names are published. The file
/// is a CSV with a column `paper` (its number in the batch, from 1, written on it when the envelopes were opened and mixed)
/// and a column for each nominee, by id; cells hold what stands on the paper. A cell that begins with `?` says that it is
/// not clear: a third person decides that paper.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest paper enter --batch b1 --post leader --by \"Ann Archer\" b1-ann.csv

  paper,ash,birch
  1,1,2
  2,,
  3,?1,")]
pub(crate) struct Arguments {
    /// The batch.
    #[arg(long, value_name = "ID")]
    batch: BatchId,
    /// For which post.
    #[arg(long, value_name = "ID")]
    post: PostId,
    /// Who read the papers.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// What was read.
    file: PathBuf,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let Arguments {
        batch,
        post,
        by,
        file,
    } = arguments;
    let mut office = place.office().await?;
    let table = files::read_typed(file)?;
    let papers = office
        .enter(batch, post, by, table.as_bytes())
        .await
        .map_err(|error| match failure(error) {
            Failure::NotPossible(reason) => Failure::refused(file, reason),
            other => other,
        })?;
    writeln!(
        anstream::stdout(),
        "batch {batch}, {post}: {} entered by {}",
        counted(papers, "paper"),
        visible(by.trim())
    )?;
    Ok(Success::Done)
}
