//! Who has shown that she reads her mail, and has still to answer the rulebook's question; and how often somebody has
//! answered wrong. Both lie in the store, so that any process knows them and none forgets them when it is started anew.

use hustings_office::ContestId;
use hustings_roll::ElectorId;
use hustings_store::{RowKey, Store, StoreError, Turn};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::secret;
use crate::session::{self, Party};

/// How long somebody may look for her card.
const GOOD: SignedDuration = SignedDuration::from_mins(15);

/// How many wrong answers an elector may have within so many seconds, whatever browsers they come from. Who reads her mail
/// has a day for ten, which finds no number that came by post; who only mistypes has five, and five more after an hour.
const BOUNDS: [(usize, i64); 2] = [(5, HOUR), (10, DAY)];
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

const WAITING: &str = "question";
const WRONG: &str = "wrong-answer";

/// What is kept of who waits, under a hash of a cookie that only her browser has.
#[derive(Serialize, Deserialize)]
struct Waiting {
    party: Party,
    expires: i64,
}

/// When an elector was last answered for wrongly, the newest last.
#[derive(Default, Serialize, Deserialize)]
struct Wrong {
    at: Vec<i64>,
}

/// What came of an answer.
pub(super) enum Answered {
    /// The cookie of the session that has begun.
    Right(String),
    /// It is not the answer.
    Wrong,
    /// There were too many wrong ones; this one was not looked at.
    TooOften,
    /// Nobody waits here any more.
    Late,
}

fn row_of(cookie: &str) -> RowKey {
    RowKey::new("~site", WAITING, secret::hash(WAITING, cookie))
}

fn wrong_of(contest: &ContestId, elector: &ElectorId) -> RowKey {
    let whose = secret::hash(WRONG, elector.as_str());
    RowKey::new("~site", WRONG, format!("{contest}/{whose}"))
}

fn now() -> i64 {
    Timestamp::now().as_second()
}

/// Lets somebody wait, in a turn. Her cookie is new, so that nobody can have known it before.
pub(super) async fn begin(turn: &mut Turn, party: Party) -> Result<String, StoreError> {
    let cookie = secret::draw();
    let expires = (Timestamp::now() + GOOD).as_second();
    let text = serde_json::to_vec(&Waiting { party, expires }).unwrap_or_default();
    turn.put_row(&row_of(&cookie), &text).await?;
    Ok(cookie)
}

/// Who waits behind this cookie, if she is an elector of this contest and still in time.
pub(super) async fn of(
    store: &Store,
    contest: &ContestId,
    cookie: &str,
) -> Result<Option<Party>, StoreError> {
    Ok(waiting(store.row(&row_of(cookie)).await?, contest).map(|waiting| waiting.party))
}

fn waiting(text: Option<Vec<u8>>, contest: &ContestId) -> Option<Waiting> {
    let waiting: Waiting = serde_json::from_slice(&text?).ok()?;
    let good = waiting.expires > now() && waiting.party.elector_of(contest).is_some();
    good.then_some(waiting)
}

/// Enters an answer: begins the session of whoever answered right, counts a wrong one, and takes none after too many.
///
/// A turn is taken before the count is read, so that answers that come all at once are counted one by one.
pub(super) async fn answered(
    store: &Store,
    contest: &ContestId,
    cookie: &str,
    right: bool,
) -> Result<Answered, StoreError> {
    let mut turn = store.turn(&[]).await?;
    let Some(waiting) = waiting(turn.row(&row_of(cookie)).await?, contest) else {
        return Ok(Answered::Late);
    };
    let Some(elector) = waiting.party.elector_of(contest) else {
        return Ok(Answered::Late);
    };
    let key = wrong_of(contest, elector);
    let mut wrong = Wrong::read(turn.row(&key).await?);
    if wrong.are_too_many(now()) {
        return Ok(Answered::TooOften);
    }
    let outcome = if right {
        turn.delete_row(&row_of(cookie)).await?;
        let session = secret::draw();
        session::put(&mut turn, &session, waiting.party).await?;
        Answered::Right(session)
    } else {
        wrong.add(now());
        let text = serde_json::to_vec(&wrong).unwrap_or_default();
        turn.put_row(&key, &text).await?;
        Answered::Wrong
    };
    turn.commit().await?;
    Ok(outcome)
}

/// Whether answers for an elector are not looked at for now, since too many were wrong.
pub(crate) async fn is_shut(
    store: &Store,
    contest: &ContestId,
    elector: &ElectorId,
) -> Result<bool, StoreError> {
    let row = store.row(&wrong_of(contest, elector)).await?;
    Ok(Wrong::read(row).are_too_many(now()))
}

impl Wrong {
    fn read(text: Option<Vec<u8>>) -> Self {
        let read = text.and_then(|text| serde_json::from_slice(&text).ok());
        read.unwrap_or_default()
    }

    fn are_too_many(&self, now: i64) -> bool {
        BOUNDS.iter().any(|(most, within)| {
            let recent = self.at.iter().filter(|at| **at > now - within);
            recent.count() >= *most
        })
    }

    fn add(&mut self, now: i64) {
        self.at.retain(|at| *at > now - DAY);
        self.at.push(now);
    }

    fn is_over(&self, now: i64) -> bool {
        self.at.iter().all(|at| *at <= now - DAY)
    }
}

/// Takes away what is over: that somebody signed in, or tried to, is nobody's business afterwards.
pub(crate) async fn clear(store: &Store) -> Result<(), StoreError> {
    let now = now();
    session::sweep(store, WAITING, |text| {
        serde_json::from_slice(text).map_or(true, |row: Waiting| row.expires <= now)
    })
    .await?;
    session::sweep(store, WRONG, |text| {
        serde_json::from_slice(text).map_or(true, |wrong: Wrong| wrong.is_over(now))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_wrong_answers_shut_for_an_hour_and_ten_for_a_day() {
        let mut wrong = Wrong::default();
        let begin = 1_000_000;
        for second in 0..5 {
            assert!(!wrong.are_too_many(begin + second));
            wrong.add(begin + second);
        }
        assert!(wrong.are_too_many(begin + 5));
        assert!(wrong.are_too_many(begin + HOUR - 1));
        let later = begin + HOUR + 5;
        for second in 0..5 {
            assert!(!wrong.are_too_many(later + second));
            wrong.add(later + second);
        }
        assert!(wrong.are_too_many(later + 2 * HOUR));
        assert!(wrong.are_too_many(begin + DAY - 1));
        assert!(!wrong.are_too_many(begin + DAY + 5));
        assert!(!wrong.is_over(begin + DAY + 5));
        assert!(wrong.is_over(later + DAY + 5));
    }
}
