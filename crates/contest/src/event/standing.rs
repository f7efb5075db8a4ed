//! Who stands, and who nominates.

use std::collections::BTreeMap;

use hustings_count::CandidateId;
use hustings_rulebook::{BodyId, GroupId, KindId, Moment, NominatorId, PostId, StageId};

use super::Record;
use crate::Digest;

super::keys! {
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
}
