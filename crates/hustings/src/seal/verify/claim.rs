use std::fmt;

use crate::terminal::{in_bold, in_green, in_red, in_yellow, visible};

/// One claim, and what is found of it.
pub(super) struct Claim {
    name: String,
    finding: Finding,
    what: String,
}

#[derive(PartialEq, Eq)]
enum Finding {
    Holds,
    DoesNotHold,
    CannotBeKnown,
}

impl Claim {
    pub(super) fn holds(name: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            finding: Finding::Holds,
            what: what.into(),
        }
    }

    /// Holds if it is proved, and cannot be known otherwise.
    pub(super) fn proved(proved: bool, name: impl Into<String>, what: impl Into<String>) -> Self {
        if proved {
            Self::holds(name, what)
        } else {
            Self::unknown(name, what)
        }
    }

    pub(super) fn unknown(name: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            finding: Finding::CannotBeKnown,
            what: what.into(),
        }
    }

    pub(super) fn broken(name: &str, what: &str) -> Self {
        Self {
            name: name.to_owned(),
            finding: Finding::DoesNotHold,
            what: what.to_owned(),
        }
    }

    pub(super) fn is_broken(&self) -> bool {
        self.finding == Finding::DoesNotHold
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finding = match self.finding {
            Finding::Holds => in_green("✓ holds           "),
            Finding::DoesNotHold => in_red("✗ does not hold   "),
            Finding::CannotBeKnown => in_yellow("? cannot be known "),
        };
        let name = in_bold(&visible(&self.name));
        write!(f, "{finding} {name}: {}", visible(&self.what))
    }
}
