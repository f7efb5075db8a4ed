//! What a gate asks for, what there was, and when it was first met, in words.

use std::collections::BTreeSet;
use std::fmt::Write;

use hustings_contest::judge::{FirstMet, Interval, Leaf, Outcome, ReportRead};
use hustings_count::Tally;
use hustings_rulebook::Rounding;
use hustings_rulebook::gate::Measure;

use crate::words::{interval, tally};

/// A test and its figures: `5% of Constituency Labour Parties, rounded up: 33 needed; 373 or 374 (sources differ).`
pub(super) fn test(leaf: &Leaf) -> String {
    format!("{}: {}; {}.", asked(leaf), needed(leaf), there_was(leaf))
}

/// Heads are counted, weight is measured.
fn how_many(leaf: &Leaf) -> &'static str {
    if leaf.test.by == Measure::Weight {
        "how much"
    } else {
        "how many"
    }
}

/// What a test asks: `5% of Constituency Labour Parties, rounded up`.
pub(in crate::page) fn asked(leaf: &Leaf) -> String {
    let test = &leaf.test;
    let mut said = match &test.share {
        Some(share) => format!("{share} of {}", test.title),
        None => format!("From {}", test.title),
    };
    if let Some(kind) = &test.kind {
        let _ = write!(said, ", of the kind “{kind}” only");
    }
    if test.by == Measure::Weight {
        said.push_str(", by weight");
    }
    if let Some(group) = &test.across {
        let _ = write!(said, ", each {group} counted once");
    }
    if test.share.is_some() {
        said.push_str(match test.rounding {
            Some(Rounding::Up) => ", rounded up",
            Some(Rounding::Down) => ", rounded down",
            Some(Rounding::Nearest) => ", rounded to the nearest",
            Some(Rounding::None) | None => ", not rounded",
        });
    }
    said
}

fn needed(leaf: &Leaf) -> String {
    let Some(required) = &leaf.required else {
        return format!("{} is needed is not known", how_many(leaf));
    };
    match (tally(required.at_least), required.at_most.map(tally)) {
        (least, Some(most)) if least == most => format!("{least} needed"),
        (least, Some(most)) => format!("{least} to {most} needed, as the register is read"),
        (least, None) => format!("at least {least} needed"),
    }
}

/// What there was of it.
pub(in crate::page) fn there_was(leaf: &Leaf) -> String {
    let Interval { at_least, at_most } = &leaf.figure;
    let (least, zero) = (tally(*at_least), *at_least == Tally::default());
    match at_most {
        None if zero => format!("{} there was is not known", how_many(leaf)),
        None => format!("at least {least}"),
        Some(most) if most == at_least => least,
        Some(most) if sources_differ(&leaf.reports, *at_least, *most) => {
            format!("{least} or {} (sources differ)", tally(*most))
        }
        Some(most) if zero => format!("at most {}", tally(*most)),
        Some(most) => format!("{least} to {}", tally(*most)),
    }
}

/// Whether the two bounds are what sources say of the same moment, and they say nothing else of it.
fn sources_differ(reports: &[ReportRead], least: Tally, most: Tally) -> bool {
    reports.iter().any(|one| {
        let of_then = reports
            .iter()
            .filter(|other| other.as_of.as_str() == one.as_of.as_str());
        let figures: BTreeSet<Tally> = of_then.map(|report| report.figure).collect();
        figures == BTreeSet::from([least, most])
    })
}

/// When it was first met, as far as is known; empty where there is nothing to say.
pub(in crate::page) fn first_met(outcome: Outcome, first: &FirstMet) -> String {
    match (outcome, &first.after, &first.by) {
        (Outcome::Met, Some(after), Some(by)) => format!("First met {}.", interval(after, by)),
        (Outcome::Met, None, Some(by)) => format!("First met by {}.", by.in_words()),
        (Outcome::Met, Some(after), None) => {
            format!(
                "First met after {}; by when is not known.",
                after.in_words()
            )
        }
        (Outcome::Met, None, None) => "When it was first met is not known.".to_owned(),
        (Outcome::Undetermined, Some(after), _) => {
            format!("Known not to have been met on {}.", after.in_words())
        }
        _ => String::new(),
    }
}
