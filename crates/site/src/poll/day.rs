//! The days of the poll: its opening, turnout, mail, and credentials that are given again.

use askama::Template;
use axum::extract::Path;
use hustings_contest::event::Role;
use hustings_rulebook::{Means, Moment};
use serde::Deserialize;

use super::reissues::{self, Reissue, Said};
use super::{Stands, boxes};
use crate::mail;
use crate::officer::circumstances::Circumstances;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "poll/day.html")]
struct DayPage {
    page: Frame,
    opens: Option<Moment>,
    closes: Option<Moment>,
    stands: Stands,
    /// Boxes that are not open yet.
    waiting: Vec<String>,
    lines: Vec<Line>,
    papers: u64,
    online: bool,
    post: bool,
    asked: Vec<(String, Reissue)>,
    decided: Vec<Reissue>,
    mail: mail::Standing,
}

/// What a sort of mail is called.
pub(crate) fn mail_sort(page: &Frame, sort: &str) -> String {
    match sort {
        "invitation" => page.say("letters-invitation"),
        "reminder" => page.say("letters-reminder"),
        "noted" => page.say("mail-noted"),
        "role" => page.say("mail-roles"),
        other => other.to_owned(),
    }
}

/// Turnout in a box.
struct Line {
    title: String,
    credentials: u64,
    ballots: u64,
    by_post: u64,
    /// A share in percent, with one place, cut off.
    share: String,
}

fn share(voted: u64, of: u64) -> String {
    match voted.saturating_mul(1000).checked_div(of) {
        Some(tenths) => format!("{}.{}%", tenths / 10, tenths % 10),
        None => "–".to_owned(),
    }
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let ballot = &contest.rulebook().ballot;
    let turnout = office.turnout().await?;
    let lines = turnout.boxes.iter().map(|of| Line {
        title: boxes::title(&office, &of.of),
        credentials: of.credentials,
        ballots: of.ballots,
        by_post: of.by_post,
        share: share(of.ballots + of.by_post, of.credentials),
    });
    let waiting = boxes::all(&office).into_iter();
    let waiting = waiting.filter(|(of, _)| !boxes::is_open(&office, of));
    let all = reissues::all(office.store(), &inside.hall.id).await?;
    let (asked, decided): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, reissue)| reissue.is_open());
    shown(&DayPage {
        opens: ballot.window.opens.clone(),
        closes: ballot.window.closes.clone(),
        stands: Stands::of(contest),
        waiting: waiting.map(|(_, title)| title).collect(),
        lines: lines.collect(),
        papers: turnout.papers,
        online: ballot.means.contains(&Means::Online),
        post: ballot.means.contains(&Means::Post),
        asked,
        mail: mail::standing(office.store(), Some(&inside.hall.id.to_string())).await?,
        decided: decided.into_iter().map(|(_, reissue)| reissue).collect(),
        page,
    })
}

pub(crate) async fn open(inside: Inside, Sent(circumstances): Sent<Circumstances>) -> Page {
    let hand = circumstances.hand(&inside, Role::ReturningOfficer).await?;
    inside.hall.write().await?.open_poll(&hand).await?;
    inside.site.publish_booth().await?;
    Ok(inside.on_to("/office/poll", "poll-opened"))
}

#[derive(Deserialize)]
pub(crate) struct Decision {
    decision: String,
    reason: String,
}

/// Allows or refuses that a credential is given again.
pub(crate) async fn decide(
    inside: Inside,
    Path((_, key)): Path<(String, String)>,
    Sent(entered): Sent<Decision>,
) -> Page {
    let why = entered.reason.trim().to_owned();
    if why.is_empty() || why.chars().count() > 500 {
        return Err(Trouble::Refused(
            inside.visitor.language.say("reissue-no-reason"),
        ));
    }
    let said = Said {
        by: inside.account()?.name.clone(),
        when: inside.hall.now().await?.to_string(),
        why,
    };
    let allowed = entered.decision == "allow";
    let store = inside.hall.read().await?.store().clone();
    let decided = reissues::go_on(&store, &inside.hall.id, &key, |reissue| {
        let open = reissue.is_open();
        if open {
            reissue.decided = Some((allowed, said));
        }
        open
    });
    if !decided.await? {
        return Err(Trouble::Refused(
            inside.visitor.language.say("reissue-decided-before"),
        ));
    }
    Ok(inside.on_to("/office/poll", "reissue-decided"))
}
