//! The queue: rows whose keys begin with when they are due, so that what is first is found without looking for it.

use std::time::{Duration, Instant};

use hustings_rulebook::BoxId;
use hustings_store::{RowKey, Store, StoreError, Turn};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Bounce, Mail, deliveries};
use crate::secret;
use crate::site::Site;
use crate::words::Language;

const REALM: &str = "~site";
pub(crate) const KIND: &str = "mail";

/// When others may take a mail that somebody has claimed and not got rid of.
const LAPSE: SignedDuration = SignedDuration::from_mins(2);
/// The first pause after a failure; each one is twice as long as the one before.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);
/// How long somebody tries.
const PATIENCE: SignedDuration = SignedDuration::from_hours(3 * 24);

/// What a row holds.
#[derive(Serialize, Deserialize)]
struct Waiting {
    mail: Mail,
    /// Since when, in seconds.
    since: i64,
    /// How often it was tried.
    tries: u32,
    /// Of which ballot the receipt is appended when it is sent.
    #[serde(default)]
    receipt: Option<Ballot>,
}

/// A ballot in a box of the mail's contest.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Ballot {
    pub(super) of: BoxId,
    pub(super) tracker: String,
}

/// A mail that is this process's to send, for a while.
pub(super) struct Claimed {
    /// Where it lies while it is claimed.
    key: RowKey,
    /// Which it is, whatever becomes of its place.
    pub(super) id: String,
    waiting: Waiting,
    /// Since when it is claimed.
    pub(super) since: Instant,
}

impl Claimed {
    pub(super) fn mail(&self) -> &Mail {
        &self.waiting.mail
    }

    /// Writes into the mail what only its contest knows when it is sent: that it is of a mock, and the receipt, which could
    /// not be made before the ballot was in its box. Where that cannot be made the mail goes without, and says where it is
    /// found.
    pub(super) async fn complete(&mut self, site: &Site) {
        let Some(id) = self.mail().contest.as_ref().and_then(|id| id.parse().ok()) else {
            return;
        };
        let Ok(hall) = site.hall(&id).await else {
            return;
        };
        let Waiting { mail, receipt, .. } = &mut self.waiting;
        let mock = mock();
        if hall.is_mock() && !mail.subject.starts_with(&mock) {
            mail.subject.insert_str(0, &mock);
        }
        let Some(ballot) = receipt else {
            return;
        };
        let office = hall.as_read().await;
        if let Ok(Some(made)) = office.receipt(&ballot.of, &ballot.tracker).await {
            mail.text.push_str(&format!("\n\n{made}"));
            *receipt = None;
        }
    }
}

/// What the subjects of a mock's mails begin with, in both languages, since a mail does not say which it is in.
fn mock() -> String {
    let [english, welsh] =
        [Language::English, Language::Welsh].map(|language| language.say("mock-tag"));
    format!("[{english} · {welsh}] ")
}

/// What came of a mail.
pub(super) enum Outcome {
    /// The server has taken it.
    Delivered,
    /// Not now: why.
    Deferred(String),
    /// Never: why.
    Bounced(String),
    /// It was not tried.
    Untouched,
}

fn key(due: Timestamp, id: &str) -> RowKey {
    RowKey::new(REALM, KIND, format!("{:016}-{id}", due.as_microsecond()))
}

/// When a row is due, and which mail it is.
fn read_key(key: &str) -> Option<(Timestamp, &str)> {
    let (due, id) = key.split_once('-')?;
    let due = Timestamp::from_microsecond(due.parse().ok()?).ok()?;
    Some((due, id))
}

fn value(waiting: &Waiting) -> Vec<u8> {
    serde_json::to_vec(waiting).unwrap_or_default()
}

pub(super) fn row(mail: &Mail, receipt: Option<Ballot>) -> (RowKey, Vec<u8>) {
    let now = Timestamp::now();
    let waiting = Waiting {
        mail: mail.clone(),
        since: now.as_second(),
        tries: 0,
        receipt,
    };
    (key(now, &secret::draw()[..22]), value(&waiting))
}

/// Takes the first of what is due, at most so many.
pub(super) async fn claim(store: &Store, most: usize) -> Result<Vec<Claimed>, StoreError> {
    // Most often nothing is due, and nobody is kept waiting by a look.
    let first = store.rows(REALM, KIND).next().await?;
    if first.is_none_or(|(key, _)| !is_due(&key, Timestamp::now())) {
        return Ok(Vec::new());
    }
    let mut turn = store.turn(&[]).await?;
    let (now, since) = (Timestamp::now(), Instant::now());
    let mut claimed = Vec::new();
    for (old, text) in due(&mut turn, now, most).await? {
        turn.delete_row(&RowKey::new(REALM, KIND, &*old)).await?;
        let id = read_key(&old).map_or(&*old, |(_, id)| id).to_owned();
        let Ok(waiting) = serde_json::from_slice(&text) else {
            tracing::error!(
                "a mail in the queue does not read; a newer program may have written it"
            );
            turn.put_row(&key(now + LONGEST_PAUSE, &id), &text).await?;
            continue;
        };
        let key = key(now + LAPSE, &id);
        turn.put_row(&key, &text).await?;
        claimed.push(Claimed {
            key,
            id,
            waiting,
            since,
        });
    }
    turn.commit().await?;
    Ok(claimed)
}

fn is_due(key: &str, now: Timestamp) -> bool {
    read_key(key).is_none_or(|(due, _)| due <= now)
}

/// For how long the first mail has been due; claimed mails are due when their claim lapses.
pub(crate) async fn late(store: &Store) -> Result<Duration, StoreError> {
    let first = store.rows(REALM, KIND).next().await?;
    let due = first.and_then(|(key, _)| read_key(&key).map(|(due, _)| due));
    let late = due.map(|due| Timestamp::now().duration_since(due).unsigned_abs());
    let is_due = due.is_some_and(|due| due <= Timestamp::now());
    Ok(late.filter(|_| is_due).unwrap_or_default())
}

async fn due(
    turn: &mut Turn,
    now: Timestamp,
    most: usize,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let mut rows = turn.rows(REALM, KIND);
    let mut due = Vec::new();
    while due.len() < most
        && let Some(row) = rows.next().await?
        && is_due(&row.0, now)
    {
        due.push(row);
    }
    Ok(due)
}

/// Writes down what came of mails, all in one turn; says of how many the claim had lapsed, so that others saw to them.
pub(super) async fn settle(
    store: &Store,
    outcomes: &[(Claimed, Outcome)],
) -> Result<usize, StoreError> {
    let mut turn = store.turn(&[]).await?;
    let mut lapsed = 0;
    let mut delivered = deliveries::Counts::default();
    for (claimed, outcome) in outcomes {
        if !turn.delete_row(&claimed.key).await? {
            lapsed += 1;
            continue;
        }
        match outcome {
            Outcome::Delivered => delivered.add(claimed.mail()),
            Outcome::Bounced(why) => bounce(&mut turn, claimed, why).await?,
            Outcome::Deferred(why) => put_off(&mut turn, claimed, why).await?,
            Outcome::Untouched => {
                let key = key(Timestamp::now(), &claimed.id);
                turn.put_row(&key, &value(&claimed.waiting)).await?;
            }
        }
    }
    delivered.write(&mut turn).await?;
    turn.commit().await?;
    Ok(lapsed)
}

async fn bounce(turn: &mut Turn, claimed: &Claimed, why: &str) -> Result<(), StoreError> {
    let mail = claimed.mail();
    let (key, value) = Bounce::of(mail, why).row(mail.contest.as_deref());
    turn.put_row(&key, &value).await
}

async fn put_off(turn: &mut Turn, claimed: &Claimed, why: &str) -> Result<(), StoreError> {
    let Waiting {
        mail,
        since,
        tries,
        receipt,
    } = &claimed.waiting;
    let now = Timestamp::now();
    if now.as_second() - since >= PATIENCE.as_secs() {
        return bounce(turn, claimed, &format!("given up after three days: {why}")).await;
    }
    let again = Waiting {
        mail: mail.clone(),
        since: *since,
        tries: tries + 1,
        receipt: receipt.clone(),
    };
    let key = key(now + pause(*tries), &claimed.id);
    turn.put_row(&key, &value(&again)).await
}

fn pause(tries: u32) -> SignedDuration {
    let doubled = FIRST_PAUSE.checked_mul(1_i32.checked_shl(tries.min(30)).unwrap_or(1));
    doubled.map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE))
}

/// How many mails of a contest wait among the first so many of the queue, and whether there were more to look at.
pub(super) async fn waiting(
    store: &Store,
    contest: Option<&str>,
    most: usize,
) -> Result<(u64, bool), StoreError> {
    let mut rows = store.rows(REALM, KIND);
    let mut count = 0;
    for _ in 0..most {
        let Some((_, text)) = rows.next().await? else {
            return Ok((count, false));
        };
        let waiting: Option<Waiting> = serde_json::from_slice(&text).ok();
        count += u64::from(waiting.is_some_and(|it| it.mail.contest.as_deref() == contest));
    }
    Ok((count, rows.next().await?.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_a_minute_to_six_hours() {
        let minutes: Vec<i64> = [0, 1, 2, 8, 9, 40, 4_000_000_000]
            .map(|tries| pause(tries).as_mins())
            .to_vec();
        assert_eq!(minutes, [1, 2, 4, 256, 360, 360, 360]);
    }
}
