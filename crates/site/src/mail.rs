//! Mail: queued in the store beside what it tells of, sent by whichever process comes to it, tried again.
//!
//! ```text
//! Mail ──queue──▶ rows by when they are due ──claim──▶ a carrier ──SMTP──▶ delivered: counted
//!   ▲                    ▲                                │
//! Campaign               └──── later ◀── not now ─────────┼── never ──▶ bounce, for the officer
//! ```
//!
//! A row is due at a time that stands in its key. Whoever claims a mail moves it two minutes on, and sends it only while
//! nobody else can have come to it; whoever dies meanwhile leaves it to the others, who then send it perhaps twice, and never
//! not at all. A message has the same `Message-ID` each time it is sent, so that mailboxes can tell.
//!
//! The program's log says how many mails of what sort, and never to whom or what.

mod campaign;
mod carrier;
mod compose;
mod deliveries;
mod line;
mod queue;
mod server;

use std::fmt;

use hustings_rulebook::BoxId;
use hustings_store::{RowKey, StoreError, Turn};
use serde::{Deserialize, Serialize};

pub use campaign::Campaign;
pub use carrier::Post;
pub use compose::Unsendable;
pub(crate) use deliveries::RECEIPT;
pub use deliveries::{Bounce, Standing, forget_bounce, note_bounce, send_again, standing};
pub(crate) use queue::{KIND, late};

/// How mail leaves.
#[derive(Clone)]
pub struct MailSettings {
    /// `smtp://host:port`, `smtp://user:password@host?tls=required` for STARTTLS, or `smtps://user:password@host`;
    /// `file:///folder` for rehearsals on one machine, where mails become files.
    pub smtp: String,
    /// Whom it is from.
    pub from: String,
}

impl fmt::Debug for MailSettings {
    /// Without the server's address, in which a password stands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// A mail to one person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Which contest it is of, by name; with the sort, for counts of deliveries.
    pub contest: Option<String>,
    /// What sort of mail it is.
    pub sort: String,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("contest", &self.contest)
            .field("sort", &self.sort)
            .finish_non_exhaustive()
    }
}

impl Mail {
    /// Queues it, in the turn of what it tells of. One that cannot be sent becomes a bounce at once, as [`Self::check`] says.
    pub async fn queue(&self, turn: &mut Turn) -> Result<(), StoreError> {
        let (key, value) = self.row();
        turn.put_row(&key, &value).await
    }

    /// The row by which it is queued, to be written beside an entry of a log.
    pub fn row(&self) -> (RowKey, Vec<u8>) {
        self.waiting(None)
    }

    /// The same for a mail to which the receipt of a ballot is appended when it is sent.
    pub(crate) fn row_with_receipt(&self, of: &BoxId, tracker: &str) -> (RowKey, Vec<u8>) {
        self.waiting(Some(queue::Ballot {
            of: of.clone(),
            tracker: tracker.to_owned(),
        }))
    }

    fn waiting(&self, receipt: Option<queue::Ballot>) -> (RowKey, Vec<u8>) {
        match self.check() {
            Ok(()) => queue::row(self, receipt),
            Err(why) => Bounce::of(self, &why.to_string()).row(self.contest.as_deref()),
        }
    }

    /// Whether it can be written as a message to one address, with no line that was not meant.
    pub fn check(&self) -> Result<(), Unsendable> {
        compose::check(self)
    }
}
