//! A stage of a candidature with its gate, test by test.

use askama::Template;
use hustings_contest::judge::{Branches, Interval, Leaf, Outcome, Verdict};
use hustings_contest::statement::StageStatement;
use hustings_count::Tally;

use crate::charts;
use crate::page::absence::Absence;
use crate::page::statement::mark::Mark;
use crate::page::statement::{candidate, sentence};
use crate::words::tally;

/// A stage.
pub(super) struct StageView {
    pub(super) title: String,
    pub(super) outcome: Mark,
    pub(super) remark: &'static str,
    pub(super) gate: Option<Node>,
}

/// A node of a gate and what stands below it.
#[derive(Template)]
#[template(path = "board/node.html")]
pub(super) struct Node {
    mark: Mark,
    text: String,
    test: Option<Figures>,
    first_met: String,
    address: String,
    source_clause: Option<String>,
    below: Vec<Node>,
}

/// The figures of a test.
struct Figures {
    needed: String,
    /// What there is, after the words for it.
    there: (&'static str, String),
    missing: String,
    /// Nothing where it is not known what is needed.
    meter: Option<String>,
}

impl StageView {
    pub(super) fn of(stage: &StageStatement, absence: Absence) -> Self {
        let gate = stage.verdict.as_ref();
        Self {
            title: stage.title.clone(),
            outcome: absence.stage(stage.outcome),
            remark: candidate::remark(stage),
            gate: gate.map(|verdict| Node::of(verdict, absence)),
        }
    }
}

impl Node {
    fn of(verdict: &Verdict, absence: Absence) -> Self {
        let (text, below, test) = match &verdict.branches {
            Branches::All { all } => ("All of these are needed.".to_owned(), all.as_slice(), None),
            Branches::Any { any } => ("One of these is enough.".to_owned(), any.as_slice(), None),
            Branches::Leaf(leaf) => (
                format!("{}.", sentence::asked(leaf)),
                [].as_slice(),
                Some(Figures::of(leaf, verdict.outcome, absence)),
            ),
        };
        Self {
            mark: absence.outcome(verdict.outcome),
            text,
            test,
            first_met: sentence::first_met(verdict.outcome, &verdict.first_met),
            address: verdict.clause.address.to_string(),
            source_clause: verdict.clause.source.clone(),
            below: below
                .iter()
                .map(|branch| Self::of(branch, absence))
                .collect(),
        }
    }
}

impl Figures {
    fn of(leaf: &Leaf, outcome: Outcome, absence: Absence) -> Self {
        let figure = &leaf.figure;
        let unknown = figure.at_most.is_none() && figure.at_least == Tally::default();
        let there = if unknown {
            "not known".to_owned()
        } else {
            sentence::there_was(leaf)
        };
        Self {
            needed: needed(leaf.required.as_ref()),
            there: (absence.reached(), there),
            missing: missing(leaf, outcome),
            meter: leaf.required.as_ref().map(|required| {
                charts::meter(
                    required.at_most.unwrap_or(required.at_least).get(),
                    figure.at_least.get(),
                    figure.at_most.map(Tally::get),
                )
            }),
        }
    }
}

fn needed(required: Option<&Interval>) -> String {
    let Some(required) = required else {
        return "not known".to_owned();
    };
    match (tally(required.at_least), required.at_most.map(tally)) {
        (least, Some(most)) if least == most => least,
        (least, Some(most)) => format!("{least} to {most}, as the register is read"),
        (least, None) => format!("at least {least}"),
    }
}

/// What is needed less what there is, between the bounds of both.
fn missing(leaf: &Leaf, outcome: Outcome) -> String {
    if outcome == Outcome::Met {
        return "none".to_owned();
    }
    let Some(required) = &leaf.required else {
        return "not known".to_owned();
    };
    let less = |needed: Tally, there: Tally| needed.get().saturating_sub(there.get());
    let figure = &leaf.figure;
    let least = figure
        .at_most
        .map_or(0, |most| less(required.at_least, most));
    let most = required.at_most.map(|most| less(most, figure.at_least));
    match (least, most) {
        (least, Some(most)) if least == most => tally(Tally::new(least)),
        (0, Some(most)) => format!("at most {}", tally(Tally::new(most))),
        (least, Some(most)) => {
            format!(
                "{} to {}",
                tally(Tally::new(least)),
                tally(Tally::new(most))
            )
        }
        (0, None) => "not known".to_owned(),
        (least, None) => format!("at least {}", tally(Tally::new(least))),
    }
}
