//! Judging gates: what is known of a figure, and whether it reaches what a gate asks for.
//!
//! Figures only grow, since nobody takes a nomination back: a report bounds what stood before it
//! from above and what stood after it from below. So a gate can be judged at any instant, and the
//! interval in which it was first met follows. `docs/formats/statement.md` gives every rule.

mod bounds;
mod case;
mod tree;
mod verdict;

pub use verdict::{
    Branches, FirstMet, Interval, Leaf, NominationRead, Outcome, ReportRead, TestRead, Verdict,
    Window,
};

use hustings_count::CandidateId;
use hustings_rulebook::{PostId, Stage};

use crate::Contest;
use case::Case;

/// Judges one candidate at one stage; `None` if the stage has no gate.
pub(crate) fn judge(
    contest: &Contest,
    post: &PostId,
    candidate: &CandidateId,
    stage: &Stage,
) -> Option<Verdict> {
    let gate = stage.gate.as_ref()?;
    let case = Case::new(contest, post, candidate, stage)?;
    Some(tree::of(&case, gate, stage.address().child("gate")))
}

/// The outcome alone, without the evidence: cheap enough to be asked at every event.
pub(crate) fn outcome(
    contest: &Contest,
    post: &PostId,
    candidate: &CandidateId,
    stage: &Stage,
) -> Option<Outcome> {
    let gate = stage.gate.as_ref()?;
    let case = Case::new(contest, post, candidate, stage)?;
    Some(tree::outcome(&case, gate, bounds::At::End))
}
