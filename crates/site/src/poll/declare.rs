//! The declaration of each post, and its correction.

use std::sync::Arc;

use askama::Template;
use hustings_contest::PostResult;
use hustings_contest::event::{Act, ResultCorrected, Role};
use hustings_contest::kept::unopposed;
use hustings_count::CandidateId;
use hustings_office::{Beside, Office};
use hustings_rulebook::{Address, Post, PostId};
use serde::Deserialize;

use super::aside::apart;
use super::count::{Told, name, post_of};
use crate::assets;
use crate::officer::circumstances::Circumstances;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "poll/declare.html")]
struct DeclarePage {
    page: Frame,
    style: String,
    posts: Vec<PostView>,
}

struct PostView {
    id: PostId,
    title: String,
    seats: u32,
    /// As it was counted, or unopposed.
    elected: Option<Vec<String>>,
    unopposed: bool,
    /// The count, as whoever declares reads it first.
    told: Option<Told>,
    declared: Option<Vec<String>>,
    certified_by: Option<String>,
    nominees: Vec<(CandidateId, String)>,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let mut posts = Vec::new();
    for post in &office.contest().rulebook().posts {
        posts.push(view(&office, post).await?);
    }
    shown(&DeclarePage {
        style: assets::report_style(),
        page,
        posts,
    })
}

async fn view(office: &Office, post: &Post) -> Result<PostView, Trouble> {
    let contest = office.contest();
    let id = &post.id;
    let names = |all: &[CandidateId]| -> Vec<String> {
        all.iter().map(|one| name(office, id, one)).collect()
    };
    let unopposed = unopposed(contest, id);
    let declared = contest.declared(id);
    let mut told = None;
    let elected = match unopposed {
        Some(nominees) => Some(names(nominees)),
        None if contest.published_papers(id).is_some() => match office.result(post).await? {
            PostResult::Complete(transcript) => {
                told = declared.is_none().then(|| Told::of(&transcript, post));
                Some(names(&transcript.elected))
            }
            _ => None,
        },
        None => None,
    };
    let nominees = contest.nominees(id).unwrap_or_default();
    Ok(PostView {
        id: id.clone(),
        title: post.title.clone(),
        seats: post.seats,
        elected,
        unopposed: unopposed.is_some(),
        told,
        declared: declared.map(|declared| names(&declared.act.elected)),
        certified_by: declared.and_then(|declared| declared.act.certified_by.clone()),
        nominees: nominees.into_iter().map(|one| (one.id, one.name)).collect(),
    })
}

#[derive(Deserialize)]
pub(crate) struct Declared {
    post: String,
    #[serde(default)]
    certified_by: String,
    /// Whether the count was read.
    #[serde(default)]
    read: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

fn certifier(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub(crate) async fn declare(inside: Inside, Sent(entered): Sent<Declared>) -> Page {
    if entered.read != "yes" {
        return Err(Trouble::Malformed(
            inside.visitor.language.say("declare-not-read"),
        ));
    }
    let hand = entered
        .circumstances
        .hand(&inside, Role::ReturningOfficer)
        .await?;
    let hall = Arc::clone(&inside.hall);
    apart(async move {
        let mut office = hall.aside().await?;
        let post = post_of(&office, &entered.post)?.id;
        let by = certifier(&entered.certified_by);
        office.declare(&post, by, &hand).await?;
        Ok(())
    })
    .await?;
    Ok(inside.on_to("/office/declare", "declared"))
}

/// Corrects a declaration; who is elected comes as often as there are elected.
pub(crate) async fn correct(inside: Inside, Sent(fields): Sent<Vec<(String, String)>>) -> Page {
    let field = |name: &str| {
        let found = fields.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let elected = fields.iter().filter(|(name, _)| name == "elected");
    let elected = elected.map(|(_, id)| id.parse().map_err(|_| Trouble::NotFound));
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let reasons = field("reasons").replace("\r\n", "\n");
    if reasons.is_empty() {
        return Err(Trouble::Refused(
            inside.visitor.language.say("correct-no-reasons"),
        ));
    }
    let mut office = inside.hall.write().await?;
    let act = ResultCorrected {
        post: post_of(&office, field("post"))?.id,
        elected: elected.collect::<Result<_, _>>()?,
        certified_by: certifier(field("certified_by")),
        reasons,
    };
    let event = hand.does(Act::ResultCorrected(act), Some(Address::new("count")));
    office.record(&[event], Beside::default()).await?;
    drop(office);
    Ok(inside.on_to("/office/declare", "corrected"))
}
