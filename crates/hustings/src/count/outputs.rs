//! What is written of a count, beside what is printed.

use std::path::Path;

use hustings_count::Transcript;
use hustings_count::write::{blt, preflib, rctab};
use hustings_report::{csv, sheet_page};

use super::Given;
use crate::failure::Failure;
use crate::files;

/// Writes the transcript, its views and the papers into a folder.
pub(super) fn write(folder: &Path, given: &Given, transcript: &Transcript) -> Result<(), Failure> {
    let title = given.papers.title.clone();
    let title = title.unwrap_or_else(|| "Papers counted".to_owned());
    let heading = rctab::Heading {
        contest: title.clone(),
        ..rctab::Heading::default()
    };
    let summary = format!("{:#}\n", rctab::summary(transcript, &heading));
    let mut outputs = vec![
        ("transcript.json".to_owned(), transcript.to_json()),
        ("stages.csv".to_owned(), csv::stages(transcript)),
        ("sheet.html".to_owned(), sheet_page(transcript, &title)),
        ("rcvis.json".to_owned(), summary),
    ];
    let papers = &given.papers.papers;
    let refused = |error: &dyn std::fmt::Display| Failure::NotPossible(error.to_string());
    let written = blt::write(papers, given.seats, &title).map_err(|error| refused(&error))?;
    outputs.push(("papers.blt".to_owned(), written));
    let written = preflib::write(papers, &title).map_err(|error| refused(&error))?;
    let ending = preflib::DataType::of(papers).ending();
    outputs.push((format!("papers.{ending}"), written));
    for (name, text) in outputs {
        files::write(&folder.join(name), text.as_bytes())?;
    }
    Ok(())
}
