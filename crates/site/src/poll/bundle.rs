//! Witnesses of the log, and the bundle with which anybody can check the contest.

use askama::Template;

use super::ceremony::message;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Files;
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
        page,
    })
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
