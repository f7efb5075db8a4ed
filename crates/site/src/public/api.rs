//! The same for programs: JSON, described by an `OpenAPI` document.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse as _;
use hustings_contest::kept::stage;
use hustings_office::Office;
use serde_json::{Value, json};

use crate::page::{Inside, Page};
use crate::public::track;
use crate::site::Site;
use crate::trouble::Trouble;

/// The description: a test holds it against the table of routes.
pub(crate) const OPENAPI: &str = include_str!("../../assets/openapi.json");

pub(crate) async fn openapi() -> Page {
    Ok(([(header::CONTENT_TYPE, "application/json")], OPENAPI).into_response())
}

pub(crate) async fn contests(State(site): State<Arc<Site>>) -> Page {
    let mut contests = Vec::new();
    for hall in site.all_halls().await? {
        let office = hall.read().await?;
        contests.push(brief(&office));
    }
    Ok(Json(json!({ "contests": contests })).into_response())
}

fn brief(office: &Office) -> Value {
    let contest = office.contest();
    json!({
        "id": office.id().to_string(),
        "title": contest.rulebook().title,
        "organisation": contest.rulebook().organisation,
        "mock": contest.is_mock(),
        "stage": stage(contest),
        "entries": office.log_digest().entries,
    })
}

pub(crate) async fn contest(inside: Inside) -> Page {
    let now = inside.hall.now().await?;
    let office = inside.hall.read().await?;
    let turnout = office.turnout().await?;
    let contest = office.contest();
    let posts = contest.rulebook().posts.iter().map(|post| {
        json!({
            "id": post.id,
            "title": post.title,
            "seats": post.seats,
            "nominees": contest.nominees(&post.id).map(|all| {
                all.into_iter().map(|candidate| json!({ "id": candidate.id, "name": candidate.name })).collect::<Vec<_>>()
            }),
            "elected": contest.declared(&post.id).map(|declared| declared.act.elected.clone()),
        })
    });
    let boxes = turnout
        .boxes
        .iter()
        .map(|of| json!({ "box": of.of, "credentials": of.credentials, "ballots": of.ballots }));
    let mut all = brief(&office);
    all["now"] = json!(now);
    all["posts"] = posts.collect();
    all["boxes"] = boxes.collect();
    all["papers"] = json!(turnout.papers);
    Ok(Json(all).into_response())
}

pub(crate) async fn statement(inside: Inside) -> Page {
    let office = inside.hall.read().await?;
    Ok((
        [(header::CONTENT_TYPE, "application/json")],
        office.statement().to_json(),
    )
        .into_response())
}

pub(crate) async fn tracker(inside: Inside, Path((_, tracker)): Path<(String, String)>) -> Page {
    let office = inside.hall.read().await?;
    let (_, found) = track::find(&office, &tracker)
        .await?
        .ok_or(Trouble::NotFound)?;
    Ok(Json(found).into_response())
}

pub(crate) async fn result(inside: Inside, Path((_, post)): Path<(String, String)>) -> Page {
    let post = post.parse().map_err(|_| Trouble::NotFound)?;
    let office = inside.hall.read().await?;
    if office.contest().declared(&post).is_none() {
        return Err(Trouble::NotFound);
    }
    drop(office);
    let counted = inside.hall.counted().await?;
    let counted = counted
        .iter()
        .find(|counted| counted.post.id == post)
        .ok_or(Trouble::NotFound)?;
    let documents = [counted.declaration.to_json(), counted.transcript.to_json()];
    let [declaration, transcript] =
        documents.map(|text| serde_json::from_str::<Value>(&text).unwrap_or_default());
    Ok(Json(json!({ "declaration": declaration, "transcript": transcript })).into_response())
}
