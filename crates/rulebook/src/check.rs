//! Dead ends: rules that read well and cannot work.

mod ballot;
mod counting;
mod gates;
mod look;
mod references;
mod timetable;

use crate::{Address, Clause, Position, Rulebook};

/// A rule that cannot work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The clause.
    pub clause: Clause,
    /// Where it stands, or the table that lacks it.
    pub position: Option<Position>,
    /// Why it cannot work.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(position) = self.position {
            write!(f, "{position}: ")?;
        }
        write!(f, "{}", self.clause.address)?;
        if let Some(source) = &self.clause.source {
            write!(f, " (the source's {source})")?;
        }
        write!(f, ": {}; {}", self.reason, self.remedy)
    }
}

/// Looks for dead ends, in the order of the file. None found does not make rules wise.
pub fn check(rulebook: &Rulebook) -> Vec<Finding> {
    let mut findings = Findings {
        rulebook,
        found: Vec::new(),
    };
    references::check(&mut findings);
    gates::check(&mut findings);
    timetable::check(&mut findings);
    counting::check(&mut findings);
    ballot::check(&mut findings);
    look::check(&mut findings);
    let mut found = findings.found;
    found.sort_by_key(|finding| finding.position);
    found
}

/// What has been found so far.
struct Findings<'a> {
    rulebook: &'a Rulebook,
    found: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, address: Address, reason: impl Into<String>, remedy: impl Into<String>) {
        self.found.push(Finding {
            position: self.rulebook.position(&address),
            clause: self.rulebook.clause(address),
            reason: reason.into(),
            remedy: remedy.into(),
        });
    }
}
