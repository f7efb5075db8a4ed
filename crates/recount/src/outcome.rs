//! Three values: what is met, what is not, and what the record leaves open.

/// In this order, so that `all` is the least and `any` the greatest of its branches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    NotMet,
    Undetermined,
    Met,
}

impl Outcome {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::Undetermined => "undetermined",
            Self::Met => "met",
        }
    }

    pub(crate) fn all(branches: impl IntoIterator<Item = Self>) -> Self {
        branches.into_iter().min().unwrap_or(Self::Met)
    }

    pub(crate) fn any(branches: impl IntoIterator<Item = Self>) -> Self {
        branches.into_iter().max().unwrap_or(Self::NotMet)
    }
}

/// What is known of a figure: at least so much, and at most so much if anything bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) at_least: u128,
    pub(crate) at_most: Option<u128>,
}

/// What a test requires, between the least and the largest of the figures that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Required {
    pub(crate) at_least: u128,
    pub(crate) at_most: u128,
}

/// Whether a figure reaches what is required.
pub(crate) fn judge(figure: Bounds, required: Option<Required>) -> Outcome {
    match (required, figure.at_most) {
        (Some(required), _) if figure.at_least >= required.at_most => Outcome::Met,
        (Some(required), Some(most)) if most < required.at_least => Outcome::NotMet,
        (None, Some(0)) => Outcome::NotMet,
        _ => Outcome::Undetermined,
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome::{Met, NotMet, Undetermined};
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Met, Met, Met, Met)]
    #[case(Met, Undetermined, Undetermined, Met)]
    #[case(Met, NotMet, NotMet, Met)]
    #[case(Undetermined, Undetermined, Undetermined, Undetermined)]
    #[case(Undetermined, NotMet, NotMet, Undetermined)]
    #[case(NotMet, NotMet, NotMet, NotMet)]
    fn all_is_the_worst_and_any_the_best(
        #[case] one: Outcome,
        #[case] other: Outcome,
        #[case] all: Outcome,
        #[case] any: Outcome,
    ) {
        for pair in [[one, other], [other, one]] {
            assert_eq!(Outcome::all(pair), all);
            assert_eq!(Outcome::any(pair), any);
        }
    }

    #[rstest]
    // Figure 5 to 7 against thresholds below, between and above, known exactly or not.
    #[case(5, Some(7), Some((5, 5)), Met)]
    #[case(5, Some(7), Some((4, 5)), Met)]
    #[case(5, Some(7), Some((5, 6)), Undetermined)]
    #[case(5, Some(7), Some((6, 6)), Undetermined)]
    #[case(5, Some(7), Some((7, 9)), Undetermined)]
    #[case(5, Some(7), Some((8, 8)), NotMet)]
    #[case(5, None, Some((5, 5)), Met)]
    #[case(5, None, Some((8, 8)), Undetermined)]
    #[case(5, Some(7), None, Undetermined)]
    #[case(0, Some(0), None, NotMet)]
    #[case(0, None, None, Undetermined)]
    #[case(0, Some(0), Some((1, 1)), NotMet)]
    #[case(0, Some(0), Some((0, 0)), Met)]
    fn a_figure_is_judged_by_its_worst_and_best_case(
        #[case] at_least: u128,
        #[case] at_most: Option<u128>,
        #[case] required: Option<(u128, u128)>,
        #[case] outcome: Outcome,
    ) {
        let required = required.map(|(at_least, at_most)| Required { at_least, at_most });
        assert_eq!(judge(Bounds { at_least, at_most }, required), outcome);
    }
}
