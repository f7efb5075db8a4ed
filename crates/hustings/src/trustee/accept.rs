use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::randomness::system;
use hustings_seal::trustee::threshold::Incoming;

use super::keys::{fingerprint, message, read_certificates, read_seed};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret::Unlocking;

/// Fourth round of a threshold: check the shares that came for one trustee, and make its key of them.
///
/// The outgoing message has the trustee's public key, signed, and the private one, encrypted to the trustee itself. Whoever
/// runs the election keeps it until decryption, where the trustee needs it again beside its seed.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee accept --seed seed.age --certificates certificates.json --incoming incoming-1.json \\
      --out outgoing-1.json")]
pub(crate) struct Arguments {
    /// This trustee's seed.
    #[arg(long, value_name = "FILE")]
    seed: PathBuf,
    #[command(flatten)]
    unlocking: Unlocking,
    /// The certificates of all trustees.
    #[arg(long, value_name = "FILE")]
    certificates: PathBuf,
    /// What `sort` wrote for this trustee.
    #[arg(long, value_name = "FILE")]
    incoming: PathBuf,
    /// The new file for the outgoing message.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let certificates = read_certificates(&arguments.certificates)?;
    let incoming = message(&arguments.incoming, "an incoming message", Incoming::parse)?;
    let seed = read_seed(&arguments.seed, &arguments.unlocking)?;
    let place = certificates.place_of(&seed);
    place.map_err(|fault| Failure::refused(&arguments.seed, fault))?;
    let outgoing = incoming
        .accept(&seed, &certificates, &mut system())
        .map_err(|fault| Failure::refused(&arguments.incoming, fault))?;
    files::write_new(
        &arguments.out,
        Readers::Everybody,
        outgoing.text().as_bytes(),
    )?;
    writeln!(
        anstream::stdout(),
        "fingerprint of the key: {}",
        fingerprint(&outgoing.public_key().encoded().to_string())
    )?;
    Ok(Success::Done)
}
