//! Papers that come by post: whose came, before anything is opened; then what two people read on them.

mod batch;
mod receive;

use askama::Template;
use axum::extract::Path;
use hustings_contest::event::Role;
use hustings_rulebook::{BatchId, Means, SectionId};

use crate::page::{Frame, Inside, Page, show as shown};
use crate::trouble::Trouble;

pub(crate) use batch::{adjudicate, count, enter, show as show_batch};
pub(crate) use receive::receive;

#[derive(Template)]
#[template(path = "poll/post.html")]
struct PostPage {
    page: Frame,
    post: bool,
    opened: bool,
    closed: bool,
    sections: Vec<(SectionId, String)>,
    begun: Vec<BatchId>,
    published: Vec<Line>,
}

/// A batch whose numbers are published.
struct Line {
    id: BatchId,
    papers: u64,
    set_aside: u64,
    rejected: u64,
    counted: bool,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let rulebook = contest.rulebook();
    let sections = rulebook.roll.sections.iter();
    let batches = contest.kept().into_iter().flat_map(|kept| &kept.batches);
    let published = batches.map(|batch| {
        let act = &batch.received.act;
        Line {
            id: act.batch.clone(),
            papers: act.papers,
            set_aside: act.set_aside,
            rejected: act.rejected.values().sum(),
            counted: batch.counted.is_some(),
        }
    });
    shown(&PostPage {
        post: rulebook.ballot.means.contains(&Means::Post),
        opened: contest.has_opened(),
        closed: contest.has_closed(),
        sections: sections
            .map(|section| (section.id.clone(), section.title.clone()))
            .collect(),
        begun: office.unpublished().await?,
        published: published.collect(),
        page,
    })
}

/// A batch of the address.
fn named(batch: &str) -> Result<BatchId, Trouble> {
    batch.parse().map_err(|_| Trouble::NotFound)
}

/// Publishes the numbers of a batch: nothing more goes into it.
pub(crate) async fn publish(inside: Inside, Path((_, batch)): Path<(String, String)>) -> Page {
    let batch = named(&batch)?;
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let mut office = inside.hall.write().await?;
    office.publish_batch(&batch, &hand).await?;
    drop(office);
    Ok(inside.on_to("/office/post", "batch-published"))
}
