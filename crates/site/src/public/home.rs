//! The first page: the contests that are held here, or how to begin.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use hustings_contest::kept::stage;

use crate::accounts::{Account, Role};
use crate::hall::Hall;
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

/// Whether a contest is listed to somebody: a mock poll of another contest would stand beside that, so only those see it here
/// who have a part in it.
fn is_listed(hall: &Hall, visitor: &Visitor) -> bool {
    let of_staff = |account: &Account| Role::ALL.iter().any(|role| account.is(*role, &hall.id));
    hall.mock_of().is_none()
        || visitor.account.as_ref().is_some_and(of_staff)
        || visitor.elector_of(&hall.id).is_some()
}

pub(crate) async fn show(State(site): State<Arc<Site>>, visitor: Visitor) -> Page {
    let mut contests = Vec::new();
    for hall in site.all_halls().await? {
        if !is_listed(&hall, &visitor) {
            continue;
        }
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
