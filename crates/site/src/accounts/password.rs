//! Passwords: kept as argon2id hashes, with the library's own costs, which follow RFC 9106 and OWASP.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use serde::{Deserialize, Serialize};

/// A password as it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PasswordError {
    TooShort,
    TooLong,
    HoldsName,
}

impl PasswordError {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::HoldsName => "password-holds-name",
        }
    }
}

/// NIST SP 800-63B, 3.1.1.2: length, and no rules of composition.
const LEAST: usize = 15;
/// What is hashed has a bound, so that nobody keeps a core busy with a book.
const MOST: usize = 200;

impl Password {
    /// Hashes a new password; slow on purpose.
    pub(crate) fn new(text: &str, email: &str) -> Result<Self, PasswordError> {
        let name = email.split('@').next().unwrap_or_default().to_lowercase();
        match text.chars().count() {
            ..LEAST => Err(PasswordError::TooShort),
            _ if text.len() > MOST => Err(PasswordError::TooLong),
            _ if name.len() > 3 && text.to_lowercase().contains(&name) => {
                Err(PasswordError::HoldsName)
            }
            _ => Ok(Self::hash(text)),
        }
    }

    pub(super) fn hash(text: &str) -> Self {
        let hash = Argon2::default().hash_password(text.as_bytes());
        // Hashing fails on parameters and lengths, and these are fixed.
        Self(hash.map(|hash| hash.to_string()).unwrap_or_default())
    }

    /// Whether this is it; slow on purpose.
    pub(crate) fn is(&self, text: &str) -> bool {
        text.len() <= MOST
            && PasswordHash::new(&self.0).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(text.as_bytes(), &hash)
                    .is_ok()
            })
    }

    /// Takes as long as a password takes, where there is no account: so that how long it takes tells nothing.
    pub(crate) fn is_nobodys(text: &str) -> bool {
        static NOBODYS: std::sync::LazyLock<Password> =
            std::sync::LazyLock::new(|| Password::hash(&crate::secret::draw()));
        NOBODYS.is(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_recognised_and_no_other() {
        let password =
            Password::new("correct horse battery", "ann@example.org").expect("it is taken");
        assert!(password.is("correct horse battery"));
        assert!(!password.is("correct horse batterz"));
        assert!(!password.is(&"a".repeat(1_000_000)));
    }

    #[test]
    fn a_password_that_is_short_or_ones_own_name_is_refused() {
        assert_eq!(
            Password::new("fourteen chars", "a@b").err(),
            Some(PasswordError::TooShort)
        );
        assert_eq!(
            Password::new("annabella 123456789", "annabella@b").err(),
            Some(PasswordError::HoldsName)
        );
        assert_eq!(
            Password::new(&"x".repeat(201), "a@b").err(),
            Some(PasswordError::TooLong)
        );
    }

    #[test]
    fn what_is_printed_of_a_password_is_not_its_hash() {
        let password =
            Password::new("correct horse battery", "ann@example.org").expect("it is taken");
        assert_eq!(format!("{password:?}"), "Password(…)");
    }
}
