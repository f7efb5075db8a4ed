//! `hustings seal verify`.

mod claim;
mod claims;
pub(super) mod outcomes;

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::closing::Verified;
use hustings_seal::randomness::system;
use hustings_seal::verify::{self as verifiers, Fault, Policy, Reason, Report};

use self::claim::Claim;
use self::claims::claims;
use super::policy::{PermittedArguments, PolicyArguments};
use super::reading::{cut_at, open, poll, watched, whole};
use super::statements::StatementsArgument;
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{visible, with_progress};
use crate::trustee::print_trustees;

/// Check an archive, offline and with nothing but its bytes: claim by claim.
///
/// Every proof and signature is checked, the tally made again, and spoilt papers judged from what was decrypted. What an
/// archive cannot show is said. Give the rules that were fixed before the poll: whether ballots may be replaced, how many
/// shuffles there must be, and which rankings are papers.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal verify election.bel
  hustings seal verify election.bel --statements statements/*.json
  hustings seal verify election.bel --unfinished        during the poll, or the closing

Exits with 0 if all that can be checked holds, with 1 if anything does not.")]
pub(crate) struct Arguments {
    /// The archive.
    archive: PathBuf,
    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    permitted: PermittedArguments,
    /// Check an archive that has no result yet, as far as it goes.
    #[arg(long)]
    unfinished: bool,
    /// Check again with a second verifier, which follows the specification to the letter, in memory and slowly.
    #[arg(long)]
    literal: bool,
    #[command(flatten)]
    statements: StatementsArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let statements = arguments.statements.read()?;
    let policy = Policy {
        permitted: arguments.permitted.permitted(),
        unfinished: arguments.unfinished,
        statements: statements.messages(),
        ..arguments.policy.policy()
    };
    let verified = match fast(arguments, &policy)? {
        Ok(verified) => verified,
        Err(fault) => return does_not_hold(&told(arguments, &fault)),
    };
    if arguments.literal
        && let Err(disagreement) = literal(arguments, &policy, verified.report())?
    {
        return does_not_hold(&disagreement);
    }
    print_digests(verified.report())?;
    print_trustees(verified.trustees())?;
    let claims = claims(&verified, &policy, &statements, arguments.literal);
    let mut out = anstream::stdout();
    writeln!(out)?;
    for claim in &claims {
        writeln!(out, "{claim}")?;
    }
    writeln!(out)?;
    outcomes::print(&verified)?;
    let broken = claims.iter().any(Claim::is_broken);
    Ok(if broken {
        Success::DoesNotHold
    } else {
        Success::Done
    })
}

/// A fault, and what to do where that is known.
fn told(arguments: &Arguments, fault: &Fault) -> String {
    let path = &arguments.archive;
    if let Some(byte) = whole(path, fault) {
        return format!("{fault}: {}", cut_at(byte));
    }
    let goes_on = matches!(fault.reason, Reason::Unfinished(_)) && poll(path).is_ok();
    if goes_on && !arguments.unfinished {
        return format!(
            "{fault}; while the election goes on, give --unfinished to check it so far"
        );
    }
    fault.to_string()
}

fn fast(arguments: &Arguments, policy: &Policy) -> Result<Result<Verified, Fault>, Failure> {
    let (file, length) = open(&arguments.archive)?;
    let verified = watched(file, length, |reader| {
        verifiers::verified(reader, policy, &mut system())
    });
    match verified {
        Err(Fault {
            reason: Reason::Io(error),
            ..
        }) => Err(Failure::Unreadable {
            path: arguments.archive.clone(),
            error,
        }),
        other => Ok(other),
    }
}

/// Verifies again, and compares what both verifiers read.
fn literal(
    arguments: &Arguments,
    policy: &Policy,
    found: &Report,
) -> Result<Result<(), String>, Failure> {
    let bytes = files::read(&arguments.archive)?;
    let report = with_progress("verifying to the letter", || {
        verifiers::literal(&bytes, policy)
    });
    Ok(match report {
        Ok(report) if report == *found => Ok(()),
        Ok(_) => {
            Err("the two verifiers read it differently; tell the makers of this program".to_owned())
        }
        Err(fault) => Err(format!("{fault}, by the letter of the specification")),
    })
}

fn does_not_hold(what: &str) -> Result<Success, Failure> {
    writeln!(anstream::stdout(), "{}", Claim::broken("archive", what))?;
    Ok(Success::DoesNotHold)
}

/// What two people compare to be sure that they look at the same archive.
fn print_digests(report: &Report) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    writeln!(out, "election     {}", visible(&report.name))?;
    writeln!(out, "uuid         {}", report.uuid)?;
    writeln!(out, "fingerprint  {}", report.fingerprint)?;
    writeln!(out, "last event   {}", report.last_event)?;
    Ok(())
}
