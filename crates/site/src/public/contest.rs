//! A contest's own page: where it stands, its timetable, who stands, how many have voted.

use askama::Template;
use hustings_contest::kept::{Stage, stage};
use hustings_office::{BoxTurnout, Office, Turnout};
use hustings_rulebook::Moment;

use crate::page::{Frame, Inside, Page, show as shown};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "public/contest.html")]
struct ContestPage {
    page: Frame,
    stage: String,
    /// Whether every result is.
    declared: bool,
    times: Vec<Time>,
    posts: Vec<PostView>,
    boxes: Vec<BoxView>,
    papers: u64,
    rulebook: String,
}

/// A line of the timetable.
struct Time {
    what: String,
    opens: Option<Moment>,
    closes: Option<Moment>,
}

struct PostView {
    title: String,
    seats: u32,
    names: Vec<String>,
    elected: Option<Vec<String>>,
}

pub(crate) struct BoxView {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) credentials: u64,
    pub(crate) ballots: u64,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let turnout = office.turnout().await?;
    let contest = office.contest();
    let word = serde_json::to_value(stage(contest)).unwrap_or_default();
    shown(&ContestPage {
        stage: page.say(&format!("stage-{}", word.as_str().unwrap_or_default())),
        declared: stage(contest) == Stage::Declared,
        times: times(&page, &office),
        posts: posts(&office),
        boxes: views(&page, &office, &turnout),
        papers: turnout.papers,
        rulebook: hustings_contest::Digest::of(office.rulebook().as_bytes()).to_string(),
        page,
    })
}

fn times(page: &Frame, office: &Office) -> Vec<Time> {
    let rulebook = office.contest().rulebook();
    let stages = rulebook.stages.iter().map(|stage| Time {
        what: stage.title.clone(),
        opens: stage.window.opens.clone(),
        closes: stage.window.closes.clone(),
    });
    let freeze = Time {
        what: page.say("time-freeze"),
        opens: None,
        closes: rulebook.roll.freeze.clone(),
    };
    let poll = Time {
        what: page.say("time-poll"),
        opens: rulebook.ballot.window.opens.clone(),
        closes: rulebook.ballot.window.closes.clone(),
    };
    stages
        .chain([freeze, poll])
        .filter(|time| time.opens.is_some() || time.closes.is_some())
        .collect()
}

fn posts(office: &Office) -> Vec<PostView> {
    let contest = office.contest();
    let post = |post: &hustings_rulebook::Post| {
        let all = contest.candidates(&post.id);
        let named = |id: &hustings_count::CandidateId| {
            let found = all.iter().find(|candidate| candidate.id == *id);
            found.map_or_else(|| id.to_string(), |candidate| candidate.name.clone())
        };
        let elected = contest
            .declared(&post.id)
            .map(|declared| declared.act.elected.iter().map(named).collect());
        let names = contest.nominees(&post.id).unwrap_or_else(|| all.clone());
        PostView {
            title: post.title.clone(),
            seats: post.seats,
            names: names.into_iter().map(|candidate| candidate.name).collect(),
            elected,
        }
    };
    contest.rulebook().posts.iter().map(post).collect()
}

/// The boxes, with how many ballots are in each: everybody can count them, since a box is public.
pub(crate) async fn boxes(page: &Frame, office: &Office) -> Result<Vec<BoxView>, Trouble> {
    Ok(views(page, office, &office.turnout().await?))
}

fn views(page: &Frame, office: &Office, turnout: &Turnout) -> Vec<BoxView> {
    let sections = &office.contest().rulebook().roll.sections;
    let view = |of: &BoxTurnout| {
        let section = sections
            .iter()
            .find(|section| section.id.as_str() == of.of.as_str());
        BoxView {
            title: section
                .map_or_else(|| page.say("box-electors"), |section| section.title.clone()),
            id: of.of.to_string(),
            credentials: of.credentials,
            ballots: of.ballots,
        }
    };
    turnout.boxes.iter().map(view).collect()
}
