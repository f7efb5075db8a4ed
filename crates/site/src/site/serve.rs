//! Connections: so many at once, none that dawdles, and a stop that ends what was begun.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::StatusCode;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceBuilder;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use super::places::Places;
use super::{Site, SiteError};
use crate::limits::Source;

/// Connections at once; who comes beyond waits.
const CONNECTIONS: usize = 4096;
/// By when a request's headers must have come.
const HEADERS: Duration = Duration::from_secs(10);
/// How long a body may pause, and whoever is answered may take nothing in.
const PAUSE: Duration = Duration::from_secs(15);
/// By when an answer must have begun: what takes longest is the closing of a box of a million ballots.
const ANSWER: Duration = Duration::from_mins(15);
/// How long requests that were begun may take after the stop.
const GRACE: Duration = Duration::from_secs(20);

pub(super) async fn serve(
    site: &Arc<Site>,
    listener: std::net::TcpListener,
    stop: impl Future<Output = ()>,
) -> Result<(), SiteError> {
    listener.set_nonblocking(true).map_err(SiteError::Listen)?;
    let listener = TcpListener::from_std(listener).map_err(SiteError::Listen)?;
    let service = ServiceBuilder::new()
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            ANSWER,
        ))
        .layer(RequestBodyTimeoutLayer::new(PAUSE))
        .map_request(|request: Request<_>| request.map(Body::new))
        .service(site.router());
    let mut server = hyper::server::conn::http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_headers(64);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let of_addresses = Places::default();
    // Behind a proxy all come from its address.
    let is_capped = !site.settings.behind_proxy && site.limits.are_kept();
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            break;
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Without descriptors there is nothing to do but to wait for one.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let here = is_capped.then(|| of_addresses.take(Source::from(peer.ip())));
        if here.as_ref().is_some_and(Option::is_none) {
            continue;
        }
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(PAUSE));
        let service =
            service
                .clone()
                .map_request(move |mut request: Request<hyper::body::Incoming>| {
                    request.extensions_mut().insert(ConnectInfo(peer));
                    request
                });
        let connection = server.serve_connection(
            TokioIo::new(Box::pin(stream)),
            TowerToHyperService::new(service),
        );
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks is the other end's business.
            let _ = connection.await;
            drop((place, here));
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    Ok(())
}
