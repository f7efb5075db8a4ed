//! Rows that may be one person's, for a person to rule on.

mod distance;
mod find;
mod fold;

use std::collections::{BTreeMap, BTreeSet};

use hustings_rulebook::RulingId;

use crate::{ElectorId, MatchNumber};

pub(crate) use find::{Found, find, shared};
pub(crate) use fold::name as fold_name;
pub use fold::{email as folded_email, words as folded};

/// As many electors as may share an address before it is listed as shared, and before a shared email alone tells nothing
/// about who is one person: a large household.
pub(crate) const HOUSEHOLD: usize = 6;

/// Why rows may be one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// Their numbers differ only in capitals, or in zeros before them.
    NumbersReadAlike,
    /// One name and one email, which more than a household shares.
    SameNameAndEmail,
    /// One email.
    SameEmail,
    /// One name and one postal address.
    SameNameAndAddress,
    /// Names that differ by a slip of the pen, at one postal address.
    LikeNamesAtOneAddress,
}

impl std::fmt::Display for Ground {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NumbersReadAlike => "numbers that read alike",
            Self::SameNameAndEmail => "the same name and email",
            Self::SameEmail => "the same email",
            Self::SameNameAndAddress => "the same name and address",
            Self::LikeNamesAtOneAddress => "like names at one address",
        })
    }
}

/// Rows that may be one person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Its number: matches of an import are numbered from 1 in the order of their electors.
    pub number: MatchNumber,
    /// Whose rows, in the order of their numbers; at least two.
    pub electors: Vec<ElectorId>,
    /// Why, in a fixed order; at least one.
    pub grounds: Vec<Ground>,
    /// What was ruled; `None` as long as nothing was.
    pub ruled: Option<Ruled>,
}

/// What was ruled on a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruled {
    /// The ruling.
    pub ruling: RulingId,
    /// For each person with several rows, the number that she keeps, and her others. Who is not here is a person by herself.
    pub persons: BTreeMap<ElectorId, BTreeSet<ElectorId>>,
    /// The same by the others: under which number each is kept.
    pub(crate) kept_as: BTreeMap<ElectorId, ElectorId>,
}
