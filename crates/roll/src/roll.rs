//! The roll itself: who is on it, who is not, and what must be ruled on.

mod applications;
pub(crate) mod gather;
mod ruling;
mod standing;

use std::collections::BTreeMap;

use hustings_rulebook::{Clause, Rulebook, SectionId};

use crate::{
    Application, Bar, Decision, Elector, ElectorId, Eligibility, Match, MatchNumber, Rejected, Row,
};

pub(crate) use standing::Survey;

/// Everybody whom a file names, and what was ruled since.
///
/// A pure function of the file, the rulebook and the rulings, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    entries: BTreeMap<ElectorId, Entry>,
    rejected: Vec<Rejected>,
    matches: Vec<Match>,
    /// In which matches each elector is, by their places.
    matched: BTreeMap<ElectorId, Vec<usize>>,
    applications: Vec<Application>,
    precedence: Vec<SectionId>,
}

/// One membership number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    row: Row,
    bar: Option<Bar>,
    others: Vec<Other>,
    decision: Option<Decision>,
}

/// A row of somebody who has another row that she votes under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The row.
    pub row: Row,
    /// What a rule has against it; `None` where it is set aside by precedence only.
    pub bar: Option<Bar>,
    /// The clause that it follows: the bar's, or `roll.precedence`.
    pub clause: Clause,
}

impl Roll {
    /// A roll of rows that were read before: from private rows, say. Judges and matches them as [`crate::read`] does.
    pub fn of(rows: Vec<Row>, rulebook: &Rulebook) -> Self {
        gather::gather(rows, Vec::new(), rulebook)
    }

    /// The row under which each person stands, eligible or not, in the order of numbers.
    pub fn rows(&self) -> impl Iterator<Item = &Row> + Clone {
        self.entries.values().map(|entry| &entry.row)
    }

    /// What those rows say.
    pub fn electors(&self) -> impl Iterator<Item = &Elector> + Clone {
        self.rows().map(|row| &row.elector)
    }

    /// Rows of persons who vote under another row of theirs, in the order of numbers.
    pub fn others(&self) -> impl Iterator<Item = &Other> {
        self.entries.values().flat_map(|entry| &entry.others)
    }

    /// The row of an elector.
    pub fn row(&self, elector: &ElectorId) -> Option<&Row> {
        self.entries.get(elector).map(|entry| &entry.row)
    }

    /// The rows of those who may vote, in the order of numbers.
    pub fn eligible(&self) -> impl Iterator<Item = &Row> {
        let survey = self.survey();
        let entries = self.entries.values();
        entries.map(|entry| &entry.row).filter(move |row| {
            let eligibility = survey.eligibility(&row.elector.id);
            matches!(eligibility, Eligibility::Eligible { .. })
        })
    }

    /// Rows that are not on the roll because of what stands in them, in the file's order.
    pub fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }

    /// All matches, ruled on or not, by number.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// Gives matches other numbers, by their electors, each its own: so that a match keeps the number that rulings name it
    /// by when a later file has others before it.
    pub fn number_matches(&mut self, mut number: impl FnMut(&[ElectorId]) -> MatchNumber) {
        for one in &mut self.matches {
            one.number = number(&one.electors);
        }
    }

    /// Matches that somebody must rule on, by number.
    pub fn open_matches(&self) -> Vec<&Match> {
        let survey = self.survey();
        let numbered = (0..).zip(&self.matches);
        numbered
            .filter(|&(place, _)| survey.is_open(place))
            .map(|(_, one)| one)
            .collect()
    }

    /// Claims and objections, by number.
    pub fn applications(&self) -> &[Application] {
        &self.applications
    }

    /// Whether somebody may vote, and why not.
    pub fn eligibility(&self, elector: &ElectorId) -> Eligibility {
        let places = self
            .matched
            .get(elector)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let open = places
            .iter()
            .copied()
            .filter(|&place| self.is_open(place))
            .collect();
        self.eligibility_given(elector, &open)
    }

    pub(crate) fn survey(&self) -> Survey<'_> {
        Survey::of(self)
    }
}
