use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_contest::event::{Record, Role};
use hustings_log::Witness;
use hustings_log::note::KeyName;
use hustings_office::{Beginning, Office, expect_held};
use hustings_rulebook::{Rulebook, check};

use super::hand::HandArguments;
use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::in_yellow;

/// Begin a contest under a rulebook.
///
/// The rulebook is checked for dead ends, and its digest is the first entry of the log. The second says which key signs the
/// log, and who witnesses it: without witnesses nobody can exclude that others were shown another history.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest init rulebook.toml --origin example.org/leader-2027 --by \"The secretary\"
  hustings contest init rulebook.toml --origin example.org/rehearsal --mock
  hustings contest init rulebook.toml --origin example.org/leader-2027 --witness ann.vkey --witness bo.vkey --quorum 2")]
pub(crate) struct Arguments {
    /// The rules of the contest.
    rulebook: PathBuf,
    /// What the log is called, everywhere and for ever: a domain of the organisation's and a path.
    #[arg(long, value_name = "NAME")]
    origin: KeyName,
    /// A rehearsal: nobody is elected, every page says so, and its clock can be set.
    #[arg(long)]
    mock: bool,
    /// A file with the verifier key of a witness; can be given several times.
    #[arg(long, value_name = "FILE")]
    witness: Vec<PathBuf>,
    /// How many witnesses must cosign a checkpoint; all of them, if nothing is said.
    #[arg(long, value_name = "N")]
    quorum: Option<u64>,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.rulebook;
    let text = files::read_text(path)?;
    let rulebook = Rulebook::parse(&text).map_err(|error| Failure::refused(path, error))?;
    let findings: Vec<String> = check(&rulebook)
        .iter()
        .map(|finding| format!("{}: {finding}", path.display()))
        .collect();
    if !findings.is_empty() {
        return Err(Failure::NotPossible(findings.join("\n")));
    }
    let left_out = expect_held(&rulebook).map_err(|error| Failure::refused(path, error))?;
    if let Some(left_out) = left_out {
        anstream::eprintln!("{}: {left_out}", in_yellow("note"));
    }
    let hand = arguments
        .hand
        .with(&rulebook.time_zone, arguments.mock, Role::ReturningOfficer)?;
    let record = if arguments.mock {
        Record::Mock
    } else {
        Record::Live
    };
    let id = place.new_id()?;
    let beginning = Beginning::new(
        id.clone(),
        text,
        record,
        arguments.origin.clone(),
        witnesses(arguments)?,
        arguments.quorum,
    );
    let beginning = beginning.map_err(failure)?;
    let log = beginning.log.clone();
    place.prepare()?;
    let store = place.make().await?;
    if Office::contests(&store)
        .await
        .map_err(failure)?
        .contains(&id)
    {
        return Err(Failure::NotPossible(format!(
            "{}: the contest '{id}' is kept there already; call this one otherwise by --contest, or choose another place",
            place.location()?
        )));
    }
    let office = Office::found(store, beginning, &hand)
        .await
        .map_err(failure)?;
    let mut out = anstream::stdout();
    let mock = if arguments.mock {
        " (a mock: nobody is elected)"
    } else {
        ""
    };
    writeln!(
        out,
        "{}{mock} begins, in {}",
        rulebook.title,
        place.location()?
    )?;
    writeln!(out, "the log's key, to be published: {}", log.key)?;
    writeln!(
        out,
        "the rulebook's digest: {}",
        hustings_contest::Digest::of(office.rulebook().as_bytes())
    )?;
    Ok(Success::Done)
}

/// The verifier keys of the witnesses.
fn witnesses(arguments: &Arguments) -> Result<Vec<Witness>, Failure> {
    let read = |path: &PathBuf| {
        let text = files::read_message(path)?;
        let witness: Result<Witness, _> = text.trim().parse();
        witness.map_err(|error| Failure::refused(path, error))
    };
    arguments.witness.iter().map(read).collect()
}
