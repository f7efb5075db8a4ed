//! Percentages and their rounding, exact.

use serde::{Deserialize, Serialize};

/// How a share of a number becomes a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rounding {
    /// To the next whole number above.
    Up,
    /// To the next whole number below.
    Down,
    /// To the nearest, a half going up.
    Nearest,
    /// Not at all: whoever has the exact share or more has it.
    None,
}

/// A decimal percentage such as `12.5%`, exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Percent {
    written: String,
    /// The digits without the point.
    digits: u64,
    /// How many of them follow the point.
    decimals: u32,
}

/// Why a text is no percentage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not a percentage: write digits, at most nine before and nine after a point, and a % sign, as in \"12.5%\""
)]
pub struct PercentError(pub String);

impl Percent {
    /// Digits after the point.
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// Whether it is more than the whole.
    pub fn exceeds_whole(&self) -> bool {
        u128::from(self.digits) > 100 * u128::from(10_u64.pow(self.decimals))
    }

    /// This share of `whole`, rounded.
    pub fn of(&self, whole: u64, rounding: Rounding) -> u64 {
        let numerator = u128::from(self.digits) * u128::from(whole);
        let denominator = 100 * u128::from(10_u64.pow(self.decimals));
        let rounded = match rounding {
            // What is counted is whole: to reach an exact share is to reach the next whole number.
            Rounding::Up | Rounding::None => numerator.div_ceil(denominator),
            Rounding::Down => numerator / denominator,
            Rounding::Nearest => (2 * numerator + denominator) / (2 * denominator),
        };
        u64::try_from(rounded).unwrap_or(u64::MAX)
    }

    /// `part` of `whole` as a percentage with that many decimals, half up; `None` of nothing.
    pub fn ratio(part: u64, whole: u64, decimals: u32) -> Option<String> {
        if whole == 0 {
            return None;
        }
        let scale = 10_u128.pow(decimals);
        let (part, whole) = (u128::from(part), u128::from(whole));
        let scaled = (2 * part * 100 * scale + whole) / (2 * whole);
        let width = decimals as usize;
        Some(match decimals {
            0 => format!("{scaled}%"),
            _ => format!("{}.{:0width$}%", scaled / scale, scaled % scale),
        })
    }
}

impl TryFrom<String> for Percent {
    type Error = PercentError;

    fn try_from(written: String) -> Result<Self, PercentError> {
        let parsed = written.strip_suffix('%').and_then(|number| {
            let (whole, fraction) = match number.split_once('.') {
                Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
                Some(_) => return None,
                None => (number, ""),
            };
            let plain = (1..=9).contains(&whole.len())
                && fraction.len() <= 9
                && whole
                    .bytes()
                    .chain(fraction.bytes())
                    .all(|byte| byte.is_ascii_digit());
            let digits = plain
                .then(|| format!("{whole}{fraction}").parse().ok())
                .flatten()?;
            Some((digits, u32::try_from(fraction.len()).ok()?))
        });
        match parsed {
            Some((digits, decimals)) => Ok(Self {
                written,
                digits,
                decimals,
            }),
            None => Err(PercentError(written)),
        }
    }
}

impl std::str::FromStr for Percent {
    type Err = PercentError;

    fn from_str(text: &str) -> Result<Self, PercentError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Percent> for String {
    fn from(percent: Percent) -> Self {
        percent.written
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Percent {
        text.parse().unwrap()
    }

    // The thresholds that parties published: facts/rules.toml, threshold_checks.
    #[test]
    fn published_thresholds_follow_from_their_shares() {
        assert_eq!(percent("12.5%").of(257, Rounding::Up), 33);
        assert_eq!(percent("15%").of(232, Rounding::Up), 35);
        assert_eq!(percent("20%").of(251, Rounding::Up), 51);
        assert_eq!(percent("10%").of(212, Rounding::Up), 22);
        assert_eq!(percent("5%").of(647, Rounding::Up), 33);
        assert_eq!(percent("5%").of(648, Rounding::Up), 33);
        assert_eq!(percent("20%").of(399, Rounding::Up), 80);
    }

    #[test]
    fn rounding_goes_where_it_says() {
        assert_eq!(percent("5%").of(650, Rounding::Down), 32);
        assert_eq!(percent("5%").of(650, Rounding::Nearest), 33);
        assert_eq!(percent("5%").of(649, Rounding::Nearest), 32);
        assert_eq!(percent("5%").of(650, Rounding::None), 33);
        assert_eq!(percent("5%").of(660, Rounding::Up), 33);
    }

    #[test]
    fn ratios_round_half_up_at_the_last_decimal() {
        assert_eq!(Percent::ratio(13_006, 13_626, 1).as_deref(), Some("95.4%"));
        assert_eq!(Percent::ratio(50_494, 72_169, 2).as_deref(), Some("69.97%"));
        assert_eq!(Percent::ratio(50_494, 72_169, 0).as_deref(), Some("70%"));
        assert_eq!(Percent::ratio(1, 2_000, 1).as_deref(), Some("0.1%"));
        assert_eq!(Percent::ratio(1, 0, 1), None);
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        for bad in [
            "5",
            "5 %",
            "%",
            "5.%",
            ".5%",
            "-5%",
            "5,5%",
            "1.1234567891%",
            "1234567890%",
        ] {
            assert!(bad.parse::<Percent>().is_err(), "{bad}");
        }
    }
}
