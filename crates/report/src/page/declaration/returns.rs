//! Electors and papers, by section and as a whole.

use std::collections::BTreeSet;

use hustings_contest::Declaration;
use hustings_contest::declaration::{Return, TurnoutOf};

use crate::page::grid::{Cell, Grid, Row};
use crate::words;

/// With more columns than this, sections become rows.
const COLUMNS: usize = 4;

/// The table of electors and papers.
pub(super) fn returns(declaration: &Declaration) -> Grid {
    let returns = &declaration.returns;
    let columns: Vec<String> = returns
        .iter()
        .map(|row| {
            row.section
                .as_ref()
                .map_or_else(|| "Whole".to_owned(), |s| s.title.clone())
        })
        .collect();
    let row = |heading: &str, cell: &dyn Fn(&Return) -> Cell| Row {
        heading: heading.to_owned(),
        class: "",
        cells: returns.iter().map(cell).collect(),
    };
    let count = |papers: Option<_>| Cell::published(papers.map(words::tally));
    let mut rows = vec![row("Electors", &|r| count(r.eligible))];
    rows.push(row("Papers returned", &|r| count(r.returned)));
    let channels: BTreeSet<&String> = returns.iter().flat_map(|r| r.channels.keys()).collect();
    for channel in channels {
        let heading = format!("Received ({channel})");
        rows.push(row(&heading, &|r| count(r.channels.get(channel).copied())));
    }
    rows.push(row("Invalid", &|r| count(r.invalid)));
    if returns
        .iter()
        .any(|r| r.blank.is_some_and(|blank| blank.get() > 0))
    {
        rows.push(row("Blank", &|r| count(r.blank)));
    }
    rows.push(row("Valid", &|r| count(r.valid)));
    rows.push(turnout(returns));
    let caption = match returns.as_slice() {
        [one] if one.section.is_some() => "Of this section",
        [_] => "As a whole",
        _ => "By section, and as a whole",
    }
    .to_owned();
    let grid = Grid {
        caption,
        corner: "Figure".to_owned(),
        columns,
        rows,
    };
    if returns.len() > COLUMNS {
        grid.transposed("Section")
    } else {
        grid
    }
}

/// What the figures are of, and who published them.
pub(super) fn notes(declaration: &Declaration) -> Vec<String> {
    let returns = &declaration.returns;
    let mut notes = Vec::new();
    if let Some(of) = same_base(returns) {
        notes.push(format!("Turnout is {} as a share of electors.", base(of)));
    }
    if returns
        .iter()
        .any(|row| row.eligible.is_some() || row.returned.is_some())
    {
        let whose = "Electors and papers returned are those of the roll, whichever posts its electors vote for.";
        notes.push(whose.to_owned());
    }
    let sources: BTreeSet<&str> = returns
        .iter()
        .flat_map(|row| &row.sources)
        .map(String::as_str)
        .collect();
    if !sources.is_empty() {
        let sources: Vec<&str> = sources.into_iter().collect();
        notes.push(format!("Published by: {}.", sources.join("; ")));
    }
    notes
}

fn same_base(returns: &[Return]) -> Option<TurnoutOf> {
    let mut bases = returns
        .iter()
        .filter_map(|row| Some(row.turnout.as_ref()?.of));
    let first = bases.next()?;
    bases.all(|base| base == first).then_some(first)
}

/// Turnout; where rows take it of different papers, each cell says of which.
fn turnout(returns: &[Return]) -> Row {
    let each = same_base(returns).is_none();
    let cells = returns.iter().map(|row| match &row.turnout {
        None => Cell {
            words: "not known".to_owned(),
            unknown: true,
            ..Cell::default()
        },
        Some(turnout) => Cell {
            figure: turnout.percent.clone(),
            words: if each {
                base(turnout.of).to_owned()
            } else {
                String::new()
            },
            ..Cell::default()
        },
    });
    Row {
        heading: "Turnout".to_owned(),
        class: "total",
        cells: cells.collect(),
    }
}

fn base(of: TurnoutOf) -> &'static str {
    match of {
        TurnoutOf::Returned => "papers returned",
        TurnoutOf::Channels => "papers received by all channels",
        TurnoutOf::Valid => "valid papers",
    }
}
