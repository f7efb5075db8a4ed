//! The count: the trustees' steps on each box, its opening, the papers, and what stands between the count and the
//! declaration: lots, figures for agents, recounts, the scrutineer.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use hustings_contest::PostResult;
use hustings_contest::event::{Act, LotsDrawn, RecountRequested, Role, ScrutineerReported};
use hustings_contest::kept::unopposed;
use hustings_count::{CandidateId, Transcript};
use hustings_office::{Beside, Office};
use hustings_rulebook::{Address, Post, PostId};
use serde::Deserialize;

use super::aside::{apart, temporary};
use super::ceremony::Asked;
use super::step::Step;
use super::steps::{self, Steps};
use super::{Stands, boxes};
use crate::assets;
use crate::officer::circumstances::Circumstances;
use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::sent::{Files, Sent};
use crate::staff::trustee::closing_steps;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "poll/count.html")]
struct CountPage {
    page: Frame,
    style: String,
    stands: Stands,
    boxes: Vec<BoxView>,
    /// What can be done with boxes now: by which word of an address and of texts.
    acts: Vec<&'static str>,
    /// Whether all boxes and batches are counted.
    counted: bool,
    published: bool,
    batches: Vec<(String, bool)>,
    posts: Vec<PostView>,
    scrutineer: Option<Report>,
    report: Option<ScrutineerReported>,
}

/// A box after its close.
struct BoxView {
    title: String,
    needed: usize,
    shuffled: String,
    decrypted: String,
    totals: Vec<(String, u64, u64, u64)>,
    /// What is to be done with the server's key.
    server: Vec<Step>,
}

/// A post, once its papers are published.
struct PostView {
    id: PostId,
    title: String,
    elected: Vec<String>,
    /// The count, once it is complete.
    told: Option<Told>,
    lots: Option<Lots>,
    waits: Option<String>,
    declared: bool,
    provided: Vec<(Vec<String>, Option<String>)>,
    requests: Vec<(String, String)>,
}

/// A count as it is read before it is declared: the tables of stages, and what was done in sentences, in English.
pub(crate) struct Told {
    pub(crate) tables: String,
    pub(crate) sentences: Vec<String>,
}

impl Told {
    pub(crate) fn of(transcript: &Transcript, post: &Post) -> Self {
        Self {
            tables: hustings_report::sheet_stages(transcript, &post.title),
            sentences: hustings_report::explain::sentences(transcript),
        }
    }
}

/// A lot that is to be drawn.
struct Lots {
    stage: u32,
    among: Vec<(CandidateId, String)>,
}

/// The figures of a report that is not made yet.
struct Report {
    distributed: u64,
    returned: u64,
    valid: Vec<(String, u64)>,
    invalid: Vec<(String, u64)>,
}

fn numbers(page: &Frame, of: &Steps, numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|number| of.who(page, *number)).collect();
    if numbers.is_empty() {
        "–".to_owned()
    } else {
        numbers.join(", ")
    }
}

/// What a candidate is called.
pub(crate) fn name(office: &Office, post: &PostId, id: &CandidateId) -> String {
    let nominees = office.contest().nominees(post).unwrap_or_default();
    let found = nominees.into_iter().find(|candidate| candidate.id == *id);
    found.map_or_else(|| id.to_string(), |candidate| candidate.name)
}

fn post_title(office: &Office, id: &PostId) -> String {
    let post = office.contest().rulebook().post(id);
    post.map_or_else(|| id.to_string(), |post| post.title.clone())
}

/// A post of a form.
pub(crate) fn post_of(office: &Office, id: &str) -> Result<Post, Trouble> {
    let id: PostId = id.parse().map_err(|_| Trouble::NotFound)?;
    let post = office.contest().rulebook().post(&id);
    post.cloned().ok_or(Trouble::NotFound)
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let (held, elsewhere, all) = {
        let office = inside.hall.read().await?;
        let mut all = Vec::new();
        for of in office.box_ids() {
            all.push(Steps::of(&office, &of).await?);
        }
        let server = Asked::of(office.contest()).is_some_and(|asked| asked.server);
        let held = office.server_key().await?.is_some();
        (held, server && !held, all)
    };
    let mut own = BTreeMap::new();
    for of in all.iter().filter(|of| elsewhere && of.next().is_some()) {
        let event = steps::event(&inside.hall, &of.of).await?;
        let secret = |_| "--key server.age".to_owned();
        let steps = closing_steps(&page, of, steps::SERVER, Some(&event), "/office", secret);
        own.insert(of.of.clone(), steps);
    }
    let office = inside.hall.read().await?;
    let contest = office.contest();
    let kept = contest.kept();
    let boxes = all.iter().map(|of| {
        let state = kept.and_then(|kept| kept.of_box(&of.of));
        let tallied = state.and_then(|state| state.tallied.as_ref());
        let totals = tallied.into_iter().flat_map(|tallied| &tallied.act.posts);
        BoxView {
            title: boxes::title(&office, &of.of),
            needed: of.needed,
            shuffled: numbers(&page, of, &of.shuffled),
            decrypted: numbers(&page, of, &of.decrypted),
            totals: totals
                .map(|(post, totals)| {
                    (
                        post_title(&office, post),
                        totals.papers,
                        totals.blank,
                        totals.spoilt,
                    )
                })
                .collect(),
            server: own.remove(&of.of).unwrap_or_default(),
        }
    });
    let boxes = boxes.collect();
    let batches = kept.into_iter().flat_map(|kept| &kept.batches);
    let batches = batches.map(|batch| {
        (
            batch.received.act.batch.to_string(),
            batch.counted.is_some(),
        )
    });
    let mut posts = Vec::new();
    for post in &contest.rulebook().posts {
        posts.push(post_view(&office, post).await?);
    }
    let report = kept.and_then(|kept| kept.figures.report.as_ref());
    let published = contest
        .rulebook()
        .posts
        .iter()
        .any(|post| contest.published_papers(&post.id).is_some());
    shown(&CountPage {
        style: assets::report_style(),
        stands: Stands::of(contest),
        boxes,
        acts: [
            (held && all.iter().any(Steps::is_servers_turn), "server"),
            (all.iter().any(is_ready), "tally"),
        ]
        .into_iter()
        .filter_map(|(can, word)| can.then_some(word))
        .collect(),
        counted: contest.has_closed() && kept.is_some_and(hustings_contest::kept::Kept::is_counted),
        published,
        batches: batches.collect(),
        posts,
        scrutineer: (office.names_scrutineer() && published && report.is_none())
            .then(|| figures(&office)),
        report: report.map(|report| report.act.clone()),
        page,
    })
}

/// Whether a box can be opened.
fn is_ready(of: &Steps) -> bool {
    of.closed && !of.tallied && of.next().is_none()
}

fn figures(office: &Office) -> Report {
    let figures = office.scrutineer_figures();
    Report {
        distributed: figures.distributed,
        returned: figures.returned,
        valid: figures
            .valid
            .iter()
            .map(|(post, number)| (post_title(office, post), *number))
            .collect(),
        invalid: figures.invalid.into_iter().collect(),
    }
}

async fn post_view(office: &Office, post: &Post) -> Result<PostView, Trouble> {
    let contest = office.contest();
    let id = &post.id;
    let figures = contest.kept().map(|kept| &kept.figures);
    let provided = figures.into_iter().flat_map(|figures| &figures.provided);
    let provided = provided.filter(|provided| provided.act.post == *id);
    let requests = figures.into_iter().flat_map(|figures| &figures.requests);
    let requests = requests.filter(|request| request.act.post == *id);
    let mut view = PostView {
        id: id.clone(),
        title: post.title.clone(),
        elected: Vec::new(),
        told: None,
        lots: None,
        waits: None,
        declared: contest.declared(id).is_some(),
        provided: provided
            .map(|provided| {
                let embargo = provided.act.embargo.as_ref();
                (provided.act.to.clone(), embargo.map(ToString::to_string))
            })
            .collect(),
        requests: requests
            .map(|request| (request.act.request.to_string(), request.act.reasons.clone()))
            .collect(),
    };
    if let Some(nominees) = unopposed(contest, id) {
        view.elected = nominees.iter().map(|one| name(office, id, one)).collect();
        return Ok(view);
    }
    if contest.published_papers(id).is_none() {
        return Ok(view);
    }
    match office.result(post).await? {
        PostResult::Complete(transcript) => {
            view.told = Some(Told::of(&transcript, post));
            let elected = transcript.elected.iter();
            view.elected = elected.map(|one| name(office, id, one)).collect();
        }
        PostResult::LotsRequired { stage, among } => {
            let among = among.into_iter().map(|one| {
                let called = name(office, id, &one);
                (one, called)
            });
            view.lots = Some(Lots {
                stage: stage.get(),
                among: among.collect(),
            });
        }
        PostResult::RulingRequired { candidates } => {
            let names: Vec<String> = candidates.iter().map(|one| name(office, id, one)).collect();
            view.waits = Some(names.join(", "));
        }
        PostResult::NotYet { .. } => {}
    }
    Ok(view)
}

/// A step made with the server's own key.
pub(crate) async fn send_step(
    inside: Inside,
    Path((_, of)): Path<(String, String)>,
    files: Files,
) -> Page {
    let of = boxes::named(&*inside.hall.read().await?, &of)?;
    let made = (files.expect("message")?, files.expect("statement")?);
    let hand = inside.hand(steps::ROLE).await?;
    steps::take(&inside.hall, &of, steps::SERVER, made, hand).await?;
    Ok(inside.on_to("/office/count", "step-taken"))
}

/// The server's turn at every box, where its key lies here.
pub(crate) async fn server_steps(inside: Inside) -> Page {
    let hand = inside.hand(steps::ROLE).await?;
    let done = steps::with_server_key(&inside.hall, hand).await?;
    if done == 0 {
        return Err(Trouble::Refused(
            inside.visitor.language.say("count-not-servers-turn"),
        ));
    }
    Ok(inside.on_to("/office/count", "step-taken"))
}

/// Opens every box whose trustees have decrypted.
pub(crate) async fn tally(inside: Inside) -> Page {
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let hall = Arc::clone(&inside.hall);
    apart(async move {
        let mut office = hall.aside().await?;
        for of in office.box_ids() {
            if is_ready(&Steps::of(&office, &of).await?) {
                office.tally_box(&of, temporary()?, &hand).await?;
            }
        }
        Ok(())
    })
    .await?;
    Ok(inside.on_to("/office/count", "boxes-tallied"))
}

/// Publishes the papers of all boxes and batches together.
pub(crate) async fn papers(inside: Inside) -> Page {
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let hall = Arc::clone(&inside.hall);
    apart(async move {
        hall.aside().await?.publish_papers(&hand).await?;
        Ok(())
    })
    .await?;
    Ok(inside.on_to("/office/count", "papers-published"))
}

#[derive(Deserialize)]
pub(crate) struct Drawn {
    post: String,
    stage: u32,
    /// Among whom, by id, parted by spaces.
    among: String,
    excluded: String,
    #[serde(default)]
    witnessed: String,
}

pub(crate) async fn lots(inside: Inside, Sent(entered): Sent<Drawn>) -> Page {
    let mut hand = inside.hand(Role::ReturningOfficer).await?;
    let candidate = |text: &str| text.parse().map_err(|_| Trouble::NotFound);
    let among = entered.among.split_whitespace().map(candidate);
    hand.note = Some(entered.witnessed.trim().to_owned()).filter(|note| !note.is_empty());
    let lot = LotsDrawn {
        post: post_of(&*inside.hall.read().await?, &entered.post)?.id,
        stage_number: entered.stage,
        among: among.collect::<Result<_, _>>()?,
        excluded: candidate(&entered.excluded)?,
    };
    inside.hall.write().await?.draw(lot, &hand).await?;
    Ok(inside.on_to("/office/count", "lot-recorded"))
}

#[derive(Deserialize)]
pub(crate) struct Given {
    post: String,
    /// To whom, one a line.
    to: String,
    #[serde(default)]
    embargo: String,
}

pub(crate) async fn provide(inside: Inside, Sent(entered): Sent<Given>) -> Page {
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let to: Vec<String> = entered
        .to
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    if to.is_empty() {
        return Err(Trouble::Refused(
            inside.visitor.language.say("figures-to-nobody"),
        ));
    }
    let embargo = match entered.embargo.trim() {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|error| Trouble::Malformed(format!("{text}: {error}")))?,
        ),
    };
    let hall = Arc::clone(&inside.hall);
    apart(async move {
        let mut office = hall.aside().await?;
        let post = post_of(&office, &entered.post)?.id;
        office.provide(&post, to, embargo, &hand).await?;
        Ok(())
    })
    .await?;
    Ok(inside.on_to("/office/count", "figures-provided"))
}

/// The transcript of a post that is counted.
pub(crate) async fn transcript(inside: Inside, Path((_, post)): Path<(String, String)>) -> Page {
    let office = inside.hall.read().await?;
    let post = post_of(&office, &post)?;
    match office.result(&post).await? {
        PostResult::Complete(transcript) => Ok(download(
            &format!("{}-provisional.json", post.id),
            "application/json",
            transcript.to_json(),
        )),
        _ => Err(Trouble::NotFound),
    }
}

#[derive(Deserialize)]
pub(crate) struct Request {
    post: String,
    #[serde(rename = "request")]
    id: String,
    by: String,
    reasons: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

/// Somebody asks for a recount; a ruling decides.
pub(crate) async fn recount(inside: Inside, Sent(entered): Sent<Request>) -> Page {
    let mut hand = entered.circumstances.hand(&inside, Role::Agent).await?;
    let by = entered.by.trim();
    let reasons = entered.reasons.trim();
    if by.is_empty() || reasons.is_empty() {
        return Err(Trouble::Refused(
            inside.visitor.language.say("recount-who-and-why"),
        ));
    }
    hand.actor = Some(by.to_owned());
    let request = entered.id.trim().parse();
    let act = RecountRequested {
        request: request
            .map_err(|error| Trouble::Malformed(format!("{}: {error}", entered.id.trim())))?,
        post: post_of(&*inside.hall.read().await?, &entered.post)?.id,
        reasons: reasons.replace("\r\n", "\n"),
    };
    let event = hand.does(Act::RecountRequested(act), None);
    let mut office = inside.hall.write().await?;
    office.record(&[event], Beside::default()).await?;
    drop(office);
    Ok(inside.on_to("/office/count", "recount-asked"))
}

#[derive(Deserialize)]
pub(crate) struct Reported {
    by: String,
    distributed: u64,
    #[serde(default)]
    contravention: String,
    #[serde(default)]
    insecure: String,
    #[serde(default)]
    interference: String,
    #[serde(default)]
    register_inspected: String,
}

/// What an independent scrutineer reports, with the figures of the log.
pub(crate) async fn report(inside: Inside, Sent(entered): Sent<Reported>) -> Page {
    let mut hand = inside.hand(Role::Scrutineer).await?;
    let by = entered.by.trim();
    if by.is_empty() {
        return Err(Trouble::Refused(
            inside.visitor.language.say("report-by-nobody"),
        ));
    }
    hand.actor = Some(by.to_owned());
    let inspected = entered.register_inspected.trim().replace("\r\n", "\n");
    let mut office = inside.hall.write().await?;
    if !office.names_scrutineer() {
        return Err(Trouble::NotFound);
    }
    let act = ScrutineerReported {
        distributed: entered.distributed,
        no_contravention: entered.contravention != "yes",
        secure: entered.insecure != "yes",
        independent: entered.interference != "yes",
        register_inspected: Some(inspected).filter(|text| !text.is_empty()),
        ..office.scrutineer_figures()
    };
    let event = hand.does(
        Act::ScrutineerReported(act),
        Some(Address::new("statutory")),
    );
    office.record(&[event], Beside::default()).await?;
    drop(office);
    Ok(inside.on_to("/office/count", "report-recorded"))
}
