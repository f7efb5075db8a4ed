//! Invitations and reminders: to those who vote online and have not voted. What is sent is seen first, and kept, so that
//! whoever goes on with it after a killed process sends the same; and what became of mails.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use hustings_contest::kept;
use hustings_office::{ContestId, Office};
use hustings_roll::{Channel, ElectorId};
use hustings_rulebook::BoxId;
use hustings_store::{RowKey, Store, StoreError};
use serde::{Deserialize, Serialize};

use super::aside::apart;
use super::boxes;
use crate::hall::Hall;
use crate::mail::{Campaign, Mail, forget_bounce, note_bounce, send_again};
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::site::Site;
use crate::trouble::Trouble;

const KIND: &str = "letter";
/// The longest text.
const LONGEST: usize = 10_000;

#[derive(Template)]
#[template(path = "poll/letters.html")]
struct LettersPage {
    page: Frame,
    boxes: Vec<(BoxId, String)>,
    entered: Entered,
    preview: Option<Preview>,
    sent: Vec<Queued>,
}

/// A letter that was sent, as far as it is queued.
struct Queued {
    name: String,
    letter: Letter,
    mails: u64,
    done: bool,
}

/// A mail as its first recipient gets it, and how many get one.
struct Preview {
    /// The name that the letter will have, so that it is sent once.
    name: String,
    recipients: usize,
    to: String,
    subject: String,
    text: String,
}

/// A form of mail.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Entered {
    #[serde(default)]
    sort: String,
    /// To the electors of this box; of all, where it is empty.
    #[serde(default)]
    r#box: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    text: String,
    /// The name under which it was seen; it is sent where there is one.
    #[serde(default)]
    name: String,
}

/// A letter to electors, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Letter {
    sort: String,
    r#box: Option<String>,
    subject: String,
    text: String,
    by: String,
    when: String,
}

fn row(id: &ContestId, name: &str) -> RowKey {
    RowKey::new("~site", KIND, format!("{id}/{name}"))
}

/// All letters of a contest, by name.
async fn letters(store: &Store, id: &ContestId) -> Result<BTreeMap<String, Letter>, StoreError> {
    let prefix = format!("{id}/");
    let mut rows = store.rows_under("~site", KIND, &prefix);
    let mut all = BTreeMap::new();
    while let Some((key, text)) = rows.next().await? {
        if let (Some(name), Ok(letter)) = (key.strip_prefix(&prefix), serde_json::from_slice(&text))
        {
            all.insert(name.to_owned(), letter);
        }
    }
    Ok(all)
}

async fn sent(store: &Store, id: &ContestId) -> Result<Vec<Queued>, StoreError> {
    let mut sent = Vec::new();
    for (name, letter) in letters(store, id).await? {
        let campaign = Campaign::find(store, &id.to_string(), &name).await?;
        sent.push(Queued {
            done: campaign.as_ref().is_some_and(|campaign| campaign.done),
            mails: campaign.map_or(0, |campaign| campaign.queued),
            letter,
            name,
        });
    }
    Ok(sent)
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let entered = Entered {
        subject: page.entered_or("subject", &page.say("letters-subject-default")),
        text: page.entered_or("text", &page.say("letters-text-default")),
        sort: page.entered_or("sort", "invitation"),
        r#box: page.entered("box"),
        name: String::new(),
    };
    shown(&page_of(&inside, page, entered, None).await?)
}

async fn page_of(
    inside: &Inside,
    page: Frame,
    entered: Entered,
    preview: Option<Preview>,
) -> Result<LettersPage, Trouble> {
    let office = inside.hall.read().await?;
    Ok(LettersPage {
        page,
        boxes: boxes::all(&office),
        entered,
        preview,
        sent: sent(office.store(), &inside.hall.id).await?,
    })
}

/// Shows what would be sent, or sends what was seen.
pub(crate) async fn send(inside: Inside, Sent(entered): Sent<Entered>) -> Page {
    let letter = letter(&inside, &entered).await?;
    let id = &inside.hall.id;
    if !entered.name.is_empty() {
        keep(&inside, &entered.name, &letter).await?;
        let (site, hall) = (Arc::clone(&inside.site), Arc::clone(&inside.hall));
        tokio::spawn(go_on(site, hall, entered.name));
        return Ok(inside.on_to("/office/poll/mail", "letters-queued"));
    }
    let mails = mails(&inside.site, &inside.hall, &letter).await?;
    let first = mails.waiting.values().next();
    let store = inside.hall.read().await?.store().clone();
    let preview = Preview {
        name: format!("{}-{}", letter.sort, letters(&store, id).await?.len() + 1),
        recipients: mails.waiting.len(),
        to: first.map(|mail| mail.to.clone()).unwrap_or_default(),
        subject: first.map_or_else(|| letter.subject.clone(), |mail| mail.subject.clone()),
        text: first.map_or_else(|| letter.text.clone(), |mail| mail.text.clone()),
    };
    let page = inside.frame().await?;
    shown(&page_of(&inside, page, entered, Some(preview)).await?)
}

async fn letter(inside: &Inside, entered: &Entered) -> Result<Letter, Trouble> {
    let refused = |key: &str| Trouble::Refused(inside.visitor.language.say(key));
    let (subject, text) = (entered.subject.trim(), entered.text.trim());
    if subject.is_empty() || subject.chars().any(char::is_control) || subject.len() > 200 {
        return Err(refused("letters-no-subject"));
    }
    if text.is_empty() || text.len() > LONGEST {
        return Err(refused("letters-no-text"));
    }
    if !["invitation", "reminder"].contains(&entered.sort.as_str()) {
        return Err(refused("letters-no-sort"));
    }
    let office = inside.hall.read().await?;
    if office.contest().has_closed() {
        return Err(refused("letters-closed"));
    }
    let of = match entered.r#box.as_str() {
        "" => None,
        of => Some(boxes::named(&office, of)?.to_string()),
    };
    drop(office);
    Ok(Letter {
        sort: entered.sort.clone(),
        r#box: of,
        subject: subject.to_owned(),
        text: text.replace("\r\n", "\n"),
        by: inside.account()?.name.clone(),
        when: inside.hall.now().await?.to_string(),
    })
}

/// Keeps a letter under its name; one that was sent before is not sent again.
async fn keep(inside: &Inside, name: &str, letter: &Letter) -> Result<(), Trouble> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.len() > 40 || !name.chars().all(plain) {
        return Err(Trouble::NotFound);
    }
    let at = row(&inside.hall.id, name);
    let mut turn = inside.site.store.turn(&[inside.hall.id.log()?]).await?;
    if turn.row(&at).await?.is_some() {
        return Err(Trouble::Refused(
            inside.visitor.language.say("letters-sent-before"),
        ));
    }
    let text = serde_json::to_vec(letter).unwrap_or_default();
    turn.put_row(&at, &text).await?;
    Ok(turn.commit().await?)
}

/// Whom a letter goes to.
struct Mails {
    /// All electors of its boxes, in order.
    electors: Vec<ElectorId>,
    /// What those get who vote online, have an address, and have not voted.
    waiting: BTreeMap<ElectorId, Mail>,
}

async fn mails(site: &Site, hall: &Arc<Hall>, letter: &Letter) -> Result<Mails, Trouble> {
    let (hall, letter) = (Arc::clone(hall), letter.clone());
    let link = site.settings.absolute(&format!("/c/{}/vote", hall.id));
    apart(async move {
        let mut office = hall.aside().await?;
        write(&mut office, &letter, &link).await
    })
    .await
}

async fn write(office: &mut Office, letter: &Letter, link: &str) -> Result<Mails, Trouble> {
    let boxes = kept::box_ids(office.contest()).into_iter();
    let boxes = boxes.filter(|(of, _)| {
        letter
            .r#box
            .as_ref()
            .is_none_or(|named| named == of.as_str())
    });
    let boxes: Vec<_> = boxes.collect();
    let mut not_voted = BTreeSet::new();
    for (of, _) in &boxes {
        not_voted.extend(office.not_voted(of).await?);
    }
    let frozen = office.frozen_roll().await?;
    let contest = office.contest();
    let title = &contest.rulebook().title;
    let mock = if contest.is_mock() { "[mock] " } else { "" };
    let mut mails = Mails {
        electors: Vec::new(),
        waiting: BTreeMap::new(),
    };
    let fill = |text: &str, name: &str| {
        text.replace("{link}", link)
            .replace("{contest}", title)
            .replace("{name}", name)
    };
    for elector in frozen.rows().map(|row| row.row.elector) {
        if !boxes.iter().any(|(_, of)| *of == elector.section) {
            continue;
        }
        mails.electors.push(elector.id.clone());
        let online = elector.channel == Channel::Online && not_voted.contains(&elector.id);
        let Some(email) = elector.email.filter(|_| online) else {
            continue;
        };
        let name = elector.name.as_str();
        let mail = Mail {
            to: email.as_str().to_owned(),
            subject: format!("{mock}{}", fill(&letter.subject, name)),
            text: fill(&letter.text, name),
            contest: Some(office.id().to_string()),
            sort: letter.sort.clone(),
        };
        mails.waiting.insert(elector.id, mail);
    }
    mails.electors.sort();
    Ok(mails)
}

/// Queues a letter that is kept, as far as it is not queued yet.
async fn go_on(site: Arc<Site>, hall: Arc<Hall>, name: String) {
    let queued = async {
        let letters = letters(&site.store, &hall.id).await?;
        let letter = letters.get(&name).ok_or(Trouble::NotFound)?;
        let mails = mails(&site, &hall, letter).await?;
        let campaign = Campaign::begin(&site.store, &hall.id.to_string(), &name).await?;
        let mail = |elector: &ElectorId| mails.waiting.get(elector).cloned();
        Ok::<_, Trouble>(campaign.finish(&site.store, &mails.electors, mail).await?)
    };
    match queued.await {
        Ok(campaign) => {
            tracing::info!(contest = %hall.id, name, queued = campaign.queued, "a letter is queued");
        }
        Err(error) => {
            tracing::warn!(contest = %hall.id, name, ?error, "a letter could not be queued to its end");
        }
    }
}

/// Goes on with every letter that a process has left unfinished.
pub(crate) async fn go_on_with_all(site: Arc<Site>) {
    let unfinished = match Campaign::unfinished(&site.store).await {
        Ok(unfinished) => unfinished,
        Err(error) => {
            tracing::warn!(%error, "whether letters are unfinished could not be read");
            return;
        }
    };
    for campaign in unfinished {
        let Ok(id) = campaign.contest.parse() else {
            continue;
        };
        if let Ok(hall) = site.hall(&id).await {
            go_on(Arc::clone(&site), hall, campaign.name).await;
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Name {
    name: String,
}

/// Goes on with a letter whose process was killed.
pub(crate) async fn resume(inside: Inside, Sent(entered): Sent<Name>) -> Page {
    let (site, hall) = (Arc::clone(&inside.site), Arc::clone(&inside.hall));
    tokio::spawn(go_on(site, hall, entered.name));
    Ok(inside.on_to("/office/poll/mail", "letters-queued"))
}

#[derive(Deserialize)]
pub(crate) struct Bounced {
    #[serde(default)]
    key: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    reason: String,
    what: String,
}

/// Sees to a mail that reached nobody: sends it again, forgets it, or notes one that came back.
pub(crate) async fn bounced(inside: Inside, Sent(entered): Sent<Bounced>) -> Page {
    let contest = inside.hall.id.to_string();
    let (store, contest) = (&inside.site.store, Some(contest.as_str()));
    let refused = |key: &str| Trouble::Refused(inside.visitor.language.say(key));
    let address = entered.address.trim();
    match entered.what.as_str() {
        "again" => {
            let to = Some(address).filter(|address| !address.is_empty());
            if !send_again(store, contest, &entered.key, to).await? {
                return Err(refused("bounce-gone"));
            }
        }
        "forget" => {
            forget_bounce(store, contest, &entered.key).await?;
        }
        "note" => {
            if address.is_empty() || address.len() > 254 {
                return Err(refused("bounce-no-address"));
            }
            note_bounce(store, contest, address, entered.reason.trim()).await?;
        }
        _ => return Err(Trouble::NotFound),
    }
    Ok(inside.on_to("/office/poll", "bounce-seen"))
}
