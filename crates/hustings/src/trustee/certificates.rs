use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::trustee::threshold::{Certificate, Certificates, Place};

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
    let mut placed: Vec<Placed> = placed.collect::<Result<_, _>>()?;
    placed.sort_by_key(|one| one.place.index);
    must_be_all(&placed)?;
    let certificates: Vec<Certificate> = placed.iter().map(|one| one.certificate.clone()).collect();
    let gathered = Certificates::gather(certificates.clone()).map_err(|fault| {
        let says = format!(
            "{fault}; these are not the certificates of all trustees of one ceremony, so ask for those that are"
        );
        let at = fault.trustee().and_then(|number| placed.get(number - 1));
        at.map_or(Failure::NotPossible(says.clone()), |one| {
            Failure::refused(one.path, says)
        })
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

/// A certificate, with its file and whose it says to be.
struct Placed<'a> {
    path: &'a Path,
    place: Place,
    certificate: Certificate,
}

fn placed(path: &Path) -> Result<Placed<'_>, Failure> {
    message(path, "a trustee's certificate", |text| {
        let certificate = Certificate::parse(text)?;
        Ok(Placed {
            path,
            place: certificate.place()?,
            certificate,
        })
    })
}

/// Refuses two of one trustee, and says whose are missing.
fn must_be_all(placed: &[Placed<'_>]) -> Result<(), Failure> {
    let twice = placed
        .iter()
        .zip(placed.iter().skip(1))
        .find(|(one, next)| one.place.index == next.place.index);
    if let Some((one, next)) = twice {
        return Err(Failure::refused(
            next.path,
            format!(
                "it is of trustee {}, as {} is; these are not the certificates of all trustees of one ceremony, so give one of \
                 each trustee",
                next.place.index,
                one.path.display()
            ),
        ));
    }
    let size = placed.first().map_or(0, |one| one.place.size);
    let missing: Vec<String> = (1..=size)
        .filter(|number| placed.iter().all(|one| one.place.index != *number))
        // More than a ceremony has, whatever a certificate says.
        .take(20)
        .map(|number| format!("trustee {number}'s"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let are = if missing.len() == 1 { "is" } else { "are" };
    Err(Failure::NotPossible(format!(
        "{size} certificates are needed and {} are given: {} {are} missing",
        placed.len(),
        missing.join(", ")
    )))
}
