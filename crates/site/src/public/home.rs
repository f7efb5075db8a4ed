//! The first page: the contests that are held here, or how to begin.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use hustings_contest::kept::stage;

use crate::accounts::Account;
use crate::page::{Frame, Page, Visitor, show as shown};
use crate::site::Site;

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    page: Frame,
    contests: Vec<Line>,
    /// Whether nobody has an account yet.
    empty: bool,
    /// Whether whoever looks may begin contests.
    founder: bool,
}

struct Line {
    id: String,
    title: String,
    organisation: String,
    mock: bool,
    stage: String,
}

pub(crate) async fn show(State(site): State<Arc<Site>>, visitor: Visitor) -> Page {
    let mut contests = Vec::new();
    for hall in site.all_halls().await? {
        let office = hall.read().await?;
        let contest = office.contest();
        let stage = serde_json::to_value(stage(contest)).unwrap_or_default();
        contests.push(Line {
            id: hall.id.to_string(),
            title: contest.rulebook().title.clone(),
            organisation: contest.rulebook().organisation.clone(),
            mock: contest.is_mock(),
            stage: visitor
                .language
                .say(&format!("stage-{}", stage.as_str().unwrap_or_default())),
        });
    }
    let empty = contests.is_empty() && Account::all(&site.store).await?.is_empty();
    shown(&Home {
        page: Frame::outside(&visitor),
        contests,
        empty,
        founder: visitor.account.as_ref().is_some_and(Account::is_founder),
    })
}
