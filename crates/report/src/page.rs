//! Pages: the frame that all share, and what stands in it.

pub(crate) mod declaration;
mod grid;
pub(crate) mod index;
pub(crate) mod sheet;
pub(crate) mod statement;

use askama::Template;

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
    /// The page's own part, already HTML.
    main: &'a str,
    /// Whence it was made, already HTML.
    footer: &'a str,
}

/// A template as text. Writing to memory cannot fail, and no template here has a filter that can.
fn render(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}
