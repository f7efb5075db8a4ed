//! The roll, the boxes and their booth, and papers that come by post.

use std::collections::BTreeMap;

use hustings_rulebook::{BatchId, BoxId, PostId, RulingId, SectionId};
use serde::{Deserialize, Serialize};

use crate::Digest;
use crate::digest::{Root, Tracker};

super::keys! {
    /// A roll was imported.
    RollImported {
        /// Rows accepted, by section.
        electors: BTreeMap<SectionId, u64>,
        /// Rows rejected.
        rejected: u64,
        /// Rows that a person must rule on.
        held: u64,
    }

    /// The roll is fixed.
    RollFrozen {
        /// Each section.
        sections: BTreeMap<SectionId, FrozenSection>,
    }

    /// A section of the frozen roll was changed by a ruling.
    RollAmended {
        /// Which section.
        section: SectionId,
        /// How many electors it has from now on.
        electors: u64,
        /// By which means they vote.
        channels: BTreeMap<String, u64>,
        /// The root of the commitments.
        root: Root,
        /// By this ruling.
        ruling: RulingId,
    }

    /// A box is ready for ballots.
    BoxOpened {
        /// Which: the section's id.
        r#box: BoxId,
        /// The name of the sealed election.
        election: String,
        /// Its fingerprint.
        fingerprint: Tracker,
        /// The last event of its archive before the first ballot.
        setup: Digest,
        /// How many credentials may sign ballots.
        credentials: u64,
        /// The posts, in the order of its questions.
        posts: Vec<PostId>,
    }

    /// The site says which booth it serves: the program in which voters seal their ballots.
    BoothPublished {
        /// Over the booth, as the site serves it.
        digest: Digest,
    }

    /// Papers came by post.
    PapersReceived {
        /// Their batch.
        batch: BatchId,
        /// From electors of this section; `None` for several.
        section: Option<SectionId>,
        /// Papers taken in.
        papers: u64,
        /// Papers set aside unopened, because a ballot came first.
        set_aside: u64,
        /// Papers rejected unopened, by reason.
        rejected: BTreeMap<String, u64>,
    }

    /// A batch of papers was read.
    PostCounted {
        /// Which.
        batch: BatchId,
        /// Papers in it.
        papers: u64,
        /// Papers that two people entered differently.
        differing: u64,
        /// Papers that a third decided on.
        adjudicated: u64,
        /// What they come to.
        posts: BTreeMap<PostId, PaperTotals>,
        /// Who entered them.
        entered_by: Vec<String>,
    }
}

/// What is fixed of a section of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenSection {
    /// How many electors it has.
    pub electors: u64,
    /// By which means they vote.
    pub channels: BTreeMap<String, u64>,
    /// The root of the commitments to them.
    pub root: Root,
}

/// Papers for one post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperTotals {
    /// With a preference that counts.
    pub papers: u64,
    /// Without any: abstentions.
    pub blank: u64,
    /// That no rule lets count.
    pub spoilt: u64,
}

impl PaperTotals {
    /// All of them; `None` above what fits.
    pub fn sum(&self) -> Option<u64> {
        self.papers
            .checked_add(self.blank)?
            .checked_add(self.spoilt)
    }
}
