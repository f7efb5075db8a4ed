use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::credentials;
use hustings_seal::election::Uuid;
use hustings_seal::group::Encoded;
use hustings_seal::registrar::Issued;

use super::recovery;
use crate::failure::{Failure, Success};
use crate::files;
use crate::seal::{is_archive, poll};
use crate::secret::Unlocking;
use crate::terminal::{in_green, in_red, visible, with_progress};

/// Check that a published list of credentials is exactly what was issued: nobody is left out, and nobody added.
///
/// Check the list of the archive too, after setup and again before it is decrypted: whoever adds a credential there can vote
/// with it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings registrar check credentials/public.json --election 4Y6wDRRYAoWoAs --recovery recovery.age
  hustings registrar check election.bel --election 4Y6wDRRYAoWoAs --recovery recovery.age

Exits with 0 if the list is what was issued, with 1 if not.")]
pub(crate) struct Arguments {
    /// The published list, or the archive that has it.
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
    let published = published(&arguments.public, &arguments.election)?;
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
    let faults = faults(&published, &issued);
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

fn published(path: &Path, election: &Uuid) -> Result<Vec<Encoded>, Failure> {
    if !is_archive(path)? {
        let text = files::read_message(path)?;
        return credentials::parse(text.as_bytes()).map_err(|error| Failure::refused(path, error));
    }
    let poll = poll(path)?;
    let found = poll.setup().election().uuid();
    if found != election {
        return Err(Failure::refused(
            path,
            format!("it is of the election {found}; give the archive of this one"),
        ));
    }
    Ok(poll.credentials().to_vec())
}

/// Each sort of fault, with how many there are and which.
fn faults(published: &[Encoded], issued: &[(Encoded, String)]) -> Vec<String> {
    let mut entries: BTreeMap<Encoded, usize> = BTreeMap::new();
    let mut twice = Vec::new();
    for (number, credential) in (1_usize..).zip(published) {
        if entries.insert(*credential, number).is_some() {
            twice.push(format!("entry {number}"));
        }
    }
    let known: BTreeSet<Encoded> = issued.iter().map(|(credential, _)| *credential).collect();
    let missing = (1_usize..)
        .zip(issued)
        .filter(|(_, (credential, _))| !entries.contains_key(credential))
        .map(|(number, (_, elector))| format!("elector {number} “{}”", visible(elector)))
        .collect();
    let added = (1_usize..)
        .zip(published)
        .filter(|(_, credential)| !known.contains(credential))
        .map(|(number, _)| format!("entry {number}"))
        .collect();
    [
        ("issued, and not on the list", missing),
        ("on the list, and issued to nobody", added),
        ("on the list more than once", twice),
    ]
    .into_iter()
    .filter_map(|(what, which)| counted(what, &which))
    .collect()
}

fn counted(what: &str, which: &[String]) -> Option<String> {
    /// More than somebody looks up one by one.
    const NAMED: usize = 100;
    let named = which.get(..NAMED).unwrap_or(which).join(", ");
    let more = match which.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    (!which.is_empty()).then(|| format!("{what}: {} ({named}{more})", which.len()))
}
