//! Papers, configurations and reports of `RCTab`: each report made again, key by key.

use std::path::Path;

use hustings_count::read::rctab::Config;
use hustings_count::read::{Options, PapersFile, Reader};
use hustings_count::write::rctab::{Heading, summary};
use hustings_count::{Count, Outcome, Transcript};
use serde_json::Value;

use super::{Case, files};

pub(crate) fn cases(corpus: &Path) -> Vec<Case> {
    let folders = files(&corpus.join("rctab"), "");
    let case = |folder: std::path::PathBuf| Case {
        folder: "rctab",
        election: name(&folder),
        rule: "av",
        compare: Box::new(move || report_again(&folder)),
    };
    folders.into_iter().map(case).collect()
}

fn name(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn report_again(folder: &Path) -> Result<String, String> {
    let text = |ending: &str| {
        let path = folder.join(format!("{}_{ending}", name(folder)));
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let config = Config::from_json(&text("config.json")?).map_err(|error| error.to_string())?;
    let file = papers(folder, &config)?;
    let transcript = counted(&config, &file)?;
    let theirs: Value = serde_json::from_str(&text("expected_detailed_report.json")?)
        .map_err(|error| error.to_string())?;
    let heading = |key: &str| {
        theirs["config"][key]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let heading = Heading {
        contest: heading("contest"),
        date: heading("date"),
        jurisdiction: heading("jurisdiction"),
        office: heading("office"),
    };
    let mut ours = summary(&transcript, &heading);
    // Who made it is the one thing that differs.
    ours["config"]["generatedBy"] = theirs["config"]["generatedBy"].clone();
    same("", &ours, &theirs)?;
    Ok(format!(
        "the whole report of {} rounds",
        transcript.stages.len()
    ))
}

fn papers(folder: &Path, config: &Config) -> Result<PapersFile, String> {
    let path = folder.join(&config.source.file);
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut reader = Reader::new(Options {
        marks: config.marks,
        rctab: Some(config.clone()),
        ..Options::default()
    });
    let read = reader.push(&bytes).and_then(|()| reader.finish());
    read.map_err(|error| error.to_string())
}

fn counted(config: &Config, file: &PapersFile) -> Result<Transcript, String> {
    let count = Count {
        papers: &file.papers,
        more: &[],
        rule: &config.rule().map_err(|error| error.to_string())?,
        seats: config.rules.seats,
        ties: &config.ties(&file.papers),
        lots: &[],
        withdrawals: &config.withdrawals(&file.papers),
    };
    match count.run().map_err(|error| error.to_string())? {
        Outcome::Complete(transcript) => Ok(transcript),
        other => Err(format!("the count stops: {other:?}")),
    }
}

/// The first place at which two values differ.
fn same(place: &str, ours: &Value, theirs: &Value) -> Result<(), String> {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => a
            .iter()
            .try_for_each(|(key, ours)| same(&format!("{place}/{key}"), ours, &b[key])),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .zip(0..)
            .try_for_each(|((ours, theirs), at)| same(&format!("{place}/{at}"), ours, theirs)),
        _ if ours == theirs => Ok(()),
        _ => Err(format!("{place}: we have {ours}, they {theirs}")),
    }
}
