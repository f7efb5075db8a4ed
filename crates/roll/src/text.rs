//! Texts of persons, as they may stand on a roll: they are printed on pages, envelopes and terminals.

use hustings_rulebook::is_misleading;
use serde::{Deserialize, Serialize};

/// The most characters that a text may have: no name or address has more, and a cell that has is several.
pub(crate) const LONGEST: usize = 1000;

/// Why a text cannot stand on a roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// There is none.
    #[error("is empty: write it, or leave out the row")]
    Empty,
    /// It is longer than any name or address.
    #[error(
        "has more than {LONGEST} characters: look for a quotation mark that is not closed, or shorten it"
    )]
    TooLong,
    /// It would not show as what it is.
    #[error(
        "has a character that does not show, or that turns the text around it: type it anew without"
    )]
    Misleading,
    /// It is no address of electronic mail.
    #[error("is not an email address: write one such as ann@example.org, or leave the cell empty")]
    Email,
}

fn check(text: &str, allowed: impl Fn(char) -> bool) -> Result<(), TextError> {
    if text.is_empty() {
        Err(TextError::Empty)
    } else if text.chars().nth(LONGEST).is_some() {
        Err(TextError::TooLong)
    } else if text.trim() != text || text.chars().any(|c| is_misleading(c) && !allowed(c)) {
        Err(TextError::Misleading)
    } else {
        Ok(())
    }
}

fn check_email(text: &str) -> Result<(), TextError> {
    check(text, |_| false)?;
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c == '@' || c.is_whitespace());
    match text.split_once('@') {
        // RFC 5321 has no longer path.
        Some((local, domain)) if plain(local) && plain(domain) && text.len() <= 254 => Ok(()),
        _ => Err(TextError::Email),
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident checked by $check:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                $check(&text)?;
                Ok(Self(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    )*};
}

texts! {
    /// A person's name, on one line.
    Name checked by |text: &str| check(text, |_| false);
    /// An address of electronic mail. Only its shape is looked at; whether mail arrives, mail says.
    Email checked by check_email;
    /// A postal address, on one line or several.
    PostalAddress checked by |text: &str| check(text, |c| matches!(c, '\n' | '\r'));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_as_what_it_is() {
        for good in ["Ann Lee", "Siân O’Neil", "李娜", "Ann \"Nan\" Lee"] {
            assert!(good.parse::<Name>().is_ok(), "{good}");
        }
        for bad in [
            "",
            " Ann",
            "Ann\nLee",
            "Ann\u{1b}[31m",
            "Ann\u{202e}eeL",
            "A\u{200b}n",
        ] {
            assert!(bad.parse::<Name>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_address_may_have_lines() {
        assert!("1 High Street\r\nBath".parse::<PostalAddress>().is_ok());
        assert!("1 High\tStreet".parse::<PostalAddress>().is_err());
    }

    #[test]
    fn an_email_has_one_at_sign_between_two_parts() {
        assert!("ann@example.org".parse::<Email>().is_ok());
        for bad in ["ann", "@example.org", "ann@", "a@b@c", "a nn@b.org"] {
            assert_eq!(bad.parse::<Email>(), Err(TextError::Email), "{bad}");
        }
    }
}
