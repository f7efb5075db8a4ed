//! Plain text for a terminal.

use std::fmt::Write;

use hustings_count::transcript::{Did, Elected, Stage, Transcript};

use crate::deeds::{self, Mark};
use crate::explain;
use crate::movement::{Change, Pile, adds_up, changes, votes_of};
use crate::words::{self, Names};

/// The widest a table is.
const COLUMNS: usize = 100;
/// The widest a name is; what is longer is cut.
const NAME: usize = 28;

/// The table of stages: candidates by stages, votes, what came (`+`) and went (`-`), papers that no longer count, and
/// marks for those elected (`E`) and excluded (`X`); then in words what was done at each stage, and how a tie was
/// resolved. Stages that find no room stand in a table of their own below.
pub fn stages(transcript: &Transcript) -> String {
    let mut rows = rows(transcript);
    for stage in 0..transcript.stages.len() {
        aligned(&mut rows, stage);
    }
    let names = rows.iter().map(|row| columns(&row.name)).max().unwrap_or(0);
    let stages: Vec<Column> = (0..transcript.stages.len())
        .map(|stage| Column::of(&rows, stage))
        .collect();
    let mut out = String::new();
    let mut from = 0;
    while from < stages.len() {
        let mut to = from + 1;
        let width = |to: usize| {
            names
                + stages
                    .iter()
                    .take(to)
                    .skip(from)
                    .map(Column::width)
                    .sum::<usize>()
        };
        while to < stages.len() && width(to + 1) <= COLUMNS {
            to += 1;
        }
        if from > 0 {
            out.push('\n');
        }
        block(
            &mut out,
            &rows,
            names,
            stages.get(from..to).unwrap_or_default(),
        );
        from = to;
    }
    out.push('\n');
    let people = Names::of(&transcript.candidates);
    for stage in &transcript.stages {
        let done = done(transcript, stage, &people);
        let _ = writeln!(out, "Stage {}: {done}", stage.number);
        for section in explain::sections(transcript, stage, &people) {
            let _ = writeln!(out, "  {section}");
        }
    }
    out.push_str(&quotas(transcript));
    let blank = transcript.blank.get();
    if blank > 0 {
        let papers = words::plural(blank, "paper", "papers");
        let _ = writeln!(
            out,
            "{} blank {papers}, counted apart.",
            words::number(blank)
        );
    }
    for (reason, papers) in &transcript.spoilt {
        let number = words::number(papers.get());
        let papers = words::plural(papers.get(), "paper", "papers");
        let _ = writeln!(out, "{number} spoilt {papers}, counted apart: {reason}.");
    }
    if !transcript.withdrawn.is_empty() {
        let withdrew = people.list(&transcript.withdrawn);
        let _ = writeln!(out, "Withdrew before the count: {withdrew}.");
    }
    out
}

/// The quota, stage by stage where it changes.
fn quotas(transcript: &Transcript) -> String {
    let mut out = String::new();
    let mut before = None;
    for stage in &transcript.stages {
        let Some(quota) = stage.quota.as_ref().filter(|quota| before != Some(*quota)) else {
            continue;
        };
        before = Some(quota);
        let _ = writeln!(
            out,
            "The quota at stage {}: {}.",
            stage.number,
            words::votes(quota)
        );
    }
    out
}

struct Row {
    name: String,
    cells: Vec<Cell>,
}

#[derive(Default)]
struct Cell {
    change: String,
    figure: String,
    mark: &'static str,
}

/// One stage's columns.
struct Column {
    stage: usize,
    change: usize,
    figure: usize,
}

impl Column {
    fn of(rows: &[Row], stage: usize) -> Self {
        let cells = || rows.iter().filter_map(|row| row.cells.get(stage));
        let change = cells().map(|cell| cell.change.len()).max().unwrap_or(0);
        let figure = cells().map(|cell| cell.figure.len()).max().unwrap_or(0);
        // Room for “Stage 12” above.
        let heading = format!("Stage {}", stage + 1).len();
        let gap = usize::from(change > 0);
        Self {
            stage,
            change,
            figure: figure.max(heading.saturating_sub(change + gap)),
        }
    }

    /// With two spaces before and a mark after.
    fn width(&self) -> usize {
        2 + self.body() + 2
    }

    fn body(&self) -> usize {
        self.change + usize::from(self.change > 0) + self.figure
    }
}

fn rows(transcript: &Transcript) -> Vec<Row> {
    let numbers = 0..transcript.stages.len();
    let gained: Vec<_> = numbers.map(|stage| changes(transcript, stage)).collect();
    let with = |name: &str, pile: Pile<'_>, cell: &dyn Fn(&Stage) -> (String, &'static str)| Row {
        name: cut(name),
        cells: transcript
            .stages
            .iter()
            .zip(&gained)
            .map(|(stage, gained)| {
                let change = gained.get(&pile).map(Change::in_words).unwrap_or_default();
                let change = change.replace('−', "-");
                let (figure, mark) = cell(stage);
                Cell {
                    change,
                    figure,
                    mark,
                }
            })
            .collect(),
    };
    let candidates = transcript.candidates.iter().map(|candidate| {
        with(&candidate.name, Some(&candidate.id), &|stage| {
            let votes = votes_of(stage, &candidate.id);
            let mark = match Mark::of(stage, &candidate.id) {
                Some(Mark::Elected) => "E",
                Some(Mark::Excluded | Mark::Withdrawn) => "X",
                Some(Mark::Surplus) | None => "",
            };
            (
                votes
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), |votes| words::figure(transcript, votes)),
                mark,
            )
        })
    });
    let none = with("Non-transferable", None, &|stage| {
        (words::figure(transcript, &stage.non_transferable), "")
    });
    let lost = with("Lost to rounding", None, &|stage| {
        let lost = stage
            .lost
            .as_ref()
            .map_or_else(|| "-".to_owned(), words::votes);
        (lost, "")
    });
    let lost = Row {
        cells: lost
            .cells
            .into_iter()
            .map(|cell| Cell {
                change: String::new(),
                ..cell
            })
            .collect(),
        ..lost
    };
    let any_lost = transcript
        .stages
        .iter()
        .any(|stage| stage.lost.as_ref().is_some_and(|lost| !lost.is_zero()));
    let cells = transcript.stages.iter();
    let total = cells.map(|_| Cell {
        figure: words::number(transcript.papers.get()),
        ..Cell::default()
    });
    let total = Row {
        name: "Total".to_owned(),
        cells: total.collect(),
    };
    candidates
        .chain([none])
        .chain(any_lost.then_some(lost))
        .chain(adds_up(transcript).then_some(total))
        .collect()
}

/// Figures of one stage stand with their points below each other: whole ones get room for decimals where others have any.
fn aligned(rows: &mut [Row], stage: usize) {
    let parts: [fn(&mut Cell) -> &mut String; 2] =
        [|cell| &mut cell.figure, |cell| &mut cell.change];
    for part in parts {
        let decimals = |text: &str| text.split_once('.').map_or(0, |(_, after)| after.len() + 1);
        let mut cells: Vec<&mut Cell> = rows
            .iter_mut()
            .filter_map(|row| row.cells.get_mut(stage))
            .collect();
        let most = cells
            .iter_mut()
            .map(|cell| decimals(part(cell)))
            .max()
            .unwrap_or(0);
        for cell in cells {
            let text = part(cell);
            let lacking = most - decimals(text);
            if !text.is_empty() {
                text.push_str(&" ".repeat(lacking));
            }
        }
    }
}

fn block(out: &mut String, rows: &[Row], names: usize, stages: &[Column]) {
    let mut line = " ".repeat(names);
    for stage in stages {
        let heading = format!("Stage {}", stage.stage + 1);
        let _ = write!(line, "  {heading:>width$}  ", width = stage.body());
    }
    push(out, &line);
    // Whoever was excluded before this block has nothing to say in it.
    let concerned = |row: &&Row| {
        let cells = stages.iter().filter_map(|stage| row.cells.get(stage.stage));
        cells
            .into_iter()
            .any(|cell| cell.figure.trim_end() != "-" || !cell.change.is_empty())
    };
    for row in rows.iter().filter(concerned) {
        let mut line = row.name.clone();
        line.push_str(&" ".repeat(names.saturating_sub(columns(&row.name))));
        for stage in stages {
            let Some(cell) = row.cells.get(stage.stage) else {
                continue;
            };
            let body = if stage.change > 0 {
                format!(
                    "{:>c$} {:>f$}",
                    cell.change,
                    cell.figure,
                    c = stage.change,
                    f = stage.figure
                )
            } else {
                format!("{:>f$}", cell.figure, f = stage.figure)
            };
            let _ = write!(line, "  {body} {:1}", cell.mark);
        }
        push(out, &line);
    }
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// What was done, with the mark of the table and the clause.
fn done(transcript: &Transcript, stage: &Stage, names: &Names<'_>) -> String {
    let mut said = String::new();
    for Elected { candidate, clause } in &stage.elected {
        let _ = write!(said, "{} is elected (E; {clause}); ", names.name(candidate));
    }
    said.push_str(&deeds::acted(transcript, stage, names));
    if let Some(tie) = &stage.action.tie {
        said.push_str(&deeds::by_a_tie(stage, tie, names));
    }
    let mark = match stage.action.did {
        Did::Elected => "E; ",
        Did::Excluded | Did::Withdrawn => "X; ",
        Did::Transferred | Did::Reopened | Did::BallotAgain | Did::Ended => "",
    };
    format!("{said} ({mark}{}).", stage.action.clause)
}

/// At most [`NAME`] columns of a name.
fn cut(name: &str) -> String {
    if columns(name) <= NAME {
        return name.to_owned();
    }
    let mut out = String::new();
    for character in name.chars() {
        if columns(&out) + columns_of(character) >= NAME {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// Columns that a terminal gives to a character: none to combining accents, two to East Asian writing.
fn columns_of(character: char) -> usize {
    match u32::from(character) {
        0x0300..=0x036f | 0x200b..=0x200f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}
