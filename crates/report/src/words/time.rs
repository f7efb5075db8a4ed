//! Intervals as people say them, no more exact than the source.

use hustings_rulebook::Moment;

/// From one moment to another, both included: `between 21 January and 28 January 2020`, or `on 20 January 2020` where both are
/// the same day.
pub(crate) fn interval(after: &Moment, by: &Moment) -> String {
    if after == by && by.is_day() {
        format!("on {}", by.in_words())
    } else if after.day().year() == by.day().year() {
        format!(
            "between {} and {}",
            after.in_words_without_year(),
            by.in_words()
        )
    } else {
        format!("between {} and {}", after.in_words(), by.in_words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(written: &str) -> Moment {
        written.parse().unwrap()
    }

    #[test]
    fn an_interval_says_the_year_once_where_it_is_the_same() {
        let said = |after, by| interval(&at(after), &at(by));
        assert_eq!(
            said("2020-01-21", "2020-01-28"),
            "between 21 January and 28 January 2020"
        );
        assert_eq!(said("2020-01-20", "2020-01-20"), "on 20 January 2020");
        assert_eq!(
            said("2019-12-31", "2020-01-08T12:00"),
            "between 31 December 2019 and 8 January 2020, 12:00"
        );
    }
}
