use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::randomness::system;
use hustings_seal::trustee::Seed;
use hustings_seal::trustee::threshold::{Certificate, Place};

use super::keys::fingerprint;
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret::{self, Locking};

/// First round of a threshold: make one trustee's seed, and the certificate of its public keys.
///
/// The seed is the one secret that the trustee keeps until the result. Tell the others the fingerprint by another way than
/// the certificate goes, so that nobody can put another in its place.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee seed --place 1 --size 3 --threshold 2 --out seed.age --certificate certificate-1.json")]
pub(crate) struct Arguments {
    /// Which of the trustees this is, from 1.
    #[arg(long, value_name = "I")]
    place: usize,
    /// How many trustees there are.
    #[arg(long, value_name = "N")]
    size: usize,
    /// How many of them suffice to decrypt.
    #[arg(long, value_name = "T")]
    threshold: usize,
    /// The new file for the seed, encrypted with a passphrase.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The new file for the certificate.
    #[arg(long, value_name = "FILE")]
    certificate: PathBuf,
    #[command(flatten)]
    locking: Locking,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let &Arguments {
        place,
        size,
        threshold,
        ..
    } = arguments;
    if !(1..=size).contains(&place) || !(1..=size).contains(&threshold) {
        return Err(Failure::NotPossible(format!(
            "trustee {place} of {size}, of whom {threshold} suffice, cannot be; places and thresholds go from 1 to the \
             number of trustees"
        )));
    }
    if threshold == 1 && size > 1 {
        return Err(Failure::NotPossible(
            "where one trustee suffices all have the same key, and each alone opens every ballot; let at least 2 suffice"
                .to_owned(),
        ));
    }
    files::expect_new([arguments.out.as_path(), arguments.certificate.as_path()])?;
    let seed = Seed::generate(&mut system());
    secret::write(&arguments.out, seed.reveal().as_bytes(), &arguments.locking)?;
    let place = Place {
        size,
        threshold,
        index: place,
    };
    let certificate = Certificate::issue(&seed, place, &mut system()).text();
    files::write_new(
        &arguments.certificate,
        Readers::Everybody,
        certificate.as_bytes(),
    )?;
    writeln!(
        anstream::stdout(),
        "fingerprint of the certificate: {}",
        fingerprint(&certificate)
    )?;
    Ok(Success::Done)
}
