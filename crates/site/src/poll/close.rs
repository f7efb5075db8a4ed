//! The close: first the poll, so that nothing more comes; then each box, which fixes what is tallied. Between the two,
//! rulings can remove ballots.

use std::sync::Arc;

use askama::Template;
use hustings_contest::event::Role;
use hustings_rulebook::{BatchId, Moment};

use super::aside::{apart, temporary};
use super::{Stands, boxes};
use crate::officer::circumstances::Circumstances;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;

#[derive(Template)]
#[template(path = "poll/close.html")]
struct ClosePage {
    page: Frame,
    closes: Option<Moment>,
    stands: Stands,
    /// Whether the timetable says that it is too early.
    early: bool,
    unpublished: Vec<BatchId>,
    boxes: Vec<Line>,
    all_closed: bool,
}

/// A box at its close.
struct Line {
    title: String,
    /// Ballots that rulings remove.
    removed: usize,
    figures: Option<Figures>,
}

/// What was fixed when a box was closed.
struct Figures {
    cast: u64,
    voted: u64,
    tallied: u64,
    event: String,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let now = inside.hall.now().await?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let closes = contest.rulebook().ballot.window.closes.clone();
    let kept = contest.kept();
    let lines = kept.into_iter().flat_map(|kept| &kept.boxes).map(|of| {
        let id = &of.opened.act.r#box;
        let figures = of.closed.as_ref().map(|closed| Figures {
            cast: closed.act.cast,
            voted: closed.act.voted,
            tallied: closed.act.tallied,
            event: closed
                .act
                .tally
                .as_str()
                .trim_start_matches("sha256:")
                .to_owned(),
        });
        Line {
            title: boxes::title(&office, id),
            removed: kept.map_or(0, |kept| kept.rulings.removed(id).count()),
            figures,
        }
    });
    let lines: Vec<Line> = lines.collect();
    shown(&ClosePage {
        stands: Stands::of(contest),
        early: closes
            .as_ref()
            .is_some_and(|closes| now.surely_before(closes)),
        closes,
        unpublished: office.unpublished().await?,
        all_closed: !lines.is_empty() && lines.iter().all(|line| line.figures.is_some()),
        boxes: lines,
        page,
    })
}

pub(crate) async fn poll(inside: Inside, Sent(circumstances): Sent<Circumstances>) -> Page {
    let hand = circumstances.hand(&inside, Role::ReturningOfficer).await?;
    inside.hall.write().await?.close_poll(&hand).await?;
    Ok(inside.on_to("/office/close", "poll-closed"))
}

/// Closes every box that is not closed.
pub(crate) async fn boxes(inside: Inside) -> Page {
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let hall = Arc::clone(&inside.hall);
    apart(async move {
        let mut office = hall.aside().await?;
        for of in office.box_ids() {
            let state = office.contest().kept().and_then(|kept| kept.of_box(&of));
            if state.is_some_and(|of| of.closed.is_some()) {
                continue;
            }
            let work = [temporary()?, temporary()?];
            office.close_box(&of, work, &hand).await?;
        }
        Ok(())
    })
    .await?;
    Ok(inside.on_to("/office/count", "boxes-closed"))
}
