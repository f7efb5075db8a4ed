//! The secrets of trustees as they are kept, and the public messages of a ceremony as they are carried.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::digest::Digest;
use hustings_seal::randomness::system;
use hustings_seal::trustee::threshold::{Certificates, Outgoing, open_share};
use hustings_seal::trustee::{PrivateKey, Seed, SignedMessage, Signer, Statement, Trustees};

use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret::{self, Unlocking};

/// A trustee's secret.
#[derive(Args)]
pub(super) struct SecretArguments {
    #[command(flatten)]
    file: SecretFile,
    #[command(flatten)]
    unlocking: Unlocking,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct SecretFile {
    /// The key of a single trustee, as `generate` wrote it.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The seed of a trustee of a threshold, as `seed` wrote it.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
}

/// What a trustee holds.
pub(super) enum Held {
    Single(PrivateKey),
    Threshold(Seed),
}

impl SecretArguments {
    pub(super) fn read(&self) -> Result<Held, Failure> {
        match (&self.file.key, &self.file.seed) {
            (Some(path), _) => {
                let text = secret::read(path, &self.unlocking)?;
                let key = PrivateKey::parse(&text);
                key.map(Held::Single).map_err(|error| {
                    Failure::refused(path, format!("{error}; a seed is given as --seed"))
                })
            }
            (None, Some(path)) => read_seed(path, &self.unlocking).map(Held::Threshold),
            // The command line has refused this.
            (None, None) => Err(Failure::NotPossible("give --key or --seed".to_owned())),
        }
    }

    /// The file of the secret, to name it in a refusal.
    pub(super) fn path(&self) -> &Path {
        self.file
            .key
            .as_deref()
            .or(self.file.seed.as_deref())
            .unwrap_or(Path::new(""))
    }
}

impl Held {
    /// The key that decrypts; that of a threshold's trustee is in what it made at the end of the ceremony.
    pub(super) fn key(&self, outgoing: Option<&Path>) -> Result<PrivateKey, Failure> {
        match (self, outgoing) {
            (Self::Single(key), _) => Ok(key.clone()),
            (Self::Threshold(seed), Some(path)) => {
                let outgoing = message(path, "an outgoing message", Outgoing::parse)?;
                open_share(seed, outgoing.private_key()).map_err(|error| {
                    Failure::refused(
                        path,
                        format!("{error}; give what `accept` wrote with this seed"),
                    )
                })
            }
            (Self::Threshold(_), None) => Err(Failure::NotPossible(
                "a seed alone does not decrypt; give --outgoing, as `accept` wrote it".to_owned(),
            )),
        }
    }

    /// Signs what a trustee made, into a new file.
    pub(super) fn state(&self, statement: &Statement, path: &Path) -> Result<(), Failure> {
        let signed = self.sign(statement);
        let text = serde_json::to_vec(&signed).map_err(|error| Failure::refused(path, error))?;
        files::write_new(path, Readers::Everybody, &text)
    }

    pub(super) fn sign(&self, statement: &Statement) -> SignedMessage {
        let signer = match self {
            Self::Single(key) => Signer::Single(key),
            Self::Threshold(seed) => Signer::Threshold(seed),
        };
        statement.sign(&signer, &mut system())
    }

    /// The number of the trustee whose secret this is.
    pub(super) fn number_among(&self, trustees: &Trustees) -> Option<usize> {
        let own = match self {
            Self::Single(key) => key.element().encode(),
            Self::Threshold(seed) => seed.verification_key(),
        };
        let is_own = |member: &hustings_seal::trustee::Member| member.verification.encode() == own;
        trustees.members().iter().position(is_own).map(|at| at + 1)
    }

    pub(super) fn must_be_among(&self, trustees: &Trustees, path: &Path) -> Result<usize, Failure> {
        self.number_among(trustees).ok_or_else(|| {
            Failure::refused(
                path,
                "it belongs to no trustee of this election; give the one that was made for it, and if this is that one, go no further: \
                 the election has other trustees",
            )
        })
    }
}

/// Where a trustee's work and its statement about it go.
#[derive(Args)]
pub(super) struct WorkArguments {
    /// The new file for what is made.
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
    /// The new file for the statement that it is this trustee's, signed by it; publish both.
    #[arg(long, value_name = "FILE")]
    pub(super) statement: PathBuf,
}

impl WorkArguments {
    pub(super) fn expect_new(&self) -> Result<(), Failure> {
        files::expect_new([self.out.as_path(), self.statement.as_path()])
    }

    /// Writes what a trustee made, and what it states of it.
    pub(super) fn write(
        &self,
        held: &Held,
        statement: &Statement,
        message: &[u8],
    ) -> Result<Success, Failure> {
        files::write_new(&self.out, Readers::Everybody, message)?;
        held.state(statement, &self.statement)?;
        writeln!(
            anstream::stdout(),
            "trustee {}: {} with the digest {}",
            statement.trustee,
            self.out.display(),
            statement.digest
        )?;
        Ok(Success::Done)
    }
}

pub(super) fn read_seed(path: &Path, unlocking: &Unlocking) -> Result<Seed, Failure> {
    let text = secret::read(path, unlocking)?;
    text.parse().map_err(|error| {
        Failure::refused(
            path,
            format!("{error}; a single trustee's key is given as --key"),
        )
    })
}

/// Reads a message of one form.
pub(super) fn message<T>(
    path: &Path,
    what: &str,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, Failure> {
    parse(&files::read_message(path)?).map_err(|error| {
        Failure::refused(path, format!("it is not {what} ({error}); copy it again"))
    })
}

/// The certificates of a ceremony, as `certificates` gathered them.
pub(super) fn read_certificates(path: &Path) -> Result<Certificates, Failure> {
    let list = message(path, "a list of certificates", |text| {
        serde_json::from_str(text).map_err(|error| error.to_string())
    })?;
    Certificates::gather(list).map_err(|fault| Failure::refused(path, fault))
}

/// By what two people compare a key over the telephone.
pub(super) fn fingerprint(text: &str) -> String {
    Digest::of(text.as_bytes()).to_base64()
}
