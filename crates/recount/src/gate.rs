//! Gates judged literally: `docs/formats/statement.md`, "How a gate is judged".

use std::collections::{BTreeMap, BTreeSet};

use crate::event::Record;
use crate::event::{Nomination, Report};
use crate::log::Log;
use crate::outcome::{Bounds, Outcome, Required, judge};
use crate::read::gates::{Gate, GateRule, Test, Threshold};
use crate::read::rulebook::{Rulebook, Stage};
use crate::time::{Instant, Time};

/// One candidate at one stage, with all evidence there is.
pub(crate) struct Case<'a> {
    pub(crate) rulebook: &'a Rulebook,
    pub(crate) log: &'a Log,
    pub(crate) stage: &'a Stage,
    /// The candidate's nominations at this stage, in the log's order.
    pub(crate) nominations: Vec<&'a Nomination>,
    /// The reports at this stage that name the candidate, in the log's order.
    pub(crate) reports: Vec<(&'a Report, u64)>,
}

/// When a figure is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum When {
    At(Instant),
    /// All told; the instant is the end, where it is known.
    End(Option<Instant>),
}

impl<'a> Case<'a> {
    pub(crate) fn new(
        rulebook: &'a Rulebook,
        log: &'a Log,
        post: &str,
        stage: &'a Stage,
        candidate: &str,
    ) -> Self {
        let nominations = log
            .nominations()
            .filter(|nomination| {
                nomination.nominator.post == post
                    && nomination.nominator.stage == stage.id
                    && nomination.candidate == candidate
            })
            .collect();
        let reports = log
            .reports
            .iter()
            .filter(|report| report.post == post && report.stage == stage.id)
            .filter_map(|report| Some((report, *report.tallies.get(candidate)?)))
            .collect();
        Self {
            rulebook,
            log,
            stage,
            nominations,
            reports,
        }
    }

    pub(crate) fn outcome(&self, gate: &Gate, when: When) -> Outcome {
        match &gate.rule {
            GateRule::All(branches) => {
                Outcome::all(branches.iter().map(|branch| self.outcome(branch, when)))
            }
            GateRule::Any(branches) => {
                Outcome::any(branches.iter().map(|branch| self.outcome(branch, when)))
            }
            GateRule::Test(test) => judge(self.figure(test, when), self.required(test)),
        }
    }

    /// What the test requires, where the register (or the total) is known.
    pub(crate) fn required(&self, test: &Test) -> Option<Required> {
        let (share, rounding) = match &test.threshold {
            Threshold::Number(number) => {
                let number = u128::from(*number);
                return Some(Required {
                    at_least: number,
                    at_most: number,
                });
            }
            Threshold::Share(share, rounding) => (share, *rounding),
        };
        let body = self.rulebook.body(&test.of)?;
        let wholes = if test.by_weight {
            body.weight.as_slice()
        } else {
            &body.register
        };
        let thresholds = || wholes.iter().map(|whole| share.of(*whole, rounding));
        Some(Required {
            at_least: thresholds().min()?,
            at_most: thresholds().max()?,
        })
    }

    /// What is known of the test's figure.
    pub(crate) fn figure(&self, test: &Test, when: When) -> Bounds {
        if test.by_weight {
            self.by_weight(test, when)
        } else if let Some(group) = &test.across {
            self.across(test, group, when)
        } else {
            self.by_head(test, when)
        }
    }

    fn by_head(&self, test: &Test, when: When) -> Bounds {
        let named = self.named(&test.of, None, when).len() as u128;
        let (low, high) = self.reported(&test.of, when);
        let without_kind = Bounds {
            at_least: named.max(low),
            at_most: high.map(|high| high.max(named)),
        };
        let Some(kind) = &test.kind else {
            return without_kind;
        };
        let of_kind = self.named(&test.of, Some(kind), when).len() as u128;
        let of_others = named - of_kind;
        Bounds {
            at_least: of_kind,
            at_most: self.at_most_possible(
                without_kind
                    .at_most
                    .map(|most| most.saturating_sub(of_others).max(of_kind)),
                || self.possible(&test.of, Some(kind), when).len() as u128,
            ),
        }
    }

    /// In a live record no more than what is possible, whatever else bounds it.
    fn at_most_possible(
        &self,
        most: Option<u128>,
        possible: impl FnOnce() -> u128,
    ) -> Option<u128> {
        match (self.log.record, most) {
            (Record::Live | Record::Mock, Some(most)) => Some(most.min(possible())),
            (Record::Live | Record::Mock, None) => Some(possible()),
            (Record::Replay, most) => most,
        }
    }

    fn across(&self, test: &Test, group: &str, when: When) -> Bounds {
        let named = self.named(&test.of, test.kind.as_deref(), when);
        Bounds {
            at_least: different(&named, group),
            at_most: self.at_most_possible(self.by_head(test, when).at_most, || {
                different(&self.possible(&test.of, test.kind.as_deref(), when), group)
            }),
        }
    }

    fn by_weight(&self, test: &Test, when: When) -> Bounds {
        let kind = test.kind.as_deref();
        let named = self.named(&test.of, kind, when);
        let heads = self.by_head(test, when).at_most;
        let at_most = if heads == Some(0) {
            Some(0)
        } else {
            match self.log.record {
                Record::Live | Record::Mock => weight_of_all(&self.possible(&test.of, kind, when)),
                Record::Replay if heads == Some(named.len() as u128) => weight_of_all(&named),
                Record::Replay => None,
            }
        };
        Bounds {
            at_least: weights(&named).sum(),
            at_most,
        }
    }

    /// The nominations by a body, of a kind if one is given, that are in effect.
    fn named(&self, body: &str, kind: Option<&str>, when: When) -> Vec<&'a Nomination> {
        let in_effect = |nomination: &Nomination| match when {
            When::End(_) => true,
            When::At(instant) => self
                .effect(nomination)
                .is_some_and(|effect| effect.latest() <= instant),
        };
        self.by(body, kind)
            .filter(|nomination| in_effect(nomination))
            .collect()
    }

    /// Those that are not known to have taken effect after the instant.
    fn possible(&self, body: &str, kind: Option<&str>, when: When) -> Vec<&'a Nomination> {
        let is_possible = |nomination: &Nomination| match when {
            When::End(_) => true,
            When::At(instant) => {
                nomination.is_dated_by_report_only()
                    || self
                        .effect(nomination)
                        .is_none_or(|effect| effect.earliest() <= instant)
            }
        };
        self.by(body, kind)
            .filter(|nomination| is_possible(nomination))
            .collect()
    }

    /// The nominations by a body, of a kind if one is given.
    fn by(&self, body: &str, kind: Option<&str>) -> impl Iterator<Item = &'a Nomination> {
        self.nominations
            .iter()
            .copied()
            .filter(move |nomination| nomination.nominator.body == body)
            .filter(move |nomination| {
                kind.is_none() || nomination.nominator.kind.as_deref() == kind
            })
    }

    /// When a nomination takes effect: at its moment, or at the opening if that came later.
    pub(crate) fn effect<'b>(&'b self, nomination: &'b Nomination) -> Option<&'b Time> {
        let moment = nomination.moment()?;
        match &self.stage.window.opens {
            Some(opens) if opens.earliest() > moment.latest() => Some(opens),
            _ => Some(moment),
        }
    }

    /// What reports bound from below and from above; `None` where nothing bounds from above.
    fn reported(&self, body: &str, when: When) -> (u128, Option<u128>) {
        let groups = self.groups(body);
        let is_in = |group: &&Group<'_>| match when {
            When::At(instant) => group.as_of.latest() <= instant,
            When::End(_) => true,
        };
        let is_ahead = |group: &&Group<'_>| match when {
            When::At(instant) => group.as_of.earliest() >= instant,
            When::End(end) => end.is_some_and(|end| group.as_of.earliest() >= end),
        };
        let low = groups.iter().filter(is_in).map(|group| group.low).max();
        let low = low.unwrap_or(0);
        let is_not_open = match (when, &self.stage.window.opens) {
            (When::At(instant), Some(opens)) => instant <= opens.earliest(),
            _ => false,
        };
        let high = if is_not_open {
            Some(0)
        } else {
            let ahead = groups.iter().filter(is_ahead).map(|group| group.high).min();
            match self.log.record {
                Record::Live | Record::Mock => {
                    Some(ahead.unwrap_or_else(|| self.possible(body, None, when).len() as u128))
                }
                Record::Replay => ahead,
            }
        };
        match high {
            // The sources contradict each other.
            Some(high) if high < low => (high, Some(low)),
            other => (low, other),
        }
    }

    /// The reports of a body by `as_of`, as it is written.
    fn groups(&self, body: &str) -> Vec<Group<'a>> {
        let mut groups: BTreeMap<&str, Group<'a>> = BTreeMap::new();
        for (report, figure) in &self.reports {
            if report.body != body {
                continue;
            }
            let figure = u128::from(*figure);
            let group = groups.entry(report.as_of.text()).or_insert(Group {
                as_of: &report.as_of,
                low: figure,
                high: figure,
            });
            group.low = group.low.min(figure);
            group.high = group.high.max(figure);
        }
        groups.into_values().collect()
    }
}

/// How many different groups these nominations come from.
fn different(nominations: &[&Nomination], group: &str) -> u128 {
    let groups: BTreeSet<&String> = nominations
        .iter()
        .filter_map(|nomination| nomination.groups.get(group))
        .collect();
    groups.len() as u128
}

/// The weights that are known.
fn weights(nominations: &[&Nomination]) -> impl Iterator<Item = u128> {
    nominations
        .iter()
        .filter_map(|nomination| nomination.weight.map(u128::from))
}

/// What all of these weigh together, if every weight is known.
fn weight_of_all(nominations: &[&Nomination]) -> Option<u128> {
    let all = weights(nominations).count() == nominations.len();
    all.then(|| weights(nominations).sum())
}

struct Group<'a> {
    as_of: &'a Time,
    low: u128,
    high: u128,
}

#[cfg(test)]
mod tests;
