//! The returning officer from the boxes to the bundle, and what trustees and the registrar share with it.
//!
//! ```text
//! ceremony ─▶ keys ─▶ boxes ─▶ day, post ─▶ close ─▶ steps ─▶ count ─▶ declare ─▶ bundle
//! ```

pub(crate) mod aside;
pub(crate) mod boxes;
pub(crate) mod bundle;
pub(crate) mod ceremony;
pub(crate) mod close;
pub(crate) mod count;
pub(crate) mod credentials;
pub(crate) mod day;
pub(crate) mod declare;
pub(crate) mod keys;
pub(crate) mod mail;
pub(crate) mod post;
pub(crate) mod reissues;
pub(crate) mod step;
pub(crate) mod steps;

use hustings_contest::Contest;

use crate::page::Frame;

/// How far the poll is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    Before,
    Open,
    Closed,
}

impl Stands {
    pub(crate) fn of(contest: &Contest) -> Self {
        match (contest.has_opened(), contest.has_closed()) {
            (_, true) => Self::Closed,
            (true, false) => Self::Open,
            (false, false) => Self::Before,
        }
    }

    pub(crate) fn has_opened(self) -> bool {
        self != Self::Before
    }

    pub(crate) fn has_closed(self) -> bool {
        self == Self::Closed
    }
}

/// A time that was kept as text, as people read it.
pub(crate) fn when(page: &Frame, text: &str) -> String {
    text.parse()
        .map_or_else(|_| text.to_owned(), |moment| page.time(&moment))
}
