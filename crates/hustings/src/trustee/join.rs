use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::trustee::threshold::ThresholdParameters;
use hustings_seal::trustee::{Part, PublicKey, Trustees};

use super::members::print;
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};

/// Join the parts of an election's key: public keys of single trustees, and thresholds.
///
/// The order of the parts gives trustees their numbers. Prints them with the fingerprints of their keys, which each trustee
/// must recognise, and the election's key.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee join server.json threshold.json --out trustees.json")]
pub(crate) struct Arguments {
    /// The parts, in order.
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    /// The new file for the list of trustees.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let parts = arguments.parts.iter().map(|path| part(path));
    let parts: Vec<Part> = parts.collect::<Result<_, _>>()?;
    let trustees = Trustees::new(&parts).map_err(|fault| {
        Failure::NotPossible(format!(
            "{fault}; ask that trustee for its part again, or leave out what stands twice"
        ))
    })?;
    files::write_new(
        &arguments.out,
        Readers::Everybody,
        trustees.text().as_bytes(),
    )?;
    print(&trustees)?;
    Ok(Success::Done)
}

fn part(path: &Path) -> Result<Part, Failure> {
    parsed(&files::read_message(path)?).ok_or_else(|| {
        Failure::refused(
            path,
            "it is neither a trustee's public key nor a threshold; give what `generate --public` or `assemble` wrote",
        )
    })
}

fn parsed(text: &str) -> Option<Part> {
    let single = PublicKey::parse(text).map(Part::Single);
    single
        .or_else(|_| serde_json::from_str::<ThresholdParameters>(text).map(Part::Pedersen))
        .ok()
}

/// The list of trustees that was joined.
pub(crate) fn read(path: &Path) -> Result<Trustees, Failure> {
    let text = files::read_message(path)?;
    Trustees::parse(&text).map_err(|fault| match parsed(&text) {
        Some(_) => Failure::refused(
            path,
            "this is one part of an election's key; join it first by `hustings trustee join`",
        ),
        None => Failure::refused(path, fault),
    })
}
