//! What a file comes to, as an officer reads it.

use hustings_office::CurrentRoll;
use hustings_roll::{
    Changed, Changes, Eligibility, NotEligible, Roll, Shared, SharedBy, Tally, Totals,
};
use hustings_rulebook::Rulebook;

use super::title;
use crate::page::Frame;

/// How many lines of a sort are shown: nobody reads more on a page, and a file has all.
const SHOWN: usize = 100;

/// Lines that are shown, and how many more there are.
pub(crate) struct Listed<T> {
    pub(crate) lines: Vec<T>,
    pub(crate) more: usize,
}

impl<T> Listed<T> {
    fn of(lines: impl IntoIterator<Item = T>) -> Self {
        let mut all = lines.into_iter();
        let lines: Vec<T> = all.by_ref().take(SHOWN).collect();
        Self {
            lines,
            more: all.count(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(crate) fn count(&self) -> usize {
        self.lines.len() + self.more
    }
}

/// The heaps of one section and channel.
pub(crate) struct Heaps {
    pub(crate) label: String,
    pub(crate) tally: Tally,
}

/// One thing that is wrong with a row.
pub(crate) struct Fault {
    pub(crate) row: String,
    pub(crate) column: String,
    pub(crate) found: String,
    pub(crate) reason: String,
}

/// Somebody, and what is to be said of her.
pub(crate) struct Said {
    pub(crate) elector: String,
    pub(crate) what: String,
}

/// What is different from the roll that stands.
pub(crate) struct Difference {
    pub(crate) added: Listed<String>,
    pub(crate) removed: Listed<String>,
    pub(crate) changed: Listed<Said>,
}

/// The whole of it.
pub(crate) struct Told {
    pub(crate) heaps: Vec<Heaps>,
    pub(crate) all: Tally,
    pub(crate) rejected: Listed<Fault>,
    pub(crate) barred: Listed<Said>,
    pub(crate) set_aside: Listed<Said>,
    pub(crate) shared: Listed<Said>,
    pub(crate) ignored: Vec<String>,
    pub(crate) warnings: Vec<String>,
    pub(crate) passed: Vec<String>,
    pub(crate) difference: Option<Difference>,
}

impl Told {
    pub(crate) fn of(
        page: &Frame,
        rulebook: &Rulebook,
        current: &CurrentRoll,
        changes: Option<&Changes>,
    ) -> Self {
        let roll = current.roll();
        let totals = roll.totals();
        let import = &current.import;
        Self {
            heaps: heaps(page, rulebook, &totals),
            all: totals.all,
            rejected: Listed::of(faults(roll)),
            barred: Listed::of(barred(roll)),
            set_aside: Listed::of(set_aside(page, roll)),
            shared: Listed::of(import.shared.iter().map(|one| shared(page, one))),
            ignored: import.ignored.clone(),
            warnings: import.warnings.iter().map(ToString::to_string).collect(),
            passed: current.passed.iter().map(ToString::to_string).collect(),
            difference: changes.map(|changes| Difference {
                added: Listed::of(changes.added.iter().map(ToString::to_string)),
                removed: Listed::of(changes.removed.iter().map(ToString::to_string)),
                changed: Listed::of(
                    changes
                        .changed
                        .iter()
                        .map(|one| changed(page, rulebook, one)),
                ),
            }),
        }
    }
}

fn heaps(page: &Frame, rulebook: &Rulebook, totals: &Totals) -> Vec<Heaps> {
    let heaps = totals.groups.iter().map(|(group, tally)| {
        let channel = match group.channel {
            Some(channel) => page.say(&format!("roll-channel-{channel}")),
            None => page.say("office-not-known"),
        };
        let section = match (&group.section, rulebook.roll.sections.is_empty()) {
            (_, true) => None,
            (Some(id), false) => Some(title(page, rulebook, Some(id))),
            (None, false) => Some(page.say("office-not-known")),
        };
        Heaps {
            label: match section {
                Some(section) => format!("{section}, {channel}"),
                None => channel,
            },
            tally: *tally,
        }
    });
    heaps.collect()
}

/// What is wrong with rows, one fault a line.
pub(crate) fn faults(roll: &Roll) -> impl Iterator<Item = Fault> + '_ {
    let faults = roll.rejected().iter().flat_map(|row| &row.faults);
    faults.map(|fault| Fault {
        row: fault.origin.to_string(),
        column: fault.column.to_string(),
        found: fault.found.clone(),
        reason: fault.reason.to_string(),
    })
}

fn barred(roll: &Roll) -> impl Iterator<Item = Said> + '_ {
    let people = roll
        .electors()
        .filter_map(|elector| match roll.eligibility(&elector.id) {
            Eligibility::NotEligible(reason)
                if !matches!(*reason, NotEligible::SamePerson { .. }) =>
            {
                Some(Said {
                    elector: elector.id.to_string(),
                    what: reason.to_string(),
                })
            }
            _ => None,
        });
    let rows = roll.others().filter_map(|other| {
        let bar = other.bar.as_ref()?;
        Some(Said {
            elector: other.row.elector.id.to_string(),
            what: format!("{}: {bar}", other.row.origin),
        })
    });
    people.chain(rows)
}

fn set_aside<'a>(page: &'a Frame, roll: &'a Roll) -> impl Iterator<Item = Said> + 'a {
    let same = roll
        .electors()
        .filter_map(|elector| match roll.eligibility(&elector.id) {
            Eligibility::NotEligible(reason)
                if matches!(*reason, NotEligible::SamePerson { .. }) =>
            {
                Some(Said {
                    elector: elector.id.to_string(),
                    what: reason.to_string(),
                })
            }
            _ => None,
        });
    let rows = roll.others().filter(|other| other.bar.is_none());
    let rows = rows.map(|other| Said {
        elector: other.row.elector.id.to_string(),
        what: page.fill2(
            "roll-other-row",
            "row",
            other.row.origin.to_string(),
            "clause",
            other.clause.address.to_string(),
        ),
    });
    same.chain(rows)
}

fn shared(page: &Frame, shared: &Shared) -> Said {
    let electors: Vec<String> = shared.electors.iter().map(ToString::to_string).collect();
    let key = match shared.by {
        SharedBy::Address => "roll-shared-address",
        SharedBy::Email => "roll-shared-email",
    };
    Said {
        elector: shared.written.clone(),
        what: page.fill2(
            key,
            "count",
            electors.len(),
            "electors",
            electors.join(", "),
        ),
    }
}

fn changed(page: &Frame, rulebook: &Rulebook, changed: &Changed) -> Said {
    let columns: Vec<String> = changed.columns.iter().map(ToString::to_string).collect();
    let mut what = columns.join(", ");
    if let Some((from, to)) = &changed.moved {
        let (from, to) = (
            title(page, rulebook, from.as_ref()),
            title(page, rulebook, to.as_ref()),
        );
        what += &format!("; {from} → {to}");
    }
    if let Some((from, to)) = changed.switched {
        let said = |channel| page.say(&format!("roll-channel-{channel}"));
        what += &format!("; {} → {}", said(from), said(to));
    }
    Said {
        elector: changed.elector.to_string(),
        what,
    }
}
