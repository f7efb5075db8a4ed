//! Rulings, appeals, requests for recounts: what stands, and what waits.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use hustings_contest::event::{Act, AppealMade, Matter, Removal, Role, RulingOutcome};
use hustings_contest::kept::{Kept, Rulings};
use hustings_contest::{Contest, Tracker};
use hustings_office::Beside;
use hustings_rulebook::{BoxId, RequestId, RulingId};
use serde::Deserialize;

use super::circumstances::Circumstances;
use super::nominations::outcome;
use super::ruled;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

/// A ruling as it is shown.
struct Line {
    ruling: String,
    on: String,
    /// The page on which that matter is dealt with.
    path: String,
    allowed: bool,
    reasons: String,
    who: String,
    when: String,
    supersedes: Option<String>,
    superseded_by: Option<String>,
    appeals: Vec<Appeal>,
}

/// An appeal against it.
struct Appeal {
    id: String,
    grounds: String,
    who: String,
    when: String,
    decided: bool,
}

/// A request for a recount.
struct Request {
    id: String,
    post: String,
    reasons: String,
    who: String,
    when: String,
    /// How it was decided; nothing as long as it waits.
    outcome: Option<bool>,
}

#[derive(Template)]
#[template(path = "officer/rulings.html")]
struct Shown {
    page: Frame,
    lines: Vec<Line>,
    /// Claims that wait.
    claims: Vec<String>,
    /// Appeals that wait, each with its ruling.
    appeals: Vec<(String, String)>,
    requests: Vec<Request>,
    /// Open boxes, from which ballots may be removed.
    boxes: Vec<String>,
    next: String,
}

/// All of them, the last first.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let kept = contest.kept().ok_or(Trouble::NotFound)?;
    let boxes = kept.boxes.iter().filter(|of| of.closed.is_none());
    let claims = kept.rulings.undecided_claims();
    let appeals = kept.rulings.undecided_appeals();
    shown(&Shown {
        lines: lines(&page, contest, kept),
        claims: claims.map(|claim| claim.claim.to_string()).collect(),
        appeals: appeals
            .map(|made| (made.appeal.to_string(), made.ruling.to_string()))
            .collect(),
        requests: requests(&page, contest, kept),
        boxes: boxes.map(|of| of.opened.act.r#box.to_string()).collect(),
        next: ruled::next_id(contest),
        page,
    })
}

fn lines(page: &Frame, contest: &Contest, kept: &Kept) -> Vec<Line> {
    let rulings = &kept.rulings;
    let lines = rulings.made.iter().rev().map(|made| {
        let act = &made.act;
        let circumstances = &made.circumstances;
        Line {
            ruling: act.ruling.to_string(),
            on: told(page, contest, &act.on),
            path: path(&act.on, &act.ruling),
            allowed: act.outcome == RulingOutcome::Allowed,
            reasons: act.reasons.clone(),
            who: circumstances.actor.clone().unwrap_or_default(),
            when: when(page, circumstances.decided.as_ref()),
            supersedes: act.supersedes.as_ref().map(ToString::to_string),
            superseded_by: rulings.superseded_by(&act.ruling).map(ToString::to_string),
            appeals: appeals(page, rulings, &act.ruling),
        }
    });
    lines.collect()
}

fn when(page: &Frame, at: Option<&hustings_rulebook::Moment>) -> String {
    at.map_or_else(|| page.say("office-not-known"), |at| page.time(at))
}

fn appeals(page: &Frame, rulings: &Rulings, ruling: &RulingId) -> Vec<Appeal> {
    let against = rulings
        .appeals
        .iter()
        .filter(|made| made.act.ruling == *ruling);
    let appeals = against.map(|made| Appeal {
        id: made.act.appeal.to_string(),
        grounds: made.act.grounds.clone(),
        who: made.circumstances.actor.clone().unwrap_or_default(),
        when: when(page, made.circumstances.received.as_ref()),
        decided: rulings.superseded_by(ruling).is_some(),
    });
    appeals.collect()
}

fn requests(page: &Frame, contest: &Contest, kept: &Kept) -> Vec<Request> {
    let requests = kept.figures.requests.iter().map(|made| {
        let post = contest.rulebook().post(&made.act.post);
        let outcome = kept.rulings.on_recount(&made.act.request);
        Request {
            id: made.act.request.to_string(),
            post: post.map_or_else(|| made.act.post.to_string(), |post| post.title.clone()),
            reasons: made.act.reasons.clone(),
            who: made.circumstances.actor.clone().unwrap_or_default(),
            when: when(page, made.circumstances.received.as_ref()),
            outcome: outcome.map(|outcome| outcome == RulingOutcome::Allowed),
        }
    });
    requests.collect()
}

/// What a ruling is on.
fn told(page: &Frame, contest: &Contest, on: &Matter) -> String {
    let language = page.visitor.language;
    let rulebook = contest.rulebook();
    match on {
        Matter::Nomination {
            post,
            stage,
            nominator,
        } => {
            let post = rulebook
                .post(post)
                .map_or_else(|| post.to_string(), |post| post.title.clone());
            let stage = rulebook
                .stage(stage)
                .map_or_else(|| stage.to_string(), |stage| stage.title.clone());
            let values = [
                ("nominator", nominator.to_string().into()),
                ("post", post.into()),
                ("stage", stage.into()),
            ];
            language.fill("matter-nomination", values)
        }
        Matter::Claim { claim } => page.fill("matter-claim", "claim", claim.to_string()),
        Matter::Match { section, r#match } => page.fill2(
            "matter-match",
            "number",
            *r#match,
            "section",
            section.to_string(),
        ),
        Matter::Ballots {
            r#box: of,
            ballots,
            reason,
        } => {
            let values = [
                ("count", ballots.len().into()),
                ("box", of.to_string().into()),
                ("reason", page.say(removal(*reason)).into()),
            ];
            language.fill("matter-ballots", values)
        }
        Matter::Recount { request } => page.fill("matter-recount", "request", request.to_string()),
        Matter::Other { matter } => matter.clone(),
    }
}

fn removal(reason: Removal) -> &'static str {
    match reason {
        Removal::Death => "removal-death",
        Removal::Resignation => "removal-resignation",
        Removal::Duplicate => "removal-duplicate",
        Removal::Exclusion => "removal-exclusion",
        Removal::Appeal => "removal-appeal",
    }
}

fn path(on: &Matter, ruling: &RulingId) -> String {
    match on {
        Matter::Nomination {
            post,
            stage,
            nominator,
        } => format!("/office/nominations/{post}/{stage}/{nominator}"),
        Matter::Claim { claim } => format!("/office/roll/claims#claim-{claim}"),
        Matter::Match { .. } => "/office/roll/matches".to_owned(),
        _ => format!("/office/rulings/{ruling}"),
    }
}

#[derive(Template)]
#[template(path = "officer/ruling-page.html")]
struct One {
    page: Frame,
    line: Line,
    /// Whether it is ruled on anew here, and not where its matter is dealt with.
    here: bool,
    next: String,
    next_appeal: String,
}

/// One ruling: appeals against it, and what takes its place.
pub(crate) async fn one(inside: Inside, Path((_, ruling)): Path<(String, String)>) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let kept = contest.kept().ok_or(Trouble::NotFound)?;
    let mut lines = lines(&page, contest, kept).into_iter();
    let line = lines.find(|line| line.ruling == ruling);
    let line = line.ok_or(Trouble::NotFound)?;
    let made = kept.rulings.appeals.len();
    let taken = |id: &str| {
        let mut appeals = kept.rulings.appeals.iter();
        appeals.any(|made| made.act.appeal.as_str() == id)
    };
    let mut ids = (made + 1..).map(|number| format!("a{number}"));
    shown(&One {
        here: line.path.starts_with("/office/rulings/"),
        next: ruled::next_id(contest),
        next_appeal: ids.find(|id| !taken(id)).unwrap_or_default(),
        line,
        page,
    })
}

#[derive(Deserialize)]
pub(crate) struct Appealed {
    appeal: String,
    grounds: String,
    #[serde(default)]
    by: String,
    role: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

fn malformed(error: &dyn std::fmt::Display) -> Trouble {
    Trouble::Malformed(error.to_string())
}

fn text(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

/// Notes an appeal: whoever appeals acts, and the officer writes it down.
pub(crate) async fn appeal(
    inside: Inside,
    Path((_, ruling)): Path<(String, String)>,
    Sent(appealed): Sent<Appealed>,
) -> Result<Response, Trouble> {
    let role = match appealed.role.as_str() {
        "candidate" => Role::Candidate,
        "agent" => Role::Agent,
        "nominator" => Role::Nominator,
        "elector" => Role::Elector,
        _ => return Err(Trouble::NotFound),
    };
    let mut hand = appealed.circumstances.hand(&inside, role).await?;
    // An elector's name stands in no log.
    let by = appealed.by.trim().to_owned();
    hand.actor = Some(by).filter(|by| !by.is_empty() && role != Role::Elector);
    let act = AppealMade {
        appeal: (appealed.appeal.trim().parse())
            .map_err(|error: hustings_rulebook::IdError| malformed(&error))?,
        ruling: ruling.parse().map_err(|_| Trouble::NotFound)?,
        grounds: text(&appealed.grounds),
    };
    let mut office = inside.hall.write().await?;
    let event = hand.does(Act::AppealMade(act), None);
    office.record(&[event], Beside::default()).await?;
    Ok(inside.on_to(&format!("/office/rulings/{ruling}"), "appeal-noted"))
}

#[derive(Deserialize)]
pub(crate) struct Ruled {
    outcome: String,
    #[serde(default)]
    ruling: String,
    #[serde(default)]
    reasons: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

async fn made(inside: &Inside, ruled: &Ruled, on: Matter) -> Result<RulingId, Trouble> {
    let outcome = outcome(inside, &ruled.outcome)?;
    let hand = ruled
        .circumstances
        .hand(inside, Role::ReturningOfficer)
        .await?;
    let mut office = inside.hall.write().await?;
    ruled::rule(
        &mut office,
        &hand,
        &ruled.ruling,
        on,
        outcome,
        &ruled.reasons,
    )
    .await
}

/// Rules on a matter anew: the ruling takes the place of the one that stands, and decides appeals against it.
pub(crate) async fn anew(
    inside: Inside,
    Path((_, ruling)): Path<(String, String)>,
    Sent(ruled): Sent<Ruled>,
) -> Result<Response, Trouble> {
    let id: RulingId = ruling.parse().map_err(|_| Trouble::NotFound)?;
    let on = {
        let office = inside.hall.read().await?;
        let kept = office.contest().kept().ok_or(Trouble::NotFound)?;
        let earlier = kept.rulings.ruling(&id).ok_or(Trouble::NotFound)?;
        earlier.on.clone()
    };
    if let Matter::Ballots { r#box, ballots, .. } = &on {
        let office = inside.hall.aside().await?;
        office.expect_removable(r#box, ballots).await?;
    }
    let ruling = made(&inside, &ruled, on).await?;
    Ok(inside.on_to(&format!("/office/rulings/{ruling}"), "ruling-made"))
}

#[derive(Deserialize)]
pub(crate) struct Other {
    matter: String,
    #[serde(flatten)]
    ruled: Ruled,
}

/// Rules on something that the log has no word for.
pub(crate) async fn other(inside: Inside, Sent(other): Sent<Other>) -> Result<Response, Trouble> {
    let matter = other.matter.trim().to_owned();
    if matter.is_empty() {
        return Err(Trouble::Malformed(
            inside.visitor.language.say("ruling-no-matter"),
        ));
    }
    made(&inside, &other.ruled, Matter::Other { matter }).await?;
    Ok(inside.on_to("/office/rulings", "ruling-made"))
}

#[derive(Deserialize)]
pub(crate) struct Ballots {
    #[serde(rename = "box")]
    of: String,
    reason: String,
    #[serde(rename = "ballots")]
    trackers: String,
    #[serde(flatten)]
    ruled: Ruled,
}

/// Rules that ballots are removed, or that they are not.
pub(crate) async fn ballots(
    inside: Inside,
    Sent(removed): Sent<Ballots>,
) -> Result<Response, Trouble> {
    let of: BoxId = removed.of.parse().map_err(|_| Trouble::NotFound)?;
    let reason = match removed.reason.as_str() {
        "death" => Removal::Death,
        "resignation" => Removal::Resignation,
        "duplicate" => Removal::Duplicate,
        "exclusion" => Removal::Exclusion,
        "appeal" => Removal::Appeal,
        _ => return Err(Trouble::NotFound),
    };
    let trackers = removed.trackers.split_whitespace().map(str::parse);
    let trackers: Result<Vec<Tracker>, _> = trackers.collect();
    let ballots = trackers.map_err(|error| malformed(&error))?;
    let office = inside.hall.aside().await?;
    office.expect_removable(&of, &ballots).await?;
    let on = Matter::Ballots {
        r#box: of,
        ballots,
        reason,
    };
    made(&inside, &removed.ruled, on).await?;
    Ok(inside.on_to("/office/rulings", "ruling-made"))
}

/// Rules on a request for a recount.
pub(crate) async fn recount(
    inside: Inside,
    Path((_, request)): Path<(String, String)>,
    Sent(ruled): Sent<Ruled>,
) -> Result<Response, Trouble> {
    let request: RequestId = request.parse().map_err(|_| Trouble::NotFound)?;
    made(&inside, &ruled, Matter::Recount { request }).await?;
    Ok(inside.on_to("/office/rulings", "ruling-made"))
}
