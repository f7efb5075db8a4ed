//! An elector signs in: she says who she is, and a code and a link go to the address that the roll has. Whether it has one
//! nobody is told here.

use askama::Template;
use axum::extract::Path;
use hustings_office::ContestId;
use hustings_roll::{Answer, Elector};
use serde::Deserialize;

use crate::gate::set_cookie;
use crate::mail::Mail;
use crate::page::{Frame, Inside, Page, redirect, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;
use crate::voter::code::{self, Then};
use crate::voter::home::Officer;
use crate::voter::question::Question;
use crate::words::Language;

#[derive(Template)]
#[template(path = "voter/sign-in.html")]
struct SignIn {
    page: Frame,
    officer: Officer,
    /// What the rulebook asks afterwards, so that she has her card at hand.
    question: Option<Question>,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    shown(&SignIn {
        officer: Officer::of(&inside, &office),
        question: Question::of(office.contest().rulebook()),
        page,
    })
}

#[derive(Deserialize)]
pub(crate) struct Who {
    who: String,
}

pub(crate) async fn send(inside: Inside, Sent(Who { who }): Sent<Who>) -> Page {
    let who = who.trim().to_owned();
    if who.is_empty() || who.len() > 254 || who.chars().any(char::is_control) {
        return Err(Trouble::Refused(
            inside.visitor.language.say("voter-who-missing"),
        ));
    }
    if !inside
        .site
        .limits
        .admits_name(&format!("{}/{who}", inside.hall.id), inside.visitor.source)
    {
        return Err(Trouble::TooMany);
    }
    let to = inside.visitor.link(&inside.path("/vote/code"));
    // Not waited for: how long it takes would tell whether somebody is on the roll.
    tokio::spawn(async move {
        let place = inside.site.looking_up.acquire().await;
        let mailed = mail_codes(&inside, &who).await;
        drop(place);
        if let Err(error) = mailed {
            tracing::warn!(?error, "codes could not be mailed");
        }
    });
    Ok(redirect(&to))
}

/// Mails codes to those whom the roll knows by this.
async fn mail_codes(inside: &Inside, who: &str) -> Result<(), Trouble> {
    let (electors, title) = {
        let office = inside.hall.read().await?;
        (
            found(&office, who).await?,
            office.contest().rulebook().title.clone(),
        )
    };
    let reached: Vec<Elector> = electors
        .into_iter()
        .filter(|elector| elector.email.is_some())
        .collect();
    let mut turn = inside.site.store.turn(&[]).await?;
    let ids = reached.iter().map(|elector| elector.id.clone()).collect();
    let drawn = code::draw(&mut turn, &inside.hall.id, &inside.visitor.cookie, ids).await?;
    for drawn in drawn {
        let elector = reached.iter().find(|elector| elector.id == drawn.elector);
        let Some((elector, email)) =
            elector.and_then(|elector| Some((elector, elector.email.as_ref()?)))
        else {
            continue;
        };
        let language = inside.visitor.language;
        let link = inside.site.settings.absolute(
            &inside
                .visitor
                .link(&inside.path(&format!("/vote/link/{}", drawn.link))),
        );
        let mail = compose(
            language,
            &inside.hall.id,
            &title,
            elector.name.as_str(),
            email.as_str(),
            &drawn.code,
            &link,
        );
        mail.queue(&mut turn).await?;
    }
    turn.commit().await?;
    inside.site.mail_is_due();
    Ok(())
}

fn compose(
    language: Language,
    contest: &ContestId,
    title: &str,
    name: &str,
    to: &str,
    code: &str,
    link: &str,
) -> Mail {
    let code = format!("{} {}", &code[..4], &code[4..]);
    Mail {
        to: to.to_owned(),
        subject: language.fill("mail-code-subject", [("title", title.into())]),
        text: language.fill(
            "mail-code-text",
            [
                ("name", name.into()),
                ("title", title.into()),
                ("code", code.into()),
                ("link", link.into()),
            ],
        ),
        contest: Some(contest.to_string()),
        sort: "sign-in".to_owned(),
    }
}

/// By number, or by the address of mail; a household may share one.
async fn found(office: &hustings_office::Office, who: &str) -> Result<Vec<Elector>, Trouble> {
    if who.contains('@') {
        let mut all = office.electors_by_email(who).await?;
        all.truncate(10);
        return Ok(all);
    }
    let Ok(id) = who.parse() else {
        return Ok(Vec::new());
    };
    Ok(office.elector(&id).await?.into_iter().collect())
}

#[derive(Template)]
#[template(path = "voter/code.html")]
struct CodePage {
    page: Frame,
    officer: Officer,
}

pub(crate) async fn show_code(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let officer = Officer::of(&inside, &*inside.hall.read().await?);
    shown(&CodePage { page, officer })
}

#[derive(Deserialize)]
pub(crate) struct Code {
    code: String,
}

pub(crate) async fn enter(inside: Inside, Sent(Code { code }): Sent<Code>) -> Page {
    let then = then(&inside).await?;
    let cookie = code::enter(
        &inside.site.store,
        &inside.hall.id,
        &inside.visitor.cookie,
        &code,
        then,
    )
    .await?;
    on(&inside, cookie, then, "voter-code-wrong")
}

#[derive(Template)]
#[template(path = "voter/link.html")]
struct LinkPage {
    page: Frame,
    good: bool,
}

pub(crate) async fn show_link(inside: Inside, Path((_, token)): Path<(String, String)>) -> Page {
    let good = code::is_link(&inside.site.store, &inside.hall.id, &token).await?;
    shown(&LinkPage {
        page: inside.frame().await?,
        good,
    })
}

pub(crate) async fn follow(inside: Inside, Path((_, token)): Path<(String, String)>) -> Page {
    let then = then(&inside).await?;
    let cookie = code::follow(&inside.site.store, &inside.hall.id, &token, then).await?;
    on(&inside, cookie, then, "voter-link-used")
}

/// Whether the rulebook asks more of an elector than that she reads her mail.
async fn then(inside: &Inside) -> Result<Then, Trouble> {
    let asks = Answer::is_asked(inside.hall.read().await?.contest().rulebook());
    Ok(if asks { Then::Asked } else { Then::SignedIn })
}

/// On, with a cookie that is new.
fn on(inside: &Inside, cookie: Option<String>, then: Then, otherwise: &str) -> Page {
    let cookie = cookie.ok_or_else(|| Trouble::Refused(inside.visitor.language.say(otherwise)))?;
    let mut response = match then {
        Then::SignedIn => inside.on_to("/vote", "signed-in"),
        Then::Asked => redirect(&inside.visitor.link(&inside.path("/vote/question"))),
    };
    set_cookie(&mut response, &inside.site, &cookie);
    Ok(response)
}
