//! A verdict as a tree: each node with its figures, its clause, and when it was first met.

use serde_json::{Map, Value, json};

use crate::event::{Nomination, Place, Report};
use crate::gate::{Case, When};
use crate::outcome::Outcome;
use crate::read::gates::{Gate, GateRule, Test, Threshold};
use crate::time::Time;

/// The interval in which a node was first met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FirstMet {
    pub(crate) after: Option<Time>,
    pub(crate) by: Option<Time>,
}

impl Case<'_> {
    /// The verdict on a gate, taken at the end.
    pub(crate) fn node(&self, gate: &Gate, end: When) -> Value {
        let FirstMet { after, by } = self.first_met(gate);
        let mut node = Map::new();
        node.insert(
            "clause".to_owned(),
            json!({"address": gate.address, "source": gate.clause}),
        );
        node.insert("outcome".to_owned(), self.outcome(gate, end).text().into());
        node.insert(
            "first_met".to_owned(),
            json!({
                "after": after.as_ref().map(Time::text),
                "by": by.as_ref().map(Time::text),
            }),
        );
        let nodes = |branches: &[Gate]| -> Value {
            branches
                .iter()
                .map(|branch| self.node(branch, end))
                .collect()
        };
        match &gate.rule {
            GateRule::All(branches) => {
                node.insert("all".to_owned(), nodes(branches));
            }
            GateRule::Any(branches) => {
                node.insert("any".to_owned(), nodes(branches));
            }
            GateRule::Test(test) => self.describe(test, end, &mut node),
        }
        node.into()
    }

    fn describe(&self, test: &Test, end: When, node: &mut Map<String, Value>) {
        let (number, share) = match &test.threshold {
            Threshold::Number(number) => (Some(number.to_string()), None),
            Threshold::Share(share, _) => (None, Some(share.text.clone())),
        };
        node.insert(
            "test".to_owned(),
            json!({
                "number": number,
                "share": share,
                "of": test.of,
                "title": self.rulebook.body(&test.of).map(|body| &body.title),
                "kind": test.kind,
                "by": if test.by_weight { "weight" } else { "head" },
                "across": test.across,
                "rounding": test.rounding.map(crate::percent::Rounding::text),
            }),
        );
        let required = self.required(test).map(|required| {
            json!({
                "at_least": required.at_least.to_string(),
                "at_most": required.at_most.to_string(),
            })
        });
        node.insert("required".to_owned(), required.into());
        let figure = self.figure(test, end);
        node.insert(
            "figure".to_owned(),
            json!({
                "at_least": figure.at_least.to_string(),
                "at_most": figure.at_most.map(|most| most.to_string()),
            }),
        );
        node.insert("reports".to_owned(), self.reports_of(test));
        node.insert("nominations".to_owned(), self.nominations_of(test));
    }

    /// At least so many bytes of what is listed stand in the verdict, however it is written.
    ///
    /// Each test lists the nominations of its body again, so that a verdict may be far larger than
    /// the rulebook and the log.
    pub(crate) fn least_length(&self, gate: &Gate) -> usize {
        let bytes = |sources: &[String]| -> usize { sources.iter().map(String::len).sum() };
        match &gate.rule {
            GateRule::All(branches) | GateRule::Any(branches) => branches
                .iter()
                .map(|branch| self.least_length(branch))
                .sum(),
            GateRule::Test(test) => {
                let title = self
                    .rulebook
                    .body(&test.of)
                    .map_or(0, |body| body.title.len());
                let reports: usize = self
                    .reports_by(test)
                    .map(|(report, _)| report.as_of.text().len() + bytes(&report.sources))
                    .sum();
                let nominations: usize = self
                    .nominations_by(test)
                    .map(|nomination| nomination.nominator.name.len() + bytes(&nomination.sources))
                    .sum();
                title + reports + nominations
            }
        }
    }

    fn reports_by(&self, test: &Test) -> impl Iterator<Item = &(&Report, u64)> {
        self.reports
            .iter()
            .filter(|(report, _)| report.body == test.of)
    }

    fn nominations_by(&self, test: &Test) -> impl Iterator<Item = &&Nomination> {
        self.nominations
            .iter()
            .filter(|nomination| nomination.nominator.body == test.of)
            .filter(|nomination| test.kind.is_none() || nomination.nominator.kind == test.kind)
    }

    fn reports_of(&self, test: &Test) -> Value {
        let mut reports: Vec<_> = self.reports_by(test).collect();
        // A stable sort: those of one moment stay in the log's order.
        reports.sort_by_key(|(report, _)| report.as_of.earliest());
        reports
            .into_iter()
            .map(|(report, figure)| {
                json!({
                    "as_of": report.as_of.text(),
                    "figure": figure.to_string(),
                    "sources": report.sources,
                })
            })
            .collect()
    }

    fn nominations_of(&self, test: &Test) -> Value {
        self.nominations_by(test)
            .map(|nomination| {
                let who = &nomination.nominator;
                let window = match nomination.place(&self.stage.window) {
                    Place::Inside => "inside",
                    // What is known to be outside was refused when it came.
                    Place::Outside | Place::Undetermined => "undetermined",
                };
                json!({
                    "nominator": who.id,
                    "name": who.name,
                    "kind": who.kind,
                    "decided": nomination.decided.as_ref().map(Time::text),
                    "received": nomination.received.as_ref().map(Time::text),
                    "as_of": who.as_of.as_ref().map(Time::text),
                    "window": window,
                    "released": self.log.is_released(self.stage, nomination),
                    "sources": nomination.sources,
                })
            })
            .collect()
    }

    /// The last moment at which the gate was not met, and the first at which it was.
    pub(crate) fn first_met(&self, gate: &Gate) -> FirstMet {
        let mut first_met = FirstMet {
            after: None,
            by: None,
        };
        // Only a strictly better moment replaces one that stands before it in the list.
        for moment in self.moments() {
            let is_later = first_met
                .after
                .as_ref()
                .is_none_or(|after| moment.earliest() > after.earliest());
            let before = When::At(moment.earliest());
            if is_later && self.outcome(gate, before) == Outcome::NotMet {
                first_met.after = Some(moment.clone());
            }
            let is_earlier = first_met
                .by
                .as_ref()
                .is_none_or(|by| moment.latest() < by.latest());
            let after = When::At(moment.latest());
            if is_earlier && self.outcome(gate, after) == Outcome::Met {
                first_met.by = Some(moment.clone());
            }
        }
        first_met
    }

    /// Moments of evidence: opening, close, reports and dated nominations, in the log's order.
    fn moments(&self) -> Vec<&Time> {
        let window = &self.stage.window;
        let reports = self.reports.iter().map(|(report, _)| &report.as_of);
        let effects = self
            .nominations
            .iter()
            .filter_map(|nomination| self.effect(nomination));
        let mut moments: Vec<&Time> = Vec::new();
        moments.extend(&window.opens);
        moments.extend(&window.closes);
        moments.extend(reports);
        moments.extend(effects);
        moments
    }
}
