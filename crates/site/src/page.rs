//! What every page has: its frame, who looks at it, in which language; and how a handler is told.

mod remembered;

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse as _, Response};
use fluent_bundle::FluentValue;
use hustings_office::ContestId;
use hustings_roll::ElectorId;
use hustings_rulebook::Moment;

pub(crate) use remembered::Remembered;

use crate::accounts::{Account, Role};
use crate::hall::Hall;
use crate::limits::Source;
use crate::look;
use crate::session::{self, Party};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::words::Language;

/// What a handler answers.
pub(crate) type Page = Result<Response, Trouble>;

/// Who asks, and how.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) language: Language,
    pub(crate) party: Option<Party>,
    pub(crate) account: Option<Account>,
    /// The session's, or one that is nobody's yet; empty where there is none.
    pub(crate) cookie: String,
    /// The address without its language.
    pub(crate) path: String,
    pub(crate) source: Source,
    /// What was done before this page, as the key of a text.
    pub(crate) said: Option<String>,
    /// Whether something was refused, of which the store knows more.
    pub(crate) refused: bool,
    pub(crate) remembered: Option<Remembered>,
}

impl Visitor {
    pub(crate) fn nobody(language: Language, path: String) -> Self {
        Self {
            language,
            party: None,
            account: None,
            cookie: String::new(),
            path,
            source: Source::from(std::net::IpAddr::from([0, 0, 0, 0])),
            said: None,
            refused: false,
            remembered: None,
        }
    }

    pub(crate) fn read_query(&mut self, query: Option<&str>) {
        for (name, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match &*name {
                "said"
                    if value.starts_with("said-")
                        && value.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') =>
                {
                    self.said = Some(value.into_owned());
                }
                "refused" => self.refused = true,
                _ => {}
            }
        }
    }

    /// An address in the visitor's language.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.language.prefix())
    }

    pub(crate) fn elector_of(&self, contest: &ContestId) -> Option<&ElectorId> {
        self.party.as_ref()?.elector_of(contest)
    }

    /// On to another page, which says what was done.
    pub(crate) fn on_to(&self, path: &str, said: &str) -> Response {
        redirect(&format!("{}?said=said-{said}", self.link(path)))
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Trouble> {
        let visitor = parts.extensions.get::<Self>().cloned();
        visitor.ok_or_else(|| Trouble::broken(&"a route without a gate"))
    }
}

/// Within a contest.
#[derive(Clone)]
pub(crate) struct Inside {
    pub(crate) site: Arc<Site>,
    pub(crate) hall: Arc<Hall>,
    pub(crate) visitor: Visitor,
}

impl<S: Sync> FromRequestParts<S> for Inside {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Trouble> {
        let inside = parts.extensions.get::<Self>().cloned();
        inside.ok_or_else(|| Trouble::broken(&"a route outside of a contest"))
    }
}

impl Inside {
    /// The frame of a page in this contest.
    pub(crate) async fn frame(&self) -> Result<Frame, Trouble> {
        Frame::inside(&self.visitor, &self.hall).await
    }

    /// The contest's address, and what comes after.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/c/{}{rest}", self.hall.id)
    }

    /// Who is signed in, of those who run it; the gate has seen that somebody is.
    pub(crate) fn account(&self) -> Result<&Account, Trouble> {
        self.visitor.account.as_ref().ok_or(Trouble::SignIn)
    }

    /// Who is signed in, of the electors; the gate has seen that somebody is.
    pub(crate) fn elector(&self) -> Result<&ElectorId, Trouble> {
        self.visitor
            .elector_of(&self.hall.id)
            .ok_or(Trouble::SignIn)
    }

    /// The hand of whoever is signed in.
    pub(crate) async fn hand(
        &self,
        role: hustings_contest::event::Role,
    ) -> Result<hustings_office::Hand, Trouble> {
        Ok(self.hall.hand(&self.account()?.name, role).await?)
    }

    /// On to another page of the contest, which says what was done.
    pub(crate) fn on_to(&self, rest: &str, said: &str) -> Response {
        self.visitor.on_to(&self.path(rest), said)
    }
}

/// What stands above a page of a contest.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) organisation: String,
    pub(crate) mock: bool,
    /// Whether secrecy rests on the server alone, which no page may hide.
    pub(crate) server_alone: bool,
    /// The contest of which this is a mock poll, if it is one.
    pub(crate) mock_of: Option<String>,
    /// What the clock shows.
    pub(crate) now: Moment,
    /// Whether the organisation has a colour of its own.
    pub(crate) look: bool,
}

/// What every template is handed.
pub(crate) struct Frame {
    pub(crate) visitor: Visitor,
    pub(crate) head: Option<Head>,
    pub(crate) roles: Vec<Role>,
}

impl Frame {
    pub(crate) fn outside(visitor: &Visitor) -> Self {
        Self {
            visitor: visitor.clone(),
            head: None,
            roles: Vec::new(),
        }
    }

    async fn inside(visitor: &Visitor, hall: &Hall) -> Result<Self, Trouble> {
        let now = hall.now().await?;
        let office = hall.read().await?;
        let rulebook = office.contest().rulebook();
        let head = Head {
            id: hall.id.to_string(),
            title: rulebook.title.clone(),
            organisation: rulebook.organisation.clone(),
            mock: office.contest().is_mock(),
            server_alone: rulebook.is_server_alone(),
            mock_of: hall.mock_of().map(ToString::to_string),
            now,
            look: look::has(rulebook),
        };
        let account = visitor.account.iter();
        let roles = account.flat_map(|account| {
            Role::ALL
                .into_iter()
                .filter(|role| account.is(*role, &hall.id))
        });
        Ok(Self {
            visitor: visitor.clone(),
            head: Some(head),
            roles: roles.collect(),
        })
    }

    /// Whether the server alone can open the ballots of the contest.
    pub(crate) fn is_server_alone(&self) -> bool {
        self.head.as_ref().is_some_and(|head| head.server_alone)
    }

    pub(crate) fn say(&self, key: &str) -> String {
        self.visitor.language.say(key)
    }

    /// A text with one thing in it.
    pub(crate) fn fill<'a>(
        &self,
        key: &str,
        name: &'a str,
        value: impl Into<FluentValue<'a>>,
    ) -> String {
        self.visitor.language.fill(key, [(name, value.into())])
    }

    /// A text with two things in it.
    pub(crate) fn fill2<'a>(
        &self,
        key: &str,
        name: &'a str,
        value: impl Into<FluentValue<'a>>,
        other: &'a str,
        second: impl Into<FluentValue<'a>>,
    ) -> String {
        self.visitor
            .language
            .fill(key, [(name, value.into()), (other, second.into())])
    }

    pub(crate) fn code(&self) -> &'static str {
        self.visitor.language.code()
    }

    pub(crate) fn link(&self, path: &str) -> String {
        self.visitor.link(path)
    }

    /// An address in this contest.
    pub(crate) fn here(&self, rest: &str) -> String {
        let id = self
            .head
            .as_ref()
            .map(|head| head.id.as_str())
            .unwrap_or_default();
        self.link(&format!("/c/{id}{rest}"))
    }

    /// This page in the other language.
    pub(crate) fn other(&self) -> (&'static str, String) {
        let other = match self.visitor.language {
            Language::English => Language::Welsh,
            Language::Welsh => Language::English,
        };
        (
            other.code(),
            format!("{}{}", other.prefix(), self.visitor.path),
        )
    }

    pub(crate) fn csrf(&self) -> String {
        session::token(&self.visitor.cookie)
    }

    /// What was entered before it was refused.
    pub(crate) fn entered(&self, name: &str) -> String {
        let remembered = self.visitor.remembered.as_ref();
        remembered
            .and_then(|all| all.field(name))
            .unwrap_or_default()
            .to_owned()
    }

    /// What was entered before it was refused, or else this.
    pub(crate) fn entered_or(&self, name: &str, other: &str) -> String {
        let remembered = self.visitor.remembered.as_ref();
        remembered
            .and_then(|all| all.field(name))
            .unwrap_or(other)
            .to_owned()
    }

    pub(crate) fn alert(&self) -> Option<&str> {
        self.visitor
            .remembered
            .as_ref()
            .map(|all| all.alert.as_str())
    }

    pub(crate) fn said(&self) -> Option<String> {
        self.visitor.said.as_ref().map(|key| self.say(key))
    }

    pub(crate) fn is(&self, role: &str) -> bool {
        self.roles.iter().any(|has| has.word() == role)
    }

    /// Whether this is within a mock poll of another contest.
    pub(crate) fn is_mock_poll(&self) -> bool {
        let head = self.head.as_ref();
        head.is_some_and(|head| head.mock_of.is_some())
    }

    /// Where somebody is, among the links above the page.
    pub(crate) fn is_at(&self, rest: &str) -> bool {
        let id = self
            .head
            .as_ref()
            .map(|head| head.id.as_str())
            .unwrap_or_default();
        self.visitor.path == format!("/c/{id}{rest}")
    }

    /// Whether somebody is in this room, or further in.
    pub(crate) fn is_in(&self, rest: &str) -> bool {
        let id = self
            .head
            .as_ref()
            .map(|head| head.id.as_str())
            .unwrap_or_default();
        let room = format!("/c/{id}{rest}");
        self.visitor
            .path
            .strip_prefix(&room)
            .is_some_and(|further| further.is_empty() || further.starts_with('/'))
    }

    /// A time as people read it; months are said in the language.
    pub(crate) fn time(&self, moment: &Moment) -> String {
        if self.visitor.language == Language::English {
            return moment.in_words();
        }
        let day = moment.day();
        let month = self.say(&format!("month-{}", day.month()));
        let day = format!("{} {month} {}", day.day(), day.year());
        match moment.as_str().split_once('T') {
            Some((_, time)) => format!(
                "{day}, {}",
                time.strip_suffix(":00")
                    .filter(|_| time.len() == 8)
                    .unwrap_or(time)
            ),
            None => day,
        }
    }
}

/// A template as an answer.
pub(crate) fn show(template: &impl Template) -> Page {
    let html = template.render().map_err(|error| Trouble::broken(&error))?;
    Ok(Html(html).into_response())
}

/// On to another address, by GET.
pub(crate) fn redirect(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// A file to be kept.
pub(crate) fn download(
    name: &str,
    kind: &'static str,
    bytes: impl Into<axum::body::Body>,
) -> Response {
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let plain: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || ".-_".contains(*c))
        .collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage<'a> {
    page: Frame,
    title: String,
    what: String,
    detail: &'a str,
}

/// Trouble as a page.
pub(crate) async fn trouble_page(
    visitor: &Visitor,
    hall: Option<&Hall>,
    trouble: &Trouble,
) -> Response {
    let inside = match hall {
        Some(hall) => Frame::inside(visitor, hall).await.ok(),
        None => None,
    };
    let page = inside.unwrap_or_else(|| Frame::outside(visitor));
    let code = trouble.code();
    let (title, what) = (
        page.say(&format!("trouble-{code}")),
        page.say(&format!("trouble-{code}-what")),
    );
    let template = TroublePage {
        page,
        title,
        what,
        detail: trouble.detail(),
    };
    let mut response = Html(template.render().unwrap_or_default()).into_response();
    *response.status_mut() = trouble.status();
    response
}

/// Trouble as programs read it.
pub(crate) fn trouble_json(trouble: &Trouble) -> Response {
    let english = Language::English;
    let code = trouble.code();
    let reason = match trouble.detail() {
        "" => english.say(&format!("trouble-{code}")),
        detail => detail.to_owned(),
    };
    let remedy = english.say(&format!("trouble-{code}-what"));
    problem(trouble.status(), code, &reason, &remedy)
}

/// An error as programs read it.
pub(crate) fn problem(status: StatusCode, code: &str, reason: &str, remedy: &str) -> Response {
    let body = serde_json::json!({ "error": { "code": code, "reason": reason, "remedy": remedy } });
    (status, axum::Json(body)).into_response()
}
