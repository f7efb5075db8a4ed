use std::path::PathBuf;

use clap::Args;
use hustings_seal::randomness::system;
use hustings_seal::trustee::threshold::Polynomial;

use super::keys::{read_certificates, read_seed};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret::Unlocking;

/// Second round of a threshold: make one trustee's polynomial, with a share for each of the others.
///
/// The shares are encrypted, each for one trustee, and signed: whoever carries the file learns nothing.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee polynomial --seed seed.age --certificates certificates.json --out polynomial-1.json")]
pub(crate) struct Arguments {
    /// This trustee's seed.
    #[arg(long, value_name = "FILE")]
    seed: PathBuf,
    #[command(flatten)]
    unlocking: Unlocking,
    /// The certificates of all trustees.
    #[arg(long, value_name = "FILE")]
    certificates: PathBuf,
    /// The new file for the polynomial.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let certificates = read_certificates(&arguments.certificates)?;
    let seed = read_seed(&arguments.seed, &arguments.unlocking)?;
    let polynomial = Polynomial::make(&seed, &certificates, &mut system())
        .map_err(|fault| Failure::refused(&arguments.seed, fault))?;
    files::write_new(
        &arguments.out,
        Readers::Everybody,
        polynomial.text().as_bytes(),
    )?;
    Ok(Success::Done)
}
