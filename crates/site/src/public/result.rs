//! The result: each post's declaration, with its stages and charts, once it is declared.

use askama::Template;
use axum::extract::Path;
use hustings_rulebook::PostId;

use crate::assets;
use crate::page::{Frame, Inside, Page, redirect, show as shown};
use crate::public::nominees::Document;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "public/result.html")]
struct ResultPage {
    page: Frame,
    posts: Vec<(String, String)>,
    waiting: bool,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let all = &contest.rulebook().posts;
    let declared = all
        .iter()
        .filter(|post| contest.declared(&post.id).is_some());
    let posts: Vec<_> = declared
        .map(|post| (post.id.to_string(), post.title.clone()))
        .collect();
    if let [(only, _)] = posts.as_slice()
        && all.len() == 1
    {
        return Ok(redirect(&page.here(&format!("/result/{only}"))));
    }
    shown(&ResultPage {
        waiting: posts.len() < all.len(),
        posts,
        page,
    })
}

pub(crate) async fn of_post(inside: Inside, Path((_, post)): Path<(String, String)>) -> Page {
    let post: PostId = post.parse().map_err(|_| Trouble::NotFound)?;
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    // What is counted and not declared is nobody's business yet.
    if office.contest().declared(&post).is_none() {
        return Err(Trouble::NotFound);
    }
    drop(office);
    let counted = inside.hall.counted().await?;
    let counted = counted
        .iter()
        .find(|counted| counted.post.id == post)
        .ok_or(Trouble::NotFound)?;
    shown(&Document {
        title: counted.post.title.clone(),
        style: assets::report_style(),
        main: hustings_report::declaration_main(&counted.declaration, &counted.transcript),
        footer: hustings_report::declaration_footer(&counted.declaration),
        page,
    })
}
