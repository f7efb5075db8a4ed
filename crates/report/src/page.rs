//! Pages: the frame that all share, and the fragments that stand in it.

mod absence;
pub(crate) mod board;
pub(crate) mod declaration;
mod grid;
pub(crate) mod index;
pub(crate) mod sheet;
pub(crate) mod statement;

use askama::Template;
use hustings_contest::LogDigest;

use crate::words;

/// The style sheet of fragments. Pages have it within.
pub const STYLE: &str = include_str!("../templates/fragments.css");

/// A complete document: one file, its style within.
#[derive(Template)]
#[template(path = "page.html")]
struct Frame<'a> {
    /// What the window is called.
    name: &'a str,
    organisation: &'a str,
    title: &'a str,
    /// Whether it is a rehearsal, which no page may hide.
    mock: bool,
    /// Whether secrecy rests on the server alone, which no page may hide either.
    server_alone: bool,
    /// The page's own fragment.
    main: &'a str,
    /// Whence it was made, a fragment too; empty where nothing is to be said.
    footer: &'a str,
}

/// A footer that says from which log a document was made, and how to check it.
#[derive(Template)]
#[template(path = "made-from.html")]
struct MadeFrom<'a> {
    format: &'a str,
    entries: String,
    digest: &'a str,
}

fn made_from(format: &str, log: &LogDigest) -> String {
    render(&MadeFrom {
        format,
        entries: words::number(log.entries),
        digest: log.digest.as_str(),
    })
}

/// A template as text. Writing to memory cannot fail, and no template here has a filter that can.
fn render(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}
