//! `hustings verify`.

use std::fs::File;
use std::io::{Cursor, Read, Seek, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_evidence::{Bundle, Claim, Digests, Finding, Options};
use hustings_seal::randomness::system;

use crate::failure::{Failure, Success};
use crate::files;
use crate::receipt;
use crate::seal::ARCHIVE;
use crate::terminal::{
    in_bold, in_green, in_red, in_yellow, visible, visible_json, with_bar, with_progress,
};

/// Check a bundle by the second path, offline: claim by claim.
///
/// Gates are judged again from the rulebook, papers counted again, every published figure compared.
/// Of a contest that was kept, the log is held against its checkpoint and the boxes of sealed ballots are verified and held
/// against the log. What a bundle cannot show is said: a result that was declared without papers cannot be recounted, and
/// that others were shown another history only witnesses exclude, or a checkpoint or a receipt that you kept.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings verify out/snp-2023/bundle.hustings
  hustings verify --checkpoint kept/checkpoint bundle.hustings
  hustings verify --receipt mine.tlog-proof bundle.hustings
  hustings verify --json bundle.hustings | jq '.claims[] | select(.finding != \"holds\")'

Exits with 0 only if all that can be checked holds, with 1 if anything does not.")]
pub(crate) struct Arguments {
    /// The bundle.
    bundle: PathBuf,
    /// A checkpoint that you kept, of the contest's log or of a box: the bundle must go on from it. Several times for
    /// several.
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// A receipt that you were given, of a ballot: the ballot must be in its box, at its place. Several times for several.
    #[arg(long, value_name = "FILE")]
    receipt: Vec<PathBuf>,
    /// Print the claims as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let options = Options {
        checkpoints: named(&arguments.checkpoint)?,
        receipts: received(&arguments.receipt)?,
    };
    let Verified {
        is_mock,
        digests,
        claims,
    } = verified(&arguments.bundle, &options)?;
    let broken = claims
        .iter()
        .any(|claim| matches!(claim.finding, Finding::DoesNotHold { .. }));
    if arguments.json {
        let json = format!("{:#}", to_json(is_mock, &digests, &claims, !broken));
        writeln!(anstream::stdout(), "{}", visible_json(&json))?;
    } else {
        if is_mock {
            writeln!(anstream::stdout(), "A mock contest: nobody is elected.\n")?;
        }
        print_digests(&digests)?;
        print(&claims)?;
    }
    Ok(if broken {
        Success::DoesNotHold
    } else {
        Success::Done
    })
}

fn named(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let named = |path: &PathBuf| Ok((path.display().to_string(), files::read(path)?));
    paths.iter().map(named).collect()
}

/// Receipts as people keep them: copied out of a mail, they have lost the last line feed, or have those of another system.
fn received(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut receipts = named(paths)?;
    for (_, receipt) in &mut receipts {
        *receipt = receipt::copied(std::mem::take(receipt));
    }
    Ok(receipts)
}

/// Something that is read from any place.
trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// A file as it lies, or what comes through a pipe, which can be read only once.
fn open(path: &Path) -> std::io::Result<(Box<dyn Source>, u64)> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() {
        return Ok((Box::new(file), metadata.len()));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    Ok((Box::new(Cursor::new(bytes)), length))
}

/// What is said of a bundle.
struct Verified {
    /// Whether it is of a rehearsal.
    is_mock: bool,
    digests: Digests,
    claims: Vec<Claim>,
}

fn verified(path: &Path, options: &Options) -> Result<Verified, Failure> {
    let unreadable = |error| Failure::Unreadable {
        path: path.to_owned(),
        error,
    };
    let (mut source, length) = open(path).map_err(unreadable)?;
    let mut beginning = Vec::new();
    (&mut source)
        .take(ARCHIVE.len() as u64)
        .read_to_end(&mut beginning)
        .map_err(unreadable)?;
    if beginning == ARCHIVE {
        return Err(Failure::refused(
            path,
            "this is an archive of a sealed election; check it by `hustings seal verify`",
        ));
    }
    let bundle = with_bar("reading", length, |progress| Bundle::open(source, progress));
    let mut bundle = bundle.map_err(unreadable)?;
    let digests = bundle.digests();
    if length == 0 {
        return Ok(Verified {
            is_mock: false,
            digests,
            claims: vec![empty()],
        });
    }
    let is_mock = bundle.is_mock().map_err(unreadable)?;
    let claims = match bundle.work() {
        0 => with_progress("verifying", || {
            bundle.verify(options, &mut system(), &|_| ())
        }),
        work => with_bar("verifying", work, |progress| {
            bundle.verify(options, &mut system(), progress)
        }),
    };
    Ok(Verified {
        is_mock,
        digests,
        claims: claims.map_err(unreadable)?,
    })
}

/// An archive of nothing is empty too, and what the claims would say of its records would help nobody.
fn empty() -> Claim {
    Claim {
        name: "archive".to_owned(),
        finding: Finding::DoesNotHold {
            place: "the file".to_owned(),
            reason: "it is empty; copy or download the bundle again".to_owned(),
        },
    }
}

/// What two people compare to be sure that they look at the same bundle, and at the pages that belong to it.
fn print_digests(digests: &Digests) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let named = [
        ("bundle", Some(&digests.bundle)),
        ("rulebook", digests.rulebook.as_ref()),
        ("log", digests.log.as_ref()),
    ];
    for (name, digest) in named {
        if let Some(digest) = digest {
            writeln!(out, "{name:8} {digest}")?;
        }
    }
    writeln!(out)?;
    Ok(())
}

/// Whether a claim that holds is that a published figure does not follow, and that this is stated.
fn is_discrepancy(name: &str, what: &str) -> bool {
    name.starts_with("figure ") && what.contains("the discrepancy is stated")
}

fn print(claims: &[Claim]) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let (mut holds, mut broken, mut unknown, mut discrepancies) = (0, 0, 0, 0);
    for Claim { name, finding } in claims {
        let plain = name;
        let name = in_bold(&visible(name));
        match finding {
            Finding::Holds { what } if is_discrepancy(plain, what) => {
                holds += 1;
                discrepancies += 1;
                writeln!(
                    out,
                    "{} {name}: {}",
                    in_yellow("≠ holds, as stated"),
                    visible(what)
                )?;
            }
            Finding::Holds { what } => {
                holds += 1;
                writeln!(
                    out,
                    "{} {name}: {}",
                    in_green("✓ holds           "),
                    visible(what)
                )?;
            }
            Finding::DoesNotHold { place, reason } => {
                broken += 1;
                writeln!(
                    out,
                    "{} {name}: {}: {}",
                    in_red("✗ does not hold   "),
                    visible(place),
                    visible(reason)
                )?;
            }
            Finding::CannotBeKnown { why } => {
                unknown += 1;
                writeln!(
                    out,
                    "{} {name}: {}",
                    in_yellow("? cannot be known "),
                    visible(why)
                )?;
            }
        }
    }
    let stated = match discrepancies {
        0 => String::new(),
        1 => " (1 of them that a published figure does not follow)".to_owned(),
        several => format!(" ({several} of them that published figures do not follow)"),
    };
    writeln!(
        out,
        "\n{holds} hold{stated}, {broken} do not hold, {unknown} cannot be known from this bundle"
    )?;
    Ok(())
}

fn to_json(is_mock: bool, digests: &Digests, claims: &[Claim], holds: bool) -> serde_json::Value {
    let claims = claims.iter().map(|Claim { name, finding }| match finding {
        Finding::Holds { what } => serde_json::json!({ "name": name, "finding": "holds", "what": what }),
        Finding::DoesNotHold { place, reason } => {
            serde_json::json!({ "name": name, "finding": "does-not-hold", "place": place, "reason": reason })
        }
        Finding::CannotBeKnown { why } => serde_json::json!({ "name": name, "finding": "cannot-be-known", "why": why }),
    });
    serde_json::json!({
        "format": "hustings-verification/1",
        "mock": is_mock,
        "holds": holds,
        "digests": { "bundle": digests.bundle, "rulebook": digests.rulebook, "log": digests.log },
        "claims": claims.collect::<Vec<_>>(),
    })
}
