//! Windows that close too soon or open too early.

use super::Findings;
use crate::{Address, Stage, Window};

pub(super) fn check(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    for stage in &rulebook.stages {
        open_before_close(findings, &stage.window, &stage.address().child("window"));
        after_earlier_stage(findings, stage);
        before_poll(findings, stage);
    }
    let ballot = Address::new("ballot.window");
    open_before_close(findings, &rulebook.ballot.window, &ballot);
    freeze(findings);
    registration(findings);
}

fn open_before_close(findings: &mut Findings<'_>, window: &Window, address: &Address) {
    if let (Some(opens), Some(closes)) = (&window.opens, &window.closes)
        && closes.latest() <= opens.earliest()
    {
        let reason = format!("it closes at {closes}, not after it opens at {opens}");
        findings.add(
            address.child("closes"),
            reason,
            "let it close later, or open earlier",
        );
    }
}

fn after_earlier_stage(findings: &mut Findings<'_>, stage: &Stage) {
    let Some(earlier) = stage
        .through
        .as_ref()
        .and_then(|id| findings.rulebook.stage(id))
    else {
        return;
    };
    if let (Some(opens), Some(closes)) = (&stage.window.opens, &earlier.window.closes)
        && opens.earliest() <= closes.latest()
    {
        let reason = format!(
            "it opens at {opens}, before '{}', which candidates must have passed, closes at {closes}",
            earlier.id
        );
        findings.add(
            stage.address().child("window.opens"),
            reason,
            format!("open it after {closes}"),
        );
    }
}

fn before_poll(findings: &mut Findings<'_>, stage: &Stage) {
    if let (Some(closes), Some(opens)) =
        (&stage.window.closes, &findings.rulebook.ballot.window.opens)
        && opens.earliest() <= closes.latest()
    {
        let reason = format!(
            "the poll opens at {opens}, before nominations at '{}' close at {closes}",
            stage.id
        );
        findings.add(
            Address::new("ballot.window.opens"),
            reason,
            format!("open the poll after {closes}"),
        );
    }
}

fn freeze(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    if let (Some(freeze), Some(opens)) = (&rulebook.roll.freeze, &rulebook.ballot.window.opens)
        && freeze.earliest() > opens.earliest()
    {
        let reason = format!("the roll is frozen at {freeze}, after the poll opens at {opens}");
        findings.add(
            Address::new("roll.freeze"),
            reason,
            "freeze the roll before the poll opens",
        );
    }
}

fn registration(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    for section in &rulebook.roll.sections {
        let Some(window) = &section.registration else {
            continue;
        };
        let address = Address::new("roll.section")
            .child(&section.id)
            .child("registration");
        open_before_close(findings, window, &address);
        if let (Some(closes), Some(poll)) = (&window.closes, &rulebook.ballot.window.closes)
            && closes.earliest() > poll.latest()
        {
            let reason =
                format!("people may register until {closes}, after the poll closes at {poll}");
            findings.add(
                address.child("closes"),
                reason,
                "close registration before the poll",
            );
        }
    }
}
