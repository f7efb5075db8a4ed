//! The stages as CSV: a row for each candidate and stage, for spreadsheets and other programs.

use std::borrow::Cow;

use hustings_count::CandidateId;
use hustings_count::transcript::{Stage, Transcript, Votes};

use crate::deeds::{self, Mark};
use crate::movement::{Change, Pile, changes};
use crate::words::Names;

const HEADER: &str = "stage,candidate,name,votes,change,what,clause,tie";

/// Votes as the transcript has them, fractions as decimals; what became of a candidate, under which clause, and the tie by which he or
/// she was chosen. Last rows of each stage are of the votes that no longer count, and of those lost to rounding where the
/// rule knows any.
pub fn stages(transcript: &Transcript) -> String {
    let names = Names::of(&transcript.candidates);
    let mut rows = vec![HEADER.to_owned()];
    for (place, stage) in transcript.stages.iter().enumerate() {
        let changes = changes(transcript, place);
        let change = |pile: Pile<'_>| changes.get(&pile).map(Change::exact).unwrap_or_default();
        for (id, votes) in &stage.votes {
            let [what, clause, tie] = done(stage, id, &names);
            let name = names.name(id);
            let change = change(Some(id));
            rows.push(row(
                stage,
                [id.as_str(), name],
                votes,
                [&change, &what, &clause, &tie],
            ));
        }
        for (section, votes) in &stage.sections {
            for (id, votes) in votes {
                let what = format!("votes of {section}");
                let who = [id.as_str(), names.name(id)];
                rows.push(row(stage, who, votes, ["", &what, "", ""]));
            }
        }
        if let Some(quota) = &stage.quota {
            rows.push(row(stage, ["", "quota"], quota, ["", "", "", ""]));
        }
        let none = &stage.non_transferable;
        rows.push(row(
            stage,
            ["", "non-transferable"],
            none,
            [&change(None), "", "", ""],
        ));
        if let Some(lost) = &stage.lost {
            rows.push(row(stage, ["", "lost to rounding"], lost, ["", "", "", ""]));
        }
    }
    rows.push(String::new());
    rows.join("\n")
}

/// What became of a candidate at a stage, under which clause, by which tie.
fn done<'a>(stage: &'a Stage, id: &CandidateId, names: &Names<'_>) -> [Cow<'a, str>; 3] {
    let early = stage
        .elected
        .iter()
        .find(|elected| elected.candidate == *id);
    let clause = match (early, Mark::of(stage, id)) {
        (Some(elected), _) => elected.clause.as_str(),
        (None, Some(_)) => stage.action.clause.as_str(),
        (None, None) => "",
    };
    let what = match Mark::of(stage, id) {
        Some(Mark::Surplus) => "surplus transferred",
        Some(mark) => mark.word(),
        None => "",
    };
    let tie = stage.action.tie.as_ref().filter(|tie| tie.chosen == *id);
    let tie = tie
        .map(|tie| deeds::resolved(stage, tie, names))
        .unwrap_or_default();
    [what.into(), clause.into(), tie.into()]
}

fn row(stage: &Stage, who: [&str; 2], votes: &Votes, rest: [&str; 4]) -> String {
    let [id, name] = who;
    let cells = [id, name].map(quoted).join(",");
    let [change, what, clause, tie] = rest;
    let (what, tie) = (quoted(what), quoted(tie));
    let votes = decimal(votes);
    format!(
        "{},{cells},{votes},{change},{what},{clause},{tie}",
        stage.number
    )
}

/// A number that spreadsheets read: a fraction cut off after nine decimals.
fn decimal(votes: &Votes) -> String {
    let text = votes.to_string();
    if text.contains('/') {
        votes.to_decimals(9)
    } else {
        text
    }
}

/// A cell as RFC 4180 has it. What a spreadsheet would take for a formula gets a quotation mark before it.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@']);
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_cell_and_no_formula() {
        assert_eq!(quoted("Ada Ash"), "Ada Ash");
        assert_eq!(quoted("Ash, Ada \"Bo\""), "\"Ash, Ada \"\"Bo\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}
