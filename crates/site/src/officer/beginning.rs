//! Beginning a contest: a rulebook is chosen or pasted, looked through until it says what the rules mean, and is then the
//! first entry of a log.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use hustings_contest::Digest;
use hustings_contest::event::{Record, Role};
use hustings_log::Witness;
use hustings_log::note::KeyName;
use hustings_office::{Beginning, ContestId, Hand, Office};
use hustings_rulebook::Rulebook;
use serde::Deserialize;

use super::rulebooks::{Checked, SAMPLES, look_through, sample};
use crate::clock;
use crate::page::{Frame, Inside, Page, Visitor, show as shown};
use crate::sent::Sent;
use crate::site::Site;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "officer/new.html")]
struct Choice {
    page: Frame,
    samples: Vec<Shown>,
}

/// A rulebook to choose.
struct Shown {
    id: &'static str,
    title: String,
    organisation: String,
    posts: String,
    real: bool,
}

/// Which rulebook to begin with.
pub(crate) async fn choose(visitor: Visitor) -> Page {
    let samples = SAMPLES.iter().filter_map(|sample| {
        let rulebook = Rulebook::parse(sample.text).ok()?;
        let posts: Vec<&str> = rulebook.posts.iter().map(|post| &*post.title).collect();
        Some(Shown {
            id: sample.id,
            title: rulebook.title.clone(),
            organisation: rulebook.organisation.clone(),
            posts: posts.join(", "),
            real: sample.real,
        })
    });
    shown(&Choice {
        page: Frame::outside(&visitor),
        samples: samples.collect(),
    })
}

#[derive(Template)]
#[template(path = "officer/rules.html")]
struct Editor {
    page: Frame,
    entered: Entered,
    /// Nothing where there is no text yet.
    checked: Option<Checked>,
}

#[derive(Deserialize)]
pub(crate) struct From {
    from: Option<String>,
}

/// What was entered of a new contest.
#[derive(Deserialize, Default)]
pub(crate) struct Entered {
    rulebook: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    record: String,
    #[serde(default)]
    witnesses: String,
    #[serde(default)]
    quorum: String,
    #[serde(default, rename = "do")]
    does: String,
}

impl Entered {
    fn is_live(&self) -> bool {
        self.record == "live"
    }
}

/// The rulebook to be edited.
pub(crate) async fn edit(visitor: Visitor, Query(From { from }): Query<From>) -> Page {
    let page = Frame::outside(&visitor);
    let sample = from.as_deref().and_then(sample);
    let entered = Entered {
        rulebook: page.entered_or("rulebook", sample.map_or("", |sample| sample.text)),
        id: page.entered("id"),
        origin: page.entered("origin"),
        record: page.entered("record"),
        witnesses: page.entered("witnesses"),
        quorum: page.entered("quorum"),
        does: String::new(),
    };
    editor(page, entered)
}

fn editor(page: Frame, entered: Entered) -> Page {
    let written = !entered.rulebook.trim().is_empty();
    shown(&Editor {
        page,
        checked: written.then(|| look_through(&entered.rulebook)),
        entered,
    })
}

/// Checks the rulebook, or begins.
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Sent(mut entered): Sent<Entered>,
) -> Page {
    // Forms end lines as no file here does, and the digest is over the bytes.
    entered.rulebook = entered.rulebook.replace("\r\n", "\n");
    if entered.does != "begin" {
        return editor(Frame::outside(&visitor), entered);
    }
    let beginning = beginning(&visitor, &entered)?;
    let id = beginning.id.clone();
    if Office::contests(&site.store).await?.contains(&id) {
        return Err(Trouble::Refused(visitor.language.say("new-id-taken")));
    }
    let account = visitor.account.as_ref().ok_or(Trouble::SignIn)?;
    let zone = Rulebook::parse(&beginning.rulebook).map(|rulebook| rulebook.time_zone);
    let hand = Hand {
        actor: Some(account.name.clone()),
        role: Role::ReturningOfficer,
        now: clock::in_zone(&zone.unwrap_or_default()),
        decided: None,
        received: None,
        sources: Vec::new(),
        note: None,
    };
    Box::pin(Office::found(site.store.clone(), beginning, &hand)).await?;
    tracing::info!(contest = %id, account = %account.mark(), "a contest begins");
    Ok(visitor.on_to(&format!("/c/{id}/office/beginning"), "contest-begun"))
}

fn beginning(visitor: &Visitor, entered: &Entered) -> Result<Beginning, Trouble> {
    let malformed = |key: &str, error: &dyn std::fmt::Display| {
        Trouble::Malformed(format!("{}: {error}", visitor.language.say(key)))
    };
    let id: ContestId = entered
        .id
        .trim()
        .parse()
        .map_err(|error| malformed("new-id", &error))?;
    let origin: KeyName =
        (entered.origin.trim().parse()).map_err(|error| malformed("new-origin", &error))?;
    let witnesses = entered.witnesses.lines().map(str::trim);
    let witnesses = witnesses.filter(|line| !line.is_empty()).map(str::parse);
    let witnesses: Vec<Witness> = witnesses
        .collect::<Result<_, _>>()
        .map_err(|error| malformed("new-witnesses", &error))?;
    let quorum = match entered.quorum.trim() {
        "" => None,
        number => Some(
            number
                .parse::<u64>()
                .map_err(|error| malformed("new-quorum", &error))?,
        ),
    };
    let record = if entered.is_live() {
        Record::Live
    } else {
        Record::Mock
    };
    let rulebook = entered.rulebook.clone();
    Ok(Beginning::new(
        id, rulebook, record, origin, witnesses, quorum,
    )?)
}

#[derive(Template)]
#[template(path = "officer/beginning.html")]
struct Begun {
    page: Frame,
    key: String,
    digest: String,
    origin: String,
    witnesses: Vec<String>,
    quorum: u64,
    rulebook: String,
}

/// What is to be published of a contest that has begun.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let log = office.contest().kept().map(|kept| kept.log.act.clone());
    let log = log.ok_or(Trouble::NotFound)?;
    shown(&Begun {
        page,
        key: log.key,
        digest: Digest::of(office.rulebook().as_bytes()).to_string(),
        origin: log.origin,
        witnesses: log.witnesses.into_values().collect(),
        quorum: log.quorum,
        rulebook: office.rulebook().to_owned(),
    })
}
