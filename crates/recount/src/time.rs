//! Times as the formats write them: a day, or a local time. Nothing here knows what time it is.

use std::fmt;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl Day {
    /// Reads `2020-01-14`, a day that the calendar has.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let year: u16 = digits(year, 4)?;
        let month = u8::try_from(digits(month, 2)?).ok()?;
        let day = u8::try_from(digits(day, 2)?).ok()?;
        let leap =
            (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let longest = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=longest).contains(&day).then_some(Self {
            year,
            month,
            of_month: day,
        })
    }
}

/// A moment of local time, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant {
    day: Day,
    clock: [u8; 3],
}

/// A day or a local time, with the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    text: String,
    day: Day,
    clock: Option<[u8; 3]>,
}

impl Time {
    /// Reads `2020-01-14`, `2020-01-13T14:30` or `2020-01-13T14:30:00`, and nothing else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (day, clock) = match text.split_once('T') {
            None => (text, None),
            Some((day, clock)) => (day, Some(parse_clock(clock)?)),
        };
        Some(Self {
            text: text.to_owned(),
            day: Day::parse(day)?,
            clock,
        })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn day(&self) -> Day {
        self.day
    }

    pub(crate) fn earliest(&self) -> Instant {
        Instant {
            day: self.day,
            clock: self.clock.unwrap_or([0, 0, 0]),
        }
    }

    pub(crate) fn latest(&self) -> Instant {
        Instant {
            day: self.day,
            clock: self.clock.unwrap_or([23, 59, 59]),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn parse_clock(text: &str) -> Option<[u8; 3]> {
    let parts: Vec<&str> = text.split(':').collect();
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, "00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let below = |text, limit| {
        u8::try_from(digits(text, 2)?)
            .ok()
            .filter(|value| *value < limit)
    };
    Some([below(hour, 24)?, below(minute, 60)?, below(second, 60)?])
}

fn digits(text: &str, width: usize) -> Option<u16> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2020-01-14")]
    #[case("2020-02-29")]
    #[case("2000-02-29")]
    #[case("2020-01-13T14:30")]
    #[case("2020-01-13T23:59:59")]
    fn a_day_or_a_local_time_is_read_and_written_as_it_stood(#[case] text: &str) {
        assert_eq!(Time::parse(text).unwrap().text(), text);
    }

    #[rstest]
    #[case("")]
    #[case("2021-02-29")]
    #[case("1900-02-29")]
    #[case("2020-04-31")]
    #[case("2020-00-10")]
    #[case("2020-13-10")]
    #[case("2020-01-00")]
    #[case("2020-1-14")]
    #[case("20-01-14")]
    #[case("02020-01-14")]
    #[case("2020-01-14-01")]
    #[case("+020-01-14")]
    #[case("2020-01-14T")]
    #[case("2020-01-14T24:00")]
    #[case("2020-01-14T14:60")]
    #[case("2020-01-14T14:30:60")]
    #[case("2020-01-14T14")]
    #[case("2020-01-14T14:30:00:00")]
    #[case("2020-01-14T14:30:00Z")]
    #[case("2020-01-14T14:30:00.5")]
    #[case("2020-01-14 14:30")]
    #[case("2020-01-14t14:30")]
    #[case(" 2020-01-14")]
    fn what_is_no_time_is_refused(#[case] text: &str) {
        assert_eq!(Time::parse(text), None);
    }

    #[test]
    fn a_day_lasts_from_its_first_second_to_its_last() {
        let day = Time::parse("2020-01-14").unwrap();
        let first = Time::parse("2020-01-14T00:00").unwrap();
        let last = Time::parse("2020-01-14T23:59:59").unwrap();
        assert_eq!(day.earliest(), first.earliest());
        assert_eq!(day.latest(), last.latest());
        assert_eq!(first.earliest(), first.latest());
    }

    #[test]
    fn seconds_that_are_not_written_are_zero() {
        let short = Time::parse("2020-01-13T14:30").unwrap();
        let long = Time::parse("2020-01-13T14:30:00").unwrap();
        assert_eq!(short.earliest(), long.latest());
        assert_ne!(short, long, "they are not written the same");
    }

    #[test]
    fn moments_follow_the_calendar() {
        let order = [
            "2019-12-31T23:59:59",
            "2020-01-01",
            "2020-01-01T09:00",
            "2020-02-01",
        ];
        let moments: Vec<Instant> = order
            .iter()
            .map(|text| Time::parse(text).unwrap().earliest())
            .collect();
        assert!(moments.is_sorted_by(|one, next| one < next));
    }
}
