//! Boxes before the poll: what they ask and of whom, their setup and opening.

use std::time::{SystemTime, UNIX_EPOCH};

use askama::Template;
use axum::extract::Path;
use hustings_contest::event::Role;
use hustings_contest::kept;
use hustings_office::Office;
use hustings_rulebook::BoxId;
use hustings_seal::election::{Question, rankings};

use super::aside::apart;
use super::ceremony::Ceremony;
use super::credentials::{self, Checked};
use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "poll/boxes.html")]
struct BoxesPage {
    page: Frame,
    boxes: Vec<BoxView>,
    opened: bool,
}

/// A box on the page.
pub(crate) struct BoxView {
    pub(crate) id: BoxId,
    pub(crate) title: String,
    questions: Vec<(String, Vec<String>)>,
    electors: u64,
    uuid: String,
    keys: bool,
    list: bool,
    open: bool,
    fingerprint: Option<String>,
    credentials: u64,
    /// How many rankings there are of each post, where there are more than electors.
    rare: Vec<(String, String)>,
    checked: Vec<(String, Checked)>,
    why_not: Option<String>,
}

/// What a box is called.
pub(crate) fn title(office: &Office, of: &BoxId) -> String {
    let sections = &office.contest().rulebook().roll.sections;
    let section = sections
        .iter()
        .find(|section| section.id.as_str() == of.as_str());
    section.map_or_else(|| of.to_string(), |section| section.title.clone())
}

/// The boxes that ask something, with what they are called.
pub(crate) fn all(office: &Office) -> Vec<(BoxId, String)> {
    let polled = kept::polled_boxes(office.contest());
    polled
        .into_iter()
        .map(|of| {
            let title = title(office, &of);
            (of, title)
        })
        .collect()
}

/// A box of the address.
pub(crate) fn named(office: &Office, of: &str) -> Result<BoxId, Trouble> {
    let of: BoxId = of.parse().map_err(|_| Trouble::NotFound)?;
    let known = kept::box_ids(office.contest())
        .into_iter()
        .any(|(known, _)| known == of);
    if known {
        Ok(of)
    } else {
        Err(Trouble::NotFound)
    }
}

/// How many electors have a box.
pub(crate) fn electors(office: &Office, of: &BoxId) -> u64 {
    let section = kept::box_ids(office.contest())
        .into_iter()
        .find(|(known, _)| known == of)
        .and_then(|(_, section)| section);
    office
        .contest()
        .kept()
        .map_or(0, |kept| kept.roll.electors(section.as_ref()))
}

/// Whether a box is open.
pub(crate) fn is_open(office: &Office, of: &BoxId) -> bool {
    let kept = office.contest().kept();
    kept.is_some_and(|kept| kept.of_box(of).is_some())
}

/// Whether any box is open: the keys are made then.
pub(crate) fn is_any_open(office: &Office) -> bool {
    let kept = office.contest().kept();
    kept.is_some_and(|kept| !kept.boxes.is_empty())
}

/// A number as people read it.
pub(crate) fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let id = &inside.hall.id;
    let office = inside.hall.read().await?;
    let store = office.store();
    let ceremony = Ceremony::of(store, id, office.contest()).await?;
    let checked = credentials::checked(store, id).await?;
    let joined = ceremony.trustees();
    let mut boxes = Vec::new();
    for (of, title) in all(&office) {
        let questions = office.questions(&of);
        let why_not = questions.as_ref().err().map(ToString::to_string);
        let electors = electors(&office, &of);
        let mut rare = Vec::new();
        let mut asks = Vec::new();
        for (_, question) in questions.unwrap_or_default() {
            if let Question::Ranked {
                question,
                candidates,
            } = question
            {
                let possible = rankings(candidates.len());
                if possible > u128::from(electors) {
                    rare.push((question.clone(), grouped(possible)));
                }
                asks.push((question, candidates));
            }
        }
        let state = office.contest().kept().and_then(|kept| kept.of_box(&of));
        let of_box = checked
            .iter()
            .filter(|((what, _), _)| what == of.as_str())
            .map(|((_, who), checked)| (who_is(&page, who), checked.clone()));
        boxes.push(BoxView {
            title,
            questions: asks,
            electors,
            uuid: match state {
                Some(state) => state.opened.act.election.clone(),
                None => credentials::uuid(store, id, &of).await?.to_string(),
            },
            keys: matches!(joined, Some(Ok(_))),
            list: credentials::is_there(store, id, &of).await?,
            open: state.is_some(),
            fingerprint: state.map(|state| state.opened.act.fingerprint.to_string()),
            credentials: state.map_or(0, |state| state.opened.act.credentials),
            rare,
            checked: of_box.collect(),
            why_not,
            id: of,
        });
    }
    shown(&BoxesPage {
        opened: boxes.iter().any(|of| of.open),
        boxes,
        page,
    })
}

/// Who has checked, as people read it.
fn who_is(page: &Frame, who: &str) -> String {
    match who.parse::<usize>() {
        Ok(number) => page.fill("trustee-number", "number", number),
        Err(_) => page.say("room-registrar"),
    }
}

/// Who has noted something, and when.
pub(crate) fn noted(page: &Frame, checked: &Checked) -> String {
    let when = super::when(page, &checked.when);
    page.fill2(
        "step-noted",
        "name",
        checked.by.as_str(),
        "when",
        when.as_str(),
    )
}

/// Notes that somebody has checked keys, or a box.
pub(crate) async fn note(inside: &Inside, what: &str, who: &str) -> Result<(), Trouble> {
    let now = inside.hall.now().await?;
    let store = {
        let office = inside.hall.read().await?;
        if what != "keys" {
            named(&office, what)?;
        }
        office.store().clone()
    };
    let checked = Checked {
        by: inside.account()?.name.clone(),
        when: now.to_string(),
    };
    credentials::note(&store, &inside.hall.id, (what, who), &checked).await
}

/// Sets a box up, and opens it.
pub(crate) async fn open(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let hall = std::sync::Arc::clone(&inside.hall);
    let (waiting, elsewhere) = (
        inside.visitor.language.say("boxes-keys-missing"),
        inside.visitor.language.say("boxes-list-missing"),
    );
    apart(async move {
        let mut office = hall.aside().await?;
        let of = named(&office, &of)?;
        let store = office.store().clone();
        let ceremony = Ceremony::of(&store, &hall.id, office.contest()).await?;
        let trustees = ceremony
            .trustees()
            .ok_or(Trouble::Refused(waiting))?
            .map_err(Trouble::Refused)?;
        let list = credentials::public(&store, &hall.id, &of)
            .await?
            .ok_or(Trouble::Refused(elsewhere))?;
        let uuid = credentials::uuid(&store, &hall.id, &of).await?;
        let rulebook = office.contest().rulebook();
        let name = if rulebook.roll.sections.is_empty() {
            rulebook.title.clone()
        } else {
            format!("{}, {}", rulebook.title, title(&office, &of))
        };
        // A clock that stands before 1970 is wrong, and the archive's time proves nothing anyway.
        let time = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let setup = office.set_up(&of, &uuid, &name, trustees, &list, time)?;
        office.open_box(&of, setup, &hand).await?;
        Ok(())
    })
    .await?;
    Ok(inside.on_to("/office/boxes", "box-opened"))
}

/// The setup of a box that is open, for whoever checks it.
pub(crate) async fn setup(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let office = inside.hall.read().await?;
    let of = named(&office, &of)?;
    if !is_open(&office, &of) {
        return Err(Trouble::NotFound);
    }
    let setup = office.setup(&of).await?;
    Ok(download(
        &format!("{of}-setup.bel"),
        "application/octet-stream",
        setup,
    ))
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_read_in_groups_of_three() {
        assert_eq!(
            [15, 325, 9_864_100].map(grouped),
            ["15", "325", "9,864,100"]
        );
    }
}
