//! Events: what can happen in a contest, and who, when and under which clause.
//!
//! `docs/formats/events.md` gives every key; [`crate::wire`] reads and writes the lines.

use std::collections::BTreeMap;

use hustings_count::CandidateId;
use hustings_rulebook::{
    Address, BodyId, GroupId, KindId, Moment, NominatorId, Percent, PostId, SectionId, StageId,
};
use serde::{Deserialize, Serialize};

use crate::Digest;

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Who, when, under which clause.
    pub circumstances: Circumstances,
    /// What.
    pub act: Act,
}

/// Who acted, when, under which clause, and where that is known from. What is not known is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circumstances {
    /// Who acted.
    pub actor: Option<String>,
    /// In which role.
    pub role: Option<Role>,
    /// Under which clause of the rulebook.
    pub clause: Option<Address>,
    /// When it was decided.
    pub decided: Option<Moment>,
    /// When the contest received it.
    pub received: Option<Moment>,
    /// When it was recorded; a replay has no order but its file's.
    pub recorded: Option<Moment>,
    /// Where this is known from.
    pub sources: Vec<String>,
    /// What else the reader should know.
    pub note: Option<String>,
}

/// In which role somebody acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Runs the contest.
    ReturningOfficer,
    /// Stands.
    Candidate,
    /// Nominates.
    Nominator,
    /// Published a figure.
    Reporter,
    /// Made a replay from published sources.
    Compiler,
}

/// Whether the log is the whole record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    /// What is not in the log did not happen.
    Live,
    /// Made afterwards from what was published: what is absent is not known to be absent.
    Replay,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        /// What happened.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "event", rename_all = "kebab-case")]
        pub enum Act {
            $($(#[$doc])* $name($name),)*
        }

        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $($(#[$field_doc])* pub $field: $type,)*
            }
        )*
    };
}

acts! {
    /// The contest begins, under one rulebook.
    ContestOpened {
        /// Digest of the rulebook's bytes.
        rulebook: Digest,
        /// Whether the log is the whole record.
        record: Record,
    }

    /// Somebody stands.
    CandidateDeclared {
        /// For this post.
        post: PostId,
        /// The candidate's id.
        candidate: CandidateId,
        /// The name as it stands on the paper.
        name: String,
        /// Whether the candidate holds the post.
        incumbent: bool,
    }

    /// A candidate withdraws.
    CandidateWithdrew {
        /// From the contest for this post.
        post: PostId,
        /// Who.
        candidate: CandidateId,
    }

    /// A nomination.
    Nominated {
        /// For this post.
        post: PostId,
        /// At this stage.
        stage: StageId,
        /// By a member of this body.
        body: BodyId,
        /// The nominator's id.
        nominator: NominatorId,
        /// The nominator's name.
        name: String,
        /// Which of the body's kinds.
        kind: Option<KindId>,
        /// Who is nominated.
        candidate: CandidateId,
        /// How the nominator decided.
        how: Option<String>,
        /// The day by which a source reports it.
        as_of: Option<Moment>,
        /// What the nominator weighs, in the body's measure.
        weight: Option<u64>,
        /// Which groups the nominator comes from.
        groups: BTreeMap<GroupId, String>,
    }

    /// A nominator is known to nominate nobody.
    NominationDeclined {
        /// For this post.
        post: PostId,
        /// At this stage.
        stage: StageId,
        /// A member of this body.
        body: BodyId,
        /// The nominator's id.
        nominator: NominatorId,
        /// The nominator's name.
        name: String,
        /// Which of the body's kinds.
        kind: Option<KindId>,
        /// How the nominator decided.
        how: Option<String>,
        /// The day by which a source reports it.
        as_of: Option<Moment>,
    }

    /// Somebody's count of nominations, which never poses as nominations.
    TallyReported {
        /// For this post.
        post: PostId,
        /// At this stage.
        stage: StageId,
        /// By members of this body.
        body: BodyId,
        /// When it stood so.
        as_of: Moment,
        /// How many each candidate had.
        tallies: BTreeMap<CandidateId, u64>,
    }

    /// Somebody's date on which a gate was met.
    QualificationClaimed {
        /// For this post.
        post: PostId,
        /// At this stage.
        stage: StageId,
        /// Who met it.
        candidate: CandidateId,
        /// On this day.
        on: Moment,
    }

    /// Who stood on the paper, as published.
    NomineesPublished {
        /// For this post.
        post: PostId,
        /// All of them.
        candidates: Vec<CandidateId>,
    }

    /// The poll opened, at the moment decided.
    PollOpened {}

    /// The poll closed, at the moment decided.
    PollClosed {}

    /// A lot was drawn.
    LotsDrawn {
        /// In the count for this post.
        post: PostId,
        /// At this stage of the count.
        stage_number: u32,
        /// Among these.
        among: Vec<CandidateId>,
        /// And excludes this one.
        excluded: CandidateId,
    }

    /// The papers were published.
    PapersPublished {
        /// For this post.
        post: PostId,
        /// Of this section; `None` for all.
        section: Option<SectionId>,
        /// The file, below `papers/`.
        file: String,
        /// Digest of its bytes.
        papers: Digest,
    }

    /// How many papers went out and came back.
    ReturnsDeclared {
        /// In this section; `None` for the whole.
        section: Option<SectionId>,
        /// Electors.
        eligible: Option<u64>,
        /// Papers returned.
        returned: Option<u64>,
        /// Papers rejected.
        invalid: Option<u64>,
        /// Papers by the way they came.
        channels: BTreeMap<String, u64>,
    }

    /// Somebody's turnout.
    TurnoutClaimed {
        /// In this section; `None` for the whole.
        section: Option<SectionId>,
        /// As published.
        percent: Percent,
    }

    /// Votes at one stage of a count, as declared.
    VotesDeclared {
        /// For this post.
        post: PostId,
        /// In this section; `None` for the whole.
        section: Option<SectionId>,
        /// At this stage of the count.
        stage_number: u32,
        /// Votes of each candidate.
        votes: BTreeMap<CandidateId, u64>,
    }

    /// Who was declared elected.
    ResultDeclared {
        /// To this post.
        post: PostId,
        /// All of them.
        elected: Vec<CandidateId>,
        /// Who certified it.
        certified_by: Option<String>,
    }
}

/// What kinds of event there are, as they are written.
pub const KINDS: [&str; 16] = [
    "contest-opened",
    "candidate-declared",
    "candidate-withdrew",
    "nominated",
    "nomination-declined",
    "tally-reported",
    "qualification-claimed",
    "nominees-published",
    "poll-opened",
    "poll-closed",
    "lots-drawn",
    "papers-published",
    "returns-declared",
    "turnout-claimed",
    "votes-declared",
    "result-declared",
];
