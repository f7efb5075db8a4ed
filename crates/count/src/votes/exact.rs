//! A number of votes, exact: whole, with a fixed number of decimals, or a fraction.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_bigint::BigUint;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::whole_number;

/// A number of votes. A string on the wire: `"12"`, `"1412.45570"` with all the decimals that the rule counts with, or
/// a fraction in lowest terms, `"25/2"`.
///
/// Two numbers are equal if they are as many votes, however many decimals they are written with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Votes(Number);

/// A text that is not a number of votes as the formats write it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a number of votes; write it as 12, as 12.50000 or, in lowest terms, as 25/2")]
pub struct InvalidVotes(String);

#[derive(Debug, Clone)]
enum Number {
    /// So many units of `10^-places`.
    Decimal {
        units: u128,
        places: u8,
    },
    Fraction(Box<Ratio<BigUint>>),
}

impl Votes {
    /// No votes.
    pub const ZERO: Self = Self::whole(0);

    /// The most decimals that are written.
    pub const MAX_PLACES: u8 = 30;

    /// A whole number of votes.
    pub const fn whole(votes: u64) -> Self {
        Self(Number::Decimal {
            units: votes as u128,
            places: 0,
        })
    }

    /// So many units of `10^-places`; `places` is at most [`Self::MAX_PLACES`].
    pub const fn decimal(units: u128, places: u8) -> Self {
        let places = if places > Self::MAX_PLACES {
            Self::MAX_PLACES
        } else {
            places
        };
        Self(Number::Decimal { units, places })
    }

    /// A fraction.
    pub fn fraction(votes: Ratio<BigUint>) -> Self {
        Self(Number::Fraction(Box::new(votes)))
    }

    /// The number, if it is whole and fits.
    pub fn to_whole(&self) -> Option<u64> {
        match &self.0 {
            Number::Decimal { units, places } => {
                let unit = unit(*places);
                units
                    .is_multiple_of(unit)
                    .then(|| u64::try_from(units / unit).ok())
                    .flatten()
            }
            Number::Fraction(fraction) => fraction
                .is_integer()
                .then(|| u64::try_from(fraction.numer()).ok())
                .flatten(),
        }
    }

    /// One unit of the last decimal with which it is written; nothing of a fraction.
    pub(crate) fn last_decimal(&self) -> Self {
        let places = self.places();
        places.map_or(Self::ZERO, |places| Self::decimal(1, places))
    }

    /// The number as a fraction.
    pub fn to_fraction(&self) -> Ratio<BigUint> {
        match &self.0 {
            Number::Decimal { units, places } => {
                Ratio::new(BigUint::from(*units), BigUint::from(unit(*places)))
            }
            Number::Fraction(fraction) => (**fraction).clone(),
        }
    }

    /// The number cut off after so many decimals, for people: `12.33333` for 37/3. A whole number has none.
    pub fn to_decimals(&self, places: u8) -> String {
        if let Some(whole) = self.to_whole() {
            return whole.to_string();
        }
        let places = places.min(Self::MAX_PLACES);
        let scaled = self.to_fraction() * BigUint::from(unit(places));
        written(&scaled.to_integer().to_string(), places)
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let sum = self.in_units(other, u128::checked_add);
        sum.unwrap_or_else(|| Self::fraction(self.to_fraction() + other.to_fraction()))
    }

    /// So many times as many.
    #[must_use]
    pub fn times(&self, number: u32) -> Self {
        Self::fraction(self.to_fraction() * BigUint::from(number))
    }

    /// What is left when others are taken away; `None` if there are more of these.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Option<Self> {
        if self < other {
            return None;
        }
        let left = self.in_units(other, u128::checked_sub);
        Some(left.unwrap_or_else(|| Self::fraction(self.to_fraction() - other.to_fraction())))
    }

    fn places(&self) -> Option<u8> {
        match &self.0 {
            Number::Decimal { places, .. } => Some(*places),
            Number::Fraction(_) => None,
        }
    }

    /// Two decimals put together in units of the smaller last decimal, if both are decimals and nothing is too large.
    fn in_units(&self, other: &Self, f: fn(u128, u128) -> Option<u128>) -> Option<Self> {
        let places = self.places()?.max(other.places()?);
        let units = |number: &Self| match &number.0 {
            Number::Decimal { units, places: its } => units.checked_mul(unit(places - its)),
            Number::Fraction(_) => None,
        };
        Some(Self::decimal(f(units(self)?, units(other)?)?, places))
    }

    /// A fraction cut off after as many decimals as this number has; as it is if this is a fraction.
    pub(crate) fn cut_like(&self, fraction: Ratio<BigUint>) -> Self {
        let Some(places) = self.places() else {
            return Self::fraction(fraction);
        };
        let units = (fraction.clone() * BigUint::from(unit(places))).to_integer();
        match u128::try_from(units) {
            Ok(units) => Self::decimal(units, places),
            Err(_) => Self::fraction(fraction),
        }
    }

    /// Whether there are none.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Number::Decimal { units, .. } => *units == 0,
            Number::Fraction(fraction) => *fraction.numer() == BigUint::ZERO,
        }
    }
}

/// `10^places`; what is beyond a u128 is not asked for, since places are limited.
const fn unit(places: u8) -> u128 {
    10_u128.pow(places as u32)
}

/// Units as text, with a point before the last `places` digits.
fn written(units: &str, places: u8) -> String {
    let places = usize::from(places);
    if places == 0 {
        return units.to_owned();
    }
    let padded = format!("{units:0>width$}", width = places + 1);
    let (whole, decimals) = padded.split_at(padded.len() - places);
    format!("{whole}.{decimals}")
}

impl Ord for Votes {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (
                Number::Decimal { units, places },
                Number::Decimal {
                    units: others,
                    places: same,
                },
            ) if places == same => units.cmp(others),
            _ => self.to_fraction().cmp(&other.to_fraction()),
        }
    }
}

impl PartialOrd for Votes {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Votes {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Votes {}

impl Default for Votes {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<u64> for Votes {
    fn from(votes: u64) -> Self {
        Self::whole(votes)
    }
}

impl fmt::Display for Votes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Number::Decimal { units, places } => f.pad(&written(&units.to_string(), *places)),
            Number::Fraction(fraction) => f.pad(&fraction.to_string()),
        }
    }
}

impl From<Votes> for String {
    fn from(votes: Votes) -> Self {
        votes.to_string()
    }
}

impl TryFrom<String> for Votes {
    type Error = InvalidVotes;

    fn try_from(text: String) -> Result<Self, InvalidVotes> {
        text.parse()
    }
}

impl FromStr for Votes {
    type Err = InvalidVotes;

    fn from_str(text: &str) -> Result<Self, InvalidVotes> {
        if let Some((whole, decimals)) = text.split_once('.') {
            return decimal(whole, decimals).ok_or_else(|| InvalidVotes(text.to_owned()));
        }
        if let Some((above, below)) = text.split_once('/') {
            return fraction(above, below).ok_or_else(|| InvalidVotes(text.to_owned()));
        }
        let whole = whole_number(text).map_err(|_| InvalidVotes(text.to_owned()))?;
        Ok(Self::whole(whole))
    }
}

fn decimal(whole: &str, decimals: &str) -> Option<Votes> {
    let places = u8::try_from(decimals.len())
        .ok()
        .filter(|places| (1..=Votes::MAX_PLACES).contains(places))?;
    let digits = decimals.bytes().all(|byte| byte.is_ascii_digit());
    let whole = u128::from(whole_number(whole).ok().filter(|_| digits)?);
    let units = whole
        .checked_mul(unit(places))?
        .checked_add(decimals.parse().ok()?)?;
    Some(Votes::decimal(units, places))
}

/// In lowest terms, and not whole: the one way to write a fraction.
fn fraction(above: &str, below: &str) -> Option<Votes> {
    let number = |text: &str| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        digits.then(|| text.parse::<BigUint>().ok()).flatten()
    };
    let (above, below) = (number(above)?, number(below)?);
    let reduced = Ratio::new(above.clone(), below.clone());
    let lowest = *reduced.numer() == above && *reduced.denom() == below;
    (lowest && !reduced.is_integer()).then(|| Votes::fraction(reduced))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_of_votes_is_written_one_way_and_read_back() {
        for text in [
            "0",
            "12",
            "1412.45570",
            "0.00001",
            "25/2",
            "18446744073709551615",
        ] {
            assert_eq!(text.parse::<Votes>().unwrap().to_string(), text);
        }
        for bad in [
            "", "+1", "01", "1.", ".5", "01.5", "1.5.5", "1/0", "2/4", "4/2", "0/3", "/2", "1/",
            "-1/2", "1 /2",
        ] {
            assert!(bad.parse::<Votes>().is_err(), "{bad}");
        }
    }

    #[test]
    fn as_many_votes_are_equal_however_they_are_written() {
        let votes = |text: &str| text.parse::<Votes>().unwrap();
        assert_eq!(votes("12.50"), votes("25/2"));
        assert_eq!(votes("3.000"), Votes::whole(3));
        assert!(votes("0.33333") < votes("1/3"));
        assert_eq!(votes("3.000").to_whole(), Some(3));
        assert_eq!(votes("25/2").to_whole(), None);
        assert_eq!(votes("37/3").to_decimals(5), "12.33333");
        assert_eq!(votes("3.000").to_decimals(5), "3");
        assert_eq!(votes("1/3").plus(&votes("2/3")).to_string(), "1");
        assert_eq!(votes("1.50").plus(&votes("2.50")).to_string(), "4.00");
        assert_eq!(votes("1.5").minus(&votes("1/2")), Some(Votes::whole(1)));
        assert_eq!(votes("1").minus(&votes("1.1")), None);
        assert_eq!(votes("533/1176").times(100).to_decimals(3), "45.323");
        assert_eq!(
            votes("5").minus(&votes("1.10")).unwrap().to_string(),
            "3.90"
        );
    }
}
