//! Requests to the provider: encrypted, followed nowhere else, and ended soon.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Uri, header};
use hyper_util::rt::TokioIo;
use openidconnect::{HttpRequest, HttpResponse};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(10);
/// What it weighs at most.
const WEIGHT: usize = 1 << 20;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    #[error("its address is not one that is safe to ask")]
    Unsafe,
    #[error("it cannot be reached ({0})")]
    Reach(#[from] std::io::Error),
    #[error("it cannot be spoken to ({0})")]
    Speak(#[from] hyper::Error),
    #[error("its answer does not arrive whole, or is larger than a mebibyte")]
    Answer,
    #[error("it does not answer within {} seconds", ANSWER.as_secs())]
    Silence,
}

/// Whether what is said there is encrypted, or does not leave this machine.
pub(super) fn is_safe(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && is_here)
}

pub(super) async fn fetch(request: HttpRequest) -> Result<HttpResponse, FetchError> {
    tokio::time::timeout(ANSWER, ask(request))
        .await
        .unwrap_or(Err(FetchError::Silence))
}

async fn ask(request: HttpRequest) -> Result<HttpResponse, FetchError> {
    let url: Url = request
        .uri()
        .to_string()
        .parse()
        .map_err(|_| FetchError::Unsafe)?;
    if !is_safe(&url) {
        return Err(FetchError::Unsafe);
    }
    let host = url.host_str().ok_or(FetchError::Unsafe)?;
    let port = url.port_or_known_default().ok_or(FetchError::Unsafe)?;
    let bare = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    let stream = TcpStream::connect((&*bare, port)).await?;
    stream.set_nodelay(true)?;
    if url.scheme() != "https" {
        return over(stream, &url, request).await;
    }
    let name = ServerName::try_from(bare).map_err(|_| FetchError::Unsafe)?;
    let stream = TlsConnector::from(trust()?).connect(name, stream).await?;
    over(stream, &url, request).await
}

/// The authorities that this machine trusts.
fn trust() -> Result<Arc<ClientConfig>, FetchError> {
    static TRUST: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(trust) = TRUST.get() {
        return Ok(Arc::clone(trust));
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(std::io::Error::other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::clone(TRUST.get_or_init(|| Arc::new(config))))
}

async fn over<S>(stream: S, url: &Url, request: HttpRequest) -> Result<HttpResponse, FetchError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    // It ends with the answer.
    tokio::spawn(connection);
    let mut request = request.map(Body::from);
    let authority = match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
    };
    let authority = HeaderValue::from_str(&authority).map_err(|_| FetchError::Unsafe)?;
    request.headers_mut().insert(header::HOST, authority);
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    *request.uri_mut() = path.parse::<Uri>().map_err(|_| FetchError::Unsafe)?;
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let body = to_bytes(Body::new(body), WEIGHT)
        .await
        .map_err(|_| FetchError::Answer)?;
    Ok(HttpResponse::from_parts(parts, body.to_vec()))
}
