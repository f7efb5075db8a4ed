use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_contest::event::{LogEstablished, Record, Role};
use hustings_log::note::{KeyName, SigningKey};
use hustings_log::{Quorum, Witness};
use hustings_office::{Beginning, Office};
use hustings_rulebook::{Rulebook, Sections, check};
use hustings_seal::randomness::system;
use rand_core::Rng as _;
use zeroize::Zeroizing;

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
    expect_held(path, &rulebook)?;
    let witnesses = witnesses(arguments)?;
    let hand = arguments
        .hand
        .with(&rulebook.time_zone, arguments.mock, Role::ReturningOfficer)?;
    let mut seed = Zeroizing::new([0; 32]);
    system().fill_bytes(seed.as_mut());
    let key = SigningKey::from_seed(arguments.origin.clone(), &seed);
    let log = LogEstablished {
        origin: arguments.origin.to_string(),
        key: key.verifying_key().to_string(),
        quorum: arguments.quorum.unwrap_or(witnesses.len() as u64),
        witnesses,
    };
    place.prepare()?;
    let id = place.new_id()?;
    let beginning = Beginning {
        id: id.clone(),
        rulebook: text,
        record: if arguments.mock {
            Record::Mock
        } else {
            Record::Live
        },
        log: log.clone(),
        key,
    };
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

/// Refuses what this program could not bring to an end once people have voted, and says what it leaves out.
fn expect_held(path: &Path, rulebook: &Rulebook) -> Result<(), Failure> {
    match rulebook.count.sections {
        Sections::ElectoralCollege => Err(Failure::refused(
            path,
            "a contest whose sections are counted apart (count.sections, electoral-college) cannot be held here yet; pool them, or hold one contest a section and put the results together by `hustings count --rule electoral-college`",
        )),
        Sections::PooledReportedApart => {
            anstream::eprintln!(
                "{}: first preferences of a contest that is held are not reported by section yet (count.sections); returns are",
                in_yellow("note")
            );
            Ok(())
        }
        Sections::Pooled => Ok(()),
    }
}

/// The verifier keys of the witnesses, by name.
fn witnesses(arguments: &Arguments) -> Result<BTreeMap<String, String>, Failure> {
    let mut witnesses = BTreeMap::new();
    let mut all = Vec::new();
    for path in &arguments.witness {
        let text = files::read_message(path)?;
        let witness: Witness = text
            .trim()
            .parse()
            .map_err(|error| Failure::refused(path, error))?;
        witnesses.insert(witness.name().to_string(), text.trim().to_owned());
        all.push(witness);
    }
    let threshold = arguments.quorum.map_or(all.len(), |quorum| {
        usize::try_from(quorum).unwrap_or(usize::MAX)
    });
    if !all.is_empty() && threshold > 0 {
        Quorum::new(threshold, all).map_err(|error| Failure::NotPossible(error.to_string()))?;
    }
    Ok(witnesses)
}
