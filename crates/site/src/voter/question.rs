//! The question that a rulebook asks beside the mail (`ballot.second_factor`). Whoever has typed a code or followed a link
//! is nobody until she has answered it.

use askama::Template;
use hustings_roll::Answer;
use hustings_rulebook::Rulebook;
use serde::Deserialize;

use crate::gate::set_cookie;
use crate::page::{Frame, Inside, Page, redirect, show as shown};
use crate::sent::Sent;
use crate::session::Party;
use crate::trouble::Trouble;
use crate::voter::home::Officer;
use crate::voter::waiting::{self, Answered};

/// The most bytes of what somebody types that are looked at: an answer has 100 characters.
const TYPED: usize = 1_000;

#[derive(Template)]
#[template(path = "voter/question.html")]
struct QuestionPage {
    page: Frame,
    question: Question,
    officer: Officer,
}

/// What the rulebook asks.
pub(super) struct Question {
    /// As it stands there.
    pub(super) text: String,
    /// The contest's own language, in which that is.
    pub(super) language: &'static str,
}

impl Question {
    pub(super) fn of(rulebook: &Rulebook) -> Option<Self> {
        let question = rulebook.ballot.second_factor.as_ref()?;
        let own = rulebook.languages().first();
        Some(Self {
            text: question.to_string(),
            language: own.map_or("en", |own| own.code()),
        })
    }
}

pub(crate) async fn show(inside: Inside) -> Page {
    if waits(&inside).await?.is_none() {
        return Ok(elsewhere(&inside));
    }
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let Some(question) = Question::of(office.contest().rulebook()) else {
        return Ok(elsewhere(&inside));
    };
    shown(&QuestionPage {
        question,
        officer: Officer::of(&inside, &office),
        page,
    })
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    answer: String,
}

/// Signs in whoever answers right. What is told otherwise is the same whether the roll has an answer, and after too many
/// wrong ones whatever is answered.
pub(crate) async fn answer(inside: Inside, Sent(Typed { answer }): Sent<Typed>) -> Page {
    let Some(party) = waits(&inside).await? else {
        return Ok(elsewhere(&inside));
    };
    let right = is_right(&inside, &party, &answer).await?;
    let (store, id) = (&inside.site.store, &inside.hall.id);
    let language = inside.visitor.language;
    match waiting::answered(store, id, &inside.visitor.cookie, right).await? {
        Answered::Right(session) => {
            let mut response = inside.on_to("/vote", "signed-in");
            set_cookie(&mut response, &inside.site, &session);
            Ok(response)
        }
        Answered::Wrong => Err(Trouble::Refused(language.say("voter-question-wrong"))),
        Answered::TooOften => {
            let officer = Officer::of(&inside, &*inside.hall.read().await?);
            let values = [("officer", officer.who.into())];
            Err(Trouble::Refused(
                language.fill("voter-question-often", values),
            ))
        }
        Answered::Late => Ok(elsewhere(&inside)),
    }
}

/// Who waits to answer in this browser.
async fn waits(inside: &Inside) -> Result<Option<Party>, Trouble> {
    let (store, id) = (&inside.site.store, &inside.hall.id);
    Ok(waiting::of(store, id, &inside.visitor.cookie).await?)
}

/// It is looked at before anybody asks how often, so that it takes the same time for all.
async fn is_right(inside: &Inside, party: &Party, typed: &str) -> Result<bool, Trouble> {
    let Some(elector) = party.elector_of(&inside.hall.id) else {
        return Ok(false);
    };
    let row = inside.hall.read().await?.elector(elector).await?;
    let answer = row.as_ref().and_then(|elector| elector.answer.as_ref());
    let typed = if typed.len() > TYPED { "" } else { typed };
    Ok(Answer::is_given(answer, typed))
}

/// Where somebody goes who is not asked, here and now: in, if she is signed in, or else to begin.
fn elsewhere(inside: &Inside) -> axum::response::Response {
    if inside.visitor.elector_of(&inside.hall.id).is_some() {
        redirect(&inside.visitor.link(&inside.path("/vote")))
    } else {
        inside.on_to("/vote/sign-in", "question-late")
    }
}
