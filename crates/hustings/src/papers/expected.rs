//! Figures that are expected of papers, such as those of a return, held against the papers.

use std::str::FromStr;

use hustings_count::Papers;

/// Figures that somebody counted otherwise; each may be absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Expected {
    /// Papers sent to voters.
    issued: Option<u64>,
    /// Papers that came back.
    returned: Option<u64>,
    /// Of these, those that count for nobody.
    invalid: Option<u64>,
    /// Of these, those that count.
    valid: Option<u64>,
}

impl FromStr for Expected {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut expected = Self::default();
        for part in text.split(',') {
            let (name, number) = part.split_once('=').unwrap_or((part, ""));
            let figure = match name {
                "issued" => &mut expected.issued,
                "returned" => &mut expected.returned,
                "invalid" => &mut expected.invalid,
                "valid" => &mut expected.valid,
                _ => {
                    return Err(format!(
                        "'{name}' is none of issued, returned, invalid and valid"
                    ));
                }
            };
            let number = number
                .parse()
                .map_err(|_| format!("'{part}' is not a figure; write it as in {name}=24336"))?;
            if figure.replace(number).is_some() {
                return Err(format!("{name} is given twice"));
            }
        }
        Ok(expected)
    }
}

impl Expected {
    /// Every way in which the papers are not as expected; nothing if they are.
    pub(crate) fn differences(self, papers: &[&Papers]) -> Vec<String> {
        let sum = |of: fn(&Papers) -> u128| papers.iter().map(|papers| of(papers)).sum::<u128>();
        let valid = sum(|papers| papers.counted().get().into());
        let invalid = sum(invalid);
        let returned = valid + invalid;
        let mut differences = Vec::new();
        for (name, expected, found, what) in [
            ("valid", self.valid, valid, "papers that count"),
            ("invalid", self.invalid, invalid, "blank and spoilt papers"),
            ("returned", self.returned, returned, "papers"),
        ] {
            if let Some(expected) = expected.map(u128::from)
                && expected != found
            {
                differences.push(format!(
                    "{expected} {name} papers are expected, the file has {found} {what}"
                ));
            }
        }
        if let Some(issued) = self.issued.map(u128::from) {
            let came_back = self.returned.map_or(returned, u128::from);
            if issued < came_back {
                differences.push(format!(
                    "{issued} papers were issued, fewer than the {came_back} that were returned"
                ));
            }
        }
        differences
    }
}

/// Blank and spoilt papers.
fn invalid(papers: &Papers) -> u128 {
    let spoilt: u128 = papers.spoilt().values().copied().map(u128::from).sum();
    u128::from(papers.blank().get()) + spoilt
}

#[cfg(test)]
mod tests {
    use hustings_count::papers::Spoilt;
    use hustings_count::read;
    use rstest::rstest;

    use super::*;

    /// Five papers that count, one blank, two spoilt.
    fn papers() -> Papers {
        let blt = b"1 1\n5 1 0\n1 0\n0\n\"Ada\"\n\"T\"\n";
        let mut papers = read::read(blt).unwrap();
        papers.spoil(Spoilt::Overvote, 2).unwrap();
        papers
    }

    #[rstest]
    #[case("valid=5,invalid=3,returned=8,issued=20")]
    #[case("issued=8")]
    #[case("returned=8")]
    fn figures_that_are_the_papers_say_nothing(#[case] figures: &str) {
        let expected: Expected = figures.parse().unwrap();
        assert_eq!(expected.differences(&[&papers()]), [""; 0]);
    }

    #[rstest]
    #[case(
        "valid=6",
        "6 valid papers are expected, the file has 5 papers that count"
    )]
    #[case(
        "invalid=1",
        "1 invalid papers are expected, the file has 3 blank and spoilt papers"
    )]
    #[case("returned=7", "7 returned papers are expected, the file has 8 papers")]
    #[case(
        "issued=7",
        "7 papers were issued, fewer than the 8 that were returned"
    )]
    fn each_figure_that_differs_is_said_with_both(#[case] figures: &str, #[case] said: &str) {
        let expected: Expected = figures.parse().unwrap();
        assert_eq!(expected.differences(&[&papers()]), [said]);
    }

    #[test]
    fn all_differences_are_said_at_once() {
        let expected: Expected = "issued=7,returned=9,valid=5,invalid=4".parse().unwrap();
        assert_eq!(expected.differences(&[&papers()]).len(), 3);
    }

    #[rstest]
    #[case("vaild=5", "'vaild' is none of issued, returned, invalid and valid")]
    #[case("valid", "'valid' is not a figure; write it as in valid=24336")]
    #[case("valid=1.5", "'valid=1.5' is not a figure; write it as in valid=24336")]
    #[case("valid=1,valid=1", "valid is given twice")]
    #[case("", "'' is none of issued, returned, invalid and valid")]
    fn what_are_no_figures_is_not_understood(#[case] text: &str, #[case] why: &str) {
        assert_eq!(text.parse::<Expected>(), Err(why.to_owned()));
    }
}
