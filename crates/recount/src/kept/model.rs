//! The events of a kept contest, each as it was read.

use std::collections::BTreeMap;

use super::view::{Closed, Establishment, Figures, Provisional, Scrutiny, Step};
use crate::event::ResultDeclared;
use crate::read::fields::Counts;

/// What papers come to, by post.
pub(crate) type ByPost = BTreeMap<String, Figures>;

/// One event of a kind that only kept contests have.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    LogEstablished(Establishment),
    RulingMade(Ruling),
    AppealMade(Appeal),
    ClaimMade(Claim),
    RollImported {
        sections: Vec<String>,
    },
    RollFrozen {
        sections: BTreeMap<String, RollFigures>,
    },
    RollAmended(Amendment),
    BoxOpened(Opening),
    BoothPublished {
        digest: String,
    },
    PapersReceived(Receipt),
    BoxClosed {
        of: String,
        closed: Closed,
    },
    ShuffleMade {
        of: String,
        step: Step,
    },
    DecryptionMade {
        of: String,
        step: Step,
    },
    BoxTallied {
        of: String,
        archive: String,
        posts: ByPost,
    },
    PostCounted(PostCount),
    FiguresProvided(Provisional),
    RecountRequested(Request),
    ScrutineerReported(Scrutiny),
    ResultCorrected(Corrected),
}

#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub(crate) id: String,
    pub(crate) on: On,
    pub(crate) is_allowed: bool,
    pub(crate) reasons: String,
    pub(crate) supersedes: Option<String>,
}

/// What a ruling is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Nomination {
        post: String,
        stage: String,
        nominator: String,
    },
    Claim(String),
    Match {
        section: String,
        number: u64,
    },
    Ballots {
        of: String,
        ballots: Vec<String>,
        reason: String,
    },
    Recount(String),
    Other(String),
}

impl On {
    /// In words, for people.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Nomination {
                post,
                stage,
                nominator,
            } => format!("the nomination by {nominator} for {post} at {stage}"),
            Self::Claim(claim) => format!("the claim {claim}"),
            Self::Match { section, number } => format!("match {number} in {section}"),
            Self::Ballots {
                of,
                ballots,
                reason,
            } => format!("ballots of {of}, for {reason}: {}", ballots.join(", ")),
            Self::Recount(request) => format!("the request {request} for a recount"),
            Self::Other(matter) => matter.clone(),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Appeal {
    pub(crate) id: String,
    pub(crate) ruling: String,
    pub(crate) grounds: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) id: String,
    pub(crate) section: String,
}

/// A section of the roll as it was frozen or amended.
#[derive(Clone, Debug)]
pub(crate) struct RollFigures {
    pub(crate) electors: u64,
    pub(crate) channels: Counts,
    pub(crate) root: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Amendment {
    pub(crate) section: String,
    pub(crate) figures: RollFigures,
    pub(crate) ruling: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub(crate) id: String,
    pub(crate) election: String,
    pub(crate) fingerprint: String,
    pub(crate) setup: String,
    pub(crate) credentials: u64,
    pub(crate) posts: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Receipt {
    pub(crate) batch: String,
    pub(crate) section: Option<String>,
    pub(crate) received: u64,
    pub(crate) set_aside: u64,
    pub(crate) rejected: Counts,
}

#[derive(Clone, Debug)]
pub(crate) struct PostCount {
    pub(crate) batch: String,
    pub(crate) papers: u64,
    pub(crate) differing: u64,
    pub(crate) adjudicated: u64,
    pub(crate) posts: ByPost,
    pub(crate) entered_by: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) post: String,
    pub(crate) reasons: String,
}

/// A result that takes the place of the last declaration.
#[derive(Clone, Debug)]
pub(crate) struct Corrected {
    pub(crate) result: ResultDeclared,
    pub(crate) reasons: String,
}
