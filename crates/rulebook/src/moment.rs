//! Times as sources give them: a day, or a local time.

use jiff::civil::{Date, DateTime, time};
use serde::{Deserialize, Serialize};

/// A day (`2020-01-14`) or a local time in the rulebook's time zone (`2020-01-13T14:30`).
///
/// A day is known to the day only: it may have been any moment between [`Moment::earliest`] and
/// [`Moment::latest`], to the second. It is written out as it was read, since a source that gives
/// no seconds must not be made to look as if it had.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    written: String,
    earliest: DateTime,
    latest: DateTime,
}

/// Why a text is no time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not a time: write a day (2020-01-14) or a local time (2020-01-13T14:30), without a time zone"
)]
pub struct MomentError(pub String);

impl Moment {
    /// The first second that it may have been.
    pub fn earliest(&self) -> DateTime {
        self.earliest
    }

    /// The last second that it may have been.
    pub fn latest(&self) -> DateTime {
        self.latest
    }

    /// The day on which it was.
    pub fn day(&self) -> Date {
        self.earliest.date()
    }

    /// As the source wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// As people write it: `13 January 2020, 14:30`. Seconds only where there are any.
    pub fn in_words(&self) -> String {
        self.format("%-d %B %Y")
    }

    /// As people write it where the year is said already: `13 January, 14:30`.
    pub fn in_words_without_year(&self) -> String {
        self.format("%-d %B")
    }

    /// Whether it is known to the day only.
    pub fn is_day(&self) -> bool {
        self.earliest != self.latest
    }

    fn format(&self, day: &str) -> String {
        let day = self.day().strftime(day);
        match self.earliest.second() {
            _ if self.is_day() => day.to_string(),
            0 => format!("{day}, {}", self.earliest.strftime("%H:%M")),
            _ => format!("{day}, {}", self.earliest.strftime("%H:%M:%S")),
        }
    }

    /// Whether every second that this may have been is before every second that `other` may have been.
    pub fn surely_before(&self, other: &Moment) -> bool {
        self.latest < other.earliest
    }
}

/// `true` where the text has the shape, a `0` standing for any digit.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, form)| {
            if form == b'0' {
                byte.is_ascii_digit()
            } else {
                byte == form
            }
        })
}

impl TryFrom<String> for Moment {
    type Error = MomentError;

    fn try_from(written: String) -> Result<Self, MomentError> {
        let parsed = if has_shape(&written, "0000-00-00") {
            written
                .parse::<Date>()
                .ok()
                .map(|day| (day.at(0, 0, 0, 0), day.to_datetime(time(23, 59, 59, 0))))
        } else if has_shape(&written, "0000-00-00T00:00")
            || has_shape(&written, "0000-00-00T00:00:00")
        {
            // jiff reads a leap second as the second before it; a deadline must not move unseen.
            written
                .parse::<DateTime>()
                .ok()
                .filter(|_| !written.ends_with(":60"))
                .map(|at| (at, at))
        } else {
            None
        };
        match parsed {
            Some((earliest, latest)) => Ok(Self {
                written,
                earliest,
                latest,
            }),
            None => Err(MomentError(written)),
        }
    }
}

impl std::str::FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.written
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_spans_its_first_to_its_last_second() {
        let day: Moment = "2020-02-14".parse().unwrap();
        assert_eq!(day.earliest().to_string(), "2020-02-14T00:00:00");
        assert_eq!(day.latest().to_string(), "2020-02-14T23:59:59");
    }

    #[test]
    fn a_local_time_is_one_second_and_keeps_its_writing() {
        let at: Moment = "2020-01-13T14:30".parse().unwrap();
        assert_eq!(at.earliest(), at.latest());
        assert_eq!(at.to_string(), "2020-01-13T14:30");
    }

    #[test]
    fn people_read_days_and_times_without_needless_zeroes() {
        let words = |written: &str| written.parse::<Moment>().unwrap().in_words();
        assert_eq!(words("2020-01-07"), "7 January 2020");
        assert_eq!(words("2020-02-14T23:59:00"), "14 February 2020, 23:59");
        assert_eq!(words("2020-02-14T23:59:01"), "14 February 2020, 23:59:01");
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        for bad in [
            "2020-02-30",
            "2020-1-1",
            "2020-01-01T25:00",
            "2020-01-01T23:59:60",
            "2020-01-01T12:00Z",
            "14 January",
            "",
        ] {
            assert!(bad.parse::<Moment>().is_err(), "{bad}");
        }
    }
}
