//! From the close of a box to the declaration.

use std::collections::BTreeMap;

use hustings_count::CandidateId;
use hustings_rulebook::{BoxId, Moment, PostId, RequestId};

use super::polled::PaperTotals;
use crate::Digest;
use crate::digest::Root;

super::keys! {
    /// A box is closed, and what is tallied is fixed.
    BoxClosed {
        /// Which.
        r#box: BoxId,
        /// Entries of the box's log.
        size: u64,
        /// Its root.
        root: Root,
        /// Ballots cast.
        cast: u64,
        /// Credentials that cast one.
        voted: u64,
        /// Ballots that rulings remove.
        removed: u64,
        /// Ballots that count.
        tallied: u64,
        /// The event that ends the poll in the archive as cast.
        archive: Digest,
        /// The event of the encrypted tally in the archive that goes on.
        tally: Digest,
    }

    /// A trustee shuffled.
    ShuffleMade {
        /// This box.
        r#box: BoxId,
        /// Digest of what the trustee made.
        message: Digest,
        /// What the trustee signed.
        statement: String,
    }

    /// A trustee decrypted.
    DecryptionMade {
        /// This box.
        r#box: BoxId,
        /// Digest of what the trustee made.
        message: Digest,
        /// What the trustee signed.
        statement: String,
    }

    /// A box is opened.
    BoxTallied {
        /// Which.
        r#box: BoxId,
        /// The last event of the archive.
        archive: Digest,
        /// What its papers come to.
        posts: BTreeMap<PostId, PaperTotals>,
    }

    /// Figures were given to those who may ask for a recount.
    FiguresProvided {
        /// For this post.
        post: PostId,
        /// Digest of the transcript.
        transcript: Digest,
        /// To whom.
        to: Vec<String>,
        /// Until when they keep them to themselves.
        embargo: Option<Moment>,
    }

    /// Somebody asks for a recount.
    RecountRequested {
        /// The request's id.
        request: RequestId,
        /// For this post.
        post: PostId,
        /// Why.
        reasons: String,
    }

    /// The independent scrutineer reports.
    ScrutineerReported {
        /// Papers and credentials sent out.
        distributed: u64,
        /// Papers and ballots that came back.
        returned: u64,
        /// Valid votes, by post.
        valid: BTreeMap<PostId, u64>,
        /// Invalid ones, by reason.
        invalid: BTreeMap<String, u64>,
        /// Satisfied that no rule was broken.
        no_contravention: bool,
        /// Satisfied with how papers were kept and counted.
        secure: bool,
        /// Satisfied to have acted without interference.
        independent: bool,
        /// Whether the register was inspected, at whose instance, and what was found.
        register_inspected: Option<String>,
    }

    /// A declaration was wrong; this takes its place.
    ResultCorrected {
        /// To this post.
        post: PostId,
        /// Who is elected.
        elected: Vec<CandidateId>,
        /// Who certified it.
        certified_by: Option<String>,
        /// Why the last declaration does not stand.
        reasons: String,
    }
}
