//! The paper: the one page that needs a script, since a ballot is sealed before it leaves the voter's device. Who has voted
//! already is told so before she numbers anybody, and not by a refusal at the end.

use askama::Template;
use hustings_contest::kept;
use hustings_rulebook::{BoxId, Means, Preferences};
use serde::Serialize;

use crate::assets;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::public::listed;
use crate::trouble::Trouble;
use crate::voter::home::Officer;

#[derive(Template)]
#[template(path = "voter/ballot.html")]
struct BallotPage {
    page: Frame,
    /// What the booth needs to know, as JSON within a script element that runs nothing.
    data: String,
    posts: Vec<PostView>,
    officer: Officer,
    by_post: bool,
    /// She has cast a ballot, whose place this one takes.
    replaces: bool,
    booth: Option<Booth>,
}

/// Instead of the paper, for whoever has voted and cannot again.
#[derive(Template)]
#[template(path = "voter/voted.html")]
struct VotedPage {
    page: Frame,
    means: Means,
    officer: Officer,
}

/// The script, with what a browser holds it against.
struct Booth {
    path: String,
    integrity: String,
    style: String,
}

struct PostView {
    title: String,
    candidates: Vec<String>,
}

/// The agreement with `booth/page/contract.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    election: String,
    /// Where it is given how the credentials of the box begin; nothing where they are too many.
    credentials: Option<String>,
    cast: String,
    csrf: String,
    uuid: String,
    questions: Vec<Question>,
    log: String,
    origin: String,
    tracker_page: String,
    audit_help: String,
    receipt_help: String,
    rules_help: String,
    organisation: String,
    mock: bool,
    words: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct Question {
    title: String,
    seats: u32,
    explanation: String,
    candidates: Vec<String>,
    preferences: &'static str,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let elector = inside.elector()?;
    let now = inside.hall.now().await?;
    let office = inside.hall.read().await?;
    let of = office
        .box_of(elector)
        .await?
        .ok_or_else(|| Trouble::Refused(page.say("voter-no-box")))?;
    if let Err(refused) = office.expect_open(&now) {
        return Err(Trouble::Refused(
            page.say(&format!("not-cast-{}", refused.code())),
        ));
    }
    let replacing = office.contest().rulebook().ballot.replacing;
    let voted = office.has_voted(&of, elector).await?;
    if let Some(means) = voted
        && !(means == Means::Online && replacing)
    {
        let officer = Officer::of(&inside, &office);
        return shown(&VotedPage {
            page,
            means,
            officer,
        });
    }
    let questions = questions(&page, &office, &of)?;
    let posts = questions.iter().map(|asked| PostView {
        title: asked.title.clone(),
        candidates: asked.candidates.clone(),
    });
    let posts = posts.collect();
    let kept = office.contest().kept().and_then(|kept| kept.of_box(&of));
    let head = page.head.clone().ok_or(Trouble::NotFound)?;
    let key = office.box_key(&of)?;
    let data = Data {
        election: page.here(&format!("/boxes/{of}/election.json")),
        credentials: kept
            .filter(|of| listed::is_given(of.opened.act.credentials))
            .map(|_| page.here(&format!("/boxes/{of}/credentials.txt"))),
        cast: page.here("/vote/cast"),
        csrf: page.csrf(),
        uuid: kept
            .map(|of| of.opened.act.election.clone())
            .unwrap_or_default(),
        questions,
        log: key.to_string(),
        origin: key.name().to_string(),
        tracker_page: page.here("/track"),
        audit_help: page.here("/help#test"),
        receipt_help: page.here("/help#receipt"),
        rules_help: page.here("/help"),
        organisation: head.organisation,
        mock: head.mock,
        words: assets::booth_words(inside.visitor.language),
    };
    let by_post = office
        .contest()
        .rulebook()
        .ballot
        .means
        .contains(&Means::Post);
    shown(&BallotPage {
        data: script_safe(&serde_json::to_string(&data).map_err(|error| Trouble::broken(&error))?),
        posts,
        officer: Officer::of(&inside, &office),
        by_post,
        replaces: voted.is_some(),
        booth: assets::booth().map(|(script, style)| Booth {
            path: script.path(),
            integrity: script.integrity(),
            style: style.path(),
        }),
        page,
    })
}

/// JSON that ends no script element and begins no comment, whatever a candidate is called.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

fn questions(
    page: &Frame,
    office: &hustings_office::Office,
    of: &BoxId,
) -> Result<Vec<Question>, Trouble> {
    let rulebook = office.contest().rulebook();
    let posts = kept::posts(office.contest(), of).ok_or(Trouble::NotFound)?;
    let preferences = match rulebook.paper.preferences {
        Preferences::Full => "full",
        Preferences::Optional => "optional",
    };
    let question = |post: hustings_rulebook::PostId| {
        let rules = rulebook.post(&post).ok_or(Trouble::NotFound)?;
        let nominees = office.contest().nominees(&post).ok_or(Trouble::NotFound)?;
        Ok(Question {
            title: rules.title.clone(),
            seats: rules.seats,
            explanation: page.say(&format!("ballot-explained-{preferences}")),
            candidates: nominees
                .into_iter()
                .map(|candidate| candidate.name)
                .collect(),
            preferences,
        })
    };
    posts.into_iter().map(question).collect()
}
