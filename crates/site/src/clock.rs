//! What the clock shows. In a mock contest it can be set, so that a rehearsal of weeks takes an hour; it then goes on.

use hustings_contest::Contest;
use hustings_office::ContestId;
use hustings_rulebook::Moment;
use hustings_store::{RowKey, Store, StoreError};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

/// By how much the clock of a mock contest is set on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shift(SignedDuration);

impl Shift {
    fn row(contest: &ContestId) -> RowKey {
        RowKey::new("~site", "clock", contest.to_string())
    }

    /// As it is kept.
    pub(crate) async fn of(store: &Store, contest: &ContestId) -> Result<Self, StoreError> {
        let row = store.row(&Self::row(contest)).await?;
        let text = row.and_then(|row| String::from_utf8(row).ok());
        let seconds = text.and_then(|text| text.parse().ok()).unwrap_or(0);
        Ok(Self(SignedDuration::from_secs(seconds)))
    }

    /// The shift after which the clock of a contest shows this time.
    pub(crate) fn to(moment: &Moment, contest: &Contest) -> Option<Self> {
        let zone = &contest.rulebook().time_zone;
        let there = moment.earliest().in_tz(zone).ok()?.timestamp();
        let shift = there.duration_since(Timestamp::now());
        // Whole seconds are kept: what was asked for is shown, and not the second before it.
        let begun = i64::from(shift.subsec_nanos() > 0);
        Some(Self(SignedDuration::from_secs(shift.as_secs() + begun)))
    }

    /// The row in which it is kept for a contest.
    pub(crate) fn kept(self, contest: &ContestId) -> (RowKey, Vec<u8>) {
        let seconds = self.0.as_secs().to_string();
        (Self::row(contest), seconds.into_bytes())
    }

    /// Keeps it.
    pub(crate) async fn keep(self, store: &Store, contest: &ContestId) -> Result<(), StoreError> {
        let mut turn = store.turn(&[]).await?;
        let (row, seconds) = self.kept(contest);
        turn.put_row(&row, &seconds).await?;
        turn.commit().await
    }
}

/// Sets the clock of a mock contest, as an officer does on the page; whether it is a mock the caller has seen.
pub async fn set_clock(
    store: &Store,
    contest: &Contest,
    id: &ContestId,
    to: &Moment,
) -> Result<bool, StoreError> {
    match Shift::to(to, contest) {
        Some(shift) => shift.keep(store, id).await.map(|()| true),
        None => Ok(false),
    }
}

/// The time in a contest's zone, to the second.
pub(crate) fn now(time_zone: &str, shift: Shift) -> Moment {
    shifted(time_zone, shift.0)
}

/// The time in a zone, to the second.
pub(crate) fn in_zone(zone: &str) -> Moment {
    shifted(zone, SignedDuration::ZERO)
}

fn shifted(zone: &str, shift: SignedDuration) -> Moment {
    let at = Timestamp::now()
        .checked_add(shift)
        .unwrap_or_else(|_| Timestamp::now());
    // A rulebook whose time zone nobody knows is refused when it is read.
    let local = at.in_tz(zone).map_or_else(
        |_| jiff::tz::Offset::UTC.to_datetime(at),
        |zoned| zoned.datetime(),
    );
    moment(local)
}

/// A local time as a moment.
pub(crate) fn moment(local: DateTime) -> Moment {
    let written = local.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    written
        .parse()
        .unwrap_or_else(|error| unreachable!("{error}"))
}
