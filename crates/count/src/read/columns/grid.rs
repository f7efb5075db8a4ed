//! CSV with a column a candidate: cells hold which preference the candidate is.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, cells};
use super::header::{Header, check_id, is_number};
use super::number_of_papers;
use super::rank::rank;
use crate::candidate::check_name;
use crate::papers::{CandidateIndex, Papers, Rankings};
use crate::read::error::{Fault, ReadError, Separator};
use crate::read::lines::{Line, Repeated};
use crate::read::marks::Marks;
use crate::read::paper::Judge;
use crate::read::rctab;
use crate::votes::whole_number;

/// What the columns are.
struct Layout<'a> {
    /// The column of papers' ids.
    id: Option<usize>,
    /// Columns before the candidates'.
    before: usize,
    names: Vec<&'a str>,
}

/// Whether the first row names candidates: at least one that is no preference, and below it stand numbers.
pub(super) fn is_one(header: &Header<'_>, rows: &[Repeated<'_>]) -> bool {
    let before = header.before();
    let mut names = header.columns.iter().skip(before);
    if names.all(|name| rank(&name.text).is_some()) {
        return false;
    }
    let numbers = |row: &Repeated<'_>| {
        let cells = cells(row.line).unwrap_or_default();
        let mut preferences = cells.iter().skip(before).map(|cell| &cell.text);
        let some = preferences.clone().any(|text| !text.is_empty());
        (
            some,
            preferences.all(|text| text.is_empty() || is_number(text)),
        )
    };
    // Rows of blank papers tell nothing.
    let told = rows.iter().map(numbers).find(|(some, _)| *some);
    told.is_some_and(|(_, numbers)| numbers)
}

/// The papers of the rows.
pub(super) fn papers(
    header: &Header<'_>,
    rows: &[Repeated<'_>],
    marks: Marks,
    config: Option<&rctab::Config>,
) -> Result<Papers, ReadError> {
    let layout = match config {
        Some(config) => configured(header, config)?,
        None => plain(header)?,
    };
    let mut rankings = Rankings::default();
    let mut judge = Judge::new(marks);
    let mut ids = BTreeSet::new();
    for repeated in rows {
        let line = repeated.line;
        let row = cells(line)?;
        header.check_length(line, &row)?;
        if let Some(cell) = layout.id.and_then(|id| row.get(id)) {
            check_id(cell, *repeated, &mut ids)?;
        }
        let number = match row.first() {
            Some(cell) if header.numbers && config.is_none() => number_of_papers(line, cell)?,
            _ => 1,
        };
        judge.next();
        self::marks(&layout, line, &row, &mut judge)?;
        let judged = judge.judged(|candidate| {
            let name = layout.names.get(candidate.get()).copied();
            format!("“{}”", name.unwrap_or_default())
        });
        let judged = judged.map_err(|refused| refused.fault.at(line.place(refused.at)))?;
        repeated.add_to(&mut rankings, judged, number)?;
    }
    let names = layout.names.into_iter().map(str::to_owned).collect();
    Ok(Papers::with_ids_from_names(names, rankings))
}

/// Every column but a leading one of numbers or ids is a candidate's.
fn plain<'a>(header: &'a Header<'_>) -> Result<Layout<'a>, ReadError> {
    let before = header.before();
    let mut first = BTreeMap::new();
    for (number, column) in (1..).zip(header.columns.iter().skip(before)) {
        let refuse = |fault: Fault| Err(fault.at(header.line.place(column.at)));
        let name = &*column.text;
        if let Some(separator) = Separator::within(name) {
            return refuse(Fault::NameWithSeparator(separator));
        }
        if let Err(fault) = check_name(name) {
            return refuse(Fault::Name(fault));
        }
        if number > Papers::MAX_CANDIDATES {
            return refuse(Fault::TooManyCandidates);
        }
        if let Some(first) = first.insert(name, number) {
            let name = name.to_owned();
            return refuse(Fault::NameTwice { name, first });
        }
    }
    let names = header.columns.iter().skip(before);
    Ok(Layout {
        id: header.ids.then_some(0),
        before,
        names: names.map(|column| &*column.text).collect(),
    })
}

/// The columns that a configuration says. All others are passed over.
fn configured<'a>(
    header: &'a Header<'_>,
    config: &'a rctab::Config,
) -> Result<Layout<'a>, ReadError> {
    let before = config.source.columns_before;
    let mut names = Vec::new();
    for column in header.columns.iter().skip(before) {
        let refuse = |fault: Fault| Err(fault.at(header.line.place(column.at)));
        let Some(name) = config.name(&column.text) else {
            return refuse(Fault::NotConfigured(column.text.to_string()));
        };
        if let Some(first) = names.iter().position(|other| *other == name) {
            let (name, first) = (name.to_owned(), first + 1);
            return refuse(Fault::NameTwice { name, first });
        }
        names.push(name);
    }
    Ok(Layout {
        id: config.source.id_column,
        before,
        names,
    })
}

/// Marks each candidate at the preference that the cell says.
fn marks(
    layout: &Layout<'_>,
    line: Line<'_>,
    row: &[Cell<'_>],
    judge: &mut Judge,
) -> Result<(), ReadError> {
    let places = (0..layout.names.len()).map_while(CandidateIndex::new);
    for (candidate, cell) in places.zip(row.iter().skip(layout.before)) {
        if cell.text.is_empty() {
            continue;
        }
        let refuse = |fault: Fault| fault.at(line.place(cell.at));
        let number = whole_number(&cell.text).map_err(|invalid| refuse(invalid.into()))?;
        if number == 0 {
            return Err(refuse(Fault::PreferenceZero));
        }
        let too_large = |_| refuse(Fault::NumberTooLarge(cell.text.to_string()));
        judge.mark(
            u32::try_from(number).map_err(too_large)?,
            candidate,
            cell.at,
        );
    }
    judge.sort();
    Ok(())
}
