//! Somebody with a browser, without one: requests go to the site within this process.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use hustings_site::{Site, token};
use tower::{Service as _, ServiceExt as _};

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        let to = self.headers.get(header::LOCATION);
        to.and_then(|to| to.to_str().ok()).unwrap_or_default()
    }
}

impl Answer {
    /// What of the page tells anything of whom: all but the token, which is of the session, and the seconds of a mock's clock.
    pub fn told(&self, caller: &Caller) -> String {
        let lines = self.body.lines();
        let lines = lines.filter(|line| !line.contains("Its clock shows"));
        lines
            .collect::<Vec<_>>()
            .join("\n")
            .replace(&caller.token(), "token")
    }
}

/// A caller at one address, with at most one cookie.
#[derive(Clone)]
pub struct Caller {
    site: Arc<Site>,
    pub cookie: Option<String>,
    pub address: SocketAddr,
}

impl Caller {
    pub fn new(site: &Arc<Site>) -> Self {
        Self {
            site: Arc::clone(site),
            cookie: None,
            address: "203.0.113.7:4000".parse().unwrap(),
        }
    }

    pub fn with(site: &Arc<Site>, cookie: &str) -> Self {
        Self {
            cookie: Some(cookie.to_owned()),
            ..Self::new(site)
        }
    }

    /// The token of this caller's session.
    pub fn token(&self) -> String {
        token(self.cookie.as_deref().unwrap_or_default())
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form as a caller does, with its token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let fields = [&[("csrf", token.as_str())], fields].concat();
        self.post_alone(path, &fields).await
    }

    /// Sends a form with these fields alone.
    pub async fn post_alone(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, "http://vote.example")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            let cookie = format!("hustings={cookie}").parse().unwrap();
            request.headers_mut().insert(header::COOKIE, cookie);
        }
        request.extensions_mut().insert(ConnectInfo(self.address));
        let mut service = self.site.router();
        let answer = service.ready().await.unwrap().call(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let value = text
                .strip_prefix("hustings=")
                .unwrap()
                .split(';')
                .next()
                .unwrap();
            self.cookie = Some(value.to_owned()).filter(|value| !value.is_empty());
        }
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}
