//! A verdict: a tree in the gate's shape that says what was reached, by when, and on what evidence.

use hustings_count::Tally;
use hustings_rulebook::gate::Measure;
use hustings_rulebook::{BodyId, Clause, GroupId, KindId, Moment, NominatorId, Percent, Rounding};
use serde::{Deserialize, Serialize};

use super::bounds::Bounds;

/// Whether something was reached, as far as is known. In the order from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is known not to have been reached.
    NotMet,
    /// The record does not decide.
    Undetermined,
    /// It is known to have been reached.
    Met,
}

/// The interval in which something was first met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstMet {
    /// The last moment at which it is known not to have been met.
    pub after: Option<Moment>,
    /// The first moment at which it is known to have been met.
    pub by: Option<Moment>,
}

/// One node of a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The clause that is judged.
    pub clause: Clause,
    /// What it came to in the end.
    pub outcome: Outcome,
    /// When it was first met.
    pub first_met: FirstMet,
    /// What stands below.
    #[serde(flatten)]
    pub branches: Branches,
}

/// What stands below a node of a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Branches {
    /// Every branch must be met.
    All {
        /// The branches.
        all: Vec<Verdict>,
    },
    /// One branch must be met.
    Any {
        /// The branches.
        any: Vec<Verdict>,
    },
    /// A test and its evidence.
    Leaf(Box<Leaf>),
}

/// A test, what it asks for, and the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// The test.
    pub test: TestRead,
    /// What it asks for; `None` where the register is not known.
    pub required: Option<Interval>,
    /// What there was in the end.
    pub figure: Interval,
    /// Reports of the body that name the candidate.
    pub reports: Vec<ReportRead>,
    /// Nominations that the test looks at.
    pub nominations: Vec<NominationRead>,
}

/// A figure between two bounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// At least this.
    pub at_least: Tally,
    /// At most this; `None` where nothing bounds it.
    pub at_most: Option<Tally>,
}

/// A test, as the rulebook has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRead {
    /// So many,
    pub number: Option<Tally>,
    /// or such a share,
    pub share: Option<Percent>,
    /// of this body,
    pub of: BodyId,
    /// which is called so,
    pub title: String,
    /// of this kind,
    pub kind: Option<KindId>,
    /// by heads or by weight,
    pub by: Measure,
    /// across groups,
    pub across: Option<GroupId>,
    /// so rounded.
    pub rounding: Option<Rounding>,
}

/// A report, as far as it concerns the candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRead {
    /// When it stood so.
    pub as_of: Moment,
    /// How many.
    pub figure: Tally,
    /// Who says so.
    pub sources: Vec<String>,
}

/// A nomination, as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationRead {
    /// Who nominated.
    pub nominator: NominatorId,
    /// The nominator's name.
    pub name: String,
    /// The nominator's kind.
    pub kind: Option<KindId>,
    /// When it was decided.
    pub decided: Option<Moment>,
    /// When it was received.
    pub received: Option<Moment>,
    /// By when a source reports it.
    pub as_of: Option<Moment>,
    /// Whether it is known to have come within the window.
    pub window: Window,
    /// Whether a withdrawal released it.
    pub released: bool,
    /// Who says so.
    pub sources: Vec<String>,
}

/// Whether a nomination is known to have come within the window; what came outside is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// It is.
    Inside,
    /// The time by which the rulebook judges, or the window, is not known to the moment.
    Undetermined,
}

impl From<Bounds> for Interval {
    fn from(bounds: Bounds) -> Self {
        Self {
            at_least: Tally::new(bounds.at_least),
            at_most: bounds.at_most.map(Tally::new),
        }
    }
}
