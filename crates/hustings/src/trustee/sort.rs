use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::trustee::threshold::{Certificates, Incoming, Polynomial};

use super::keys::{message, read_certificates};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};

/// Third round of a threshold: sort the shares of all polynomials by the trustee whom they are for.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee sort --certificates certificates.json polynomial-*.json --out incoming

Writes incoming/incoming-1.json and so on, each for the trustee with that number.")]
pub(crate) struct Arguments {
    /// The certificates of all trustees.
    #[arg(long, value_name = "FILE")]
    certificates: PathBuf,
    /// The polynomials of all trustees, in any order.
    #[arg(required = true, value_name = "POLYNOMIAL")]
    polynomials: Vec<PathBuf>,
    /// The folder for what is written.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let certificates = read_certificates(&arguments.certificates)?;
    let names: Vec<PathBuf> = (1..=certificates.size())
        .map(|number| arguments.out.join(format!("incoming-{number}.json")))
        .collect();
    files::expect_new(names.iter().map(PathBuf::as_path))?;
    let polynomials = read_polynomials(&arguments.polynomials, &certificates)?;
    let sorted = Incoming::sort(&certificates, &polynomials)
        .map_err(|fault| Failure::NotPossible(fault.to_string()))?;
    for (path, incoming) in names.iter().zip(&sorted) {
        files::write_new(path, Readers::Everybody, incoming.text().as_bytes())?;
        writeln!(anstream::stdout(), "{}", path.display())?;
    }
    Ok(Success::Done)
}

/// The polynomials in the order of their trustees, which their signatures tell.
pub(super) fn read_polynomials(
    paths: &[PathBuf],
    certificates: &Certificates,
) -> Result<Vec<Polynomial>, Failure> {
    let mut placed: Vec<(usize, &Path, Polynomial)> = Vec::with_capacity(paths.len());
    for path in paths {
        let polynomial = message(path, "a trustee's polynomial", Polynomial::parse)?;
        let place = (1..=certificates.size())
            .find(|&place| polynomial.check(certificates, place).is_ok())
            .ok_or_else(|| {
                Failure::refused(
                    path,
                    "it is signed by none of these trustees for these certificates; ask its maker for it again",
                )
            })?;
        if let Some((_, earlier, _)) = placed.iter().find(|(taken, ..)| *taken == place) {
            return Err(Failure::refused(
                path,
                format!(
                    "it is of trustee {place}, as {} is; give one of each trustee",
                    earlier.display()
                ),
            ));
        }
        placed.push((place, path, polynomial));
    }
    placed.sort_by_key(|(place, ..)| *place);
    Ok(placed
        .into_iter()
        .map(|(.., polynomial)| polynomial)
        .collect())
}
