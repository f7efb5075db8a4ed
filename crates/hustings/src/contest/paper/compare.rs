use std::io::Write as _;

use clap::Args;
use hustings_office::{Doubt, PostDoubts};
use hustings_rulebook::BatchId;

use crate::contest::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::terminal::{counted, visible};

/// Print where two readings of a batch differ or are doubtful, paper by paper; exits with 4 while something is undecided.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest paper compare --batch b1")]
pub(crate) struct Arguments {
    /// The batch.
    #[arg(long, value_name = "ID")]
    batch: BatchId,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let batch = &arguments.batch;
    let posts = office.compare(batch).await.map_err(failure)?;
    for of in &posts {
        print(of)?;
    }
    let open: Vec<&PostDoubts> = posts.iter().filter(|of| !of.is_settled()).collect();
    if open.is_empty() {
        writeln!(
            anstream::stdout(),
            "nothing is undecided; count it by `hustings contest paper count --batch {batch}`"
        )?;
        return Ok(Success::Done);
    }
    let open: Vec<String> = open.into_iter().map(left).collect();
    Err(Failure::PersonNeeded(format!(
        "batch {batch}: {}",
        open.join("; ")
    )))
}

/// What is left to do for a post.
fn left(of: &PostDoubts) -> String {
    let undecided = of.doubts.iter().filter(|doubt| doubt.decided_by.is_none());
    match of.entered_by.as_slice() {
        [] => format!(
            "'{}' is entered by nobody, and two people enter it",
            of.post
        ),
        [one] => format!(
            "'{}' is entered by {} alone, and another enters it too",
            of.post,
            visible(one)
        ),
        _ => {
            let undecided = undecided.count();
            let are = if undecided == 1 { "is" } else { "are" };
            format!(
                "{} {are} undecided for '{}'; a third person decides by `hustings contest paper adjudicate`",
                counted(undecided as u64, "paper"),
                of.post
            )
        }
    }
}

fn print(of: &PostDoubts) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let [first, second] = of.entered_by.as_slice() else {
        return Ok(());
    };
    writeln!(
        out,
        "{}: {} of the papers that {} and {} entered differ or are doubtful",
        of.post,
        of.doubts.len(),
        visible(first),
        visible(second)
    )?;
    for doubt in &of.doubts {
        writeln!(out, "{}", line(doubt))?;
    }
    Ok(())
}

fn line(doubt: &Doubt) -> String {
    let cell = |text: &str| {
        if text.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{}”", visible(text))
        }
    };
    let cells: Vec<String> = doubt
        .differences
        .iter()
        .map(|of| {
            format!(
                "{} {} and {}",
                of.candidate,
                cell(&of.first),
                cell(&of.second)
            )
        })
        .collect();
    let decided = match &doubt.decided_by {
        Some(name) => format!("decided by {}", visible(name)),
        None => "undecided".to_owned(),
    };
    format!("  paper {}: {}; {decided}", doubt.paper, cells.join(", "))
}
