//! The poll, and what others declared and published.

use std::collections::BTreeMap;

use hustings_count::CandidateId;
use hustings_rulebook::{Percent, PostId, SectionId};

use crate::Digest;

super::keys! {
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
