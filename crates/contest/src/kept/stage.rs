//! How far a kept contest is.

use serde::Serialize;

use super::{closing_done, unopposed};
use crate::Contest;

/// How far a kept contest is, by what its log has; a clock may say that it should be further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Nobody has declared that they stand.
    BeforeNominations,
    /// Until the nominees of every post are published.
    Nominations,
    /// Roll, credentials, keys and boxes are prepared.
    BeforePoll,
    /// Votes are cast.
    Poll,
    /// The poll is closed, and not every box is tallied.
    Closing,
    /// Papers are counted, and results wait.
    Counting,
    /// Every post is declared.
    Declared,
}

impl Stage {
    /// As people say it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::BeforeNominations => "before nominations",
            Self::Nominations => "nominations",
            Self::BeforePoll => "before the poll",
            Self::Poll => "poll",
            Self::Closing => "closing",
            Self::Counting => "counting",
            Self::Declared => "declared",
        }
    }
}

/// How far a contest is.
pub fn stage(contest: &Contest) -> Stage {
    let mut posts = contest.posts.values();
    if posts.all(|post| post.result.is_some()) {
        Stage::Declared
    } else if contest.poll_closed.is_some() {
        if closing_done(contest) {
            Stage::Counting
        } else {
            Stage::Closing
        }
    } else if contest.poll_opened.is_some() {
        Stage::Poll
    } else {
        before_poll(contest)
    }
}

fn before_poll(contest: &Contest) -> Stage {
    let mut posts = contest.posts.values();
    if posts.clone().all(|post| post.nominees.is_some()) {
        Stage::BeforePoll
    } else if posts.any(|post| !post.candidates.is_empty() || post.nominees.is_some()) {
        Stage::Nominations
    } else {
        Stage::BeforeNominations
    }
}

/// Whether there is, or may yet be, a post to poll on.
pub(super) fn has_poll(contest: &Contest) -> bool {
    let mut posts = contest.rulebook().posts.iter();
    posts.any(|post| unopposed(contest, &post.id).is_none())
}
