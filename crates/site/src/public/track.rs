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
    /// Why nothing was looked for.
    misread: Option<String>,
    downloads: String,
}

/// What a tracker is: a SHA-256 in Base64, without padding.
const LENGTH: usize = 43;

/// Why what was entered is no tracker of any ballot.
#[derive(Debug, PartialEq, Eq)]
enum Misread {
    /// A sign that no tracker has.
    Sign(char),
    /// It has so many signs.
    Length(usize),
}

impl Misread {
    fn of(tracker: &str) -> Option<Self> {
        let strange = |sign: &char| !(sign.is_ascii_alphanumeric() || matches!(sign, '+' | '/'));
        if let Some(sign) = tracker.chars().find(strange) {
            return Some(Self::Sign(sign));
        }
        let length = tracker.len();
        (length != LENGTH && length != 0).then_some(Self::Length(length))
    }

    fn told(&self, page: &Frame) -> String {
        match self {
            Self::Sign(sign) => page.fill("track-wrong-sign", "sign", sign.to_string()),
            Self::Length(there) => page.fill2("track-wrong-length", "due", LENGTH, "there", *there),
        }
    }
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

/// Spaces and line ends come with copying, also those that nobody sees.
fn plain(tracker: &str) -> String {
    let unseen = |sign: &char| {
        sign.is_whitespace()
            || sign.is_control()
            || matches!(
                sign,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
    };
    let seen = tracker.chars().filter(|sign| !unseen(sign));
    seen.take(100).collect()
}

pub(crate) async fn show(inside: Inside, Query(Asked { tracker }): Query<Asked>) -> Page {
    let page = inside.frame().await?;
    let tracker = plain(&tracker);
    let office = inside.hall.read().await?;
    let misread = Misread::of(&tracker).map(|misread| misread.told(&page));
    let found = find(&office, &tracker).await?.map(|(_, found)| found);
    let encoded: String = url::form_urlencoded::byte_serialize(tracker.as_bytes()).collect();
    let downloads = page.here(&format!("/track/receipt?tracker={encoded}"));
    shown(&TrackPage {
        page,
        tracker,
        found,
        misread,
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

#[cfg(test)]
mod tests {
    use super::*;

    const TRACKER: &str = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg";

    #[test]
    fn what_comes_with_copying_is_left_out_of_a_tracker() {
        for copied in [
            format!(" {TRACKER}\r\n"),
            format!("{}\n{}", &TRACKER[..20], &TRACKER[20..]),
            format!("\u{feff}{}\u{a0}\t\u{200b}{}", &TRACKER[..7], &TRACKER[7..]),
        ] {
            assert_eq!(plain(&copied), TRACKER, "{copied:?}");
        }
        assert_eq!(Misread::of(TRACKER), None);
    }

    #[test]
    fn a_tracker_of_another_length_is_told_by_its_length() {
        assert_eq!(Misread::of(&TRACKER[1..]), Some(Misread::Length(42)));
        let longer = format!("{TRACKER}A");
        assert_eq!(Misread::of(&longer), Some(Misread::Length(44)));
        assert_eq!(Misread::of(""), None, "nothing was asked for");
    }

    #[test]
    fn a_sign_that_no_tracker_has_is_told_before_the_length() {
        for (entered, sign) in [("n4b-", '-'), ("n4bQ=", '='), ("é", 'é'), ("<script>", '<')] {
            assert_eq!(Misread::of(entered), Some(Misread::Sign(sign)));
        }
    }
}
