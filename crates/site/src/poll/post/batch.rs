//! A batch after the close: two people enter what they read, a third decides what differs, and it is counted.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use hustings_contest::event::Role;
use hustings_count::CandidateId;
use hustings_office::{Adjudication, Doubt, Office, Verdict};
use hustings_rulebook::{BatchId, PostId};

use super::named;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::poll::count::{name, post_of};
use crate::sent::{Files, Sent};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "poll/batch.html")]
struct BatchPage {
    page: Frame,
    id: BatchId,
    papers: u64,
    closed: bool,
    counted: bool,
    /// Whether nothing is undecided.
    settled: bool,
    posts: Vec<PostView>,
}

struct PostView {
    id: PostId,
    title: String,
    nominees: Vec<(CandidateId, String)>,
    entered_by: Vec<String>,
    doubts: Vec<DoubtView>,
    /// How a table begins.
    columns: String,
}

struct DoubtView {
    paper: u64,
    /// Beside whose name, what the first and what the second read.
    differences: Vec<(String, String, String)>,
    decided_by: Option<String>,
}

pub(crate) async fn show(inside: Inside, Path((_, batch)): Path<(String, String)>) -> Page {
    let id = named(&batch)?;
    let page = inside.frame().await?;
    let mut office = inside.hall.write().await?;
    let kept = office.contest().kept();
    let found = kept.and_then(|kept| {
        let mut batches = kept.batches.iter();
        batches.find(|batch| batch.received.act.batch == id)
    });
    let (papers, counted) = found
        .map(|batch| (batch.received.act.papers, batch.counted.is_some()))
        .ok_or(Trouble::NotFound)?;
    let compared = office.compare(&id).await?;
    let settled = compared.iter().all(hustings_office::PostDoubts::is_settled);
    let posts = compared.into_iter().map(|of| {
        let nominees = office.contest().nominees(&of.post).unwrap_or_default();
        let columns: Vec<&str> = nominees.iter().map(|one| one.id.as_str()).collect();
        let title = office.contest().rulebook().post(&of.post);
        PostView {
            title: title.map_or_else(|| of.post.to_string(), |post| post.title.clone()),
            columns: format!("paper,{}", columns.join(",")),
            doubts: of
                .doubts
                .iter()
                .map(|doubt| doubt_view(&office, &of.post, doubt))
                .collect(),
            nominees: nominees.into_iter().map(|one| (one.id, one.name)).collect(),
            entered_by: of.entered_by,
            id: of.post,
        }
    });
    let posts = posts.collect();
    shown(&BatchPage {
        page,
        closed: office.contest().has_closed(),
        id,
        papers,
        counted,
        settled,
        posts,
    })
}

fn doubt_view(office: &Office, post: &PostId, doubt: &Doubt) -> DoubtView {
    let differences = doubt.differences.iter().map(|of| {
        (
            name(office, post, &of.candidate),
            of.first.clone(),
            of.second.clone(),
        )
    });
    DoubtView {
        paper: doubt.paper,
        differences: differences.collect(),
        decided_by: doubt.decided_by.clone(),
    }
}

/// Back to the batch, which says what was done.
fn back(inside: &Inside, batch: &BatchId, said: &str) -> Response {
    inside.on_to(&format!("/office/post/batches/{batch}"), said)
}

pub(crate) async fn enter(
    inside: Inside,
    Path((_, batch)): Path<(String, String)>,
    files: Files,
) -> Page {
    let batch = named(&batch)?;
    let (post, by) = (files.text("post")?, files.text("by")?);
    let table = files.text("table")?;
    let mut office = inside.hall.aside().await?;
    let post = post_of(&office, post.trim())?.id;
    let table = table.trim_start_matches('\u{feff}').as_bytes();
    office.enter(&batch, &post, by.trim(), table).await?;
    drop(office);
    Ok(back(&inside, &batch, "papers-entered"))
}

pub(crate) async fn adjudicate(
    inside: Inside,
    Path((_, batch)): Path<(String, String)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Page {
    let batch = named(&batch)?;
    let field = |name: &str| {
        let found = fields.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let refused = |key: &str| Trouble::Refused(inside.visitor.language.say(key));
    let verdict = match field("verdict") {
        "marks" => {
            let marks = fields.iter().filter_map(|(name, rank)| {
                let candidate = name.strip_prefix("rank-")?.parse::<CandidateId>().ok()?;
                let rank = rank.trim();
                (!rank.is_empty()).then(|| (candidate, rank.to_owned()))
            });
            let marks: BTreeMap<CandidateId, String> = marks.collect();
            if marks.is_empty() {
                return Err(refused("adjudicate-no-marks"));
            }
            Verdict::Marks(marks)
        }
        "spoilt" => Verdict::Spoilt(field("reason").to_owned()),
        "blank" => Verdict::Blank,
        _ => return Err(refused("adjudicate-no-verdict")),
    };
    let paper = field("paper").parse().map_err(|_| Trouble::NotFound)?;
    let decision = Adjudication {
        by: field("by").to_owned(),
        rule: field("rule").to_owned(),
        verdict,
    };
    let mut office = inside.hall.write().await?;
    let post = post_of(&office, field("post"))?.id;
    office.adjudicate(&batch, &post, paper, decision).await?;
    drop(office);
    Ok(back(&inside, &batch, "paper-decided"))
}

pub(crate) async fn count(inside: Inside, Path((_, batch)): Path<(String, String)>) -> Page {
    let batch = named(&batch)?;
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let mut office = inside.hall.write().await?;
    office.count_batch(&batch, &hand).await?;
    drop(office);
    Ok(back(&inside, &batch, "batch-counted"))
}
