//! Outcomes as a glyph and a word; never the one without the other.

use hustings_contest::judge::Outcome;
use hustings_contest::statement::{ClaimVerdict, StageOutcome, Standing};

/// A glyph and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) struct Mark {
    pub(in crate::page) glyph: char,
    pub(in crate::page) word: &'static str,
    /// `yes`, `no`, `open`, or `away` for who left and for what can still come.
    pub(in crate::page) class: &'static str,
}

impl Mark {
    fn yes(word: &'static str) -> Self {
        Self {
            glyph: '✓',
            word,
            class: "yes",
        }
    }

    fn no(word: &'static str) -> Self {
        Self {
            glyph: '✗',
            word,
            class: "no",
        }
    }

    fn open(word: &'static str) -> Self {
        Self {
            glyph: '?',
            word,
            class: "open",
        }
    }

    /// What can still come.
    pub(in crate::page) fn pending(word: &'static str) -> Self {
        Self {
            glyph: '…',
            word,
            class: "away",
        }
    }

    fn away(word: &'static str) -> Self {
        Self {
            glyph: '→',
            word,
            class: "away",
        }
    }

    pub(in crate::page) fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Met => Self::yes("met"),
            Outcome::NotMet => Self::no("not met"),
            Outcome::Undetermined => Self::open("undetermined"),
        }
    }

    pub(in crate::page) fn of_stage(outcome: StageOutcome) -> Self {
        match outcome {
            StageOutcome::Through => Self::yes("through"),
            StageOutcome::NotThrough => Self::no("not through"),
            StageOutcome::Withdrawn => Self::away("withdrew"),
            StageOutcome::Undetermined => Self::open("undetermined"),
            StageOutcome::Exempt => Self::yes("exempt"),
        }
    }

    pub(in crate::page) fn of_standing(standing: Standing) -> Self {
        match standing {
            Standing::Nominated => Self::yes("nominated"),
            Standing::NotNominated => Self::no("not nominated"),
            Standing::Withdrawn => Self::away("withdrew"),
            Standing::Undetermined => Self::open("undetermined"),
        }
    }

    pub(in crate::page) fn of_claim(verdict: ClaimVerdict) -> Self {
        match verdict {
            ClaimVerdict::Confirmed => Self::yes("confirmed"),
            ClaimVerdict::Excluded => Self::no("excluded"),
            ClaimVerdict::Open => Self::open("left open"),
        }
    }
}
