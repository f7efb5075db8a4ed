use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::ballot::{AuditError, Ballot, Opening, audit};

use super::answers::{title, told};
use super::reading::poll;
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{in_green, in_red, visible};

/// Check a ballot that was sealed as a test, on another machine: whether it seals what was asked for.
///
/// Prints what it votes for. A test finds a machine that did not know of it when it sealed; none shows that the next ballot
/// is honest. Whoever has the file of the ballot can cast it, so do this without a network, and destroy both files.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings seal audit election.bel ballot.json ballot.opening.json

Exits with 0 if the ballot holds and seals what the opening says, with 1 if not.")]
pub(crate) struct Arguments {
    /// The archive, or only its beginning.
    archive: PathBuf,
    /// The ballot.
    ballot: PathBuf,
    /// What `seal ballot --opening` kept.
    opening: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let poll = poll(&arguments.archive)?;
    let election = poll.setup().election();
    let text = files::read_message(&arguments.ballot)?;
    let opening: Opening = serde_json::from_str(&files::read_message(&arguments.opening)?)
        .map_err(|error| {
            Failure::refused(
                &arguments.opening,
                format!("it is not an opening ({error}); give what --opening wrote"),
            )
        })?;
    let mut out = anstream::stdout();
    let audited = Ballot::parse(text.as_bytes(), election)
        .map_err(AuditError::from)
        .and_then(|ballot| audit(&ballot, &opening, election).map(|()| ballot));
    let ballot = match audited {
        Ok(ballot) => ballot,
        Err(fault) => {
            writeln!(
                out,
                "{} {}: {}",
                in_red("✗"),
                arguments.ballot.display(),
                visible(&fault.to_string())
            )?;
            return Ok(Success::DoesNotHold);
        }
    };
    writeln!(
        out,
        "{} the ballot {} holds, and seals:",
        in_green("✓"),
        ballot.tracker()
    )?;
    for (question, values) in election.questions().iter().zip(opening.values()) {
        let line = format!("{}: {}", title(question), told(question, values));
        writeln!(out, "{}", visible(&line))?;
    }
    if !poll.credentials().contains(&ballot.credential()) {
        writeln!(
            out,
            "{} its credential is not on the list: it would be refused",
            in_red("✗")
        )?;
        return Ok(Success::DoesNotHold);
    }
    writeln!(
        out,
        "never cast this ballot, which was opened; whoever has its file can: destroy both files wherever they are, and seal anew"
    )?;
    Ok(Success::Done)
}
