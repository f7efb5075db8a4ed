use crate::verify::{Fault, Place, Reason};

/// Why reading goes no further.
pub(super) enum Stop {
    /// Something is wrong.
    Fault(Fault),
    /// The archive ends behind an event, before this.
    End(&'static str),
}

impl Stop {
    /// As the fault that it is where an archive must be complete.
    pub fn into_fault(self) -> Fault {
        match self {
            Self::Fault(fault) => fault,
            Self::End(next) => fault(Place::End, Reason::Unfinished(next)),
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

pub(super) fn fault(place: Place, reason: Reason) -> Fault {
    Fault { place, reason }
}
