//! Shares and percentages by long division, so that no figure is ever a float.

/// A decimal percentage as it is written, `12.5%`: exactly `numerator / denominator`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) text: String,
    numerator: u128,
    denominator: u128,
}

/// Enough for any rule or source; with more digits the exact products could outgrow 128 bits.
const MOST_DIGITS: usize = 9;

impl Share {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = text.strip_suffix('%')?;
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        for part in [whole, decimals] {
            let fits = (1..=MOST_DIGITS).contains(&part.len());
            if !fits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
        }
        let mut denominator: u128 = 100;
        for _ in decimals.bytes() {
            denominator *= 10;
        }
        Some(Self {
            text: text.to_owned(),
            numerator: format!("{whole}{decimals}").parse().ok()?,
            denominator,
        })
    }

    pub(crate) fn decimals(&self) -> usize {
        self.text
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len() - 1)
    }

    /// What the share of `whole` comes to, rounded as said.
    pub(crate) fn of(&self, whole: u64, rounding: Rounding) -> u128 {
        let exact = self.numerator * u128::from(whole);
        let below = exact / self.denominator;
        let rest = exact % self.denominator;
        let rounds_up = match rounding {
            // A count of people reaches an exact share at the next whole person.
            Rounding::Up | Rounding::None => rest > 0,
            Rounding::Down => false,
            Rounding::Nearest => 2 * rest >= self.denominator,
        };
        below + u128::from(rounds_up)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    Up,
    Down,
    Nearest,
    None,
}

impl Rounding {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            "nearest" => Some(Self::Nearest),
            "none" => Some(Self::None),
            _ => None,
        }
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Nearest => "nearest",
            Self::None => "none",
        }
    }
}

/// `part` of `whole` as a percentage with so many decimals, half up; `None` where `whole` is nothing.
pub(crate) fn percentage(part: u128, whole: u128, decimals: usize) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let hundredfold = part * 100;
    let mut digits: Vec<u8> = (hundredfold / whole).to_string().into_bytes();
    let mut rest = hundredfold % whole;
    for _ in 0..decimals {
        rest *= 10;
        digits.extend((rest / whole).to_string().bytes());
        rest %= whole;
    }
    if rest * 2 >= whole {
        add_one(&mut digits);
    }
    let mut text: String = digits.into_iter().map(char::from).collect();
    if decimals > 0 {
        text.insert(text.len() - decimals, '.');
    }
    Some(format!("{text}%"))
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit != b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    // Labour 2020: 5% of 647 or 648 local parties, 10% of 212 and of 203 members of parliaments.
    #[case("5%", 647, Rounding::Up, 33)]
    #[case("5%", 648, Rounding::Up, 33)]
    #[case("10%", 212, Rounding::Up, 22)]
    #[case("10%", 203, Rounding::Up, 21)]
    #[case("10%", 203, Rounding::Down, 20)]
    #[case("10%", 203, Rounding::Nearest, 20)]
    #[case("10%", 205, Rounding::Nearest, 21)]
    #[case("10%", 205, Rounding::None, 21)]
    #[case("10%", 200, Rounding::Up, 20)]
    #[case("10%", 200, Rounding::None, 20)]
    // Labour 2010: 12.5% of 257 is 32.125.
    #[case("12.5%", 257, Rounding::Up, 33)]
    #[case("12.5%", 257, Rounding::Nearest, 32)]
    #[case("0%", 257, Rounding::Up, 0)]
    #[case("5%", 0, Rounding::Up, 0)]
    fn a_share_is_rounded_as_the_rule_says(
        #[case] share: &str,
        #[case] whole: u64,
        #[case] rounding: Rounding,
        #[case] threshold: u128,
    ) {
        assert_eq!(Share::parse(share).unwrap().of(whole, rounding), threshold);
    }

    #[rstest]
    #[case("5")]
    #[case("%")]
    #[case(".5%")]
    #[case("5.%")]
    #[case("-5%")]
    #[case("+5%")]
    #[case("5 %")]
    #[case("5,5%")]
    #[case("1e1%")]
    #[case("5.5.5%")]
    #[case("5%%")]
    #[case("1234567890%")]
    fn what_is_no_decimal_percentage_is_refused(#[case] text: &str) {
        assert_eq!(Share::parse(text), None);
    }

    #[rstest]
    // The registered supporters of 2020: 95.4499…%, published as 95.5%.
    #[case(13_006, 13_626, 1, "95.4%")]
    #[case(490_731, 784_151, 1, "62.6%")]
    #[case(275_780, 490_595, 1, "56.2%")]
    #[case(1, 8, 1, "12.5%")]
    #[case(1, 8, 0, "13%")]
    #[case(1, 16, 1, "6.3%")]
    #[case(1, 3, 4, "33.3333%")]
    #[case(2, 3, 0, "67%")]
    #[case(999, 1000, 0, "100%")]
    #[case(9_996, 10_000, 1, "100.0%")]
    #[case(0, 7, 1, "0.0%")]
    #[case(1, 10_000, 1, "0.0%")]
    #[case(1, 2_000, 1, "0.1%")]
    #[case(3, 2, 2, "150.00%")]
    fn a_percentage_rounds_half_up(
        #[case] part: u128,
        #[case] whole: u128,
        #[case] decimals: usize,
        #[case] text: &str,
    ) {
        assert_eq!(percentage(part, whole, decimals).as_deref(), Some(text));
    }

    #[test]
    fn nothing_is_no_percentage_of_nothing() {
        assert_eq!(percentage(0, 0, 1), None);
    }

    #[rstest]
    #[case("95%", 0)]
    #[case("95.5%", 1)]
    #[case("95.50%", 2)]
    fn the_decimals_of_a_claim_are_those_written(#[case] text: &str, #[case] decimals: usize) {
        assert_eq!(Share::parse(text).unwrap().decimals(), decimals);
    }
}
