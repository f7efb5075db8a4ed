//! What is written of a count, beside what is printed.

use std::path::Path;

use hustings_count::write::{blt, preflib, rctab};
use hustings_count::{Papers, Transcript};
use hustings_report::{csv, sheet_page};

use super::Given;
use crate::failure::Failure;
use crate::files;

/// Writes the transcript, its views and the papers into a folder. What a format of papers cannot hold is not written in it;
/// returns why, for each such file.
pub(super) fn write(
    folder: &Path,
    given: &Given,
    transcript: &Transcript,
) -> Result<Vec<String>, Failure> {
    let title = given.papers.title.clone();
    let title = title.unwrap_or_else(|| "Papers counted".to_owned());
    let heading = rctab::Heading {
        contest: title.clone(),
        ..rctab::Heading::default()
    };
    let summary = format!("{:#}\n", rctab::summary(transcript, &heading));
    let views = [
        ("transcript.json", transcript.to_json()),
        ("stages.csv", csv::stages(transcript)),
        ("sheet.html", sheet_page(transcript, &title)),
        ("rcvis.json", summary),
    ];
    remove_stale(folder)?;
    for (name, text) in views {
        files::write(&folder.join(name), text.as_bytes())?;
    }
    let mut left_out = Vec::new();
    let all = [&given.papers.papers].into_iter().chain(&given.more);
    for (papers, number) in all.zip(1..) {
        let name = if given.more.is_empty() {
            "papers".to_owned()
        } else {
            format!("papers-{number}")
        };
        for (ending, written) in in_all_formats(papers, given, &title) {
            let name = format!("{name}.{ending}");
            match written {
                Ok(text) => files::write(&folder.join(name), text.as_bytes())?,
                Err(why) => left_out.push(format!("{name} is not written: {why}")),
            }
        }
    }
    Ok(left_out)
}

/// Removes papers that an earlier count wrote here: whoever recounts the folder must not find another poll's.
fn remove_stale(folder: &Path) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let (stem, ending) = name.split_once('.').unwrap_or((&name, ""));
        let number = stem
            .strip_prefix("papers")
            .map(|rest| rest.trim_start_matches('-'));
        let ours = number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
        if ours && ["blt", "soi", "soc", "toi", "toc"].contains(&ending) {
            files::remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Papers in each format, by its ending.
fn in_all_formats(
    papers: &Papers,
    given: &Given,
    title: &str,
) -> [(&'static str, Result<String, String>); 2] {
    let blt = blt::write(papers, given.seats, title).map_err(|error| error.to_string());
    let preflib = preflib::write(papers, title).map_err(|error| error.to_string());
    let ending = preflib::DataType::of(papers).ending();
    [("blt", blt), (ending, preflib)]
}
