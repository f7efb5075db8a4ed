//! Logs as static tiles (C2SP tlog-tiles), which any mirror, cache or monitor reads: of the contest, and of each box.

use axum::extract::Path;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use hustings_log::bundle::{self, Bundle};
use hustings_log::{Entry, Tile};
use hustings_rulebook::BoxId;
use hustings_store::LogName;

use crate::page::{Inside, Page};
use crate::trouble::Trouble;

pub(crate) async fn of_contest(inside: Inside, Path((_, path)): Path<(String, String)>) -> Page {
    let log = inside.hall.id.log()?;
    serve(&inside, &log, &path).await
}

pub(crate) async fn of_box(
    inside: Inside,
    Path((_, of, path)): Path<(String, String, String)>,
) -> Page {
    let of: BoxId = of.parse().map_err(|_| Trouble::NotFound)?;
    let log = inside.hall.id.box_log(&of)?;
    serve(&inside, &log, &path).await
}

async fn serve(inside: &Inside, log: &LogName, path: &str) -> Page {
    let store = inside.hall.read().await?.store().clone();
    let path = format!("tile/{path}");
    if let Ok(wanted) = path.parse::<Bundle>() {
        let first = wanted.index().checked_mul(256).ok_or(Trouble::NotFound)?;
        let last = first
            .checked_add(u64::from(wanted.width()))
            .ok_or(Trouble::NotFound)?;
        let range = first..last;
        let entries = store
            .entries(log, range.clone())
            .await
            .map_err(|_| Trouble::NotFound)?
            .all()
            .await?;
        if entries.len() as u64 != range.end - range.start {
            return Err(Trouble::NotFound);
        }
        let entries: Result<Vec<Entry<'_>>, _> =
            entries.iter().map(|entry| Entry::new(entry)).collect();
        let entries = entries.map_err(|error| Trouble::broken(&error))?;
        let bytes = bundle::encode(entries).map_err(|error| Trouble::broken(&error))?;
        return Ok(immutable(bytes));
    }
    let wanted: Tile = path.parse().map_err(|_| Trouble::NotFound)?;
    let bytes = store.tile(log, wanted).await?.ok_or(Trouble::NotFound)?;
    Ok(immutable(bytes))
}

/// A tile never changes.
fn immutable(bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}
