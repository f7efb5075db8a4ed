//! Witnesses of the log, and the bundle with which anybody can check the contest.

use askama::Template;
use hustings_contest::event::Role;
use hustings_contest::kept::Task;
use hustings_office::Office;
use hustings_rulebook::Post;
use hustings_store::StoreError;
use serde::Deserialize;

use super::boxes::noted;
use super::ceremony::message;
use super::credentials::{self, Checked};
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::{Files, Sent};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "poll/bundle.html")]
struct BundlePage {
    page: Frame,
    entries: u64,
    key: String,
    /// Each witness, and whether the last checkpoint has its signature.
    witnesses: Vec<(String, bool)>,
    quorum: u64,
    cosigned: usize,
    /// Whether the log has witnesses, of whom one keeps a checkpoint.
    witnessed: bool,
    /// Titles of posts whose result is not declared.
    waiting: Vec<String>,
    published: Option<String>,
    checked: Option<String>,
}

/// What the officer has noted of the bundle of a log as it stands: when the log has grown, its bundle is another.
pub(crate) struct Noted {
    published: Option<Checked>,
    checked: Option<Checked>,
}

/// No box is called so.
const PUBLISHED: &str = "~bundle-published";
const CHECKED: &str = "~bundle-checked";

impl Noted {
    pub(crate) async fn of(office: &Office) -> Result<Self, StoreError> {
        let mut all = credentials::checked(office.store(), office.id()).await?;
        let entries = office.log_digest().entries.to_string();
        let mut of = |what: &str| all.remove(&(what.to_owned(), entries.clone()));
        Ok(Self {
            published: of(PUBLISHED),
            checked: of(CHECKED),
        })
    }

    /// Whether nobody is asked for it any more.
    pub(crate) fn ends(&self, task: &Task) -> bool {
        match task {
            Task::PublishBundle => self.published.is_some(),
            Task::CheckBundle => self.checked.is_some(),
            _ => false,
        }
    }
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let log = contest.kept().map(|kept| &kept.log.act);
    let by = office.witnessed().await?.map(|cosigned| cosigned.by);
    let by: Vec<String> = by
        .into_iter()
        .flatten()
        .map(|(name, _)| name.to_string())
        .collect();
    let witnesses = log.into_iter().flat_map(|log| log.witnesses.keys());
    let waiting = contest.rulebook().posts.iter();
    let done = Noted::of(&office).await?;
    shown(&BundlePage {
        entries: office.log_digest().entries,
        key: log.map(|log| log.key.clone()).unwrap_or_default(),
        witnesses: witnesses
            .map(|name| (name.clone(), by.contains(name)))
            .collect(),
        quorum: log.map_or(0, |log| log.quorum),
        cosigned: by.len(),
        witnessed: log.is_some_and(|log| !log.witnesses.is_empty()),
        waiting: waiting
            .filter(|post| contest.declared(&post.id).is_none())
            .map(|post| post.title.clone())
            .collect(),
        published: done.published.map(|done| noted(&page, &done)),
        checked: done.checked.map(|done| noted(&page, &done)),
        page,
    })
}

#[derive(Deserialize)]
pub(crate) struct Done {
    what: String,
}

/// Notes that the bundle is published, or that witnesses have checked it: the program sees neither.
pub(crate) async fn note(inside: Inside, Sent(done): Sent<Done>) -> Page {
    let what = match done.what.as_str() {
        "published" => PUBLISHED,
        "checked" => CHECKED,
        _ => return Err(Trouble::NotFound),
    };
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let office = inside.hall.read().await?;
    let posts = &office.contest().rulebook().posts;
    let declared = |post: &Post| office.contest().declared(&post.id).is_some();
    if !posts.iter().all(declared) {
        return Err(Trouble::Refused(
            inside.visitor.language.say("bundle-not-yet"),
        ));
    }
    let entries = office.log_digest().entries.to_string();
    drop(office);
    let checked = Checked {
        by: hand.actor.unwrap_or_default(),
        when: hand.now.to_string(),
    };
    let store = &inside.site.store;
    credentials::note(store, &inside.hall.id, (what, &entries), &checked).await?;
    Ok(inside.on_to("/office/bundle", "noted"))
}

/// Keeps the signatures of witnesses on checkpoints.
pub(crate) async fn cosigned(inside: Inside, files: Files) -> Page {
    files.expect("checkpoint")?;
    let mut office = inside.hall.write().await?;
    for file in files.all("checkpoint") {
        let text = message(file, "checkpoint")?;
        office
            .cosigned(&format!("{text}\n"))
            .await
            .map_err(Trouble::from)?;
    }
    drop(office);
    Ok(inside.on_to("/office/bundle", "cosigned"))
}
