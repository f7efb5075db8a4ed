//! Secrets where something public is expected: whoever confuses two files is told before anything is kept.

use crate::credential::Credential;
use crate::trustee::{PrivateKey, Seed};

/// A secret in a file that was given as a public one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// Credentials of electors.
    #[error(
        "this has credentials of electors, which are secret and stay where they are; give public.json, which was written beside them"
    )]
    Credentials,
    /// A key, a seed, or a file that is encrypted.
    #[error(
        "this is a secret, which stays where it is; give the public file that was made with it"
    )]
    Secret,
}

/// How an encrypted file begins.
const AGE: [&[u8]; 2] = [
    b"age-encryption.org/v1\n",
    b"-----BEGIN AGE ENCRYPTED FILE-----",
];

/// The length of a credential, and where its first group ends.
const CREDENTIAL: (usize, usize) = (25, 5);

/// The secret that is in a file, if there is one.
pub fn secret_in(bytes: &[u8]) -> Option<Misplaced> {
    if has_credential(bytes) {
        return Some(Misplaced::Credentials);
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default().trim();
    let secret = AGE.iter().any(|begins| bytes.starts_with(begins))
        || PrivateKey::parse(text).is_ok()
        || text.parse::<Seed>().is_ok();
    secret.then_some(Misplaced::Secret)
}

/// Whether a credential stands anywhere in it, in whatever table or letter. Public files have no hyphens, or few.
fn has_credential(bytes: &[u8]) -> bool {
    let (length, first) = CREDENTIAL;
    let hyphens = (0..bytes.len()).filter(|at| bytes[*at] == b'-' && *at >= first);
    let mut windows = hyphens.filter_map(|at| bytes.get(at - first..at - first + length));
    windows.any(|window| {
        std::str::from_utf8(window).is_ok_and(|text| text.parse::<Credential>().is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::randomness::system;

    #[test]
    fn a_credential_is_found_wherever_it_stands() {
        let credential = Credential::generate(&mut system());
        for file in [
            format!("elector,credential\nM-1,{}\n", credential.reveal()),
            format!("Dear elector,\r\nyours is {}.", credential.reveal()),
            credential.reveal().to_owned(),
        ] {
            assert_eq!(secret_in(file.as_bytes()), Some(Misplaced::Credentials));
        }
    }

    #[test]
    fn keys_seeds_and_encrypted_files_are_found() {
        let key = PrivateKey::generate(&mut system());
        let seed = Seed::generate(&mut system());
        for file in [
            key.reveal().to_string(),
            format!("{}\n", seed.reveal()),
            "age-encryption.org/v1\n-> scrypt".to_owned(),
        ] {
            assert_eq!(secret_in(file.as_bytes()), Some(Misplaced::Secret));
        }
    }

    #[test]
    fn what_is_public_is_no_secret() {
        let key = PrivateKey::generate(&mut system());
        let public = key.public_key(&mut system()).text();
        assert_eq!(secret_in(public.as_bytes()), None);
        assert_eq!(secret_in(b"elector,public\nM-1-2-3-4-5,20ea93\n"), None);
    }
}
