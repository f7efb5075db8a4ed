use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::archive::{AppendError, Archive};
use hustings_seal::closing::Phase;
use hustings_seal::digest::Digest;
use hustings_seal::group::Encoded;

use super::policy::ReplacingArgument;
use super::reading::{next_ballot, poll, print_event, verified};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::terminal::quoted;

/// Make the archive without the ballots that a ruling removes.
///
/// No ballot can be taken out of an archive. This writes a second one, with the same setup and the ballots that remain, and
/// only that one is shuffled. Keep and publish both: whoever has them sees which ballots were removed. The archive must not
/// be tallied yet (`seal close --poll-only`). `seal trackers` prints all trackers.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings seal remove election.bel --ballots trackers.txt --out remaining.bel

TRACKERS has one tracker a line.")]
pub(crate) struct Arguments {
    /// The archive as cast.
    archive: PathBuf,
    /// The trackers of the ballots to be removed.
    #[arg(long, value_name = "TRACKERS")]
    ballots: PathBuf,
    /// The new archive.
    #[arg(long, value_name = "ARCHIVE")]
    out: PathBuf,
    #[command(flatten)]
    replacing: ReplacingArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    files::expect_new([arguments.out.as_path()])?;
    let removed = trackers(&arguments.ballots)?;
    let archive = verified(path, &arguments.replacing.policy())?;
    if archive.phase() < Phase::Closed {
        return Err(Failure::refused(
            path,
            "its poll has not ended; end it first by `hustings seal close --poll-only`, or the removed ballot can be cast again",
        ));
    }
    if archive.phase() > Phase::Closed {
        return Err(Failure::refused(
            path,
            format!(
                "the election is {}, and what is tallied cannot be removed; give the archive as it stood when the poll ended",
                archive.phase()
            ),
        ));
    }
    must_be_there(arguments, &removed)?;
    let (remaining, event) = files::write_new_with(&arguments.out, Readers::Everybody, |file| {
        copy(arguments, &removed, file)
    })?;
    writeln!(
        anstream::stdout(),
        "{} ballots were cast; {} removed, {remaining} remaining",
        archive.report().cast,
        removed.len()
    )?;
    if let Some(event) = event {
        print_event(event)?;
    }
    Ok(Success::Done)
}

/// One tracker a line; each with its line.
fn trackers(path: &Path) -> Result<BTreeMap<String, usize>, Failure> {
    let text = files::read_typed(path)?;
    let mut trackers = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        let tracker = line.trim();
        if tracker.is_empty() {
            continue;
        }
        if let Some(first) = trackers.insert(tracker.to_owned(), number) {
            return Err(Failure::refused(
                path,
                format!(
                    "line {number}: the tracker {} stands at line {first} already; take one out",
                    quoted(tracker)
                ),
            ));
        }
    }
    if trackers.is_empty() {
        return Err(Failure::refused(
            path,
            "there are no trackers; write one a line",
        ));
    }
    Ok(trackers)
}

/// Refuses a tracker of no ballot, and one whose removal would let an earlier ballot of its credential count again, which
/// no ruling has said.
fn must_be_there(arguments: &Arguments, removed: &BTreeMap<String, usize>) -> Result<(), Failure> {
    let path = &arguments.archive;
    let mut poll = poll(path)?;
    let mut found = BTreeSet::new();
    let mut credentials: BTreeMap<Encoded, Ballots> = BTreeMap::new();
    while let Some(ballot) = next_ballot(&mut poll, path)? {
        let tracker = ballot.tracker();
        let of_credential = credentials.entry(ballot.credential()).or_default();
        of_credential.last_is_removed = removed.contains_key(&tracker);
        if of_credential.last_is_removed {
            found.insert(tracker);
        } else {
            of_credential.remaining = Some(tracker);
        }
    }
    if let Some((tracker, line)) = removed
        .iter()
        .find(|(tracker, _)| !found.contains(*tracker))
    {
        return Err(Failure::refused(
            &arguments.ballots,
            format!(
                "line {line}: no ballot in {} has the tracker {}; copy it from there",
                path.display(),
                quoted(tracker)
            ),
        ));
    }
    let revived = credentials
        .into_values()
        .filter(|ballots| ballots.last_is_removed)
        .find_map(|ballots| ballots.remaining);
    match revived {
        Some(earlier) => Err(Failure::refused(
            &arguments.ballots,
            format!(
                "the ballot {earlier}, which was replaced by one that is removed, would count again; remove it as well"
            ),
        )),
        None => Ok(()),
    }
}

/// The ballots of one credential.
#[derive(Default)]
struct Ballots {
    last_is_removed: bool,
    /// The last of those that remain.
    remaining: Option<String>,
}

/// Writes the ballots that remain, and says how many, and the last event.
fn copy(
    arguments: &Arguments,
    removed: &BTreeMap<String, usize>,
    file: &mut BufWriter<File>,
) -> Result<(usize, Option<Digest>), Failure> {
    let path = &arguments.archive;
    let refused = |error: AppendError| Failure::refused(&arguments.out, error);
    let mut poll = poll(path)?;
    let mut archive = Archive::create(file, poll.time(), poll.setup()).map_err(refused)?;
    let mut remaining = 0;
    while let Some(ballot) = next_ballot(&mut poll, path)? {
        if !removed.contains_key(&ballot.tracker()) {
            remaining += 1;
            archive.cast(&ballot).map_err(refused)?;
        }
    }
    archive.end_ballots().map_err(refused)?;
    Ok((remaining, archive.last_event()))
}
