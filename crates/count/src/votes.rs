//! Numbers of papers, and texts that stand for them. Numbers of votes are in [`exact`].

mod exact;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use exact::{InvalidVotes, Votes};

/// A number of papers. A decimal string on the wire.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Tally(u64);

impl Tally {
    /// So many papers.
    pub const fn new(papers: u64) -> Self {
        Self(papers)
    }

    /// How many papers.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// A text that is not a count as the formats write it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCount {
    /// Not digits only, or with a needless leading zero.
    #[error("“{0}” is not a count; write a whole number in digits, without leading zeroes")]
    NotWhole(String),
    /// More than the program counts with.
    #[error("{0} is more than {max}, the most that is counted with", max = u64::MAX)]
    TooLarge(String),
}

/// Digits without a sign or a leading zero: the one way to write a number, so that equal figures are equal texts.
pub(crate) fn whole_number(text: &str) -> Result<u64, InvalidCount> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits || (text.len() > 1 && text.starts_with('0')) {
        return Err(InvalidCount::NotWhole(text.to_owned()));
    }
    text.parse()
        .map_err(|_| InvalidCount::TooLarge(text.to_owned()))
}

macro_rules! as_decimal_string {
    ($name:ident) => {
        impl FromStr for $name {
            type Err = InvalidCount;

            fn from_str(text: &str) -> Result<Self, InvalidCount> {
                whole_number(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidCount;

            fn try_from(text: String) -> Result<Self, InvalidCount> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.0.to_string()
            }
        }

        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

as_decimal_string!(Tally);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_digits_without_sign_space_or_leading_zero() {
        assert_eq!("0".parse(), Ok(Tally::new(0)));
        assert_eq!("18446744073709551615".parse(), Ok(Tally::new(u64::MAX)));
        for bad in ["", "+1", "-1", "01", "00", " 1", "1.0", "1/2", "١"] {
            assert_eq!(
                bad.parse::<Tally>(),
                Err(InvalidCount::NotWhole(bad.to_owned()))
            );
        }
        let large = "18446744073709551616";
        assert_eq!(
            large.parse::<Tally>(),
            Err(InvalidCount::TooLarge(large.to_owned()))
        );
    }
}
