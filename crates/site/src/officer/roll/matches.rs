//! Rows that look like one person's, for the officer to rule on.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use hustings_contest::Contest;
use hustings_contest::event::{Matter, Role, RulingOutcome};
use hustings_office::{CurrentRoll, Finding};
use hustings_roll::{ElectorId, Ground, Match, MatchNumber, Row};

use super::{name_of, title};
use crate::officer::ruled::{self, Standing};
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

/// How many matches one page shows; the next come when these are ruled on.
const SHOWN: usize = 25;

/// A match as it is shown.
struct Card {
    number: u64,
    grounds: Vec<String>,
    rows: Vec<Person>,
    standing: Option<Standing>,
    /// What is entered, where something is.
    entered: Option<String>,
}

/// A row of it.
struct Person {
    id: String,
    name: String,
    section: String,
    channel: String,
    email: String,
    address: String,
    joined: String,
}

impl Person {
    fn of(page: &Frame, contest: &Contest, row: &Row) -> Self {
        let elector = &row.elector;
        let told = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        Self {
            id: elector.id.to_string(),
            name: elector.name.as_str().to_owned(),
            section: title(page, contest.rulebook(), elector.section.as_ref()),
            channel: page.say(&format!("roll-channel-{}", elector.channel)),
            email: told(
                elector
                    .email
                    .as_ref()
                    .map(|email| email.as_str().to_owned()),
            ),
            address: told(elector.address.as_ref().map(|at| at.as_str().to_owned())),
            joined: told(elector.joined.as_ref().map(|at| page.time(at))),
        }
    }
}

#[derive(Template)]
#[template(path = "officer/roll/matches.html")]
struct Shown {
    page: Frame,
    frozen: bool,
    open: Vec<Card>,
    more: usize,
    ruled: Vec<Card>,
    next: String,
}

/// Those that are open, and those that were ruled on.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let mut office = inside.hall.aside().await?;
    if !has_roll(office.contest()) {
        return Ok(inside.on_to("/office/roll", "roll-none"));
    }
    let current = office.roll().await?;
    let contest = office.contest();
    let all = current.open_matches();
    let numbers: BTreeSet<MatchNumber> = all.iter().map(|one| one.number).collect();
    let open = all.iter().take(SHOWN);
    let open: Result<Vec<Card>, Trouble> = open
        .map(|one| card(&page, contest, &current, one))
        .collect();
    let matches = current.roll().matches().iter();
    let ruled = matches.filter(|one| !numbers.contains(&one.number) && one.ruled.is_some());
    let ruled: Result<Vec<Card>, Trouble> = ruled
        .take(SHOWN)
        .map(|one| card(&page, contest, &current, one))
        .collect();
    shown(&Shown {
        frozen: office.is_frozen(),
        open: open?,
        more: all.len().saturating_sub(SHOWN),
        ruled: ruled?,
        next: ruled::next_id(contest),
        page,
    })
}

pub(super) fn has_roll(contest: &Contest) -> bool {
    let mut kept = contest.kept().into_iter();
    kept.any(|kept| !kept.roll.imported.is_empty())
}

fn card(
    page: &Frame,
    contest: &Contest,
    current: &CurrentRoll,
    one: &Match,
) -> Result<Card, Trouble> {
    let rows = one.electors.iter().filter_map(|id| current.roll().row(id));
    let standing = ruled::on(contest, &matter(current, one)?).map(Standing::of);
    let entered = one.ruled.as_ref().map(|made| {
        if made.persons.is_empty() {
            return page.say("match-are-different");
        }
        let persons = made.persons.iter().map(|(keep, others)| {
            let others: Vec<String> = others.iter().map(ToString::to_string).collect();
            let others = others.join(", ");
            page.fill2("match-are-same", "keep", keep.to_string(), "others", others)
        });
        persons.collect::<Vec<_>>().join("; ")
    });
    Ok(Card {
        number: one.number.0,
        grounds: one
            .grounds
            .iter()
            .map(|ground| page.say(key(*ground)))
            .collect(),
        rows: rows.map(|row| Person::of(page, contest, row)).collect(),
        standing,
        entered,
    })
}

fn key(ground: Ground) -> &'static str {
    match ground {
        Ground::NumbersReadAlike => "match-ground-numbers",
        Ground::SameNameAndEmail => "match-ground-name-email",
        Ground::SameEmail => "match-ground-email",
        Ground::SameNameAndAddress => "match-ground-name-address",
        Ground::LikeNamesAtOneAddress => "match-ground-like-names",
    }
}

/// As the log names it: by the section of its first row.
fn matter(current: &CurrentRoll, one: &Match) -> Result<Matter, Trouble> {
    let first = one.electors.first();
    let row = first.and_then(|first| current.roll().row(first));
    let section = row.and_then(|row| row.elector.section.as_ref());
    Ok(Matter::Match {
        section: name_of(section)?,
        r#match: one.number.0,
    })
}

/// Rules on one, and enters what that comes to.
pub(crate) async fn rule(
    inside: Inside,
    Path((_, number)): Path<(String, u64)>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let field = |name: &str| {
        let mut found = fields.iter().filter(|(field, _)| field == name);
        found.next().map_or("", |(_, value)| value.as_str())
    };
    let number = MatchNumber(number);
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let mut office = inside.hall.aside().await?;
    let current = office.roll().await?;
    let one = current.find_match(number).ok_or(Trouble::NotFound)?;
    let finding = finding(one, field("finding"), &field)
        .ok_or_else(|| Trouble::Malformed(inside.visitor.language.say("match-choose")))?;
    let outcome = match finding {
        Finding::Different => RulingOutcome::Allowed,
        _ => RulingOutcome::Disallowed,
    };
    let matter = matter(&current, one)?;
    let (id, reasons) = (field("ruling"), field("reasons"));
    let ruling = ruled::rule(&mut office, &hand, id, matter, outcome, reasons).await?;
    office.rule_match(number, finding, ruling).await?;
    Ok(inside.on_to("/office/roll/matches", "match-ruled"))
}

/// What was found: `different`, `same` with who keeps her number, or for each row under which number she votes.
fn finding<'a>(one: &Match, chosen: &str, field: &impl Fn(&str) -> &'a str) -> Option<Finding> {
    let known = |text: &str| one.electors.iter().find(|id| id.as_str() == text).cloned();
    if chosen == "different" {
        return Some(Finding::Different);
    }
    if let Some(keep) = chosen.strip_prefix("same-") {
        return known(keep).map(Finding::Same);
    }
    if chosen != "persons" {
        return None;
    }
    let mut persons: BTreeMap<ElectorId, BTreeSet<ElectorId>> = BTreeMap::new();
    for elector in &one.electors {
        let keep = known(field(&format!("as-{elector}")))?;
        if keep != *elector {
            persons.entry(keep).or_default().insert(elector.clone());
        }
    }
    Some(if persons.is_empty() {
        Finding::Different
    } else {
        Finding::Persons(persons)
    })
}
