//! The contest's log: each entry as it stands in the tree, and the signed checkpoint over all of them.

use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use crate::page::{Frame, Inside, Page, show as shown};
use crate::trouble::Trouble;

/// Entries on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "public/log.html")]
struct LogPage {
    page: Frame,
    entries: Vec<Entry>,
    checkpoint: String,
    key: String,
    size: usize,
    earlier: Option<usize>,
    later: Option<usize>,
    witnesses: Option<(usize, usize)>,
}

struct Entry {
    number: usize,
    act: String,
    who: String,
    when: String,
    line: String,
}

#[derive(Deserialize)]
pub(crate) struct From {
    from: Option<usize>,
}

pub(crate) async fn show(inside: Inside, Query(From { from }): Query<From>) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let text = String::from_utf8_lossy(office.events()).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(1) / PAGE * PAGE;
    let from = from.unwrap_or(last).min(last) / PAGE * PAGE;
    let shown_lines = (from..).zip(lines.iter().skip(from).take(PAGE));
    let witnessed = office.witnessed().await?;
    shown(&LogPage {
        entries: shown_lines
            .map(|(index, line)| entry(&page, index, line))
            .collect(),
        checkpoint: office.checkpoint().await?,
        key: office
            .contest()
            .kept()
            .map(|kept| kept.log.act.key.clone())
            .unwrap_or_default(),
        size: lines.len(),
        earlier: from.checked_sub(PAGE),
        later: Some(from + PAGE).filter(|later| *later <= last),
        witnesses: witnessed.map(|cosigned| (cosigned.by.len(), cosigned.threshold)),
        page,
    })
}

fn entry(page: &Frame, index: usize, line: &str) -> Entry {
    let event: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
    let text = |key: &str| {
        event
            .get(key)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let when = text("recorded");
    Entry {
        number: index + 1,
        act: text("event"),
        who: text("actor"),
        when: when.parse().map_or(when, |moment| page.time(&moment)),
        line: line.to_owned(),
    }
}

/// All lines, as they are hashed.
pub(crate) async fn lines(inside: Inside) -> Page {
    let office = inside.hall.read().await?;
    Ok((
        [(header::CONTENT_TYPE, "application/jsonl")],
        office.events().to_vec(),
    )
        .into_response())
}

/// The last signed checkpoint.
pub(crate) async fn checkpoint(inside: Inside) -> Page {
    let office = inside.hall.read().await?;
    let note = office.checkpoint().await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}

/// The rulebook, as it is hashed.
pub(crate) async fn rulebook(inside: Inside) -> Result<axum::response::Response, Trouble> {
    let office = inside.hall.read().await?;
    Ok((
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        office.rulebook().to_owned(),
    )
        .into_response())
}
