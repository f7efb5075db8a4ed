//! The gate before every route: how often, who, whether they may, and whether it is their own doing. Here and nowhere else.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts as _, RawPathParams, Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use hustings_office::ContestId;

use crate::accounts::{Account, Role};
use crate::hall::Hall;
use crate::limits::{Kind, Source};
use crate::page::{self, Inside, Remembered, Visitor};
use crate::routes::Route;
use crate::session::{self, Party};
use crate::site::Site;
use crate::trouble::{Trouble, Untold};
use crate::words::Language;
use crate::{headers, secret};

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Anybody, signed in or not.
    Anyone,
    /// Whoever may begin contests.
    Founder,
    /// An elector of this contest.
    Elector,
    /// Whoever has one of these roles in this contest.
    Has(&'static [Role]),
}

impl Who {
    pub(crate) const OFFICER: Self = Self::Has(&[Role::Officer]);
    pub(crate) const HELPLINE: Self = Self::Has(&[Role::Helpline, Role::Officer]);
    pub(crate) const REGISTRAR: Self = Self::Has(&[Role::Registrar]);
    pub(crate) const TRUSTEE: Self = Self::Has(&[Role::Trustee]);

    fn admits(self, visitor: &Visitor, contest: Option<&ContestId>) -> bool {
        match self {
            Self::Anyone => true,
            Self::Founder => visitor.account.as_ref().is_some_and(Account::is_founder),
            Self::Elector => contest.is_some_and(|contest| visitor.elector_of(contest).is_some()),
            Self::Has(roles) => match (&visitor.account, contest) {
                (Some(account), Some(contest)) => {
                    roles.iter().any(|role| account.is(*role, contest))
                }
                _ => false,
            },
        }
    }
}

impl std::fmt::Display for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Anyone => f.write_str("anyone"),
            Self::Founder => f.write_str("founder"),
            Self::Elector => f.write_str("elector"),
            Self::Has(roles) => {
                let words: Vec<&str> = roles.iter().map(|role| role.word()).collect();
                f.write_str(&words.join(" or "))
            }
        }
    }
}

/// What a form may weigh. What is uploaded has a limit of its own, where it is received.
const FORM: usize = 1 << 20;

/// Lets a request pass to its handler, or answers it.
pub(crate) async fn guard(
    State((site, route)): State<(Arc<Site>, Route)>,
    request: Request,
    next: Next,
) -> Response {
    let is_form = request.method() == Method::POST;
    let mut told = Telling::of(&site, &request);
    let response = match admit(&site, &route, request, &mut told).await {
        Ok(request) => next.run(request).await,
        Err(trouble) => trouble.into_response(),
    };
    let mut response = told.tell(&site, route, is_form, response).await;
    site.metrics.answered(route.path, response.status());
    if is_form {
        site.mailed.notify_one();
    }
    if let Some(cookie) = told.minted {
        set_cookie(&mut response, &site, &cookie);
    }
    headers::set(&mut response, site.settings.is_secure());
    response
}

/// What is needed to tell trouble, whatever becomes of the request.
struct Telling {
    visitor: Visitor,
    hall: Option<Arc<Hall>>,
    json: bool,
    referer: Option<String>,
    fields: Vec<(String, String)>,
    minted: Option<String>,
}

impl Telling {
    fn of(site: &Site, request: &Request) -> Self {
        let path = request.uri().path().to_owned();
        let language = request
            .extensions()
            .get::<Language>()
            .copied()
            .unwrap_or_default();
        let json = path.starts_with("/api/")
            || header_text(request.headers(), &header::ACCEPT)
                .is_some_and(|accept| accept.starts_with("application/json"))
            || header_text(request.headers(), &header::CONTENT_TYPE)
                .is_some_and(|kind| kind.starts_with("application/json"));
        let referer = header_text(request.headers(), &header::REFERER)
            .and_then(|referer| {
                referer.strip_prefix(site.settings.url.as_str().trim_end_matches('/'))
            })
            .filter(|path| path.starts_with('/'))
            .map(|path| path.split('?').next().unwrap_or_default().to_owned());
        Self {
            visitor: Visitor::nobody(language, path),
            hall: None,
            json,
            referer,
            fields: Vec::new(),
            minted: None,
        }
    }

    /// Trouble as a page, as JSON, or on the form it came from.
    async fn tell(
        &mut self,
        site: &Arc<Site>,
        route: Route,
        is_form: bool,
        response: Response,
    ) -> Response {
        let Some(Untold(trouble)) = response.extensions().get::<Untold>().cloned() else {
            return response;
        };
        if self.json {
            return page::trouble_json(&trouble);
        }
        if matches!(trouble, Trouble::SignIn) && !is_form {
            return page::redirect(&sign_in_path(
                &self.visitor,
                route.who,
                self.hall.as_deref(),
            ));
        }
        let remembered = match (&trouble, &self.referer) {
            (Trouble::Refused(why) | Trouble::Malformed(why), Some(back)) if is_form => {
                let fields = std::mem::take(&mut self.fields);
                let remembered = Remembered::new(why.clone(), fields);
                remembered
                    .keep(
                        &site.store,
                        &self.visitor.cookie,
                        self.visitor.party.is_some(),
                    )
                    .await
                    .ok()
                    .map(|()| back.clone())
            }
            _ => None,
        };
        match remembered {
            Some(back) => page::redirect(&format!("{back}?refused=1")),
            None => page::trouble_page(&self.visitor, self.hall.as_deref(), &trouble).await,
        }
    }
}

/// Where somebody signs in who must, to come back afterwards.
fn sign_in_path(visitor: &Visitor, who: Who, hall: Option<&Hall>) -> String {
    match (who, hall) {
        (Who::Elector, Some(hall)) => visitor.link(&format!("/c/{}/vote/sign-in", hall.id)),
        _ => visitor.link("/sign-in"),
    }
}

async fn admit(
    site: &Arc<Site>,
    route: &Route,
    request: Request,
    told: &mut Telling,
) -> Result<Request, Trouble> {
    let (mut parts, body) = request.into_parts();
    let source = source(site, &parts.extensions, &parts.headers);
    let kind = match route.kind {
        Kind::Reading if parts.method != Method::GET && parts.method != Method::HEAD => {
            Kind::Acting
        }
        // To see the page is not to try.
        Kind::SigningIn if parts.method == Method::GET => Kind::Reading,
        kind => kind,
    };
    if !site.limits.admits(kind, source) {
        return Err(Trouble::TooMany);
    }
    let visitor = &mut told.visitor;
    visitor.source = source;
    visitor.read_query(parts.uri.query());
    if let Some(cookie) = cookie(&parts.headers, site) {
        visitor.party = session::find(&site.store, &cookie).await?;
        visitor.cookie = cookie;
    } else if route.kind == Kind::SigningIn && parts.method == Method::GET {
        visitor.cookie = secret::draw();
        told.minted = Some(visitor.cookie.clone());
    }
    if let Some(Party::Staff { email }) = &visitor.party {
        visitor.account = Account::find(&site.store, email).await?;
    }
    let parameters = RawPathParams::from_request_parts(&mut parts, &()).await;
    let parameters = parameters.map_err(|_| Trouble::NotFound)?;
    let mut contests = parameters.iter().filter(|(name, _)| *name == "contest");
    let named = contests.next().map(|(_, id)| id.to_owned());
    if let Some(id) = named {
        let id: ContestId = id.parse().map_err(|_| Trouble::NotFound)?;
        told.hall = Some(site.hall(&id).await?);
    }
    let contest = told.hall.as_ref().map(|hall| &hall.id);
    if !route.who.admits(visitor, contest) {
        return Err(if visitor.party.is_some() {
            Trouble::Forbidden
        } else {
            Trouble::SignIn
        });
    }
    let mut body = body;
    if parts.method != Method::GET && parts.method != Method::HEAD {
        expect_own_origin(site, &parts.headers)?;
        let (again, fields) = read_form(&parts.headers, body).await?;
        body = again;
        expect_token(&parts.headers, parts.uri.query(), &fields, &visitor.cookie)?;
        told.fields = fields;
    } else if visitor.refused {
        visitor.remembered = Remembered::take(&site.store, &visitor.cookie).await?;
    }
    parts.extensions.insert(visitor.clone());
    if let Some(hall) = &told.hall {
        let inside = Inside {
            site: Arc::clone(site),
            hall: Arc::clone(hall),
            visitor: visitor.clone(),
        };
        parts.extensions.insert(inside);
    }
    Ok(Request::from_parts(parts, body))
}

/// A form's fields are looked at here and handed on as they came.
async fn read_form(
    headers: &HeaderMap,
    body: Body,
) -> Result<(Body, Vec<(String, String)>), Trouble> {
    let kind = header_text(headers, &header::CONTENT_TYPE).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Ok((body, Vec::new()));
    }
    let bytes: Bytes = to_bytes(body, FORM).await.map_err(|_| {
        Trouble::Malformed(
            "the form does not arrive whole, or is larger than a mebibyte".to_owned(),
        )
    })?;
    let fields = url::form_urlencoded::parse(&bytes).into_owned().collect();
    Ok((Body::from(bytes), fields))
}

/// A browser says where a form comes from.
fn expect_own_origin(site: &Site, headers: &HeaderMap) -> Result<(), Trouble> {
    let fetched = headers
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok());
    let origin = header_text(headers, &header::ORIGIN);
    let own = site.settings.url.origin().ascii_serialization();
    let is_own = fetched.is_none_or(|from| from == "same-origin")
        && origin.is_none_or(|origin| origin == own);
    if is_own { Ok(()) } else { Err(Trouble::Forged) }
}

/// The token of the session, in a header, in a form's field, or, where files are sent, in the query.
fn expect_token(
    headers: &HeaderMap,
    query: Option<&str>,
    fields: &[(String, String)],
    cookie: &str,
) -> Result<(), Trouble> {
    let header = headers
        .get("x-csrf-token")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let field = fields
        .iter()
        .find(|(name, _)| name == "csrf")
        .map(|(_, value)| value.clone());
    let in_query = || {
        let query = url::form_urlencoded::parse(query?.as_bytes());
        query
            .into_owned()
            .find(|(name, _)| name == "csrf")
            .map(|(_, value)| value)
    };
    let given = header.or(field).or_else(in_query).unwrap_or_default();
    if !cookie.is_empty() && secret::is_same(&given, &session::token(cookie)) {
        Ok(())
    } else {
        Err(Trouble::Forged)
    }
}

/// Whence a request comes: from the connection, or, behind a proxy of ours, as that says last.
fn source(site: &Site, extensions: &axum::http::Extensions, headers: &HeaderMap) -> Source {
    let connected = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .filter(|_| site.settings.behind_proxy)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|last| last.trim().parse::<IpAddr>().ok());
    Source::from(
        forwarded
            .or(connected)
            .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
    )
}

fn header_text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The cookie's name; with the prefix, no other host and no unencrypted page can set it.
fn cookie_name(site: &Site) -> &'static str {
    if site.settings.is_secure() {
        "__Host-hustings"
    } else {
        "hustings"
    }
}

fn cookie(headers: &HeaderMap, site: &Site) -> Option<String> {
    let name = cookie_name(site);
    let all = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = all
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let value = pairs.find(|(found, _)| *found == name)?.1;
    // Ours are 43 characters; what is longer is nobody's.
    (value.len() == 43).then(|| value.to_owned())
}

/// Gives the browser the session's cookie.
pub(crate) fn set_cookie(response: &mut Response, site: &Site, cookie: &str) {
    let secure = if site.settings.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let name = cookie_name(site);
    let text = format!("{name}={cookie}; Path=/; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Takes it away.
pub(crate) fn unset_cookie(response: &mut Response, site: &Site) {
    let secure = if site.settings.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let name = cookie_name(site);
    let text = format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// What no route answers.
pub(crate) async fn nowhere(State(site): State<Arc<Site>>, request: Request) -> Response {
    let mut told = Telling::of(&site, &request);
    let route = Route {
        method: "GET",
        path: "(none)",
        who: Who::Anyone,
        kind: Kind::Reading,
    };
    let source = source(&site, request.extensions(), request.headers());
    let trouble = if site.limits.admits(Kind::Reading, source) {
        Trouble::NotFound
    } else {
        Trouble::TooMany
    };
    let mut response = told
        .tell(&site, route, false, trouble.into_response())
        .await;
    debug_assert!(response.status() != StatusCode::OK);
    headers::set(&mut response, site.settings.is_secure());
    response
}
