//! The log itself, rulings and appeals.

use std::collections::BTreeMap;

use hustings_rulebook::{
    AppealId, BoxId, ClaimId, NominatorId, PostId, RequestId, RulingId, SectionId, StageId,
};
use serde::{Deserialize, Serialize};

use crate::digest::Tracker;

super::keys! {
    /// The log, as a transparency log: who signs it, and who witnesses.
    LogEstablished {
        /// The first line of its checkpoints.
        origin: String,
        /// The verifier key of whoever keeps the log.
        key: String,
        /// The verifier key of each witness, by name.
        witnesses: BTreeMap<String, String>,
        /// How many of them must cosign.
        quorum: u64,
    }

    /// The returning officer rules.
    RulingMade {
        /// The ruling's id.
        ruling: RulingId,
        /// On what.
        on: Matter,
        /// How.
        outcome: RulingOutcome,
        /// Why.
        reasons: String,
        /// The ruling whose place it takes.
        supersedes: Option<RulingId>,
    }

    /// Somebody appeals against a ruling.
    AppealMade {
        /// The appeal's id.
        appeal: AppealId,
        /// Against which ruling.
        ruling: RulingId,
        /// Why.
        grounds: String,
    }

    /// Somebody claims a place on the roll, or objects to somebody's.
    ClaimMade {
        /// The claim's id; whose it is stands in no log.
        claim: ClaimId,
        /// Which of the two.
        about: Claimed,
        /// In which section.
        section: SectionId,
    }
}

/// What a ruling is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Matter {
    /// A nomination.
    Nomination {
        /// For this post.
        post: PostId,
        /// At this stage.
        stage: StageId,
        /// By whom.
        nominator: NominatorId,
    },
    /// A claim or an objection.
    Claim {
        /// Which.
        claim: ClaimId,
    },
    /// Rows of the roll that look like one person's.
    Match {
        /// In this section.
        section: SectionId,
        /// Its number in the preview of the import.
        r#match: u64,
    },
    /// Ballots that are to be removed.
    Ballots {
        /// From this box.
        r#box: BoxId,
        /// Their trackers.
        ballots: Vec<Tracker>,
        /// Why ballots may be removed at all.
        reason: Removal,
    },
    /// A request for a recount.
    Recount {
        /// Which.
        request: RequestId,
    },
    /// Anything else.
    Other {
        /// What.
        matter: String,
    },
}

/// How a ruling comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulingOutcome {
    /// What was asked for is granted, what was done stands.
    Allowed,
    /// It is not, it does not.
    Disallowed,
}

/// Which way a claim goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claimed {
    /// Somebody should be on the roll.
    Inclusion,
    /// Somebody should not.
    Objection,
}

/// Why a ballot may be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Removal {
    /// Its elector died.
    Death,
    /// Its elector resigned.
    Resignation,
    /// Its elector had two.
    Duplicate,
    /// Its elector was excluded.
    Exclusion,
    /// An appeal succeeded.
    Appeal,
}
