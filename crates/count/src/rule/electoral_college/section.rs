//! The sections of an electoral college and their shares.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use crate::rule::Share;
use crate::votes::{Tally, Votes};

/// A section: `{ id = "members", share = "1/3" }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    id: String,
    share: Share,
}

impl Section {
    /// A section with this share of the whole.
    pub fn new(id: impl Into<String>, share: Share) -> Self {
        Self {
            id: id.into(),
            share,
        }
    }

    /// How papers and figures refer to the section.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its share of the whole.
    pub fn share(&self) -> Share {
        self.share
    }

    /// What so many of the section's continuing votes are of the whole: the section's share, times these votes, by all
    /// of its continuing votes. Nothing where no votes continue.
    ///
    /// ```
    /// use hustings_count::Tally;
    /// use hustings_count::rule::{Share, electoral_college::Section};
    ///
    /// // Labour, 2010: 111 of 266 votes of the MPs and MEPs at the first stage.
    /// let mps = Section::new("mps-and-meps", "1/3".parse::<Share>()?);
    /// let contribution = mps.contribution(Tally::new(111), Tally::new(266));
    /// assert_eq!(contribution.to_string(), "37/266");
    /// assert_eq!(contribution.to_decimals(5), "0.13909");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn contribution(&self, votes: Tally, continuing: Tally) -> Votes {
        if continuing.get() == 0 {
            return Votes::ZERO;
        }
        let of_the_section =
            Ratio::new(BigUint::from(votes.get()), BigUint::from(continuing.get()));
        Votes::fraction(self.share.to_fraction() * of_the_section)
    }
}

/// The sections of a college: at least one, with different ids, whose shares are the whole together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Section>", into = "Vec<Section>")]
pub struct Sections(Vec<Section>);

/// Why these are not the sections of a college.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSections {
    /// An id that nobody could refer to.
    #[error("a section has no id; give every section one")]
    NoId,
    /// Two sections with one id.
    #[error("two sections have the id “{0}”; an id is one section's")]
    IdTwice(String),
    /// Shares that are more or less than the whole, or none at all.
    #[error("the shares of the sections make {0}, and not the whole; let them make 1")]
    NotTheWhole(String),
}

impl Sections {
    /// These sections in their order.
    pub fn new(sections: Vec<Section>) -> Result<Self, InvalidSections> {
        let mut ids = BTreeSet::new();
        let mut shares = Ratio::from_integer(BigUint::ZERO);
        for Section { id, share } in &sections {
            if id.is_empty() {
                return Err(InvalidSections::NoId);
            }
            if !ids.insert(id) {
                return Err(InvalidSections::IdTwice(id.clone()));
            }
            shares += share.to_fraction();
        }
        if shares == Share::WHOLE.to_fraction() {
            Ok(Self(sections))
        } else {
            Err(InvalidSections::NotTheWhole(shares.to_string()))
        }
    }

    /// The sections in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Section> {
        self.0.iter()
    }
}

impl TryFrom<Vec<Section>> for Sections {
    type Error = InvalidSections;

    fn try_from(sections: Vec<Section>) -> Result<Self, InvalidSections> {
        Self::new(sections)
    }
}

impl From<Sections> for Vec<Section> {
    fn from(sections: Sections) -> Self {
        sections.0
    }
}
