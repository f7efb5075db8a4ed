//! The counting rules, as options that a rulebook sets. Each rule is a document, `docs/rules/`, and a module here that
//! reads like it.

pub mod av;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A counting rule with its options: `{ name = "av", majority_of = "continuing" }`.
///
/// Options that are left out have their defaults; all are written out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case")]
pub enum Rule {
    /// The alternative vote.
    Av(av::Options),
}

impl Rule {
    /// The rule's name, as rulebooks and clauses write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Av(_) => "av",
        }
    }

    /// What is done with the candidates who are in the count and their votes, of so many papers counted.
    pub(crate) fn decide<C: Copy>(
        &self,
        standing: &[(C, u64)],
        counted: u64,
        seats: Seats,
    ) -> Decision<C> {
        match self {
            Self::Av(options) => av::decide(standing, counted, seats, *options),
        }
    }

    /// Whether the rule can fill so many seats. Every rule can count a section of an electoral college, which fills
    /// none.
    pub fn can_fill(&self, seats: Seats) -> bool {
        match self {
            Self::Av(_) => seats <= Seats::ONE,
        }
    }
}

/// How many seats a count fills; 0 for one section of an electoral college, which elects nobody by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seats(pub u32);

impl Seats {
    /// None: a section of an electoral college.
    pub const NONE: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(1);
}

impl fmt::Display for Seats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The rule's name and the clause of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clause(pub(crate) &'static str);

/// What a rule does at a stage. A tie is not its business: it says who would be next, alone or tied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decision<C> {
    /// This candidate is elected, and the count is over.
    Elect(C, Clause),
    /// One of these is excluded: if there are several, they are tied.
    Exclude(Vec<C>, Clause),
    /// The count of a section is over.
    End(Clause),
}
