//! Whether the process lives, and whether it can do its work: for whoever keeps it running.

use std::sync::Arc;

use axum::extract::State;

use crate::page::Page;
use crate::site::Site;

/// It answers.
pub(crate) async fn alive() -> &'static str {
    "alive\n"
}

/// The store answers too.
pub(crate) async fn ready(State(site): State<Arc<Site>>) -> Page {
    site.store.heads().await?;
    Ok(axum::response::IntoResponse::into_response("ready\n"))
}
