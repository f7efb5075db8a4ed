//! What rules hand in at the desk: the figures of a stage, what is done at it, and why a count goes no further.

use std::collections::BTreeMap;

use crate::candidate::CandidateId;
use crate::count::CountError;
use crate::papers::{CandidateIndex, End};
use crate::rule::Clause;
use crate::stage::{Did, Purpose};
use crate::votes::Votes;

/// Why a count goes no further.
pub(crate) enum Stop {
    /// Lots must be drawn among these.
    LotsRequired(Vec<CandidateId>, Purpose),
    /// The resorts leave these tied, and no lots are among them.
    Unresolvable(Vec<CandidateId>, Purpose),
    /// Another ballot must be held among these.
    BallotRequired(Vec<CandidateId>),
    /// Something contradicts something.
    Impossible(CountError),
}

impl From<CountError> for Stop {
    fn from(error: CountError) -> Self {
        Self::Impossible(error)
    }
}

/// The figures of one stage.
#[derive(Default)]
pub(crate) struct Figures {
    /// Of those in the count, elected or continuing.
    pub(crate) votes: BTreeMap<CandidateIndex, Votes>,
    pub(crate) non_transferable: Votes,
    /// Of these, by the unclear mark at which preferences stopped.
    pub(crate) stopped: BTreeMap<End, Votes>,
    pub(crate) lost: Option<Votes>,
    pub(crate) quota: Option<Votes>,
    pub(crate) keep_values: BTreeMap<CandidateIndex, Votes>,
    /// By section of an electoral college.
    pub(crate) sections: BTreeMap<String, BTreeMap<CandidateIndex, Votes>>,
}

/// Votes that moved: from whom, to whom (`None` is nobody), how many.
pub(crate) type Moved = BTreeMap<(CandidateIndex, Option<CandidateIndex>), Votes>;

/// What a rule does at a stage.
pub(crate) struct Act {
    pub(super) did: Did,
    pub(super) candidates: Vec<CandidateIndex>,
    pub(super) clause: Clause,
    pub(super) transfer_value: Option<Votes>,
    pub(super) moved: Moved,
}

impl Act {
    /// Does this to these candidates; no votes move.
    pub(crate) fn new(
        did: Did,
        candidates: impl IntoIterator<Item = CandidateIndex>,
        clause: Clause,
    ) -> Self {
        Self {
            did,
            candidates: candidates.into_iter().collect(),
            clause,
            transfer_value: None,
            moved: Moved::new(),
        }
    }

    /// Elects whoever is left for the last seats; where nobody is left, because the seats were more than the candidates
    /// or everybody withdrew, the count just ends.
    pub(crate) fn last_seats(
        remaining: impl IntoIterator<Item = CandidateIndex>,
        clause: Clause,
    ) -> Self {
        let act = Self::new(Did::Elected, remaining, clause);
        let did = if act.candidates.is_empty() {
            Did::Ended
        } else {
            Did::Elected
        };
        Self { did, ..act }
    }

    /// And these votes move.
    pub(crate) fn moving(self, moved: Moved) -> Self {
        Self { moved, ..self }
    }

    /// Each paper at this value; `None` where it is not the same for all.
    pub(crate) fn at_value(self, value: impl Into<Option<Votes>>) -> Self {
        Self {
            transfer_value: value.into(),
            ..self
        }
    }
}
