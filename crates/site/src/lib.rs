//! The web: pages by role, JSON, mail. It applies no rule: what may be done the office says, and what is shown is made
//! from the contest, each time anew.
//!
//! ```text
//! request ─▶ language ─▶ routes (one table) ─▶ gate: limits, session, role, forgery ─▶ a page's handler
//!                                                                                       │
//!                         Hall: one contest in this process ◀───────────────────────────┘
//!                           └─ Office ─▶ Store     (many processes may stand over one store)
//! ```
//!
//! # Where to look
//! - Which address is answered to whom: [`routes`], which is also printed as `routes.txt`, the golden list.
//! - Who somebody is: `session`, `accounts`; whether that suffices: `gate`. Nowhere else.
//! - Every text: `words/en` and `words/cy`. Every page: `templates/`.
//! - Rooms of pages, by who comes: `public`, `voter`, `officer` until the poll and `poll` from then on, `staff`
//!   (trustees, registrar, helpline).
//!
//! # Invariants
//! - A route that is not in the table is not answered; a route in it says who may call it.
//! - Nothing of a contest is changed by a GET, and by no other method without the token of the caller's own session. What a
//!   GET may write is what it would make again: an election's name, a kept archive; and it takes away a refusal that it shows.
//!   The way back from a provider of identities begins a session by GET, for which `state` stands as the token.
//! - State lies in the store and nowhere else, so that any process answers any request, and may be killed at any time.
//! - No credential reaches the server. A ballot is stored as it was cast, and that somebody has voted apart from it.
//! - Pages work without script, but for the one in which a ballot is sealed.
//! - Logs say what happened, never who voted what, and no secret.

mod accounts;
mod assets;
mod clock;
mod gate;
mod hall;
mod headers;
mod health;
mod limits;
mod look;
pub mod mail;
mod metrics;
mod mock_poll;
mod officer;
#[cfg(feature = "oidc")]
mod oidc;
mod page;
mod poll;
mod public;
pub mod routes;
mod secret;
mod sent;
mod session;
mod settings;
mod site;
mod staff;
mod trouble;
mod voter;
mod words;

pub use accounts::code_now;
pub use accounts::{Account, Grant, Role};
pub use clock::set_clock;
pub use mail::MailSettings;
#[cfg(feature = "oidc")]
pub use oidc::{ProviderError, ProviderSettings};
pub use session::{Party, begin_sessions, token};
pub use settings::Settings;
pub use site::{Site, SiteError};
