use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::randomness::system;
use hustings_seal::trustee::PrivateKey;

use super::keys::fingerprint;
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret::{self, Locking};

/// Make the key of a single trustee, without whom nothing can be opened.
///
/// Keep a copy of the key where a fire does not reach both: to lose it is to lose the election.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings trustee generate --out server.age --public server.json")]
pub(crate) struct Arguments {
    /// The new file for the key, encrypted with a passphrase.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The new file for the public key.
    #[arg(long, value_name = "FILE")]
    public: PathBuf,
    #[command(flatten)]
    locking: Locking,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path(), arguments.public.as_path()])?;
    let key = PrivateKey::generate(&mut system());
    secret::write(&arguments.out, key.reveal().as_bytes(), &arguments.locking)?;
    let public = key.public_key(&mut system());
    files::write_new(
        &arguments.public,
        Readers::Everybody,
        public.text().as_bytes(),
    )?;
    writeln!(
        anstream::stdout(),
        "fingerprint of the key: {}",
        fingerprint(&public.encoded().to_string())
    )?;
    Ok(Success::Done)
}
