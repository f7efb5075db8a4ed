//! Who stands: declared, withdrawn, and how far each is at each gate.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use hustings_contest::Contest;
use hustings_contest::event::{Act, CandidateDeclared, CandidateWithdrew, Role};
use hustings_contest::statement::{CandidateStatement, PostStatement, Standing};
use hustings_count::CandidateId;
use hustings_office::Beside;
use hustings_rulebook::PostId;
use serde::Deserialize;

use super::circumstances::Circumstances;
use super::ids;
use crate::assets;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

/// A candidate as a line.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) incumbent: bool,
    /// The key of the text that says how she stands, and the class of its look.
    pub(super) standing: &'static str,
    pub(super) class: &'static str,
    pub(super) withdrew: bool,
    pub(super) on_paper: bool,
}

impl Line {
    fn of(contest: &Contest, post: &PostId, candidate: &CandidateStatement) -> Self {
        let nominees = contest.nominees(post);
        let (standing, class) = match candidate.standing {
            Standing::Nominated => ("cand-nominated", "yes"),
            // Until the nominees are published, what has not come may come yet.
            Standing::NotNominated if nominees.is_none() => ("cand-not-yet", "open"),
            Standing::NotNominated => ("cand-not-nominated", "no"),
            Standing::Withdrawn => ("cand-withdrawn", "no"),
            Standing::Undetermined => ("cand-undetermined", "open"),
        };
        let mut nominees = nominees.iter().flatten();
        Self {
            id: candidate.id.to_string(),
            name: candidate.name.clone(),
            incumbent: candidate.incumbent,
            standing,
            class,
            withdrew: candidate.standing == Standing::Withdrawn,
            on_paper: nominees.any(|nominee| nominee.id == candidate.id),
        }
    }
}

/// A post with its candidates.
struct Post {
    id: String,
    title: String,
    seats: u32,
    candidates: Vec<Line>,
    published: bool,
}

impl Post {
    fn of(contest: &Contest, post: &PostStatement) -> Self {
        let candidates = post.candidates.iter();
        Self {
            id: post.id.to_string(),
            title: post.title.clone(),
            seats: post.seats,
            candidates: candidates
                .map(|one| Line::of(contest, &post.id, one))
                .collect(),
            published: contest.nominees(&post.id).is_some(),
        }
    }
}

#[derive(Template)]
#[template(path = "officer/candidates.html")]
struct Shown {
    page: Frame,
    posts: Vec<Post>,
}

/// All of them, by post.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let statement = office.statement();
    let posts = statement.posts.iter();
    shown(&Shown {
        posts: posts.map(|post| Post::of(office.contest(), post)).collect(),
        page,
    })
}

#[derive(Deserialize)]
pub(crate) struct Declared {
    post: String,
    name: String,
    #[serde(default)]
    candidate: String,
    incumbent: Option<String>,
    #[serde(flatten)]
    circumstances: Circumstances,
}

/// Records that somebody stands.
pub(crate) async fn declare(
    inside: Inside,
    Sent(declared): Sent<Declared>,
) -> Result<Response, Trouble> {
    let act = CandidateDeclared {
        post: post_id(&declared.post)?,
        candidate: candidate_id(&ids::or_from(&declared.candidate, &declared.name))?,
        name: declared.name.trim().to_owned(),
        incumbent: declared.incumbent.is_some(),
    };
    let hand = declared
        .circumstances
        .hand(&inside, Role::ReturningOfficer)
        .await?;
    let mut office = inside.hall.write().await?;
    let event = hand.does(Act::CandidateDeclared(act), None);
    office.record(&[event], Beside::default()).await?;
    Ok(inside.on_to("/office/candidates", "cand-declared"))
}

pub(super) fn post_id(text: &str) -> Result<PostId, Trouble> {
    text.parse()
        .map_err(|error: hustings_rulebook::IdError| Trouble::Malformed(error.to_string()))
}

pub(super) fn candidate_id(text: &str) -> Result<CandidateId, Trouble> {
    text.parse()
        .map_err(|error: hustings_count::InvalidId| Trouble::Malformed(error.to_string()))
}

#[derive(Template)]
#[template(path = "officer/candidate.html")]
struct One {
    page: Frame,
    post: String,
    title: String,
    line: Line,
    style: String,
    /// Made by `report`, which escapes what comes from outside.
    gates: String,
    nominations: Vec<super::nominations::Line>,
    published: bool,
}

/// One of them: her gates, and the evidence.
pub(crate) async fn one(
    inside: Inside,
    Path((_, post, candidate)): Path<(String, String, String)>,
) -> Page {
    let page = inside.frame().await?;
    let post: PostId = post.parse().map_err(|_| Trouble::NotFound)?;
    let id: CandidateId = candidate.parse().map_err(|_| Trouble::NotFound)?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let statement = office.statement();
    let of = statement.posts.iter().find(|of| of.id == post);
    let of = of.ok_or(Trouble::NotFound)?;
    let candidate = of.candidates.iter().find(|one| one.id == id);
    let candidate = candidate.ok_or(Trouble::NotFound)?;
    let mut nominations = super::nominations::lines(&page, &office)?;
    nominations.retain(|line| line.post == post.as_str() && line.candidate_id == id.as_str());
    shown(&One {
        title: of.title.clone(),
        line: Line::of(contest, &post, candidate),
        style: assets::report_style(),
        gates: hustings_report::gate_meters(&statement, &post, &id).unwrap_or_default(),
        nominations,
        published: contest.nominees(&post).is_some(),
        post: post.to_string(),
        page,
    })
}

/// Records that a candidate withdraws.
pub(crate) async fn withdraw(
    inside: Inside,
    Path((_, post, candidate)): Path<(String, String, String)>,
    Sent(circumstances): Sent<Circumstances>,
) -> Result<Response, Trouble> {
    let act = CandidateWithdrew {
        post: post_id(&post)?,
        candidate: candidate_id(&candidate)?,
    };
    let hand = circumstances.hand(&inside, Role::ReturningOfficer).await?;
    let mut office = inside.hall.write().await?;
    let event = hand.does(Act::CandidateWithdrew(act), None);
    office.record(&[event], Beside::default()).await?;
    Ok(inside.on_to("/office/candidates", "cand-withdrew"))
}
