//! The declaration of a result, in the order in which a returning officer reads it out.

mod claims;
pub(super) mod count;
pub(super) mod drawings;
mod headline;
mod returns;
mod unreconciled;
mod when;

use askama::Template;
use hustings_contest::Declaration;
use hustings_contest::declaration::SectionTitle;
use hustings_count::Transcript;
use hustings_count::transcript::Provenance;
use hustings_rulebook::SectionId;

use super::grid::Grid;
use super::{Frame, made_from, render};
use crate::explain;
use claims::Finding;
use drawings::Drawing;
use headline::Winner;

pub(super) use headline::line as headline_line;

#[derive(Template)]
#[template(path = "declaration.html")]
struct View {
    post: String,
    headline: String,
    lead: Option<String>,
    warnings: Vec<String>,
    declared: bool,
    dates: Vec<(&'static str, String)>,
    certified_by: Option<String>,
    returns: Grid,
    about_returns: Vec<String>,
    stages: Vec<Grid>,
    sources: Option<String>,
    elected: Vec<Winner>,
    ties: Vec<String>,
    derived: Option<String>,
    contradictions: Vec<Finding>,
    unreconciled: Vec<String>,
    checked: Vec<Finding>,
    drawings: Vec<Drawing>,
}

/// The declaration of a post's result as a page: a complete HTML document.
///
/// The transcript is the one that the declaration was made from.
pub fn page(declaration: &Declaration, transcript: &Transcript) -> String {
    let section = declaration.section.as_ref();
    let of = section.map_or_else(String::new, |section| format!(", {}", section.title));
    render(&Frame {
        name: &format!("{}{of}: declaration of result", declaration.post.title),
        organisation: &declaration.organisation,
        title: &declaration.title,
        mock: declaration.mock,
        server_alone: declaration.server_alone,
        main: &main(declaration, transcript),
        footer: &footer(declaration),
    })
}

/// The same as a fragment, from its heading on: what the page's `main` has.
pub fn main(declaration: &Declaration, transcript: &Transcript) -> String {
    render(&View {
        post: declaration.post.title.clone(),
        headline: headline::headline(declaration),
        lead: headline::lead(declaration, transcript),
        warnings: claims::warnings(declaration, transcript),
        declared: declaration.provenance == Provenance::Declared,
        dates: when::dates(declaration),
        certified_by: declaration.certified_by.clone(),
        returns: returns::returns(declaration),
        about_returns: returns::notes(declaration),
        stages: count::stages(transcript),
        sources: count::sources(declaration),
        elected: headline::winners(declaration, transcript),
        ties: explain::ties(transcript),
        derived: count::derived(transcript),
        contradictions: claims::contradictions(declaration, transcript),
        unreconciled: unreconciled::unreconciled(declaration),
        checked: claims::that_follow(declaration),
        drawings: drawings::drawings(declaration, transcript),
    })
}

/// From which log it was made, and how to check it: a fragment, the page's footer.
pub fn footer(declaration: &Declaration) -> String {
    made_from("hustings-declaration/1", &declaration.log)
}

/// The title of a section of the declaration.
fn section_title(declaration: &Declaration, id: &SectionId) -> String {
    let sections = declaration
        .returns
        .iter()
        .filter_map(|row| row.section.as_ref());
    let mut sections = sections.chain(declaration.section.as_ref());
    let found: Option<&SectionTitle> = sections.find(|section| section.id == *id);
    found.map_or_else(|| id.to_string(), |section| section.title.clone())
}
