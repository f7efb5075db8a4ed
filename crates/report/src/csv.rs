//! The stages as CSV: a row for each candidate and stage, for spreadsheets and other programs.

use hustings_count::transcript::{Stage, Transcript};

use crate::deeds::Mark;
use crate::movement::{Change, changes};
use crate::words::Names;

/// `stage,candidate,name,votes,change,what`: votes exactly as the transcript has them; a last row for each stage is of
/// the votes that no longer count, and one more of those lost to rounding where the rule knows any.
pub fn stages(transcript: &Transcript) -> String {
    let names = Names::of(&transcript.candidates);
    let mut rows = vec!["stage,candidate,name,votes,change,what".to_owned()];
    for (place, stage) in transcript.stages.iter().enumerate() {
        let changes = changes(transcript, place);
        let change = |pile| {
            let change = changes.get(&pile);
            change.map_or_else(String::new, Change::exact)
        };
        for (id, votes) in &stage.votes {
            let what = Mark::of(stage, id).map_or("", Mark::word);
            let name = quoted(names.name(id));
            rows.push(row(
                stage,
                id.as_str(),
                &name,
                votes,
                &change(Some(id)),
                what,
            ));
        }
        let none = &stage.non_transferable;
        rows.push(row(stage, "", "non-transferable", none, &change(None), ""));
        if let Some(lost) = &stage.lost {
            rows.push(row(stage, "", "lost to rounding", lost, "", ""));
        }
    }
    rows.push(String::new());
    rows.join("\n")
}

fn row(
    stage: &Stage,
    id: &str,
    name: &str,
    votes: impl std::fmt::Display,
    change: &str,
    what: &str,
) -> String {
    format!("{},{id},{name},{votes},{change},{what}", stage.number)
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
