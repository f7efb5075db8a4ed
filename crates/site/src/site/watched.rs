//! The figures at an address of their own, which is for whoever watches the machine, and never for the public.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;

use super::{Site, SiteError};

/// The open format of metrics, version 1.
const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(super) async fn serve(
    site: Arc<Site>,
    listener: std::net::TcpListener,
) -> Result<(), SiteError> {
    listener.set_nonblocking(true).map_err(SiteError::Listen)?;
    let listener = TcpListener::from_std(listener).map_err(SiteError::Listen)?;
    let router = Router::new()
        .route("/metrics", get(figures))
        .with_state(site);
    axum::serve(listener, router)
        .await
        .map_err(SiteError::Listen)
}

async fn figures(State(site): State<Arc<Site>>) -> impl IntoResponse {
    let text = site.metrics.read(&site.store).await;
    ([(header::CONTENT_TYPE, KIND)], text)
}
