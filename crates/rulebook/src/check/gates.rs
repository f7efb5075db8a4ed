//! Gates that nobody can pass, or that cannot be judged.

use super::Findings;
use crate::gate::{Amount, Measure};
use crate::{Address, Body, Gate, Percent, Rounding, Stage, Test};

pub(super) fn check(findings: &mut Findings<'_>) {
    for stage in &findings.rulebook.stages {
        if let Some(gate) = &stage.gate {
            branch(findings, stage, gate, &stage.address().child("gate"));
        }
    }
}

fn branch(findings: &mut Findings<'_>, stage: &Stage, gate: &Gate, address: &Address) {
    let (key, branches) = match gate {
        Gate::All(branches) => ("all", branches),
        Gate::Any(branches) => ("any", branches),
        Gate::Test(test) => return leaf(findings, stage, test, address),
    };
    for (number, inner) in (1_u32..).zip(branches) {
        branch(findings, stage, inner, &address.child(key).child(number));
    }
}

fn leaf(findings: &mut Findings<'_>, stage: &Stage, test: &Test, address: &Address) {
    let Some(body) = findings.rulebook.body(&test.of) else {
        let reason = format!("it asks for nominations of '{}', which is no body", test.of);
        return findings.add(
            address.child("of"),
            reason,
            "add the body under [[body]], or name one that is there",
        );
    };
    if !stage.nominators.contains(&test.of) {
        let reason = format!("'{}' does not nominate at this stage", test.of);
        findings.add(
            address.child("of"),
            reason,
            "add the body to the stage's nominators",
        );
    }
    if let Some(kind) = test.kind.as_ref().filter(|kind| !body.kinds.contains(kind)) {
        let reason = format!("the body '{}' has no kind '{kind}'", body.id);
        findings.add(
            address.child("kind"),
            reason,
            "add it to the body's kinds, or name one that is there",
        );
    }
    if test.by == Measure::Weight && body.weight.is_none() {
        let reason = format!("it measures by weight, and the body '{}' has none", body.id);
        findings.add(
            address.child("by"),
            reason,
            "give the body a weight, or measure by head",
        );
    }
    if test.by == Measure::Weight && test.across.is_some() {
        findings.add(
            address.child("across"),
            "different groups are counted, not weighed",
            "take out 'by' or 'across'",
        );
    }
    match &test.amount {
        Amount::Number(number) => attainable(findings, body, test, *number, address),
        Amount::Share { percent, rounding } => {
            share(findings, body, test, percent, *rounding, address);
        }
    }
}

fn attainable(
    findings: &mut Findings<'_>,
    body: &Body,
    test: &Test,
    number: u64,
    address: &Address,
) {
    // Of differing figures only what exceeds the largest is known to be out of reach.
    let most = body.wholes(test.by).last().copied();
    if let Some(most) = most.filter(|&most| number > most) {
        let reason = format!("it needs {number}, and '{}' has only {most}", body.id);
        findings.add(
            address.child("number"),
            reason,
            "ask for fewer, or correct the register",
        );
    }
    if let Some(published) = test.published.filter(|&published| published != number) {
        let reason = format!("it asks for {number}, and the source prints {published}");
        findings.add(address.child("published"), reason, "correct one of the two");
    }
    if number == 0 {
        findings.add(
            address.child("number"),
            "it asks for nothing",
            "ask for at least 1, or take the test out",
        );
    }
}

fn share(
    findings: &mut Findings<'_>,
    body: &Body,
    test: &Test,
    percent: &Percent,
    rounding: Option<Rounding>,
    address: &Address,
) {
    if percent.exceeds_whole() {
        let reason = format!("it needs {percent} of '{}', more than there are", body.id);
        findings.add(address.child("share"), reason, "ask for at most 100%");
    }
    let Some(rounding) = rounding else {
        let remedy = "add rounding = \"up\", \"down\", \"nearest\" or \"none\"";
        return findings.add(
            address.child("rounding"),
            format!("{percent} does not say how it is rounded"),
            remedy,
        );
    };
    let wholes = body.wholes(test.by);
    if !wholes.is_empty() && wholes.iter().all(|&whole| percent.of(whole, rounding) == 0) {
        let reason = format!("{percent} of '{}', rounded so, comes to nothing", body.id);
        findings.add(
            address.child("share"),
            reason,
            "ask for a larger share, or round up",
        );
    }
    for whole in wholes {
        let follows = percent.of(whole, rounding);
        if let Some(published) = test.published.filter(|&published| published != follows) {
            let reason =
                format!("{percent} of {whole} is {follows}, and the source prints {published}");
            let remedy = "correct the register, the share, its rounding or the threshold";
            findings.add(address.child("published"), reason, remedy);
        }
    }
}
