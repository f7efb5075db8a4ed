//! Gates: what a candidate must reach to pass a stage.

use serde::{Deserialize, Serialize};

use crate::{BodyId, GroupId, KindId, Percent, Rounding};

/// A gate is a tree: all of some branches, any of some, or a test.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawGate")]
pub enum Gate {
    /// Every branch must be met.
    All(Vec<Gate>),
    /// One branch must be met.
    Any(Vec<Gate>),
    /// Nominations must reach a number or a share.
    Test(Test),
}

/// What nominations must reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// How many or how much.
    pub amount: Amount,
    /// Whose nominations count.
    pub of: BodyId,
    /// Only those of this kind.
    pub kind: Option<KindId>,
    /// Heads, or what they weigh.
    pub by: Measure,
    /// Counts the different groups that nominators come from instead of nominators.
    pub across: Option<GroupId>,
    /// The threshold that the source prints, which must follow from the share.
    pub published: Option<u64>,
}

/// How much a test asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Number(u64),
    /// A share of the register, or of the total weight.
    Share {
        /// The share.
        percent: Percent,
        /// How it becomes a whole number; [`crate::check()`] refuses a share without.
        rounding: Option<Rounding>,
    },
}

/// What a test counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Each nominator is one.
    #[default]
    Head,
    /// Each nominator has its weight.
    Weight,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGate {
    all: Option<Vec<Gate>>,
    any: Option<Vec<Gate>>,
    number: Option<u64>,
    share: Option<Percent>,
    of: Option<BodyId>,
    kind: Option<KindId>,
    by: Option<Measure>,
    across: Option<GroupId>,
    rounding: Option<Rounding>,
    published: Option<u64>,
    #[serde(rename = "clause")]
    _clause: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

impl RawGate {
    fn has_keys_of_a_test(&self) -> bool {
        self.number.is_some()
            || self.share.is_some()
            || self.of.is_some()
            || self.kind.is_some()
            || self.by.is_some()
            || self.across.is_some()
            || self.rounding.is_some()
            || self.published.is_some()
    }

    fn into_test(self) -> Result<Test, &'static str> {
        let amount = match (self.number, self.share) {
            (Some(number), None) if self.rounding.is_none() => Amount::Number(number),
            (Some(_), None) => return Err("a number needs no rounding: take 'rounding' out"),
            (None, Some(percent)) => Amount::Share {
                percent,
                rounding: self.rounding,
            },
            (Some(_), Some(_)) => {
                return Err("a test asks for a number or for a share, not for both");
            }
            (None, None) => return Err("a test needs 'number' or 'share'"),
        };
        let of = self
            .of
            .ok_or("a test needs 'of': the body whose nominations count")?;
        Ok(Test {
            amount,
            of,
            kind: self.kind,
            by: self.by.unwrap_or_default(),
            across: self.across,
            published: self.published,
        })
    }
}

impl TryFrom<RawGate> for Gate {
    type Error = &'static str;

    fn try_from(mut raw: RawGate) -> Result<Self, Self::Error> {
        match (raw.all.take(), raw.any.take(), raw.has_keys_of_a_test()) {
            (None, None, _) => raw.into_test().map(Gate::Test),
            (Some(branches), None, false) | (None, Some(branches), false)
                if branches.is_empty() =>
            {
                Err("'all' and 'any' need at least one branch")
            }
            (Some(branches), None, false) => Ok(Gate::All(branches)),
            (None, Some(branches), false) => Ok(Gate::Any(branches)),
            _ => Err("a gate is 'all', or 'any', or one test: split it up"),
        }
    }
}
