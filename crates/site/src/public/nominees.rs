//! Who stands: the statement of persons nominated, and until it is published a board of how far each candidate is.

use askama::Template;

use crate::assets;
use crate::page::{Frame, Inside, Page, show as shown};

#[derive(Template)]
#[template(path = "public/document.html")]
pub(super) struct Document {
    pub(super) page: Frame,
    pub(super) title: String,
    pub(super) style: String,
    /// Made by `report`, which escapes what comes from outside.
    pub(super) main: String,
    pub(super) footer: String,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let statement = office.statement();
    let contest = office.contest();
    let published = contest
        .rulebook()
        .posts
        .iter()
        .all(|post| contest.nominees(&post.id).is_some());
    let main = if published {
        hustings_report::statement_main(&statement)
    } else {
        hustings_report::board(&statement)
    };
    shown(&Document {
        title: page.say("room-nominees"),
        style: assets::report_style(),
        footer: hustings_report::statement_footer(&statement),
        main,
        page,
    })
}
