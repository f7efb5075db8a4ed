//! Who is signed in: a random cookie, of which the store keeps a hash, with whose it is and until when.

use hustings_office::ContestId;
use hustings_roll::ElectorId;
use hustings_store::{RowKey, Store, StoreError};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::secret;

/// Who is at the other end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// Somebody with an account, by its address of mail.
    Staff {
        /// The address.
        email: String,
    },
    /// An elector of a contest.
    Elector {
        /// Which contest, by its name in the store.
        contest: String,
        /// Who.
        elector: ElectorId,
    },
}

impl Party {
    /// How long a session lasts at most: a working day, or an evening's voting.
    fn lasts(&self) -> SignedDuration {
        match self {
            Self::Staff { .. } => SignedDuration::from_hours(12),
            Self::Elector { .. } => SignedDuration::from_hours(2),
        }
    }

    /// Whether this is an elector of that contest, and who.
    pub(crate) fn elector_of(&self, of: &ContestId) -> Option<&ElectorId> {
        match self {
            Self::Elector { contest, elector } if *contest == of.to_string() => Some(elector),
            _ => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Row {
    party: Party,
    expires: i64,
}

pub(crate) const KIND: &str = "session";

fn row(cookie: &str) -> RowKey {
    RowKey::new("~site", KIND, secret::hash(KIND, cookie))
}

/// Begins sessions of these parties, whom the caller knows by other means: the cookie of each.
pub async fn begin_sessions(store: &Store, parties: Vec<Party>) -> Result<Vec<String>, StoreError> {
    let mut cookies = Vec::new();
    let mut turn = store.turn(&[]).await?;
    for party in parties {
        let cookie = secret::draw();
        put(&mut turn, &cookie, party).await?;
        cookies.push(cookie);
    }
    turn.commit().await?;
    Ok(cookies)
}

/// Begins a session, in a turn. Its cookie is new, so that nobody can have known it before.
pub(crate) async fn put(
    turn: &mut hustings_store::Turn,
    cookie: &str,
    party: Party,
) -> Result<(), StoreError> {
    let until = Timestamp::now() + party.lasts();
    let kept = Row {
        party,
        expires: until.as_second(),
    };
    let text = serde_json::to_vec(&kept).unwrap_or_default();
    turn.put_row(&row(cookie), &text).await
}

/// Whose session this is, if it is anybody's and not over.
pub(crate) async fn find(store: &Store, cookie: &str) -> Result<Option<Party>, StoreError> {
    let kept = store.row(&row(cookie)).await?;
    let kept: Option<Row> = kept.and_then(|text| serde_json::from_slice(&text).ok());
    Ok(kept
        .filter(|kept| kept.expires > Timestamp::now().as_second())
        .map(|kept| kept.party))
}

/// Ends a session.
pub(crate) async fn end(store: &Store, cookie: &str) -> Result<(), StoreError> {
    let mut turn = store.turn(&[]).await?;
    turn.delete_row(&row(cookie)).await?;
    turn.commit().await
}

/// Ends every session of an account, as after its password was changed.
pub(crate) async fn end_all(store: &Store, whose: &Party) -> Result<(), StoreError> {
    sweep(store, KIND, |text| {
        is_row(text, |kept| kept.party == *whose)
    })
    .await
}

/// Takes away what is over.
pub(crate) async fn clear(store: &Store) -> Result<(), StoreError> {
    let now = Timestamp::now().as_second();
    sweep(store, KIND, |text| is_row(text, |kept| kept.expires <= now)).await
}

/// Takes away the rows of a kind that are to go, some at a time, so that nobody waits long.
pub(crate) async fn sweep(
    store: &Store,
    kind: &'static str,
    goes: impl Fn(&[u8]) -> bool,
) -> Result<(), StoreError> {
    let mut going = Vec::new();
    let mut rows = store.rows("~site", kind);
    while let Some((key, text)) = rows.next().await? {
        if goes(&text) {
            going.push(RowKey::new("~site", kind, key));
        }
    }
    for some in going.chunks(500) {
        let mut turn = store.turn(&[]).await?;
        for key in some {
            turn.delete_row(key).await?;
        }
        turn.commit().await?;
    }
    Ok(())
}

fn is_row(text: &[u8], goes: impl Fn(&Row) -> bool) -> bool {
    serde_json::from_slice(text).map_or(true, |kept| goes(&kept))
}

/// The token that a form of this session carries: nobody without the cookie can make it.
pub fn token(cookie: &str) -> String {
    secret::hash("form", cookie)
}
