//! The proof of the paper: as voters will see it, before it is signed and nobody can change it any more.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use hustings_contest::event::{Act, NomineesPublished, Role};
use hustings_contest::kept::unopposed;
use hustings_contest::{Contest, Log};
use hustings_count::CandidateId;
use hustings_office::{Beside, Office};
use hustings_rulebook::{Address, Order, PostId, Preferences};

use super::candidates::candidate_id;
use super::circumstances::Circumstances;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

/// Somebody on the paper.
struct Named {
    id: String,
    name: String,
    place: usize,
}

#[derive(Template)]
#[template(path = "officer/paper.html")]
struct Proof {
    page: Frame,
    post: String,
    title: String,
    seats: u32,
    lot: bool,
    /// The key of what voters are told to do.
    wording: &'static str,
    /// Who met every gate.
    standing: Vec<Named>,
    undetermined: Vec<Named>,
    /// In the order of the paper; empty where it is not drawn yet.
    order: Vec<Named>,
    /// What was wrong with the order that was entered.
    problem: Option<String>,
    published: bool,
    signed: Option<String>,
    unopposed: bool,
}

/// The paper, in the order that the address says, or that the rules make.
pub(crate) async fn show(
    inside: Inside,
    Path((_, post)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Page {
    let page = inside.frame().await?;
    let id: PostId = post.parse().map_err(|_| Trouble::NotFound)?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let rulebook = contest.rulebook();
    let of = rulebook.post(&id).ok_or(Trouble::NotFound)?;
    let lot = rulebook.paper.order == Order::Lot;
    let standings = office.standings(&id);
    let alphabetical = office.alphabetical(&id, &standings.nominated);
    let (mut order, mut problem) = (Vec::new(), None);
    if let Some(published) = contest.nominees(&id) {
        order = published.into_iter().map(|nominee| nominee.id).collect();
    } else if query.iter().any(|(name, _)| name.starts_with("place-")) {
        match placed(&query, &standings.nominated) {
            Some(placed) => order = placed,
            None => problem = Some(page.say("paper-places-wrong")),
        }
    } else if let Some(entered) = entered(&page, &standings.nominated) {
        order = entered;
    } else if !lot {
        order.clone_from(&alphabetical);
    }
    let among = if order.is_empty() {
        &alphabetical
    } else {
        &order
    };
    shown(&Proof {
        title: of.title.clone(),
        seats: of.seats,
        lot,
        wording: match rulebook.paper.preferences {
            Preferences::Full => "paper-wording-full",
            Preferences::Optional => "paper-wording-optional",
        },
        standing: named(contest, &id, among),
        undetermined: named(contest, &id, &standings.undetermined),
        order: named(contest, &id, &order),
        problem,
        published: contest.nominees(&id).is_some(),
        signed: signed(&page, &office, &id)?,
        unopposed: unopposed(contest, &id).is_some(),
        post,
        page,
    })
}

fn named(contest: &Contest, post: &PostId, ids: &[CandidateId]) -> Vec<Named> {
    let all = contest.candidates(post);
    let named = (1..).zip(ids).filter_map(|(place, id)| {
        let found = all.iter().find(|one| one.id == *id)?;
        Some(Named {
            id: id.to_string(),
            name: found.name.clone(),
            place,
        })
    });
    named.collect()
}

/// The order that was to be signed before that was refused.
fn entered(page: &Frame, among: &[CandidateId]) -> Option<Vec<CandidateId>> {
    let remembered = page.visitor.remembered.as_ref()?;
    let order = remembered.fields.iter().filter(|(name, _)| name == "order");
    let order: Vec<CandidateId> = order
        .map(|(_, id)| id.parse().ok())
        .collect::<Option<_>>()?;
    let is_whole = order.len() == among.len() && among.iter().all(|id| order.contains(id));
    Some(order).filter(|_| is_whole && !among.is_empty())
}

/// The candidates by the places that were entered: each has one, from 1, and no two the same.
fn placed(query: &[(String, String)], among: &[CandidateId]) -> Option<Vec<CandidateId>> {
    let mut placed = Vec::new();
    for id in among {
        let field = format!("place-{id}");
        let (_, place) = query.iter().find(|(name, _)| *name == field)?;
        placed.push((place.trim().parse::<usize>().ok()?, id.clone()));
    }
    placed.sort();
    let is_whole = (1..)
        .zip(&placed)
        .all(|(place, (entered, _))| place == *entered);
    is_whole.then(|| placed.into_iter().map(|(_, id)| id).collect())
}

/// Who published it, and when.
fn signed(page: &Frame, office: &Office, post: &PostId) -> Result<Option<String>, Trouble> {
    let log = Log::read(office.events()).map_err(|error| Trouble::broken(&error))?;
    let mut events = log.events.into_iter();
    let found =
        events.find(|event| matches!(&event.act, Act::NomineesPublished(act) if act.post == *post));
    Ok(found.map(|event| {
        let at = event.circumstances.recorded.as_ref();
        let at = at.map(|at| page.time(at)).unwrap_or_default();
        let by = event.circumstances.actor.unwrap_or_default();
        page.fill2("paper-signed-by", "name", by, "time", at)
    }))
}

/// Signs the paper and freezes it.
pub(crate) async fn sign(
    inside: Inside,
    Path((_, post)): Path<(String, String)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let say = |key| inside.visitor.language.say(key);
    let id: PostId = post.parse().map_err(|_| Trouble::NotFound)?;
    if !fields.iter().any(|(name, _)| name == "seen") {
        return Err(Trouble::Malformed(say("paper-not-seen")));
    }
    let order = fields.iter().filter(|(name, _)| name == "order");
    let order: Result<Vec<CandidateId>, Trouble> =
        order.map(|(_, text)| candidate_id(text)).collect();
    let order = order?;
    let circumstances = Circumstances::of(&fields);
    let hand = circumstances.hand(&inside, Role::ReturningOfficer).await?;
    let mut office = inside.hall.write().await?;
    if !office.standings(&id).undetermined.is_empty() {
        return Err(Trouble::Refused(say("paper-undetermined")));
    }
    let candidates = office.paper(&id, &order)?;
    let act = NomineesPublished {
        post: id,
        candidates,
    };
    let clause = Some(Address::new("paper.order"));
    let event = hand.does(Act::NomineesPublished(act), clause);
    office.record(&[event], Beside::default()).await?;
    Ok(inside.on_to(&format!("/office/paper/{post}"), "paper-signed"))
}
