//! Rows of one number made into one entry, or rejected; and all of them held against each other.

use std::collections::BTreeMap;

use hustings_rulebook::{Address, Rulebook, SectionId};

use super::{Entry, Other, Roll};
use crate::fault::{Fault, Reason, Rejected};
use crate::franchise::{Judged, judge};
use crate::{Bar, Column, ElectorId, Origin, Row, RowNumber, matches};

/// A roll of these rows, in which nothing was ruled yet.
pub(crate) fn gather(rows: Vec<Row>, rejected: Vec<Rejected>, rulebook: &Rulebook) -> Roll {
    let mut roll = Roll {
        entries: BTreeMap::new(),
        rejected,
        matches: Vec::new(),
        matched: BTreeMap::new(),
        applications: Vec::new(),
        precedence: rulebook.roll.precedence.clone(),
    };
    let mut by_number: BTreeMap<ElectorId, Vec<Row>> = BTreeMap::new();
    for row in rows {
        by_number
            .entry(row.elector.id.clone())
            .or_default()
            .push(row);
    }
    for (id, mut rows) in by_number {
        // A file may be sorted anew: which row is called the first is the file's order, what comes of them is not.
        rows.sort_by_key(|row| row.origin);
        if let Some(entry) = entry(rows, &mut roll.rejected, rulebook) {
            roll.entries.insert(id, entry);
        }
    }
    roll.rejected.sort_by_key(|row| row.origin);
    let found = matches::find(roll.electors());
    roll.number(found);
    roll
}

/// What becomes of all rows of one number.
fn entry(rows: Vec<Row>, rejected: &mut Vec<Rejected>, rulebook: &Rulebook) -> Option<Entry> {
    let rows = one_a_section(rows, rejected);
    let rows = of_one_name(rows, rejected);
    let mut judged: Vec<(Row, Option<Bar>)> = Vec::new();
    for row in rows {
        match judge(&row, rulebook) {
            Judged::In => judged.push((row, None)),
            Judged::Out(bar) => judged.push((row, Some(bar))),
            Judged::Undetermined(fault) => rejected.push(reject(&row, *fault)),
        }
    }
    by_precedence(judged, rejected, rulebook)
}

pub(super) fn reject(row: &Row, fault: Fault) -> Rejected {
    Rejected {
        origin: row.origin,
        elector: Some(row.elector.id.clone()),
        section: row.elector.section.clone(),
        channel: Some(row.elector.channel),
        faults: vec![fault],
    }
}

fn reject_number(row: &Row, reason: Reason) -> Rejected {
    reject(
        row,
        Fault::new(row.origin, Column::Elector, row.elector.id.as_str(), reason),
    )
}

/// The rows of a file among these, save one.
fn numbers<'a>(rows: impl Iterator<Item = &'a Row>, save: &Row) -> Vec<RowNumber> {
    rows.filter(|row| row.origin != save.origin)
        .filter_map(|row| match row.origin {
            Origin::Row(number) => Some(number),
            Origin::Claim(_) => None,
        })
        .collect()
}

/// Rows of one section that say the same are one row; those that do not are none, since nobody can say which is right.
fn one_a_section(rows: Vec<Row>, rejected: &mut Vec<Rejected>) -> Vec<Row> {
    let mut by_section: BTreeMap<Option<SectionId>, Vec<Row>> = BTreeMap::new();
    for row in rows {
        by_section
            .entry(row.elector.section.clone())
            .or_default()
            .push(row);
    }
    let mut kept = Vec::new();
    for rows in by_section.into_values() {
        let Some((first, repeats)) = rows.split_first() else {
            continue;
        };
        if repeats.iter().all(|row| row.elector == first.elector) {
            if let Origin::Row(number) = first.origin {
                let reason = Reason::Repeated { first: number };
                rejected.extend(repeats.iter().map(|row| reject_number(row, reason.clone())));
            }
            kept.push(first.clone());
        } else {
            let contradicted = |row| Reason::Contradicted {
                rows: numbers(rows.iter(), row),
            };
            rejected.extend(rows.iter().map(|row| reject_number(row, contradicted(row))));
        }
    }
    kept
}

/// One number in several sections is one person's only under one name.
fn of_one_name(rows: Vec<Row>, rejected: &mut Vec<Rejected>) -> Vec<Row> {
    if rows.len() < 2 {
        return rows;
    }
    let name = |row: &Row| matches::fold_name(row.elector.name.as_str());
    let first = rows.first().map(name).unwrap_or_default();
    if rows.iter().all(|row| name(row) == first) {
        return rows;
    }
    for row in &rows {
        let others = rows.iter().filter(|other| name(other) != name(row));
        let reason = Reason::TwoNames {
            rows: numbers(others, row),
        };
        rejected.push(reject_number(row, reason));
    }
    Vec::new()
}

/// Who is in several sections votes in the first of `roll.precedence` in which she is eligible.
fn by_precedence(
    mut judged: Vec<(Row, Option<Bar>)>,
    rejected: &mut Vec<Rejected>,
    rulebook: &Rulebook,
) -> Option<Entry> {
    let clause = || rulebook.clause(Address::new("roll.precedence"));
    let precedence = &rulebook.roll.precedence;
    let rank = |row: &Row| place(precedence, row.elector.section.as_ref());
    let eligible =
        |judged: &[(Row, Option<Bar>)]| judged.iter().filter(|(_, bar)| bar.is_none()).count();
    if eligible(&judged) > 1
        && judged
            .iter()
            .any(|(row, bar)| bar.is_none() && rank(row).is_none())
    {
        for (row, _) in &judged {
            let rows = numbers(judged.iter().map(|(row, _)| row), row);
            rejected.push(reject_number(
                row,
                Reason::NoPrecedence {
                    rows,
                    clause: clause(),
                },
            ));
        }
        return None;
    }
    // Sections that the clause does not name come last, in the order of their ids.
    judged.sort_by_key(|(row, bar)| {
        (
            bar.is_some(),
            rank(row).unwrap_or(usize::MAX),
            row.elector.section.clone(),
        )
    });
    let mut judged = judged.into_iter();
    let (row, bar) = judged.next()?;
    let others = judged
        .map(|(row, bar)| Other {
            row,
            clause: bar.as_ref().map_or_else(clause, |bar| bar.clause().clone()),
            bar,
        })
        .collect();
    Some(Entry {
        row,
        bar,
        others,
        decision: None,
    })
}

/// The place of a section in `roll.precedence`.
pub(super) fn place(precedence: &[SectionId], section: Option<&SectionId>) -> Option<usize> {
    precedence.iter().position(|one| Some(one) == section)
}
