use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::trustee::threshold::{Certificate, Certificates};

use super::keys::{fingerprint, message};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};

/// Gather the certificates of all trustees of a threshold, in any order, and check that they are of one ceremony.
///
/// Prints each trustee's fingerprint. Each trustee must find its own, and hear the others from themselves.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee certificates certificate-*.json --out certificates.json")]
pub(crate) struct Arguments {
    /// The certificates.
    #[arg(required = true, value_name = "CERTIFICATE")]
    certificates: Vec<PathBuf>,
    /// The new file for all of them.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let placed = arguments.certificates.iter().map(|path| placed(path));
    let mut placed: Vec<_> = placed.collect::<Result<_, _>>()?;
    placed.sort_by_key(|(place, _)| *place);
    let certificates: Vec<Certificate> = placed.into_iter().map(|(_, one)| one).collect();
    let gathered = Certificates::gather(certificates.clone()).map_err(|fault| {
        Failure::NotPossible(format!(
            "{fault}; these are not the certificates of all trustees of one ceremony, so ask for those that are"
        ))
    })?;
    let texts: Vec<String> = certificates.iter().map(Certificate::text).collect();
    files::write_new(
        &arguments.out,
        Readers::Everybody,
        format!("[{}]", texts.join(",")).as_bytes(),
    )?;
    let mut out = anstream::stdout();
    writeln!(
        out,
        "{} of {} trustees suffice",
        gathered.threshold(),
        gathered.size()
    )?;
    for (number, text) in (1..).zip(&texts) {
        writeln!(out, "trustee {number}: {}", fingerprint(text))?;
    }
    Ok(Success::Done)
}

fn placed(path: &Path) -> Result<(usize, Certificate), Failure> {
    message(path, "a trustee's certificate", |text| {
        let certificate = Certificate::parse(text)?;
        Ok((certificate.place()?.index, certificate))
    })
}
