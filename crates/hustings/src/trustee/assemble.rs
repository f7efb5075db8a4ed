use std::path::PathBuf;

use clap::Args;
use hustings_seal::trustee::threshold::{Outgoing, ThresholdParameters};

use super::keys::{message, read_certificates};
use super::sort::read_polynomials;
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};

/// Put together what a threshold's trustees published, after every check: a part of an election's key.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee assemble --certificates certificates.json --polynomials polynomial-*.json \\
      --outgoing outgoing-1.json outgoing-2.json outgoing-3.json --out threshold.json")]
pub(crate) struct Arguments {
    /// The certificates of all trustees.
    #[arg(long, value_name = "FILE")]
    certificates: PathBuf,
    /// The polynomials of all trustees, in any order.
    #[arg(long, value_name = "POLYNOMIAL", required = true, num_args = 1..)]
    polynomials: Vec<PathBuf>,
    /// The outgoing messages of all trustees, in the order of the trustees' numbers.
    #[arg(long, value_name = "OUTGOING", required = true, num_args = 1..)]
    outgoing: Vec<PathBuf>,
    /// The new file for the threshold.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let certificates = read_certificates(&arguments.certificates)?;
    let polynomials = read_polynomials(&arguments.polynomials, &certificates)?;
    let outgoing = arguments.outgoing.iter();
    let outgoing = outgoing.map(|path| message(path, "an outgoing message", Outgoing::parse));
    let outgoing: Vec<_> = outgoing.collect::<Result<_, _>>()?;
    let parameters = ThresholdParameters::assemble(&certificates, &polynomials, &outgoing)
        .map_err(|fault| {
            Failure::NotPossible(format!(
                "{fault}; give the messages of all trustees of this ceremony, outgoing ones in the order of their numbers"
            ))
        })?;
    let text =
        serde_json::to_vec(&parameters).map_err(|error| Failure::refused(&arguments.out, error))?;
    files::write_new(&arguments.out, Readers::Everybody, &text)?;
    Ok(Success::Done)
}
