//! Freezing the roll: after this nobody comes and nobody goes, but by a ruling.

use askama::Template;
use axum::response::Response;
use hustings_contest::event::Role;
use hustings_roll::Tally;

use super::Section;
use crate::officer::circumstances::Circumstances;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "officer/roll/freeze.html")]
struct Shown {
    page: Frame,
    frozen: bool,
    imported: bool,
    obstacles: Vec<String>,
    all: Tally,
    sections: Vec<Section>,
    freeze: Option<String>,
}

/// What stands in the way, and what it would come to.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let mut office = inside.hall.aside().await?;
    let frozen = office.is_frozen();
    let imported = office
        .contest()
        .kept()
        .is_some_and(|kept| !kept.roll.imported.is_empty());
    let (mut obstacles, mut all) = (Vec::new(), Tally::default());
    if imported && !frozen {
        obstacles = office.obstacles().await?;
        all = office.roll().await?.roll().totals().all;
    }
    let freeze = office.contest().rulebook().roll.freeze.as_ref();
    shown(&Shown {
        frozen,
        imported,
        obstacles,
        all,
        sections: super::sections(&page, &office),
        freeze: freeze.map(|at| page.time(at)),
        page,
    })
}

/// Freezes it.
pub(crate) async fn freeze(
    inside: Inside,
    Sent(circumstances): Sent<Circumstances>,
) -> Result<Response, Trouble> {
    let hand = circumstances.hand(&inside, Role::ReturningOfficer).await?;
    let mut office = inside.hall.aside().await?;
    office.freeze_roll(&hand).await?;
    Ok(inside.on_to("/office/roll", "roll-frozen"))
}
