//! What it means that something is not in the record.

use hustings_contest::Statement;
use hustings_contest::event::Record;
use hustings_contest::judge::Outcome;
use hustings_contest::statement::{CandidateStatement, PostStatement, StageOutcome, Standing};

use super::statement::mark::Mark;

/// Whether what is absent can still come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Absence {
    /// Nominations go on, as far as the log shows.
    NotYet,
    /// Nominees are published, the candidate withdrew, or the contest is over and told from sources.
    Lasting,
}

impl Absence {
    pub(in crate::page) fn of(
        statement: &Statement,
        post: &PostStatement,
        candidate: &CandidateStatement,
    ) -> Self {
        let published = post.candidates.iter().any(|of| of.on_paper.is_some());
        if statement.record == Record::Replay || published || candidate.withdrew.is_some() {
            Self::Lasting
        } else {
            Self::NotYet
        }
    }

    pub(in crate::page) fn standing(self, standing: Standing) -> Mark {
        match (self, standing) {
            (Self::NotYet, Standing::NotNominated) => Mark::pending("not yet nominated"),
            (_, standing) => Mark::of_standing(standing),
        }
    }

    pub(in crate::page) fn stage(self, outcome: StageOutcome) -> Mark {
        match (self, outcome) {
            (Self::NotYet, StageOutcome::NotThrough) => Mark::pending("not yet through"),
            (_, outcome) => Mark::of_stage(outcome),
        }
    }

    pub(in crate::page) fn outcome(self, outcome: Outcome) -> Mark {
        match (self, outcome) {
            (Self::NotYet, Outcome::NotMet) => Mark::pending("not yet met"),
            (_, outcome) => Mark::of_outcome(outcome),
        }
    }

    /// What there is, before its figure.
    pub(in crate::page) fn reached(self) -> &'static str {
        match self {
            Self::NotYet => "So far",
            Self::Lasting => "Reached",
        }
    }
}
