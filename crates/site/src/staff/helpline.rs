//! The helpline: how an elector stands, and neither credential nor vote. Each look-up says why, is written down, and can be
//! read by the returning officer.

use askama::Template;
use hustings_contest::kept;
use hustings_office::{ContestId, Office};
use hustings_roll::{Answer, Elector};
use hustings_rulebook::Means;
use hustings_store::{RowKey, Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::mail;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::poll::boxes;
use crate::poll::reissues::{self, Reissue, Said};
use crate::sent::Sent;
use crate::trouble::Trouble;
use crate::voter::waiting;

const KIND: &str = "lookup";

/// The most characters of a reason.
const REASON: usize = 500;

#[derive(Template)]
#[template(path = "staff/helpline.html")]
struct HelplinePage {
    page: Frame,
    query: String,
    why: String,
    /// Whom the look-up found; `None` before there is one.
    found: Option<Vec<Found>>,
    /// Whether a credential can still be given again.
    reissue: bool,
}

/// How somebody stands.
struct Found {
    elector: String,
    name: String,
    r#box: Option<String>,
    by_post: bool,
    email: Option<String>,
    /// What is known of mail to this address: the key of a text.
    mail: Option<&'static str>,
    /// What is known of her answer at sign-in, where the rulebook asks: the key of a text.
    answer: Option<&'static str>,
    /// The key of a text.
    voted: &'static str,
    has_voted: bool,
    /// Whether somebody has asked for the credential to be given again.
    asked: bool,
}

/// A look-up as it is written down.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LookUp {
    pub(crate) account: String,
    pub(crate) name: String,
    pub(crate) query: String,
    /// The ids of those who were found.
    pub(crate) electors: Vec<String>,
    pub(crate) when: String,
    pub(crate) why: String,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    shown(&HelplinePage {
        query: page.entered("query"),
        why: page.entered("why"),
        found: None,
        reissue: false,
        page,
    })
}

#[derive(Deserialize)]
pub(crate) struct Query {
    query: String,
    why: String,
}

/// Looks somebody up. It is no GET: a query has a name in it, and is written down.
pub(crate) async fn look_up(inside: Inside, Sent(entered): Sent<Query>) -> Page {
    let (query, why) = (entered.query.trim(), entered.why.trim());
    let refused = |key: &str| Trouble::Refused(inside.visitor.language.say(key));
    if query.chars().count() < 2 || query.len() > 254 {
        return Err(refused("helpline-no-query"));
    }
    if why.is_empty() || why.chars().count() > REASON {
        return Err(refused("helpline-no-reason"));
    }
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    let store = office.store().clone();
    let electors = office.find_electors(query).await?;
    let account = inside.account()?;
    let now = page.head.as_ref().map(|head| head.now.to_string());
    let written = LookUp {
        account: account.email.clone(),
        name: account.name.clone(),
        query: query.to_owned(),
        electors: electors.iter().map(|one| one.id.to_string()).collect(),
        when: now.unwrap_or_default(),
        why: why.to_owned(),
    };
    write_down(&store, &inside.hall.id, &written).await?;
    let asked = reissues::all(&store, &inside.hall.id).await?;
    let contest = inside.hall.id.to_string();
    let bounced = mail::standing(&store, Some(&contest)).await?.bounced;
    let mut found = Vec::new();
    for elector in electors {
        let is_asked = asked.iter().any(|(_, one)| {
            one.elector == elector.id.as_str() && (one.is_open() || one.is_allowed())
        });
        let answer = answer(&inside, &office, &elector).await?;
        let mut one = standing(&office, elector, is_asked).await?;
        let came_back = bounced
            .iter()
            .any(|bounce| Some(&bounce.address) == one.email.as_ref());
        one.mail = came_back.then_some("helpline-bounced");
        one.answer = answer;
        found.push(one);
    }
    let contest = office.contest();
    let reissue = kept::polled_boxes(contest)
        .iter()
        .any(|of| boxes::is_open(&office, of))
        && !contest.has_closed();
    shown(&HelplinePage {
        query: query.to_owned(),
        why: why.to_owned(),
        found: Some(found),
        reissue,
        page,
    })
}

async fn standing(office: &Office, elector: Elector, asked: bool) -> Result<Found, Trouble> {
    let of = office.box_of(&elector.id).await?;
    let voted = match &of {
        Some(of) if office.contest().has_opened() => office.has_voted(of, &elector.id).await?,
        _ => None,
    };
    Ok(Found {
        name: elector.name.as_str().to_owned(),
        r#box: of.map(|of| boxes::title(office, &of)),
        by_post: elector.channel.means() == Means::Post,
        mail: None,
        answer: None,
        email: elector.email.map(|email| email.as_str().to_owned()),
        voted: match voted {
            Some(Means::Online) => "helpline-voted-online",
            Some(Means::Post) => "helpline-voted-post",
            None => "helpline-not-voted",
        },
        has_voted: voted.is_some(),
        asked,
        elector: elector.id.to_string(),
    })
}

/// Why somebody may not get past the rulebook's question; what she would have to answer nobody is shown.
async fn answer(
    inside: &Inside,
    office: &Office,
    elector: &Elector,
) -> Result<Option<&'static str>, Trouble> {
    if !Answer::is_asked(office.contest().rulebook()) {
        return Ok(None);
    }
    if elector.answer.is_none() {
        return Ok(Some("helpline-answer-none"));
    }
    let shut = waiting::is_shut(&inside.site.store, &inside.hall.id, &elector.id).await?;
    Ok(Some(if shut {
        "helpline-answer-shut"
    } else {
        "helpline-answer-there"
    }))
}

async fn write_down(store: &Store, id: &ContestId, written: &LookUp) -> Result<(), StoreError> {
    let at = RowKey::new("~site", KIND, format!("{id}/{}", reissues::in_time()));
    let text = serde_json::to_vec(written).unwrap_or_default();
    let mut turn = store.turn(&[]).await?;
    turn.put_row(&at, &text).await?;
    turn.commit().await
}

#[derive(Deserialize)]
pub(crate) struct Lost {
    elector: String,
    why: String,
}

/// Asks that an elector's credential is given again.
pub(crate) async fn ask(inside: Inside, Sent(entered): Sent<Lost>) -> Page {
    let refused = |key: &str| Trouble::Refused(inside.visitor.language.say(key));
    let why = entered.why.trim();
    if why.is_empty() || why.chars().count() > REASON {
        return Err(refused("helpline-no-reason"));
    }
    let when = inside.hall.now().await?.to_string();
    let office = inside.hall.read().await?;
    let elector = entered.elector.parse().map_err(|_| Trouble::NotFound)?;
    let of = office.box_of(&elector).await?.ok_or(Trouble::NotFound)?;
    let store = office.store().clone();
    let asked = reissues::all(&store, &inside.hall.id).await?;
    if asked
        .iter()
        .any(|(_, one)| one.elector == elector.as_str() && (one.is_open() || one.is_allowed()))
    {
        return Err(refused("helpline-asked-before"));
    }
    let reissue = Reissue {
        elector: elector.to_string(),
        r#box: of.to_string(),
        asked: Said {
            by: inside.account()?.name.clone(),
            when,
            why: why.to_owned(),
        },
        decided: None,
        done: None,
    };
    drop(office);
    reissues::ask(&store, &inside.hall.id, &reissue).await?;
    Ok(inside.on_to("/helpline", "reissue-asked"))
}

#[derive(Template)]
#[template(path = "staff/lookups.html")]
struct LookUpsPage {
    page: Frame,
    lookups: Vec<LookUp>,
}

/// How many look-ups are shown: the last ones.
const SHOWN: usize = 500;

/// What the helpline has looked up, for the officer.
pub(crate) async fn lookups(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let store = inside.hall.read().await?.store().clone();
    let prefix = format!("{}/", inside.hall.id);
    let mut lookups = Vec::new();
    let mut rows = store.rows_under("~site", KIND, &prefix);
    while let Some((_, text)) = rows.next().await? {
        lookups.extend(serde_json::from_slice(&text));
    }
    lookups.reverse();
    lookups.truncate(SHOWN);
    shown(&LookUpsPage { page, lookups })
}
