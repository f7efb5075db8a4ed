//! The result sheet of a count of papers in a file: the table of stages, the count in sentences, charts.

use askama::Template;
use hustings_count::Transcript;

use super::declaration::{count, drawings};
use super::{Frame, render};
use crate::explain;

#[derive(Template)]
#[template(path = "sheet.html")]
struct View {
    headline: String,
    /// What was counted, and how.
    lead: String,
    stages: Vec<String>,
    sentences: Vec<String>,
    ties: Vec<String>,
    drawings: Vec<drawings::Drawing>,
}

/// By what it was counted: a fragment, the page's footer.
pub const FOOTER: &str = concat!(
    "<footer class=\"report\">\n<p>Counted by Hustings ",
    env!("CARGO_PKG_VERSION"),
    ". The transcript, transcript.json, has every figure exactly.</p>\n</footer>"
);

/// The sheet as a page: a complete HTML document. `title` is what was counted.
pub fn page(transcript: &Transcript, title: &str) -> String {
    render(&Frame {
        name: &format!("{title}: result sheet"),
        organisation: "Hustings",
        title,
        mock: false,
        server_alone: false,
        main: &main(transcript),
        footer: FOOTER,
    })
}

/// The same as a fragment, from its heading on: what the page's `main` has.
pub fn main(transcript: &Transcript) -> String {
    let mut sentences = explain::sentences(transcript);
    let headline = sentences.pop().unwrap_or_default();
    let mut sentences = sentences.into_iter();
    let lead = sentences.next().unwrap_or_default();
    render(&View {
        headline,
        lead,
        stages: count::stages(transcript).iter().map(render).collect(),
        sentences: sentences.collect(),
        ties: explain::ties(transcript),
        drawings: drawings::of_transcript(transcript),
    })
}

/// The tables of stages alone, as a fragment, for a page with a heading of its own; `of` is what was counted, which tells the
/// tables of several counts apart.
pub fn stages(transcript: &Transcript, of: &str) -> String {
    let mut tables = count::stages(transcript);
    for table in &mut tables {
        table.caption = format!("{of}. {}", table.caption);
    }
    let tables: String = tables.iter().map(render).collect();
    format!("<div class=\"report\">\n{tables}</div>")
}
