//! A share of a whole, as an exact fraction.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigUint;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use crate::votes::whole_number;

/// A share of a whole: more than nothing, at most all of it. A fraction in lowest terms on the wire, `"1/3"`, or `"1"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Share(Ratio<u64>);

/// A text that is not a share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a share; write a fraction in lowest terms that is at most 1, as 1/3")]
pub struct InvalidShare(String);

impl Share {
    /// All of it.
    pub const WHOLE: Self = Self(Ratio::new_raw(1, 1));

    /// So many parts of so many; `None` if it is nothing or more than the whole.
    pub fn new(parts: u64, of: u64) -> Option<Self> {
        (1..=of)
            .contains(&parts)
            .then(|| Self(Ratio::new(parts, of)))
    }

    /// The share as a fraction.
    pub fn to_fraction(self) -> Ratio<BigUint> {
        Ratio::new_raw(
            BigUint::from(*self.0.numer()),
            BigUint::from(*self.0.denom()),
        )
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl From<Share> for String {
    fn from(share: Share) -> Self {
        share.to_string()
    }
}

impl TryFrom<String> for Share {
    type Error = InvalidShare;

    fn try_from(text: String) -> Result<Self, InvalidShare> {
        text.parse()
    }
}

impl FromStr for Share {
    type Err = InvalidShare;

    fn from_str(text: &str) -> Result<Self, InvalidShare> {
        let (parts, of) = text.split_once('/').unwrap_or((text, "1"));
        let share = whole_number(parts)
            .ok()
            .zip(whole_number(of).ok())
            .and_then(|(parts, of)| Self::new(parts, of));
        // There is one way to write a share.
        share
            .filter(|share| share.to_string() == text)
            .ok_or_else(|| InvalidShare(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_one_way() {
        for text in ["1/3", "2/3", "1", "1/18446744073709551615"] {
            assert_eq!(text.parse::<Share>().unwrap().to_string(), text);
        }
        for bad in [
            "", "0", "0/3", "2/6", "3/3", "4/3", "2", "1/0", "1/1", "01/3", "1/ 3", "-1/3", "33%",
        ] {
            assert_eq!(bad.parse::<Share>(), Err(InvalidShare(bad.to_owned())));
        }
    }
}
