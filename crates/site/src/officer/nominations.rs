//! Nominations, one by one with their evidence.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use hustings_contest::event::{
    Act, Circumstances as Recorded, Matter, Nominated, NominationDeclined, Role, RulingOutcome,
};
use hustings_contest::{Contest, Log};
use hustings_count::CandidateId;
use hustings_office::{Beside, Office};
use hustings_rulebook::{BodyId, KindId, NominatorId, PostId, StageId};
use serde::Deserialize;

use super::candidates::{candidate_id, post_id};
use super::circumstances::Circumstances;
use super::ids;
use super::ruled::{self, Standing};
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

/// A nomination as a line.
pub(crate) struct Line {
    pub(crate) post: String,
    pub(crate) post_title: String,
    pub(crate) stage: String,
    pub(crate) stage_title: String,
    pub(crate) body: String,
    pub(crate) nominator: String,
    pub(crate) name: String,
    /// Nobody, where it was declined.
    pub(crate) candidate: Option<String>,
    pub(crate) candidate_id: String,
    pub(crate) how: String,
    pub(crate) decided: String,
    pub(crate) received: String,
    pub(crate) sources: Vec<String>,
    pub(crate) note: String,
    pub(crate) standing: Option<Standing>,
}

/// All that were recorded, in the order of the log.
pub(crate) fn lines(page: &Frame, office: &Office) -> Result<Vec<Line>, Trouble> {
    let log = Log::read(office.events()).map_err(|error| Trouble::broken(&error))?;
    let contest = office.contest();
    let lines = log.events.iter().filter_map(|event| {
        let recorded = &event.circumstances;
        match &event.act {
            Act::Nominated(act) => {
                let by = By {
                    post: &act.post,
                    stage: &act.stage,
                    body: &act.body,
                    kind: act.kind.as_ref(),
                    nominator: &act.nominator,
                    name: &act.name,
                    how: act.how.as_deref(),
                };
                Some(by.line(page, contest, recorded, Some(&act.candidate)))
            }
            Act::NominationDeclined(act) => {
                let by = By {
                    post: &act.post,
                    stage: &act.stage,
                    body: &act.body,
                    kind: act.kind.as_ref(),
                    nominator: &act.nominator,
                    name: &act.name,
                    how: act.how.as_deref(),
                };
                Some(by.line(page, contest, recorded, None))
            }
            _ => None,
        }
    });
    Ok(lines.collect())
}

/// Who nominates, or does not.
struct By<'a> {
    post: &'a PostId,
    stage: &'a StageId,
    body: &'a BodyId,
    kind: Option<&'a KindId>,
    nominator: &'a NominatorId,
    name: &'a str,
    how: Option<&'a str>,
}

impl By<'_> {
    fn line(
        &self,
        page: &Frame,
        contest: &Contest,
        recorded: &Recorded,
        candidate: Option<&CandidateId>,
    ) -> Line {
        let rulebook = contest.rulebook();
        let body = rulebook.body(self.body);
        let body = body.map_or_else(|| self.body.to_string(), |body| body.title.clone());
        let matter = Matter::Nomination {
            post: self.post.clone(),
            stage: self.stage.clone(),
            nominator: self.nominator.clone(),
        };
        let told = |at: &Option<hustings_rulebook::Moment>| {
            at.as_ref()
                .map_or_else(|| page.say("office-not-known"), |at| page.time(at))
        };
        let stage = rulebook.stage(self.stage);
        Line {
            post: self.post.to_string(),
            post_title: rulebook
                .post(self.post)
                .map_or_else(|| self.post.to_string(), |post| post.title.clone()),
            stage: self.stage.to_string(),
            stage_title: stage.map_or_else(|| self.stage.to_string(), |stage| stage.title.clone()),
            body: match self.kind {
                Some(kind) => format!("{body} ({kind})"),
                None => body,
            },
            nominator: self.nominator.to_string(),
            name: self.name.to_owned(),
            candidate: candidate.map(|id| {
                let mut all = contest.candidates(self.post).into_iter();
                let found = all.find(|one| one.id == *id);
                found.map_or_else(|| id.to_string(), |one| one.name)
            }),
            candidate_id: candidate.map(ToString::to_string).unwrap_or_default(),
            how: self.how.unwrap_or_default().to_owned(),
            decided: told(&recorded.decided),
            received: told(&recorded.received),
            sources: recorded.sources.clone(),
            note: recorded.note.clone().unwrap_or_default(),
            standing: ruled::on(contest, &matter).map(Standing::of),
        }
    }
}

/// A choice of a form: its value and its text.
struct Choice {
    value: String,
    text: String,
}

/// Choices that belong together.
struct Group {
    title: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "officer/nominations.html")]
struct Shown {
    page: Frame,
    lines: Vec<Line>,
    /// Candidates by post, and nobody.
    candidates: Vec<Group>,
    stages: Vec<Choice>,
    bodies: Vec<Choice>,
    weighs: bool,
}

/// All of them, and the form for another.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let rulebook = contest.rulebook();
    let stages = rulebook.stages.iter().map(|stage| Choice {
        value: stage.id.to_string(),
        text: stage.title.clone(),
    });
    let mut bodies = Vec::new();
    for body in &rulebook.bodies {
        if body.kinds.is_empty() {
            bodies.push(Choice {
                value: format!("{}/", body.id),
                text: body.title.clone(),
            });
        }
        bodies.extend(body.kinds.iter().map(|kind| Choice {
            value: format!("{}/{kind}", body.id),
            text: format!("{} ({kind})", body.title),
        }));
    }
    let mut lines = lines(&page, &office)?;
    lines.reverse();
    shown(&Shown {
        lines,
        candidates: rulebook
            .posts
            .iter()
            .map(|post| group(&page, contest, &post.id, &post.title))
            .collect(),
        stages: stages.collect(),
        bodies,
        weighs: rulebook.bodies.iter().any(|body| body.weight.is_some()),
        page,
    })
}

fn group(page: &Frame, contest: &Contest, post: &PostId, title: &str) -> Group {
    let candidates = contest.candidates(post).into_iter();
    let mut choices: Vec<Choice> = candidates
        .map(|one| Choice {
            value: format!("{post}/{}", one.id),
            text: one.name,
        })
        .collect();
    choices.push(Choice {
        value: format!("{post}/"),
        text: page.fill("nomin-nobody", "post", title),
    });
    Group {
        title: title.to_owned(),
        choices,
    }
}

#[derive(Deserialize)]
pub(crate) struct Entered {
    candidate: String,
    stage: String,
    body: String,
    name: String,
    #[serde(default)]
    nominator: String,
    #[serde(default)]
    how: String,
    #[serde(default)]
    weight: String,
    #[serde(default)]
    groups: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

/// An id that was chosen.
fn chosen<T: std::str::FromStr>(text: &str) -> Result<T, Trouble>
where
    T::Err: std::fmt::Display,
{
    text.parse()
        .map_err(|error: T::Err| Trouble::Malformed(error.to_string()))
}

impl Entered {
    fn act(&self, inside: &Inside) -> Result<Act, Trouble> {
        let say = |key| Trouble::Malformed(inside.visitor.language.say(key));
        let (post, candidate) = self
            .candidate
            .split_once('/')
            .ok_or_else(|| say("nomin-choose"))?;
        let (body, kind) = self
            .body
            .split_once('/')
            .ok_or_else(|| say("nomin-choose"))?;
        let kind = match kind {
            "" => None,
            kind => Some(chosen(kind)?),
        };
        let (post, stage, body) = (post_id(post)?, chosen(&self.stage)?, chosen(body)?);
        let nominator = chosen(&ids::or_from(&self.nominator, &self.name))?;
        let name = self.name.trim().to_owned();
        let how = Some(self.how.trim().to_owned()).filter(|how| !how.is_empty());
        if candidate.is_empty() {
            return Ok(Act::NominationDeclined(NominationDeclined {
                post,
                stage,
                body,
                nominator,
                name,
                kind,
                how,
                as_of: None,
            }));
        }
        let weight = match self.weight.trim() {
            "" => None,
            weight => Some(chosen(weight).map_err(|_| say("nomin-weight-number"))?),
        };
        let mut groups = BTreeMap::new();
        for line in self
            .groups
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            let (group, of) = line
                .split_once('=')
                .ok_or_else(|| say("nomin-groups-how"))?;
            groups.insert(chosen(group.trim())?, of.trim().to_owned());
        }
        Ok(Act::Nominated(Nominated {
            post,
            stage,
            body,
            nominator,
            name,
            kind,
            candidate: candidate_id(candidate)?,
            how,
            as_of: None,
            weight,
            groups,
        }))
    }
}

/// Records one.
pub(crate) async fn record(
    inside: Inside,
    Sent(entered): Sent<Entered>,
) -> Result<Response, Trouble> {
    let act = entered.act(&inside)?;
    let hand = entered
        .circumstances
        .hand(&inside, Role::ReturningOfficer)
        .await?;
    let mut office = inside.hall.write().await?;
    let stage: StageId = chosen(&entered.stage)?;
    let stage = office.contest().rulebook().stage(&stage);
    let clause = stage.map(hustings_rulebook::Stage::address);
    let event = hand.does(act, clause);
    office.record(&[event], Beside::default()).await?;
    Ok(inside.on_to("/office/nominations", "nomin-recorded"))
}

#[derive(Template)]
#[template(path = "officer/nomination.html")]
struct One {
    page: Frame,
    line: Line,
    next: String,
    frozen: bool,
}

/// One nomination, to rule on it.
pub(crate) async fn one(
    inside: Inside,
    Path((_, post, stage, nominator)): Path<(String, String, String, String)>,
) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let mut lines = lines(&page, &office)?;
    // Who was released and has nominated anew stands twice: the later counts.
    lines.reverse();
    let mut lines = lines.into_iter();
    let line =
        lines.find(|line| line.post == post && line.stage == stage && line.nominator == nominator);
    let line = line.ok_or(Trouble::NotFound)?;
    let post: PostId = post.parse().map_err(|_| Trouble::NotFound)?;
    shown(&One {
        line,
        next: ruled::next_id(office.contest()),
        frozen: office.contest().nominees(&post).is_some(),
        page,
    })
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

/// How a form says that it is ruled.
pub(super) fn outcome(inside: &Inside, text: &str) -> Result<RulingOutcome, Trouble> {
    match text {
        "allowed" => Ok(RulingOutcome::Allowed),
        "disallowed" => Ok(RulingOutcome::Disallowed),
        _ => Err(Trouble::Malformed(
            inside.visitor.language.say("ruling-choose"),
        )),
    }
}

/// Rules on one: whether it stands.
pub(crate) async fn rule(
    inside: Inside,
    Path((_, post, stage, nominator)): Path<(String, String, String, String)>,
    Sent(ruled): Sent<Ruled>,
) -> Result<Response, Trouble> {
    let matter = Matter::Nomination {
        post: chosen(&post)?,
        stage: chosen(&stage)?,
        nominator: chosen(&nominator)?,
    };
    let outcome = outcome(&inside, &ruled.outcome)?;
    let hand = ruled
        .circumstances
        .hand(&inside, Role::ReturningOfficer)
        .await?;
    let mut office = inside.hall.write().await?;
    ruled::rule(
        &mut office,
        &hand,
        &ruled.ruling,
        matter,
        outcome,
        &ruled.reasons,
    )
    .await?;
    let path = format!("/office/nominations/{post}/{stage}/{nominator}");
    Ok(inside.on_to(&path, "ruling-made"))
}
