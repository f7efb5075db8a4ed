use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::closing::Phase;
use hustings_seal::intake::{Accepted, Intake};
use hustings_seal::verify::Replacing;

use super::policy::ReplacingArgument;
use super::reading::{poll, print_event, refused};
use super::staged::Staged;
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{in_green, in_red, shortened, visible};

/// Take ballots into the archive: each is checked, and one that does not hold is refused by name.
///
/// Ballots that hold are appended in their order, also if others are refused. Prints a tracker for each. Each call verifies
/// the whole archive once, however many ballots it takes: give many in one call.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal cast election.bel ballot.json
  hustings seal cast election.bel inbox/*.json

Exits with 0 if all ballots were taken, with 1 if any was refused.")]
pub(crate) struct Arguments {
    /// The archive.
    archive: PathBuf,
    /// The ballots.
    #[arg(required = true, value_name = "BALLOT")]
    ballots: Vec<PathBuf>,
    #[command(flatten)]
    replacing: ReplacingArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    let mut staged = Staged::open(path)?;
    let verified = staged
        .verified(&arguments.replacing.policy())
        .map_err(|fault| refused(path, &fault))?;
    if verified.phase() != Phase::Voting {
        return Err(Failure::refused(
            path,
            format!(
                "the election is {}; ballots are taken before the poll has ended",
                verified.phase()
            ),
        ));
    }
    let mut intake = intake(path, arguments.replacing.replacing())?;
    let mut taken = Vec::new();
    for file in &arguments.ballots {
        let accepted = files::read_message(file).and_then(|text| {
            intake
                .accept(text.as_bytes())
                .map_err(|refusal| Failure::refused(file, refusal))
        });
        taken.push((file, accepted));
    }
    let held: Vec<&Accepted> = taken
        .iter()
        .filter_map(|(_, accepted)| accepted.as_ref().ok())
        .collect();
    let event = staged.add(|archive| {
        held.iter()
            .try_for_each(|accepted| archive.cast(&accepted.ballot))?;
        Ok(archive.last_event())
    })?;
    let all = verified.report().cast + held.len();
    // Nobody is told that a ballot was taken before it is on the disk.
    staged.commit()?;
    let success = print(&taken)?;
    writeln!(anstream::stdout(), "{all} ballots are in the archive")?;
    if let Some(event) = event {
        print_event(event)?;
    }
    Ok(success)
}

/// What became of each ballot.
fn print(taken: &[(&PathBuf, Result<Accepted, Failure>)]) -> Result<Success, Failure> {
    let mut out = anstream::stdout();
    let mut success = Success::Done;
    for (file, accepted) in taken {
        match accepted {
            Ok(Accepted {
                tracker, replaces, ..
            }) => {
                let replaced = replaces
                    .as_ref()
                    .map_or(String::new(), |earlier| format!(", in place of {earlier}"));
                writeln!(
                    out,
                    "{} {}: {tracker}{replaced}",
                    in_green("✓"),
                    file.display()
                )?;
            }
            Err(refusal) => {
                success = Success::DoesNotHold;
                writeln!(
                    out,
                    "{} refused: {}",
                    in_red("✗"),
                    visible(&shortened(&refusal.to_string()))
                )?;
            }
        }
    }
    Ok(success)
}

/// What the election has taken so far.
fn intake(path: &Path, replacing: Replacing) -> Result<Intake, Failure> {
    let mut poll = poll(path)?;
    let election = poll.setup().election().clone();
    let mut intake = Intake::new(election, poll.credentials(), replacing)
        .map_err(|fault| Failure::refused(path, fault))?;
    while let Some(ballot) = poll.next_ballot().map_err(|fault| refused(path, &fault))? {
        intake
            .remember(&ballot)
            .map_err(|refusal| Failure::refused(path, refusal))?;
    }
    Ok(intake)
}
