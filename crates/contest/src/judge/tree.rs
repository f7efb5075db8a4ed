//! Judging a gate, node by node.

use std::cmp::Reverse;

use hustings_count::Tally;
use hustings_rulebook::gate::Amount;
use hustings_rulebook::{Address, Gate, Judged, Moment, Test};

use super::bounds::{At, figure, reaches, required};
use super::case::Case;
use super::verdict::{
    Branches, FirstMet, Interval, Leaf, NominationRead, Outcome, ReportRead, TestRead, Verdict,
    Window,
};
use crate::Recorded;
use crate::event::{Circumstances, Nominated};

/// Judges a gate, node by node.
pub(super) fn of(case: &Case<'_>, gate: &Gate, address: Address) -> Verdict {
    let below = |key: &str, branches: &[Gate]| -> Vec<Verdict> {
        let numbered = (1_u32..).zip(branches);
        numbered
            .map(|(number, branch)| of(case, branch, address.child(key).child(number)))
            .collect()
    };
    let branches = match gate {
        Gate::All(branches) => Branches::All {
            all: below("all", branches),
        },
        Gate::Any(branches) => Branches::Any {
            any: below("any", branches),
        },
        Gate::Test(test) => Branches::Leaf(Box::new(leaf(case, test))),
    };
    Verdict {
        outcome: outcome(case, gate, At::End),
        first_met: first_met(case, gate),
        clause: case.contest.rulebook().clause(address),
        branches,
    }
}

pub(super) fn outcome(case: &Case<'_>, gate: &Gate, at: At) -> Outcome {
    let outcomes = |branches: &[Gate]| {
        branches
            .iter()
            .map(|branch| outcome(case, branch, at))
            .collect::<Vec<_>>()
    };
    match gate {
        Gate::All(branches) => outcomes(branches).into_iter().min().unwrap_or(Outcome::Met),
        Gate::Any(branches) => outcomes(branches)
            .into_iter()
            .max()
            .unwrap_or(Outcome::NotMet),
        Gate::Test(test) => reaches(figure(case, test, at), required(case, test)),
    }
}

fn first_met(case: &Case<'_>, gate: &Gate) -> FirstMet {
    let moments = case.moments();
    let not_met =
        |moment: &&&Moment| outcome(case, gate, At::Instant(moment.earliest())) == Outcome::NotMet;
    let met = |moment: &&&Moment| outcome(case, gate, At::Instant(moment.latest())) == Outcome::Met;
    // `min_by_key` keeps the first of equals, `max_by_key` the last: hence the reversed minimum.
    let after = moments
        .iter()
        .filter(not_met)
        .min_by_key(|moment| Reverse(moment.earliest()));
    let by = moments
        .iter()
        .filter(met)
        .min_by_key(|moment| moment.latest());
    FirstMet {
        after: after.copied().cloned(),
        by: by.copied().cloned(),
    }
}

fn leaf(case: &Case<'_>, test: &Test) -> Leaf {
    Leaf {
        test: read(case, test),
        required: required(case, test).map(Interval::from),
        figure: figure(case, test, At::End).into(),
        reports: reports(case, test),
        nominations: nominations(case, test),
    }
}

fn read(case: &Case<'_>, test: &Test) -> TestRead {
    let (number, share, rounding) = match &test.amount {
        Amount::Number(number) => (Some(Tally::new(*number)), None, None),
        Amount::Share { percent, rounding } => (None, Some(percent.clone()), *rounding),
    };
    TestRead {
        number,
        share,
        of: test.of.clone(),
        title: case
            .contest
            .rulebook()
            .body(&test.of)
            .map_or_else(String::new, |body| body.title.clone()),
        kind: test.kind.clone(),
        by: test.by,
        across: test.across.clone(),
        rounding,
    }
}

fn reports(case: &Case<'_>, test: &Test) -> Vec<ReportRead> {
    let mut reports: Vec<ReportRead> = case
        .all_reports()
        .filter(|(report, _)| report.act.body == test.of)
        .map(|(report, figure)| ReportRead {
            as_of: report.act.as_of.clone(),
            figure: Tally::new(figure),
            sources: report.circumstances.sources.clone(),
        })
        .collect();
    reports.sort_by_key(|report| report.as_of.earliest());
    reports
}

fn nominations(case: &Case<'_>, test: &Test) -> Vec<NominationRead> {
    let read = |nomination: &Recorded<Nominated>| NominationRead {
        nominator: nomination.act.nominator.clone(),
        name: nomination.act.name.clone(),
        kind: nomination.act.kind.clone(),
        decided: nomination.circumstances.decided.clone(),
        received: nomination.circumstances.received.clone(),
        as_of: nomination.act.as_of.clone(),
        window: window(case, &nomination.circumstances),
        released: case.released(),
        sources: nomination.circumstances.sources.clone(),
    };
    case.nominations_for(test).map(read).collect()
}

fn window(case: &Case<'_>, circumstances: &Circumstances) -> Window {
    let window = &case.stage.window;
    let judged = match window.judged_by {
        Judged::Received => &circumstances.received,
        Judged::Decided => &circumstances.decided,
    };
    match (judged, &window.opens, &window.closes) {
        (Some(moment), Some(opens), Some(closes))
            if opens.earliest() <= moment.earliest() && moment.latest() <= closes.latest() =>
        {
            Window::Inside
        }
        _ => Window::Undetermined,
    }
}
