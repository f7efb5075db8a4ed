//! Accounts of those who run a contest: an address, a password of which only a slow hash is kept, and a second factor.

mod invitation;
mod password;
mod second_factor;

use hustings_office::ContestId;
use hustings_store::{RowKey, Store, StoreError, Turn};
use serde::{Deserialize, Serialize};

use crate::secret;

pub(crate) use invitation::Invitation;
pub(crate) use password::Password;
pub use second_factor::code_now;
pub(crate) use second_factor::{SecondFactor, Step};

/// What somebody is in a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Runs it.
    Officer,
    /// Helps electors: sees their status, and neither credential nor vote.
    Helpline,
    /// Gives out credentials.
    Registrar,
    /// Holds a key to the ballots.
    Trustee,
}

impl Role {
    pub(crate) const ALL: [Self; 4] = [
        Self::Officer,
        Self::Helpline,
        Self::Registrar,
        Self::Trustee,
    ];

    /// As it is written in forms and texts.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Helpline => "helpline",
            Self::Registrar => "registrar",
            Self::Trustee => "trustee",
        }
    }
}

/// A role that somebody has, in one contest or in all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// In which contest, by its name in the store; `None`: in all that there are and will be.
    pub contest: Option<String>,
}

/// Somebody who runs a contest, or helps to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    /// Where mail reaches them; also the name under which they sign in.
    pub email: String,
    /// Their name, which stands in the log beside what they do.
    pub name: String,
    /// What they may do.
    pub grants: Vec<Grant>,
    pub(crate) password: Password,
    pub(crate) second_factor: SecondFactor,
}

impl Account {
    /// Makes an account without an invitation, for whoever administers the machine, and for tests.
    pub async fn make(
        store: &Store,
        email: &str,
        name: &str,
        password: &str,
        grants: Vec<Grant>,
    ) -> Result<(), StoreError> {
        let account = Self {
            email: email.to_owned(),
            name: name.to_owned(),
            grants,
            password: Password::hash(password),
            second_factor: SecondFactor::new(),
        };
        let mut turn = store.turn(&[]).await?;
        account.put(&mut turn).await?;
        turn.commit().await
    }

    fn row(email: &str) -> RowKey {
        RowKey::new("~site", "account", email.to_lowercase())
    }

    /// The account with this address.
    pub(crate) async fn find(store: &Store, email: &str) -> Result<Option<Self>, StoreError> {
        if !can_be_one(email) {
            return Ok(None);
        }
        let row = store.row(&Self::row(email)).await?;
        Ok(row.and_then(|text| serde_json::from_slice(&text).ok()))
    }

    /// The same, as it stands in a turn.
    pub(crate) async fn find_in(turn: &mut Turn, email: &str) -> Result<Option<Self>, StoreError> {
        if !can_be_one(email) {
            return Ok(None);
        }
        let row = turn.row(&Self::row(email)).await?;
        Ok(row.and_then(|text| serde_json::from_slice(&text).ok()))
    }

    pub(crate) async fn put(&self, turn: &mut Turn) -> Result<(), StoreError> {
        let (row, text) = self.kept();
        turn.put_row(&row, &text).await
    }

    /// The row in which it is kept.
    pub(crate) fn kept(&self) -> (RowKey, Vec<u8>) {
        let text = serde_json::to_vec(self).unwrap_or_default();
        (Self::row(&self.email), text)
    }

    /// All of them, by address.
    pub(crate) async fn all(store: &Store) -> Result<Vec<Self>, StoreError> {
        let rows = store.rows("~site", "account").all().await?;
        Ok(Self::of_rows(&rows))
    }

    /// The same, as they stand in a turn.
    pub(crate) async fn all_in(turn: &mut Turn) -> Result<Vec<Self>, StoreError> {
        let rows = turn.rows("~site", "account").all().await?;
        Ok(Self::of_rows(&rows))
    }

    fn of_rows(rows: &[(String, Vec<u8>)]) -> Vec<Self> {
        let texts = rows
            .iter()
            .map(|(_, text)| serde_json::from_slice(text).ok());
        texts.flatten().collect()
    }

    /// Gives it in one contest the roles that it has in another and not in all; whether there are any.
    pub(crate) fn give_as_in(&mut self, other: &str, here: &str) -> bool {
        let there = self.grants.iter();
        let there = there.filter(|grant| grant.contest.as_deref() == Some(other));
        let given: Vec<Grant> = there
            .map(|grant| Grant {
                role: grant.role,
                contest: Some(here.to_owned()),
            })
            .collect();
        let any = !given.is_empty();
        self.grants.extend(given);
        self.grants.sort();
        self.grants.dedup();
        any
    }

    /// By which the program's log names it: lines of one account belong together, and who has the list of accounts can tell
    /// whose they are.
    pub(crate) fn mark(&self) -> String {
        secret::hash("account in the log", &self.email.to_lowercase())[..8].to_owned()
    }

    /// Whether password and second factor are still those that were checked.
    pub(crate) fn signs_in_like(&self, checked: &Self) -> bool {
        self.password == checked.password
            && self.second_factor.secret() == checked.second_factor.secret()
    }

    /// Whether they have a role in a contest.
    pub(crate) fn is(&self, role: Role, of: &ContestId) -> bool {
        let of = of.to_string();
        self.grants.iter().any(|grant| {
            grant.role == role && grant.contest.as_ref().is_none_or(|contest| *contest == of)
        })
    }

    /// Whether they may begin contests, and give others roles in all of them.
    pub(crate) fn is_founder(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role == Role::Officer && grant.contest.is_none())
    }
}

/// Whether the store can be asked for it.
fn can_be_one(email: &str) -> bool {
    email.len() <= 254 && !email.contains('\0')
}
