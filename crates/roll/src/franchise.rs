//! Who may vote, as far as a date can say it.

use hustings_rulebook::{Address, Moment, Rulebook, SectionId, Window};

use crate::fault::{Fault, Reason};
use crate::{Bar, Column, Elector, Origin, Row};

/// What the rules come to for one row.
pub(crate) enum Judged {
    /// Nothing is against it.
    In,
    /// A clause is against it.
    Out(Bar),
    /// A day is given where the time of day decides.
    Undetermined(Box<Fault>),
}

enum Side {
    Within,
    Beyond,
    Undetermined,
}

/// Whether a time is at or before a limit.
fn by(at: &Moment, limit: &Moment) -> Side {
    if limit.surely_before(at) {
        Side::Beyond
    } else if at.latest() <= limit.latest() {
        Side::Within
    } else {
        Side::Undetermined
    }
}

/// Whether a time is at or after a limit.
fn from(at: &Moment, limit: &Moment) -> Side {
    if at.surely_before(limit) {
        Side::Beyond
    } else if limit.earliest() <= at.earliest() {
        Side::Within
    } else {
        Side::Undetermined
    }
}

/// Judges a row by `roll.freeze` and by its section's registration. What is not known stands in nobody's way here;
/// that it was not checked is a [`crate::Warning`].
pub(crate) fn judge(row: &Row, rulebook: &Rulebook) -> Judged {
    match freeze(&row.elector, row.origin, rulebook) {
        Judged::In => registration(&row.elector, row.origin, rulebook),
        other => other,
    }
}

fn freeze(elector: &Elector, origin: Origin, rulebook: &Rulebook) -> Judged {
    let (Some(joined), Some(freeze)) = (&elector.joined, &rulebook.roll.freeze) else {
        return Judged::In;
    };
    let clause = || rulebook.clause(Address::new("roll.freeze"));
    match by(joined, freeze) {
        Side::Within => Judged::In,
        Side::Beyond => Judged::Out(Bar::JoinedAfterFreeze {
            joined: joined.clone(),
            freeze: freeze.clone(),
            clause: clause(),
        }),
        Side::Undetermined => {
            let reason = Reason::Undetermined {
                limit: freeze.clone(),
                clause: clause(),
            };
            let fault = Fault::new(origin, Column::Joined, joined.as_str(), reason);
            Judged::Undetermined(Box::new(fault))
        }
    }
}

/// The window of registration for a section, where there is one.
pub(crate) fn window<'a>(
    rulebook: &'a Rulebook,
    section: Option<&SectionId>,
) -> Option<&'a Window> {
    rulebook.section(section?)?.registration.as_ref()
}

fn registration(elector: &Elector, origin: Origin, rulebook: &Rulebook) -> Judged {
    let (Some(registered), Some(section)) = (&elector.registered, &elector.section) else {
        return Judged::In;
    };
    let Some(window) = window(rulebook, Some(section)) else {
        return Judged::In;
    };
    let address = Address::new("roll.section")
        .child(section)
        .child("registration");
    let limits = [
        (
            window.opens.as_ref(),
            from as fn(&Moment, &Moment) -> Side,
            "opens",
        ),
        (window.closes.as_ref(), by, "closes"),
    ];
    for (limit, side, key) in limits {
        let Some(limit) = limit else { continue };
        let clause = || rulebook.clause(address.child(key));
        match side(registered, limit) {
            Side::Within => {}
            Side::Beyond => {
                return Judged::Out(Bar::RegisteredOutside {
                    registered: registered.clone(),
                    limit: limit.clone(),
                    clause: clause(),
                });
            }
            Side::Undetermined => {
                let reason = Reason::Undetermined {
                    limit: limit.clone(),
                    clause: clause(),
                };
                let fault = Fault::new(origin, Column::Registered, registered.as_str(), reason);
                return Judged::Undetermined(Box::new(fault));
            }
        }
    }
    Judged::In
}
