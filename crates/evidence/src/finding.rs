//! Findings as they come about: what was found, or why a claim is not met.

use hustings_recount::{Claim, Finding};

/// Of a claim that holds, what was found.
pub(crate) type Checked = Result<String, Unmet>;

/// Why a claim is not known to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unmet {
    Broken { place: String, reason: String },
    Unknown(String),
}

pub(crate) fn broken(place: impl Into<String>, reason: impl Into<String>) -> Unmet {
    Unmet::Broken {
        place: place.into(),
        reason: reason.into(),
    }
}

pub(crate) fn unknown(why: impl Into<String>) -> Unmet {
    Unmet::Unknown(why.into())
}

pub(crate) fn claim(name: impl Into<String>, checked: Checked) -> Claim {
    Claim {
        name: name.into(),
        finding: match checked {
            Ok(what) => Finding::Holds { what },
            Err(Unmet::Broken { place, reason }) => Finding::DoesNotHold { place, reason },
            Err(Unmet::Unknown(why)) => Finding::CannotBeKnown { why },
        },
    }
}

/// Breaks the claim unless the two are the same.
pub(crate) fn same<T: PartialEq + std::fmt::Display>(
    place: &str,
    what: &str,
    found: &T,
    logged: &T,
) -> Result<(), Unmet> {
    if found == logged {
        return Ok(());
    }
    Err(broken(
        place,
        format!("{what} is {found}, and {logged} in the log"),
    ))
}

/// "1 ballot", "3 ballots"
pub(crate) fn number(count: impl Into<u128>, of: &str) -> String {
    let count = count.into();
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {of}{ending}")
}

impl Unmet {
    /// With what else is to be said where a claim is broken.
    pub(crate) fn with(self, also: &str) -> Self {
        match self {
            Self::Broken { place, reason } => broken(place, format!("{reason}; {also}")),
            Self::Unknown(why) => Self::Unknown(why),
        }
    }

    /// What another claim says that rests on the one that is not met.
    pub(crate) fn clone_as_unknown(&self) -> Self {
        match self {
            Self::Broken { place, reason } => unknown(format!("{place}: {reason}")),
            Self::Unknown(why) => unknown(why.clone()),
        }
    }
}
