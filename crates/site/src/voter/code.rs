//! Codes and links by which an elector signs in: each good once, for half an hour, and of a code only few guesses.
//!
//! What is kept of them goes when somebody has signed in by either, and the rest when its time is over: that an elector asked,
//! and when, is nobody's business afterwards.

use hustings_office::ContestId;
use hustings_roll::ElectorId;
use hustings_store::{RowKey, Store, StoreError, Turn};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::secret;
use crate::session::{self, Party};
use crate::voter::waiting;

/// How often a code may be guessed: of 100 million codes, so many are nothing.
const GUESSES: u32 = 5;

/// How long they are good.
const GOOD: SignedDuration = SignedDuration::from_mins(30);

const LINK: &str = "link";
const CODE: &str = "code";

/// What was sent to one elector.
pub(super) struct Drawn {
    pub(super) elector: ElectorId,
    pub(super) code: String,
    pub(super) link: String,
}

/// What comes after a good code or link, as the rulebook has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// A session.
    SignedIn,
    /// The rulebook's question, and nothing before it is answered.
    Asked,
}

/// What is kept of a link.
#[derive(Serialize, Deserialize)]
struct Link {
    party: Party,
    /// Where the codes lie that were drawn with it.
    asked: String,
    expires: i64,
}

/// What was sent after one form: it belongs to the browser that asked.
#[derive(Serialize, Deserialize)]
struct Asked {
    sent: Vec<Sent>,
    left: u32,
    expires: i64,
}

/// What is kept of what one elector was sent.
#[derive(Serialize, Deserialize)]
struct Sent {
    code: String,
    link: String,
    party: Party,
}

/// What every row here has.
#[derive(Deserialize)]
struct Expires {
    expires: i64,
}

fn row(kind: &'static str, key: &str) -> RowKey {
    RowKey::new("~site", kind, key)
}

fn link_key(token: &str) -> String {
    secret::hash(LINK, token)
}

fn asked_key(contest: &ContestId, cookie: &str) -> String {
    format!("{contest}/{}", secret::hash(CODE, cookie))
}

fn hash(cookie: &str, code: &str) -> String {
    secret::hash(CODE, &format!("{cookie}/{code}"))
}

/// Draws a code and a link for each of these electors, for the browser that has this cookie. What was drawn for it before is
/// not good any more.
pub(super) async fn draw(
    turn: &mut Turn,
    contest: &ContestId,
    cookie: &str,
    electors: Vec<ElectorId>,
) -> Result<Vec<Drawn>, StoreError> {
    let key = asked_key(contest, cookie);
    if let Some(before) = read::<Asked>(turn.row(&row(CODE, &key)).await?) {
        for sent in before.sent {
            turn.delete_row(&row(LINK, &sent.link)).await?;
        }
    }
    let expires = (Timestamp::now() + GOOD).as_second();
    let mut drawn = Vec::new();
    let mut asked = Asked {
        sent: Vec::new(),
        left: GUESSES,
        expires,
    };
    for elector in electors {
        let (code, token) = (secret::draw_code(), secret::draw());
        let party = Party::Elector {
            contest: contest.to_string(),
            elector: elector.clone(),
        };
        let link = Link {
            party: party.clone(),
            asked: key.clone(),
            expires,
        };
        put(turn, &row(LINK, &link_key(&token)), &link).await?;
        asked.sent.push(Sent {
            code: hash(cookie, &code),
            link: link_key(&token),
            party,
        });
        drawn.push(Drawn {
            elector,
            code,
            link: token,
        });
    }
    if !asked.sent.is_empty() {
        put(turn, &row(CODE, &key), &asked).await?;
    }
    Ok(drawn)
}

async fn put(turn: &mut Turn, row: &RowKey, value: &impl Serialize) -> Result<(), StoreError> {
    turn.put_row(row, &serde_json::to_vec(value).unwrap_or_default())
        .await
}

fn read<T: for<'a> Deserialize<'a>>(text: Option<Vec<u8>>) -> Option<T> {
    serde_json::from_slice(&text?).ok()
}

fn is_good(expires: i64) -> bool {
    expires > Timestamp::now().as_second()
}

/// Lets on whoever types a code that was sent for this browser: a new cookie, of a session or of who is asked further.
pub(super) async fn enter(
    store: &Store,
    contest: &ContestId,
    cookie: &str,
    code: &str,
    then: Then,
) -> Result<Option<String>, StoreError> {
    let key = asked_key(contest, cookie);
    let mut turn = store.turn(&[]).await?;
    let asked = read::<Asked>(turn.row(&row(CODE, &key)).await?);
    let Some(mut asked) = asked.filter(|asked| asked.left > 0 && is_good(asked.expires)) else {
        return Ok(None);
    };
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let given = hash(cookie, &code);
    let found = (asked.sent.iter()).position(|sent| secret::is_same(&sent.code, &given));
    let session = if let Some(index) = found {
        let sent = asked.sent.swap_remove(index);
        Some(begin(&mut turn, &key, asked, sent, then).await?)
    } else {
        asked.left -= 1;
        put(&mut turn, &row(CODE, &key), &asked).await?;
        None
    };
    turn.commit().await?;
    Ok(session)
}

/// Begins what comes next for whoever was sent this, and forgets it; others of the household keep theirs.
async fn begin(
    turn: &mut Turn,
    key: &str,
    rest: Asked,
    sent: Sent,
    then: Then,
) -> Result<String, StoreError> {
    turn.delete_row(&row(LINK, &sent.link)).await?;
    if rest.sent.is_empty() {
        turn.delete_row(&row(CODE, key)).await?;
    } else {
        put(turn, &row(CODE, key), &rest).await?;
    }
    if then == Then::Asked {
        return waiting::begin(turn, sent.party).await;
    }
    let session = secret::draw();
    session::put(turn, &session, sent.party).await?;
    Ok(session)
}

/// Whether a link is good, without using it: programs that read mail follow links, and do not press buttons.
pub(super) async fn is_link(
    store: &Store,
    contest: &ContestId,
    token: &str,
) -> Result<bool, StoreError> {
    let link = read::<Link>(store.row(&row(LINK, &link_key(token))).await?);
    Ok(link.is_some_and(|link| is_of(&link, contest)))
}

fn is_of(link: &Link, contest: &ContestId) -> bool {
    is_good(link.expires) && link.party.elector_of(contest).is_some()
}

/// Lets on whoever follows a link, once.
pub(super) async fn follow(
    store: &Store,
    contest: &ContestId,
    token: &str,
    then: Then,
) -> Result<Option<String>, StoreError> {
    let key = link_key(token);
    let mut turn = store.turn(&[]).await?;
    let link = read::<Link>(turn.row(&row(LINK, &key)).await?);
    let Some(link) = link.filter(|link| is_of(link, contest)) else {
        return Ok(None);
    };
    let asked = read::<Asked>(turn.row(&row(CODE, &link.asked)).await?);
    let mut asked = asked.unwrap_or(Asked {
        sent: Vec::new(),
        left: 0,
        expires: 0,
    });
    asked.sent.retain(|sent| sent.link != key);
    let sent = Sent {
        code: String::new(),
        link: key,
        party: link.party,
    };
    let session = begin(&mut turn, &link.asked, asked, sent, then).await?;
    turn.commit().await?;
    Ok(Some(session))
}

/// Takes away what is over.
pub(crate) async fn clear(store: &Store) -> Result<(), StoreError> {
    for kind in [LINK, CODE] {
        session::sweep(store, kind, |text| {
            serde_json::from_slice(text).map_or(true, |row: Expires| !is_good(row.expires))
        })
        .await?;
    }
    Ok(())
}
