//! What is known of a figure: at least so much, at most so much.

use std::collections::BTreeSet;

use hustings_rulebook::gate::{Amount, Measure};
use hustings_rulebook::{Rounding, Test};
use jiff::civil::DateTime;

use super::case::Case;
use super::verdict::Outcome;
use crate::Recorded;
use crate::event::Nominated;

/// An interval in which a figure is known to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// It is at least this.
    pub at_least: u64,
    /// It is at most this; `None` where nothing bounds it.
    pub at_most: Option<u64>,
}

/// When a figure is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    /// At an instant, in local time.
    Instant(DateTime),
    /// When all is in.
    End,
}

/// Whether a figure reaches what a test asks for; `None` is a requirement that is not known.
pub(super) fn reaches(figure: Bounds, required: Option<Bounds>) -> Outcome {
    match required {
        Some(Bounds {
            at_most: Some(most),
            ..
        }) if figure.at_least >= most => Outcome::Met,
        Some(required) if figure.at_most.is_some_and(|most| most < required.at_least) => {
            Outcome::NotMet
        }
        // Nobody at all is no share of anything.
        None if figure.at_most == Some(0) => Outcome::NotMet,
        _ => Outcome::Undetermined,
    }
}

/// What a test asks for, over every register figure that a source gives; `None` if there is none.
pub(super) fn required(case: &Case<'_>, test: &Test) -> Option<Bounds> {
    let (percent, rounding) = match &test.amount {
        Amount::Number(number) => {
            return Some(Bounds {
                at_least: *number,
                at_most: Some(*number),
            });
        }
        Amount::Share { percent, rounding } => (percent, rounding.unwrap_or(Rounding::None)),
    };
    let wholes = case.contest.rulebook().body(&test.of)?.wholes(test.by);
    let shares = wholes.iter().map(|&whole| percent.of(whole, rounding));
    Some(Bounds {
        at_least: shares.clone().min()?,
        at_most: shares.max(),
    })
}

/// The figure that a test looks at.
pub(super) fn figure(case: &Case<'_>, test: &Test, at: At) -> Bounds {
    let heads = by_kind(case, test, at);
    match (test.by, &test.across) {
        (Measure::Weight, _) => by_weight(case, test, at, heads),
        (Measure::Head, Some(_)) => across(case, test, at, heads),
        (Measure::Head, None) => heads,
    }
}

/// Heads of the body, of whatever kind: the larger of names and reports, never their sum.
fn by_head(case: &Case<'_>, test: &Test, at: At) -> Bounds {
    let all = || case.nominations(&test.of);
    let named = all()
        .filter(|nomination| case.in_effect(nomination, at))
        .count() as u64;
    let possible = all()
        .filter(|nomination| case.is_possible(nomination, at))
        .count() as u64;
    let (low, high) = reported(case, test, at, possible);
    Bounds {
        at_least: named.max(low),
        at_most: high.map(|high| named.max(high)),
    }
}

/// What the reports say: never below, never above.
fn reported(case: &Case<'_>, test: &Test, at: At, possible: u64) -> (u64, Option<u64>) {
    let groups = case.reports(&test.of);
    let low = groups
        .iter()
        .filter(|group| is_by(group.as_of.latest(), at))
        .map(|group| group.low)
        .max()
        .unwrap_or(0);
    let high = if before_opening(case, at) {
        Some(0)
    } else {
        let from = match at {
            At::Instant(instant) => Some(instant),
            At::End => case.end,
        };
        let later = groups
            .iter()
            .filter(|group| from.is_some_and(|from| group.as_of.earliest() >= from));
        later
            .map(|group| group.high)
            .min()
            .or(case.is_live().then_some(possible))
    };
    match high {
        // Sources that contradict each other leave the interval between them.
        Some(high) if high < low => (high, Some(low)),
        _ => (low, high),
    }
}

fn is_by(moment: DateTime, at: At) -> bool {
    match at {
        At::Instant(instant) => moment <= instant,
        At::End => true,
    }
}

fn before_opening(case: &Case<'_>, at: At) -> bool {
    match (at, &case.stage.window.opens) {
        (At::Instant(instant), Some(opens)) => instant <= opens.earliest(),
        _ => false,
    }
}

/// Heads of one kind: those named, and room for as many as are not named of another kind.
fn by_kind(case: &Case<'_>, test: &Test, at: At) -> Bounds {
    let heads = by_head(case, test, at);
    if test.kind.is_none() {
        return heads;
    }
    let named = case
        .nominations(&test.of)
        .filter(|nomination| case.in_effect(nomination, at))
        .count() as u64;
    let of_kind = in_effect(case, test, at).count() as u64;
    let room = heads
        .at_most
        .map(|most| most.saturating_sub(named - of_kind).max(of_kind));
    let in_live = possible(case, test, at).count() as u64;
    Bounds {
        at_least: of_kind,
        at_most: smaller(room, case.is_live().then_some(in_live)),
    }
}

/// The smaller of two upper bounds, of which there may be none.
fn smaller(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).min()
}

/// Different groups that the nominators come from.
fn across(case: &Case<'_>, test: &Test, at: At, heads: Bounds) -> Bounds {
    let at_least = groups(test, in_effect(case, test, at));
    let in_live = groups(test, possible(case, test, at));
    Bounds {
        at_least,
        at_most: smaller(heads.at_most, case.is_live().then_some(in_live)),
    }
}

fn groups<'a>(test: &Test, nominations: impl Iterator<Item = &'a Recorded<Nominated>>) -> u64 {
    let group =
        |nomination: &'a Recorded<Nominated>| nomination.act.groups.get(test.across.as_ref()?);
    nominations.filter_map(group).collect::<BTreeSet<_>>().len() as u64
}

/// What the nominators weigh.
fn by_weight(case: &Case<'_>, test: &Test, at: At, heads: Bounds) -> Bounds {
    let nobody = (heads.at_most == Some(0)).then_some(0);
    let (known, all_known) = weigh(in_effect(case, test, at));
    let complete = heads.at_most == Some(in_effect(case, test, at).count() as u64);
    let at_most = if case.is_live() {
        let (most, all_known) = weigh(possible(case, test, at));
        all_known.then_some(most)
    } else {
        (all_known && complete).then_some(known)
    };
    Bounds {
        at_least: known,
        at_most: nobody.or(at_most),
    }
}

/// The sum of the weights that are known, and whether all are.
fn weigh<'a>(nominations: impl Iterator<Item = &'a Recorded<Nominated>>) -> (u64, bool) {
    let weights: Vec<Option<u64>> = nominations
        .map(|nomination| nomination.act.weight)
        .collect();
    let sum = weights
        .iter()
        .flatten()
        .fold(0_u64, |sum, &weight| sum.saturating_add(weight));
    (sum, weights.iter().all(Option::is_some))
}

/// Nominations of the test's body and kind that are in effect.
fn in_effect<'a>(
    case: &Case<'a>,
    test: &Test,
    at: At,
) -> impl Iterator<Item = &'a Recorded<Nominated>> {
    case.nominations_for(test)
        .filter(move |nomination| case.in_effect(nomination, at))
}

/// Nominations of the test's body and kind that may be in effect.
fn possible<'a>(
    case: &Case<'a>,
    test: &Test,
    at: At,
) -> impl Iterator<Item = &'a Recorded<Nominated>> {
    case.nominations_for(test)
        .filter(move |nomination| case.is_possible(nomination, at))
}
