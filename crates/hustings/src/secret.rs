//! Secrets in files: encrypted with a passphrase as the age format has it (age-encryption.org/v1), so that any age program
//! opens them, and readable by their owner alone.

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::{DecryptError, scrypt};
use clap::Args;
use hustings_seal::misplaced;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::files::{self, Readers};
use crate::terminal::{in_yellow, with_progress};

/// How an encrypted file begins.
const AGE: &[u8] = b"age-encryption.org/v1\n";

/// With what a secret is encrypted.
#[derive(Args)]
pub(crate) struct Locking {
    /// Take the passphrase from the first line of this file, for scripts; without it the terminal asks.
    #[arg(long, value_name = "FILE", conflicts_with = "plain")]
    passphrase_file: Option<PathBuf>,
    /// Write the secret unencrypted: whoever reads the file has it.
    #[arg(long)]
    plain: bool,
}

/// With what a secret is decrypted.
#[derive(Args)]
pub(crate) struct Unlocking {
    /// Take the passphrase from the first line of this file, for scripts; without it the terminal asks.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Writes a secret to a new file.
pub(crate) fn write(path: &Path, secret: &[u8], locking: &Locking) -> Result<(), Failure> {
    if locking.plain {
        anstream::eprintln!(
            "{}: {} is written unencrypted: whoever reads it has the secret",
            in_yellow("warning"),
            path.display()
        );
        return files::write_new(path, Readers::Owner, secret);
    }
    let passphrase = match &locking.passphrase_file {
        Some(file) => from_file(file)?,
        None => new_from_terminal(path)?,
    };
    let encrypted = with_progress("encrypting", || {
        age::encrypt(&scrypt::Recipient::new(passphrase), secret)
    });
    let encrypted = encrypted.map_err(|error| Failure::refused(path, error))?;
    files::write_new(path, Readers::Owner, &encrypted)
}

/// Reads a secret, encrypted or not, as the file's beginning tells.
pub(crate) fn read(path: &Path, unlocking: &Unlocking) -> Result<Zeroizing<String>, Failure> {
    let bytes = Zeroizing::new(files::read(path)?);
    let plain = if bytes.starts_with(AGE) {
        decrypt(path, &bytes, unlocking)?
    } else {
        bytes
    };
    match std::str::from_utf8(&plain) {
        Ok(text) => Ok(Zeroizing::new(text.trim().to_owned())),
        Err(_) => Err(Failure::refused(
            path,
            "it holds no text; give the file as it was written here, or by another age program",
        )),
    }
}

/// What is said to whoever gives a secret where a public file is wanted, if this is one.
pub(crate) fn instead_of_what_is_public(bytes: &[u8]) -> Option<String> {
    misplaced::secret_in(bytes).map(|found| found.to_string())
}

fn decrypt(
    path: &Path,
    bytes: &[u8],
    unlocking: &Unlocking,
) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let passphrase = match &unlocking.passphrase_file {
        Some(file) => from_file(file)?,
        None => ask(&format!("passphrase of {}: ", path.display()), path)?,
    };
    let identity = scrypt::Identity::new(passphrase);
    let decrypted = with_progress("decrypting", || age::decrypt(&identity, bytes));
    decrypted.map(Zeroizing::new).map_err(|error| {
        Failure::refused(
            path,
            match error {
                DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
                    "the passphrase is another; type it again, or give the file that was encrypted with it".to_owned()
                }
                DecryptError::NoMatchingKeys => {
                    "it is encrypted for an age key and not with a passphrase; decrypt it with an age program first".to_owned()
                }
                DecryptError::ExcessiveWork { required, .. } => format!(
                    "opening it takes 2^{required} steps, more than this machine does in a reasonable time; open it on \
                     the machine that wrote it, or with an age program"
                ),
                damaged => format!("it is damaged ({damaged}); take a copy of it that is whole"),
            },
        )
    })
}

fn from_file(path: &Path) -> Result<SecretString, Failure> {
    let text = Zeroizing::new(files::read_typed(path)?);
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(SecretString::from(line)),
        _ => Err(Failure::refused(
            path,
            "its first line is empty; write the passphrase there",
        )),
    }
}

fn new_from_terminal(path: &Path) -> Result<SecretString, Failure> {
    use age::secrecy::ExposeSecret as _;
    let first = ask(&format!("new passphrase for {}: ", path.display()), path)?;
    if first.expose_secret().is_empty() {
        return Err(Failure::refused(
            path,
            "an empty passphrase protects nothing; choose one, or write the file with --plain",
        ));
    }
    let second = ask("the same once more: ", path)?;
    if first.expose_secret() == second.expose_secret() {
        Ok(first)
    } else {
        Err(Failure::refused(
            path,
            "the two passphrases differ, so nothing is written; call the command again",
        ))
    }
}

fn ask(prompt: &str, about: &Path) -> Result<SecretString, Failure> {
    prompted(prompt).map(SecretString::from).map_err(|error| {
        Failure::refused(
            about,
            format!(
                "there is no terminal to ask for the passphrase ({error}); give --passphrase-file"
            ),
        )
    })
}

/// What somebody types at the terminal, which does not show it.
pub(crate) fn prompted(prompt: &str) -> std::io::Result<String> {
    rpassword::prompt_password(prompt)
}
