use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::closing::Phase;

use super::policy::ReplacingArgument;
use super::reading::{print_last_event, refused};
use super::staged::Staged;
use crate::failure::{Failure, Success};

/// End the poll, and append the encrypted tally of the ballots that count.
///
/// With --poll-only the tally waits: until it is appended, `seal remove` can still make the archive without a ballot that a
/// ruling removes. Closing an archive whose poll has ended appends the tally.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal close election.bel
  hustings seal close election.bel --poll-only")]
pub(crate) struct Arguments {
    /// The archive.
    archive: PathBuf,
    /// End the poll, and leave the tally for later.
    #[arg(long)]
    poll_only: bool,
    #[command(flatten)]
    replacing: ReplacingArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    let policy = arguments.replacing.policy();
    let mut staged = Staged::open(path)?;
    let mut archive = staged
        .verified(&policy)
        .map_err(|fault| refused(path, &fault))?;
    let ends = archive.phase() == Phase::Voting;
    if ends {
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method is of one lifetime, and any is asked for"
        )]
        staged.add(|archive| archive.end_ballots())?;
        archive = staged
            .verified(&policy)
            .map_err(|fault| refused(path, &fault))?;
    } else if arguments.poll_only || archive.phase() != Phase::Closed {
        return Err(Failure::refused(
            path,
            format!("the election is {}; its poll ended before", archive.phase()),
        ));
    }
    let (cast, tallied) = (archive.report().cast, archive.report().tallied);
    if !arguments.poll_only {
        let tally = archive
            .encrypted_tally()
            .map_err(|error| Failure::refused(path, error))?;
        staged.add(|archive| archive.encrypted_tally(&tally, tallied))?;
        archive = staged
            .verified(&policy)
            .map_err(|fault| refused(path, &fault))?;
    }
    staged.commit()?;
    writeln!(
        anstream::stdout(),
        "{cast} ballots were cast, {} of them replaced; {tallied} count",
        cast - tallied
    )?;
    print_last_event(&archive)?;
    Ok(Success::Done)
}
