use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_contest::event::Role;
use hustings_office::{Delivery, Office, Received};
use hustings_rulebook::{BatchId, SectionId};

use crate::contest::hand::HandArguments;
use crate::contest::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{counted, in_red, quoted, visible};

/// Note whose papers came, by their declarations of identity, before anything is opened.
///
/// A paper is taken in, and its elector can no longer vote online; or it is set aside unopened, because a ballot came
/// first; or it is rejected, because an earlier paper came. What is read into a batch twice is noted once. A file is noted as a whole or not at all; from standard input
/// (a barcode scanner) each line is noted as it comes.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest paper receive --batch b1 --section members --electors monday.txt
  hustings contest paper receive --batch b1 --section members --electors -          scan; end the input when the batch is through
  hustings contest paper receive --batch b1 --second M-17         a second paper came in this batch
  hustings contest paper receive --batch b1 --rejected \"no signature\" M-17 M-40")]
pub(crate) struct Arguments {
    /// The batch; the first paper begins it.
    #[arg(long, value_name = "ID")]
    batch: BatchId,
    /// From which section's electors its papers are; needed for the first of a batch where the roll has sections.
    #[arg(long, value_name = "ID")]
    section: Option<SectionId>,
    /// Why these papers are rejected unopened; published with their number. They lock nothing: their electors may send
    /// others, or vote online.
    #[arg(long, value_name = "REASON")]
    rejected: Option<String>,
    /// Further papers of electors whose papers this batch has: they are counted, as rejected second papers. Without it they
    /// are taken for the same papers, read again, and nothing is counted.
    #[arg(long)]
    second: bool,
    /// A file with one elector's id a line; - reads from standard input.
    #[arg(long, value_name = "FILE", required_unless_present = "ids")]
    electors: Option<PathBuf>,
    /// Electors' ids.
    #[arg(value_name = "ELECTOR", conflicts_with = "electors")]
    ids: Vec<String>,
    #[command(flatten)]
    hand: HandArguments,
}

/// How many papers came to what.
#[derive(Default)]
struct Tally {
    taken: u64,
    set_aside: u64,
    rejected: u64,
    already: u64,
    refused: u64,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let delivery = Delivery {
        batch: arguments.batch.clone(),
        section: arguments.section.clone(),
        rejected: arguments.rejected.clone(),
        second: arguments.second,
        received: hand.received.unwrap_or(hand.now),
    };
    let mut tally = Tally::default();
    match arguments.electors.as_deref() {
        Some(path) if path == Path::new("-") => scan(&mut office, &delivery, &mut tally).await?,
        Some(path) => {
            let text = files::read_typed(path)?;
            let electors =
                different(text.lines()).map_err(|error| Failure::refused(path, error))?;
            note(&mut office, &delivery, &electors, &mut tally).await?;
        }
        None => {
            let ids = arguments.ids.iter().map(String::as_str);
            let electors = different(ids).map_err(Failure::NotPossible)?;
            note(&mut office, &delivery, &electors, &mut tally).await?;
        }
    }
    let Tally {
        taken,
        set_aside,
        rejected,
        already,
        refused,
    } = tally;
    let already = if already > 0 {
        format!(", {already} noted already")
    } else {
        String::new()
    };
    writeln!(
        anstream::stdout(),
        "batch {}: {} taken in, {set_aside} set aside, {rejected} rejected{already}",
        arguments.batch,
        counted(taken, "paper")
    )?;
    if refused > 0 {
        Ok(Success::DoesNotHold)
    } else {
        Ok(Success::Done)
    }
}

/// The ids of lines, each once: a line that was read twice must not become a second paper.
fn different<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<String>, String> {
    let mut seen = HashMap::new();
    let mut electors = Vec::new();
    for (number, line) in (1..).zip(lines) {
        let elector = line.trim();
        if elector.is_empty() {
            continue;
        }
        if let Some(first) = seen.insert(elector, number) {
            return Err(format!(
                "line {number}: the elector “{}” stands at line {first} already; if two papers came, note the second by a call of its own with --second",
                quoted(elector)
            ));
        }
        electors.push(elector.to_owned());
    }
    if electors.is_empty() {
        return Err("there are no electors; write one id a line".to_owned());
    }
    Ok(electors)
}

/// Notes papers together.
async fn note(
    office: &mut Office,
    delivery: &Delivery,
    electors: &[String],
    tally: &mut Tally,
) -> Result<(), Failure> {
    let received = office.receive(delivery, electors).await.map_err(failure)?;
    for (elector, received) in electors.iter().zip(received) {
        told(elector, received, tally)?;
    }
    Ok(())
}

/// Notes papers one by one, as they come.
async fn scan(office: &mut Office, delivery: &Delivery, tally: &mut Tally) -> Result<(), Failure> {
    let mut seen = HashMap::new();
    for (number, line) in (1_u64..).zip(std::io::stdin().lock().lines()) {
        let line = line.map_err(|error| Failure::Unreadable {
            path: PathBuf::from("-"),
            error,
        })?;
        let elector = line.trim_start_matches('\u{feff}').trim().to_owned();
        if elector.is_empty() {
            continue;
        }
        if let Some(first) = seen.get(&elector) {
            tally.refused += 1;
            anstream::eprintln!(
                "{}: line {number}: the elector “{}” was scanned at line {first}; if two papers came, note the second by a call of its own with --second",
                in_red("refused"),
                quoted(&elector)
            );
            continue;
        }
        match office
            .receive(delivery, std::slice::from_ref(&elector))
            .await
        {
            Ok(received) => {
                for received in received {
                    told(&elector, received, tally)?;
                }
                seen.insert(elector, number);
            }
            Err(error) => {
                tally.refused += 1;
                anstream::eprintln!("{}: line {number}: {error}", in_red("refused"));
            }
        }
    }
    Ok(())
}

fn told(elector: &str, received: Received, tally: &mut Tally) -> Result<(), Failure> {
    let (number, what) = match received {
        Received::Taken => (&mut tally.taken, "taken in"),
        Received::SetAside => (
            &mut tally.set_aside,
            "set aside unopened: a ballot came first",
        ),
        Received::Second => (&mut tally.rejected, "rejected: a second paper"),
        Received::Rejected => (&mut tally.rejected, "rejected"),
        Received::Already => (&mut tally.already, "noted already"),
    };
    *number += 1;
    writeln!(anstream::stdout(), "{}: {what}", visible(elector))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn electors_are_lines_without_the_white_space_around_them() {
        assert_eq!(
            different(["M-1 ", "", "\tM-2"].into_iter()).unwrap(),
            ["M-1", "M-2"]
        );
    }

    #[test]
    fn a_line_that_was_scanned_twice_is_no_second_paper() {
        let refusal = different(["M-1", "", "M-1"].into_iter()).unwrap_err();
        assert!(
            refusal.starts_with("line 3: the elector “M-1” stands at line 1 already"),
            "{refusal}"
        );
        assert!(different([" "].into_iter()).is_err());
    }
}
