//! What became of mails, for the officer: how many of which sort were delivered, and whom none reached.

use std::collections::BTreeMap;

use hustings_store::{RowKey, Store, StoreError, Turn};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Mail, queue};
use crate::secret;

/// How far into the queue a page looks.
const LOOKED_AT: usize = 10_000;
/// How many bounces a page shows.
const SHOWN: usize = 1_000;
/// How much of what a server says is kept.
const REASON: usize = 400;

/// How a contest's mails stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How many wait.
    pub waiting: u64,
    /// Whether there may be more, since the queue is longer than what was looked at.
    pub more: bool,
    /// How many were delivered, by sort.
    pub delivered: BTreeMap<String, u64>,
    /// How many reached nobody.
    pub bounces: u64,
    /// The first thousand of them.
    pub bounced: Vec<Bounce>,
}

/// The sort of mails that bear a receipt.
pub(crate) const RECEIPT: &str = "receipt";

/// A mail that reached nobody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounce {
    /// By which it is named in its contest.
    #[serde(skip)]
    pub key: String,
    /// What sort of mail it was.
    pub sort: String,
    /// To which address.
    pub address: String,
    /// What the server said, or whoever noted it.
    pub reason: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// The mail itself, if it was one of ours.
    mail: Option<Mail>,
}

impl std::fmt::Debug for Bounce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bounce")
            .field("sort", &self.sort)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl Bounce {
    /// Of a receipt nothing is kept by which anybody could tell whose it was: neither address, nor tracker, nor time.
    pub(super) fn of(mail: &Mail, reason: &str) -> Self {
        if mail.sort == RECEIPT {
            return Self {
                at: 0,
                ..Self::noted(&mail.sort, "", "the receipt of a ballot did not arrive")
            };
        }
        Self {
            mail: Some(mail.clone()),
            ..Self::noted(&mail.sort, &mail.to, reason)
        }
    }

    fn noted(sort: &str, address: &str, reason: &str) -> Self {
        Self {
            key: String::new(),
            sort: sort.to_owned(),
            address: in_one_line(address, 254),
            reason: in_one_line(reason, REASON),
            at: Timestamp::now().as_second(),
            mail: None,
        }
    }

    pub(super) fn row(&self, contest: Option<&str>) -> (RowKey, Vec<u8>) {
        let key = format!("{:012}-{}", self.at, &secret::draw()[..22]);
        let text = serde_json::to_vec(self).unwrap_or_default();
        (RowKey::new("~site", kind(contest), key), text)
    }

    /// Whether it can be [sent again](send_again).
    pub fn can_be_sent_again(&self) -> bool {
        self.mail.is_some()
    }
}

/// What others wrote, for a page and for a table.
fn in_one_line(text: &str, most: usize) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(most)
        .collect()
}

/// Bounces of a contest are rows of a kind of their own, so that they are counted and shown without reading others'.
fn kind(contest: Option<&str>) -> String {
    contest.map_or_else(
        || "bounce".to_owned(),
        |contest| format!("bounce/{contest}"),
    )
}

fn delivered_kind(contest: Option<&str>) -> String {
    contest.map_or_else(
        || "delivered".to_owned(),
        |contest| format!("delivered/{contest}"),
    )
}

/// Deliveries by contest and sort.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<(Option<String>, String), u64>);

impl Counts {
    pub(super) fn add(&mut self, mail: &Mail) {
        let of = (mail.contest.clone(), mail.sort.clone());
        *self.0.entry(of).or_default() += 1;
    }

    /// Adds them to what is written.
    pub(super) async fn write(self, turn: &mut Turn) -> Result<(), StoreError> {
        for ((contest, sort), more) in self.0 {
            let row = RowKey::new("~site", delivered_kind(contest.as_deref()), sort);
            let before = number(turn.row(&row).await?);
            let now = before.saturating_add(more).to_string();
            turn.put_row(&row, now.as_bytes()).await?;
        }
        Ok(())
    }
}

fn number(text: Option<Vec<u8>>) -> u64 {
    let text = text.and_then(|text| String::from_utf8(text).ok());
    text.and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// How the mails of a contest stand; without one, those of no contest.
pub async fn standing(store: &Store, contest: Option<&str>) -> Result<Standing, StoreError> {
    let (waiting, more) = queue::waiting(store, contest, LOOKED_AT).await?;
    let delivered = store.rows("~site", &delivered_kind(contest)).all().await?;
    let kind = kind(contest);
    let mut rows = store.rows("~site", &kind);
    let mut bounced = Vec::new();
    while bounced.len() < SHOWN
        && let Some((key, text)) = rows.next().await?
    {
        let bounce: Option<Bounce> = serde_json::from_slice(&text).ok();
        bounced.extend(bounce.map(|bounce| Bounce { key, ..bounce }));
    }
    Ok(Standing {
        waiting,
        more,
        delivered: delivered
            .into_iter()
            .map(|(sort, text)| (sort, number(Some(text))))
            .collect(),
        bounces: store.count_rows("~site", &kind, "").await?,
        bounced,
    })
}

/// Notes that a mail came back, as a message to whoever the mails are from: no program reads those.
pub async fn note_bounce(
    store: &Store,
    contest: Option<&str>,
    address: &str,
    reason: &str,
) -> Result<(), StoreError> {
    let (key, value) = Bounce::noted("noted", address, reason).row(contest);
    let mut turn = store.turn(&[]).await?;
    turn.put_row(&key, &value).await?;
    turn.commit().await
}

/// Queues a mail again that reached nobody, to another address if one is given, and takes its bounce away. Says whether
/// there was one to send.
pub async fn send_again(
    store: &Store,
    contest: Option<&str>,
    key: &str,
    to: Option<&str>,
) -> Result<bool, StoreError> {
    let row = RowKey::new("~site", kind(contest), key);
    let mut turn = store.turn(&[]).await?;
    let text = turn.row(&row).await?;
    let bounce: Option<Bounce> = text.and_then(|text| serde_json::from_slice(&text).ok());
    let Some(mut mail) = bounce.and_then(|bounce| bounce.mail) else {
        turn.abandon().await?;
        return Ok(false);
    };
    if let Some(to) = to {
        to.clone_into(&mut mail.to);
    }
    turn.delete_row(&row).await?;
    mail.queue(&mut turn).await?;
    turn.commit().await?;
    Ok(true)
}

/// Takes a bounce away that somebody has seen to.
pub async fn forget_bounce(
    store: &Store,
    contest: Option<&str>,
    key: &str,
) -> Result<bool, StoreError> {
    let mut turn = store.turn(&[]).await?;
    let was_there = turn
        .delete_row(&RowKey::new("~site", kind(contest), key))
        .await?;
    turn.commit().await?;
    Ok(was_there)
}
