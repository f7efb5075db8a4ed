//! Gates in plain English.

use super::text::Lines;
use crate::gate::{Amount, Measure};
use crate::{Address, Body, Gate, Rounding, Test};

pub(super) fn tell(lines: &mut Lines<'_>, gate: &Gate, address: &Address, depth: usize) {
    let (key, sentence, branches) = match gate {
        Gate::All(branches) => ("all", "all of these:", branches),
        Gate::Any(branches) => ("any", "any of these:", branches),
        Gate::Test(test) => {
            let sentence = format!("{}.", self::test(lines, test));
            return lines.say_within(address, &sentence, depth);
        }
    };
    lines.say_within(address, sentence, depth);
    for (number, branch) in (1_u32..).zip(branches) {
        tell(lines, branch, &address.child(key).child(number), depth + 1);
    }
}

fn test(lines: &Lines<'_>, test: &Test) -> String {
    let body = lines.rulebook.body(&test.of);
    let title = body.map_or_else(|| test.of.to_string(), |body| body.title.clone());
    let kind = test
        .kind
        .as_ref()
        .map_or_else(String::new, |kind| format!(" of the kind '{kind}'"));
    let amount = amount(&test.amount);
    if let Some(group) = &test.across {
        return format!("nominations from {amount} different groups ({group}) among {title}{kind}");
    }
    let measured = match (test.by, body.and_then(|body| body.weight.as_ref())) {
        (Measure::Weight, Some(weight)) => format!(", measured by {}", weight.measure),
        (Measure::Weight, None) => ", measured by weight".to_owned(),
        (Measure::Head, _) => String::new(),
    };
    let threshold = body.map_or_else(String::new, |body| threshold(test, body));
    match test.amount {
        Amount::Number(1) => format!("1 nomination by {title}{kind}{measured}"),
        Amount::Number(_) => format!("{amount} nominations by {title}{kind}{measured}"),
        Amount::Share { .. } => {
            format!("nominations by {amount} of {title}{kind}{measured}{threshold}")
        }
    }
}

/// What a share comes to: one number, or one for each figure that sources give.
fn threshold(test: &Test, body: &Body) -> String {
    let Amount::Share {
        percent,
        rounding: Some(rounding),
    } = &test.amount
    else {
        return String::new();
    };
    let mut thresholds: Vec<u64> = body
        .wholes(test.by)
        .iter()
        .map(|&whole| percent.of(whole, *rounding))
        .collect();
    thresholds.dedup();
    match thresholds.as_slice() {
        [] => String::new(),
        several => format!(
            ": {}",
            super::list(several.iter().map(ToString::to_string), "or")
        ),
    }
}

fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Number(number) => number.to_string(),
        Amount::Share { percent, rounding } => match rounding {
            Some(Rounding::Up) => format!("{percent} (rounded up)"),
            Some(Rounding::Down) => format!("{percent} (rounded down)"),
            Some(Rounding::Nearest) => format!("{percent} (rounded to the nearest, a half up)"),
            Some(Rounding::None) => format!("{percent} (not rounded)"),
            None => format!("{percent} (its rounding is not said)"),
        },
    }
}
