//! Boxes: the trackers in the order of casting, the checkpoint, the archive as it stands.

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse as _;
use hustings_rulebook::BoxId;
use hustings_seal::digest::Digest;
use serde::Deserialize;

use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::public::contest;
use crate::trouble::Trouble;

/// Trackers on a page.
const PAGE: u64 = 100;

#[derive(Template)]
#[template(path = "public/boxes.html")]
struct BoxesPage {
    page: Frame,
    boxes: Vec<contest::BoxView>,
}

pub(crate) async fn all(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let boxes = contest::boxes(&page, &office).await?;
    shown(&BoxesPage { page, boxes })
}

#[derive(Template)]
#[template(path = "public/box.html")]
struct BoxPage {
    page: Frame,
    of: contest::BoxView,
    checkpoint: String,
    key: String,
    fingerprint: String,
    trackers: Vec<(u64, String)>,
    earlier: Option<u64>,
    later: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct From {
    from: Option<u64>,
}

/// The box of an address, if it is open.
pub(crate) async fn known(inside: &Inside, of: &str) -> Result<BoxId, Trouble> {
    let of: BoxId = of.parse().map_err(|_| Trouble::NotFound)?;
    let office = inside.hall.read().await?;
    let open = office
        .contest()
        .kept()
        .is_some_and(|kept| kept.of_box(&of).is_some());
    if open { Ok(of) } else { Err(Trouble::NotFound) }
}

pub(crate) async fn show(
    inside: Inside,
    Path((_, of)): Path<(String, String)>,
    Query(From { from }): Query<From>,
) -> Page {
    let of = known(&inside, &of).await?;
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let opened = office.contest().has_opened();
    let (mut trackers, mut size, mut checkpoint) = (Vec::new(), 0, String::new());
    let from = from.unwrap_or_default().min(u64::from(u32::MAX)) / PAGE * PAGE;
    if opened {
        let head = office.box_head(&of).await?;
        size = head.size;
        checkpoint = office.box_checkpoint(&of, head)?;
        let log = office.id().box_log(&of)?;
        let mut entries = office.store().entries(&log, from..from + PAGE).await?;
        while let Some((index, entry)) = entries.next().await? {
            trackers.push((index + 1, Digest::of(&entry).to_base64()));
        }
    }
    let view = contest::boxes(&page, &office)
        .await?
        .into_iter()
        .find(|view| view.id == of.to_string());
    let kept = office.contest().kept().and_then(|kept| kept.of_box(&of));
    shown(&BoxPage {
        of: view.ok_or(Trouble::NotFound)?,
        checkpoint,
        key: office.box_key(&of)?.to_string(),
        fingerprint: kept
            .map(|of| of.opened.act.fingerprint.to_string())
            .unwrap_or_default(),
        trackers,
        earlier: from.checked_sub(PAGE),
        later: Some(from + PAGE).filter(|later| *later < size),
        page,
    })
}

/// The election's exact text, from which every ballot is sealed.
pub(crate) async fn election(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let of = known(&inside, &of).await?;
    let text = inside.hall.election(&of).await?;
    Ok((
        [(header::CONTENT_TYPE, "application/json")],
        text.to_string(),
    )
        .into_response())
}

/// The signed checkpoint of the box.
pub(crate) async fn checkpoint(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let of = known(&inside, &of).await?;
    let office = inside.hall.read().await?;
    let head = office.box_head(&of).await.map_err(|_| Trouble::NotFound)?;
    let note = office.box_checkpoint(&of, head)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}

/// The archive as it was cast: what any program that knows the protocol reads.
pub(crate) async fn archive(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let of = known(&inside, &of).await?;
    let file = inside.hall.archive(&of).await?;
    Ok(download(
        &format!("{of}.bel"),
        "application/x-tar",
        stream(file),
    ))
}

/// A file as a body, piece by piece.
pub(crate) fn stream(file: std::fs::File) -> Body {
    let file = tokio::fs::File::from_std(file);
    Body::from_stream(tokio_util::io::ReaderStream::with_capacity(file, 1 << 16))
}
