use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::credentials;
use hustings_seal::election::Uuid;
use hustings_seal::registrar::Issued;

use super::recovery;
use crate::failure::{Failure, Success};
use crate::files;
use crate::secret::Unlocking;
use crate::terminal::{in_green, in_red, visible, with_progress};

/// Check that a published list of credentials is exactly what was issued: nobody is left out, and nobody added.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings registrar check credentials/public.json --election 4Y6wDRRYAoWoAs --recovery recovery.age")]
pub(crate) struct Arguments {
    /// The published list.
    public: PathBuf,
    /// The election.
    #[arg(long, value_name = "UUID")]
    election: Uuid,
    /// What `issue --recovery` wrote.
    #[arg(long, value_name = "FILE")]
    recovery: PathBuf,
    #[command(flatten)]
    unlocking: Unlocking,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let text = files::read_message(&arguments.public)?;
    let published = credentials::parse(text.as_bytes())
        .map_err(|error| Failure::refused(&arguments.public, error))?;
    let (election, issued) = recovery::read(&arguments.recovery, &arguments.unlocking)?;
    if election != arguments.election {
        return Err(Failure::refused(
            &arguments.recovery,
            format!("it is of the election {election}; give the recovery file of this one"),
        ));
    }
    let of_elector = |one: &Issued| (one.credential.public(&election), one.elector.clone());
    let issued: Vec<_> = with_progress("deriving public credentials", || {
        issued.iter().map(of_elector).collect()
    });
    let on_list: BTreeSet<_> = published.iter().copied().collect();
    let known: BTreeSet<_> = issued.iter().map(|(credential, _)| *credential).collect();
    let mut faults: Vec<String> = issued
        .iter()
        .filter(|(credential, _)| !on_list.contains(credential))
        .map(|(_, elector)| format!("elector “{}” is not on the list", visible(elector)))
        .collect();
    faults.extend(
        (1..)
            .zip(&published)
            .filter(|(_, credential)| !known.contains(credential))
            .map(|(number, _)| format!("entry {number} of the list was issued to nobody")),
    );
    if published.len() > on_list.len() {
        faults.push("a credential stands on the list twice".to_owned());
    }
    let mut out = anstream::stdout();
    for fault in &faults {
        writeln!(out, "{} {fault}", in_red("✗"))?;
    }
    if !faults.is_empty() {
        return Ok(Success::DoesNotHold);
    }
    writeln!(
        out,
        "{} the list has the credentials of {} electors, as they were issued, and no other",
        in_green("✓"),
        issued.len()
    )?;
    Ok(Success::Done)
}
