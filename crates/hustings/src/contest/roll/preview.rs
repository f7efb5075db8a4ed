//! What a file comes to, as an officer reads it.

use std::fmt::Display;

use hustings_office::{CurrentRoll, Preview};
use hustings_roll::{
    Changed, Changes, Eligibility, Match, NotEligible, Roll, Shared, SharedBy, State, Tally, Totals,
};
use hustings_rulebook::SectionId;

use crate::terminal::{in_bold, quoted, visible};

/// How many lines of a sort are shown: nobody reads more on a screen, and `--json` has all.
const SHOWN: usize = 100;

pub(super) fn text(preview: &Preview) -> String {
    let current = &preview.current;
    let roll = current.roll();
    let mut text = totals(&roll.totals());
    text += &section(
        "rejected",
        roll.rejected().iter().flat_map(|row| &row.faults),
    );
    text += &persons(current);
    text += &section("not eligible", barred(roll));
    text += &section("set aside", set_aside(roll));
    text += &section(
        "shared by more than a household",
        current.import.shared.iter().map(shared),
    );
    text += &section(
        "columns that are not read",
        current.import.ignored.iter().map(|column| quoted(column)),
    );
    text += &section("warnings", &current.import.warnings);
    if let Some(changes) = &preview.changes {
        text += &changed(changes);
    }
    text += "\n";
    text
}

/// What waits for a person: matches, claims, and decisions that have no effect.
pub(super) fn persons(current: &CurrentRoll) -> String {
    let roll = current.roll();
    let open = current.open_matches();
    let matches = open.iter().map(|one| matched(roll, one));
    let mut text = section("matches that a person must rule on", matches);
    let claims = current
        .claims
        .keys()
        .filter(|claim| current.state_of(claim) == Some(&State::Open))
        .map(|claim| {
            format!(
                "{claim}: hustings contest roll determine {claim} --ruling ID, once it is ruled on"
            )
        });
    text += &section("claims and objections that wait", claims);
    text += &section("decided before, and without effect", &current.passed);
    text
}

/// The heaps, in columns.
pub(super) fn totals(totals: &Totals) -> String {
    let head = [
        "",
        "rows",
        "accepted",
        "held",
        "not eligible",
        "set aside",
        "rejected",
    ];
    let mut rows: Vec<[String; 7]> = vec![head.map(str::to_owned)];
    let known = |value: Option<String>| value.unwrap_or_else(|| "?".to_owned());
    let sections = totals.groups.keys().any(|group| group.section.is_some());
    for (group, tally) in &totals.groups {
        let channel = known(group.channel.map(|channel| channel.to_string()));
        let label = if sections {
            let section = known(group.section.as_ref().map(ToString::to_string));
            format!("{section}, {channel}")
        } else {
            channel
        };
        rows.push(cells(label, tally));
    }
    rows.push(cells("all".to_owned(), &totals.all));
    aligned(&rows)
}

fn cells(label: String, tally: &Tally) -> [String; 7] {
    let Tally {
        rows,
        accepted,
        held,
        not_eligible,
        set_aside,
        rejected,
    } = *tally;
    let [rows, accepted, held, not_eligible, set_aside, rejected] =
        [rows, accepted, held, not_eligible, set_aside, rejected].map(|number| number.to_string());
    [
        label,
        rows,
        accepted,
        held,
        not_eligible,
        set_aside,
        rejected,
    ]
}

fn aligned(rows: &[[String; 7]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let mut text = String::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let width = width(column);
            text += &if column == 0 {
                format!("{cell:<width$}")
            } else {
                format!("  {cell:>width$}")
            };
        }
        text += "\n";
    }
    text
}

/// A heading and its lines; nothing where there are none.
fn section<T: Display>(heading: &str, lines: impl IntoIterator<Item = T>) -> String {
    let mut lines = lines.into_iter();
    let shown: Vec<String> = lines
        .by_ref()
        .take(SHOWN)
        .map(|line| format!("  {line}\n"))
        .collect();
    if shown.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n{}", in_bold(&format!("{heading}:")), shown.concat());
    let more = lines.count();
    if more > 0 {
        text += &format!("  … and {more} more; --json has all\n");
    }
    text
}

fn matched(roll: &Roll, one: &Match) -> String {
    let named = one.electors.iter().map(|elector| {
        let row = roll.row(elector);
        let name = row.map_or("", |row| row.elector.name.as_str());
        format!("{elector} “{}”", visible(name))
    });
    let named: Vec<String> = named.collect();
    let grounds: Vec<String> = one.grounds.iter().map(ToString::to_string).collect();
    let first = one.electors.first();
    let row = first.and_then(|elector| roll.row(elector));
    let section = row.and_then(|row| row.elector.section.as_ref());
    let section = section.map_or("electors", |section| section.as_str());
    let number = one.number;
    let keep = first.map(ToString::to_string).unwrap_or_default();
    format!(
        "match {number}: {}: {}\n    different persons: hustings contest rule ID --allow --reasons TEXT match --section {section} {number}\n                       hustings contest roll match {number} --different --ruling ID\n    one person: hustings contest rule ID --disallow --reasons TEXT match --section {section} {number}\n                hustings contest roll match {number} --same {keep} --ruling ID",
        named.join(", "),
        grounds.join("; ")
    )
}

fn barred(roll: &Roll) -> impl Iterator<Item = String> {
    let people = roll
        .electors()
        .filter_map(|elector| match roll.eligibility(&elector.id) {
            Eligibility::NotEligible(reason)
                if !matches!(*reason, NotEligible::SamePerson { .. }) =>
            {
                Some(format!("{}: {reason}", elector.id))
            }
            _ => None,
        });
    let rows = roll.others().filter_map(|other| {
        let bar = other.bar.as_ref()?;
        Some(format!(
            "{}, {}: {bar}",
            other.row.elector.id, other.row.origin
        ))
    });
    people.chain(rows)
}

fn set_aside(roll: &Roll) -> impl Iterator<Item = String> {
    let same = roll
        .electors()
        .filter_map(|elector| match roll.eligibility(&elector.id) {
            Eligibility::NotEligible(reason)
                if matches!(*reason, NotEligible::SamePerson { .. }) =>
            {
                Some(format!("{}: {reason}", elector.id))
            }
            _ => None,
        });
    let rows = roll
        .others()
        .filter(|other| other.bar.is_none())
        .map(|other| {
            format!(
                "{}, {}: she votes under another row of hers ({})",
                other.row.elector.id, other.row.origin, other.clause.address
            )
        });
    same.chain(rows)
}

fn shared(shared: &Shared) -> String {
    let what = match shared.by {
        SharedBy::Address => "address",
        SharedBy::Email => "email",
    };
    let electors: Vec<String> = shared.electors.iter().map(ToString::to_string).collect();
    format!(
        "{what} “{}”: {} electors: {}",
        quoted(&shared.written),
        electors.len(),
        electors.join(", ")
    )
}

fn changed(changes: &Changes) -> String {
    let mut text = format!(
        "\n{}\n  {} added, {} removed, {} changed\n",
        in_bold("against the last import:"),
        changes.added.len(),
        changes.removed.len(),
        changes.changed.len()
    );
    text += &section("added", &changes.added);
    text += &section("removed", &changes.removed);
    text += &section("changed", changes.changed.iter().map(change));
    text
}

fn change(changed: &Changed) -> String {
    let columns: Vec<String> = changed.columns.iter().map(ToString::to_string).collect();
    let mut text = format!("{}: {}", changed.elector, columns.join(", "));
    if let Some((from, to)) = &changed.moved {
        let named = |section: &Option<SectionId>| {
            section
                .as_ref()
                .map_or_else(|| "none".to_owned(), ToString::to_string)
        };
        text += &format!("; from {} to {}", named(from), named(to));
    }
    if let Some((from, to)) = changed.switched {
        text += &format!("; from {from} to {to}");
    }
    text
}
