//! Files that pages need: styles and the booth. They are in the program, and their addresses name their digests, so that a
//! browser may keep them for ever and never shows an old one.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

use crate::look;
use crate::page::{Inside, Page};
use crate::trouble::Trouble;
use crate::words::{self, Language};

/// A file.
pub(crate) struct Asset {
    /// Its name, with its digest.
    name: String,
    kind: &'static str,
    bytes: &'static [u8],
}

impl Asset {
    fn new(stem: &str, extension: &str, kind: &'static str, bytes: &'static [u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let short: String = digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            name: format!("{stem}-{short}.{extension}"),
            kind,
            bytes,
        }
    }

    /// Its address.
    pub(crate) fn path(&self) -> String {
        format!("/assets/{}", self.name)
    }

    /// What a browser holds it against.
    pub(crate) fn integrity(&self) -> String {
        format!(
            "sha384-{}",
            BASE64_STANDARD.encode(Sha384::digest(self.bytes))
        )
    }

    /// Its digest, as the log has it.
    pub(crate) fn digest(&self) -> hustings_contest::Digest {
        hustings_contest::Digest::of(self.bytes)
    }
}

const CSS: &str = "text/css; charset=utf-8";

pub(crate) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("site", "css", CSS, include_bytes!("../assets/site.css")));

/// What browsers show beside a page's title.
pub(crate) static ICON: LazyLock<Asset> = LazyLock::new(|| {
    let icon = include_bytes!("../assets/icon.svg");
    Asset::new("icon", "svg", "image/svg+xml", icon)
});

static REPORT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("report", "css", CSS, hustings_report::STYLE.as_bytes()));

/// The style of documents that `report` makes.
pub(crate) fn report_style() -> String {
    REPORT.path()
}

const BOOTH_JS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/booth.js"));
const BOOTH_CSS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/booth.css"));

static BOOTH: LazyLock<[Asset; 2]> = LazyLock::new(|| {
    [
        Asset::new("booth", "js", "text/javascript; charset=utf-8", BOOTH_JS),
        Asset::new("booth", "css", CSS, BOOTH_CSS),
    ]
});

/// The voter's script and its style; nothing where the program was built without.
pub(crate) fn booth() -> Option<(&'static Asset, &'static Asset)> {
    let [script, style] = &*BOOTH;
    (!script.bytes.is_empty()).then_some((script, style))
}

/// The booth's texts, which stand beside it.
pub(crate) fn booth_words(language: Language) -> serde_json::Map<String, serde_json::Value> {
    let said = |key: &String| {
        Some((
            key.strip_prefix("booth-")?.to_owned(),
            language.say(key).into(),
        ))
    };
    BOOTH_KEYS.iter().filter_map(said).collect()
}

/// The keys of the booth's texts, as its own file has them.
static BOOTH_KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = words::BOOTH
        .lines()
        .filter_map(|line| line.split_once(" ="));
    lines
        .map(|(key, _)| key.to_owned())
        .filter(|key| key.starts_with("booth-"))
        .collect()
});

fn all() -> Vec<&'static Asset> {
    let booth = booth()
        .into_iter()
        .flat_map(|(script, style)| [script, style]);
    [&*STYLE, &*ICON, &*REPORT]
        .into_iter()
        .chain(booth)
        .collect()
}

pub(crate) async fn serve(Path(name): Path<String>) -> Page {
    let found = all()
        .into_iter()
        .find(|asset| asset.name == name)
        .ok_or(Trouble::NotFound)?;
    let mut response = found.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(found.kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Ok(response)
}

/// The organisation's own colour.
pub(crate) async fn look(inside: Inside) -> Result<Response, Trouble> {
    let office = inside.hall.read().await?;
    let css = look::style(office.contest().rulebook()).ok_or(Trouble::NotFound)?;
    Ok(([(header::CONTENT_TYPE, CSS)], css).into_response())
}
