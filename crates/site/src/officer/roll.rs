//! Who may vote: the roll is imported after somebody has looked at what it comes to, ruled on where a person must, and
//! frozen.
//!
//! Persons are shown to the officer alone, and stand in no log: neither in the contest's nor in the program's.

pub(crate) mod claims;
pub(crate) mod freeze;
pub(crate) mod look;
pub(crate) mod matches;
mod told;
pub(crate) mod upload;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use hustings_office::Office;
use hustings_roll::{Channel, State};
use hustings_rulebook::{Rulebook, SectionId};
use serde::Deserialize;

use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::trouble::Trouble;
use told::Told;

/// A section of the frozen roll.
pub(super) struct Section {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) electors: u64,
    pub(super) channels: Vec<(String, u64)>,
    pub(super) root: String,
}

#[derive(Template)]
#[template(path = "officer/roll/roll.html")]
struct Shown {
    page: Frame,
    /// Nothing where no file was imported.
    told: Option<Told>,
    matches: usize,
    claims: usize,
    frozen: bool,
    sections: Vec<Section>,
    /// Whether a file waits to be looked at.
    waiting: bool,
    columns: String,
    /// Whether electors are asked something at sign-in.
    asked: bool,
}

/// How the roll stands.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let mut office = inside.hall.aside().await?;
    let frozen = office.is_frozen();
    let imported = office
        .contest()
        .kept()
        .is_some_and(|kept| !kept.roll.imported.is_empty());
    let (mut told, mut matches, mut claims) = (None, 0, 0);
    if imported && !frozen {
        let current = office.roll().await?;
        matches = current.open_matches().len();
        let waiting = current.claims.keys();
        claims = waiting
            .filter(|claim| current.state_of(claim) == Some(&State::Open))
            .count();
        told = Some(Told::of(&page, office.contest().rulebook(), &current, None));
    }
    if let Some(kept) = office.contest().kept() {
        claims = claims.max(kept.rulings.undecided_claims().count());
    }
    shown(&Shown {
        told,
        matches,
        claims,
        frozen,
        sections: sections(&page, &office),
        waiting: upload::waits(&inside).await?,
        columns: columns(office.contest().rulebook()),
        asked: office.contest().rulebook().ballot.second_factor.is_some(),
        page,
    })
}

/// The columns that a roll under this rulebook knows.
fn columns(rulebook: &Rulebook) -> String {
    let known = hustings_roll::Column::known(rulebook);
    let columns: Vec<String> = known.map(|column| column.to_string()).collect();
    columns.join(", ")
}

/// The sections as they were frozen and amended.
pub(super) fn sections(page: &Frame, office: &Office) -> Vec<Section> {
    let rulebook = office.contest().rulebook();
    let kept = office.contest().kept().into_iter();
    let sections = kept.flat_map(|kept| &kept.roll.sections);
    let sections = sections.map(|(id, section)| Section {
        id: id.to_string(),
        title: title(page, rulebook, Some(id)),
        electors: section.electors,
        channels: section
            .channels
            .iter()
            .map(|(channel, electors)| (channel.clone(), *electors))
            .collect(),
        root: section.root.to_string(),
    });
    sections.collect()
}

/// What a section is called.
pub(super) fn title(page: &Frame, rulebook: &Rulebook, id: Option<&SectionId>) -> String {
    match id.and_then(|id| rulebook.section(id)) {
        Some(section) => section.title.clone(),
        None => page.say("roll-everybody"),
    }
}

/// How the log calls a section.
pub(super) fn name_of(id: Option<&SectionId>) -> Result<SectionId, Trouble> {
    match id {
        Some(id) => Ok(id.clone()),
        None => "electors"
            .parse()
            .map_err(|error: hustings_rulebook::IdError| Trouble::broken(&error)),
    }
}

fn section_id(text: &str) -> Result<SectionId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

/// The published list of a section: it names nobody.
pub(crate) async fn commitments(
    inside: Inside,
    Path((_, section)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let section = section_id(&section)?;
    let mut office = inside.hall.aside().await?;
    let list = office.commitments(&section).await?;
    Ok(download(
        &format!("{section}.txt"),
        "text/plain; charset=utf-8",
        list.bytes(),
    ))
}

#[derive(Deserialize)]
pub(crate) struct Of {
    #[serde(default)]
    channel: String,
}

/// The numbers of a section's electors, one a line: for the registrar.
pub(crate) async fn numbers(
    inside: Inside,
    Path((_, section)): Path<(String, String)>,
    Query(of): Query<Of>,
) -> Result<Response, Trouble> {
    let section = section_id(&section)?;
    let channel = match of.channel.as_str() {
        "" => None,
        "online" => Some(Channel::Online),
        "post" => Some(Channel::Post),
        _ => return Err(Trouble::NotFound),
    };
    let mut office = inside.hall.aside().await?;
    let electors = office.electors_of(&section, channel).await?;
    let lines: String = electors.iter().map(|id| format!("{id}\n")).collect();
    let account = inside.account()?.mark();
    tracing::info!(contest = %inside.hall.id, %account, %section, "the numbers of a section's electors were taken");
    let name = match channel {
        Some(channel) => format!("{section}-{channel}.ids"),
        None => format!("{section}.ids"),
    };
    Ok(download(&name, "text/plain; charset=utf-8", lines))
}
