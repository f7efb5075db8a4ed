//! A tracker's inclusion: whether a ballot is in a box, where, and whether it was counted.

use askama::Template;
use axum::extract::Query;
use hustings_office::{Office, mark};
use hustings_rulebook::BoxId;
use serde::{Deserialize, Serialize};

use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "public/track.html")]
struct TrackPage {
    page: Frame,
    tracker: String,
    found: Option<Found>,
    downloads: String,
}

/// Where a ballot is, and what became of it.
#[derive(Serialize)]
pub(crate) struct Found {
    #[serde(rename = "box")]
    pub(crate) of: String,
    /// From 0.
    pub(crate) index: u64,
    pub(crate) fate: Fate,
    /// By which ruling it was removed.
    pub(crate) ruling: Option<String>,
    pub(crate) reasons: Option<String>,
}

/// What became of a ballot.
#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Fate {
    /// It is in the box.
    InBox,
    /// A ruling removed it.
    Removed,
    /// It is in what is tallied.
    Tallied,
}

impl Fate {
    fn key(self) -> &'static str {
        match self {
            Self::InBox => "fate-in-box",
            Self::Removed => "fate-removed",
            Self::Tallied => "fate-tallied",
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    tracker: String,
}

/// Spaces and line ends come with copying.
fn plain(tracker: &str) -> String {
    tracker
        .chars()
        .filter(char::is_ascii_graphic)
        .take(100)
        .collect()
}

pub(crate) async fn show(inside: Inside, Query(Asked { tracker }): Query<Asked>) -> Page {
    let page = inside.frame().await?;
    let tracker = plain(&tracker);
    let office = inside.hall.read().await?;
    let found = find(&office, &tracker).await?.map(|(_, found)| found);
    let encoded: String = url::form_urlencoded::byte_serialize(tracker.as_bytes()).collect();
    let downloads = page.here(&format!("/track/receipt?tracker={encoded}"));
    shown(&TrackPage {
        page,
        tracker,
        found,
        downloads,
    })
}

/// The receipt once more: a proof against the box as it stands now.
pub(crate) async fn receipt(inside: Inside, Query(Asked { tracker }): Query<Asked>) -> Page {
    let tracker = plain(&tracker);
    let office = inside.hall.read().await?;
    let (of, _) = find(&office, &tracker).await?.ok_or(Trouble::NotFound)?;
    let receipt = office
        .receipt(&of, &tracker)
        .await?
        .ok_or(Trouble::NotFound)?;
    Ok(download(
        "receipt.txt",
        "text/plain; charset=utf-8",
        receipt.to_string(),
    ))
}

/// Looks in every box.
pub(crate) async fn find(
    office: &Office,
    tracker: &str,
) -> Result<Option<(BoxId, Found)>, Trouble> {
    let contest = office.contest();
    if tracker.is_empty() || !contest.has_opened() {
        return Ok(None);
    }
    let kept = contest.kept();
    for state in kept.into_iter().flat_map(|kept| &kept.boxes) {
        let of = &state.opened.act.r#box;
        let log = office.id().box_log(of)?;
        let Some(index) = office.store().find(&log, mark::TRACKER, tracker).await? else {
            continue;
        };
        let removal = kept.and_then(|kept| kept.rulings.removal(of, tracker));
        let fate = match (&removal, state.tallied.is_some()) {
            (Some(_), _) => Fate::Removed,
            (None, true) => Fate::Tallied,
            (None, false) => Fate::InBox,
        };
        let found = Found {
            of: of.to_string(),
            index,
            fate,
            ruling: removal.map(|made| made.ruling.to_string()),
            reasons: removal.map(|made| made.reasons.clone()),
        };
        return Ok(Some((of.clone(), found)));
    }
    Ok(None)
}
