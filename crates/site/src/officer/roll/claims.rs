//! Claims to be on the roll, and objections to those who are: who is behind them, and what came of them.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use hustings_contest::event::{Act, ClaimMade, Claimed, Matter, Role, RulingOutcome};
use hustings_office::{Behind, Beside};
use hustings_roll::{Answer, Channel, ElectorId, State};
use hustings_rulebook::ClaimId;
use serde::Deserialize;

use super::{matches, name_of, title};
use crate::officer::circumstances::{Circumstances, moment};
use crate::officer::ruled::{self, Standing};
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

/// A claim as it is shown.
struct Card {
    id: String,
    objection: bool,
    section: String,
    received: Option<String>,
    person: Option<String>,
    standing: Option<Standing>,
    /// Whether what was ruled is entered on the roll.
    entered: bool,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "officer/roll/claims.html")]
struct Shown {
    page: Frame,
    frozen: bool,
    imported: bool,
    claims: Vec<Card>,
    /// Each section's id and title.
    sections: Vec<(String, String)>,
    next_claim: String,
    next: String,
    /// What electors are asked at sign-in, where they are.
    question: Option<String>,
    /// The channels of this ballot.
    channels: Vec<(String, String)>,
}

/// All of them.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let mut office = inside.hall.aside().await?;
    let frozen = office.is_frozen();
    let imported = matches::has_roll(office.contest());
    let current = if imported {
        Some(office.roll().await?)
    } else {
        None
    };
    let contest = office.contest();
    let rulebook = contest.rulebook();
    let made = contest.kept().into_iter();
    let made: Vec<_> = made.flat_map(|kept| &kept.rulings.claims).collect();
    let claims = made.iter().map(|made| {
        let claim = &made.act.claim;
        let matter = Matter::Claim {
            claim: claim.clone(),
        };
        let standing = ruled::on(contest, &matter).map(Standing::of);
        let state = current.as_ref().and_then(|roll| roll.state_of(claim));
        let person = current.as_ref().and_then(|roll| roll.person_of(claim));
        let entered = matches!(state, Some(State::Allowed(_) | State::Disallowed(_)));
        Card {
            id: claim.to_string(),
            objection: made.act.about == Claimed::Objection,
            section: title(&page, rulebook, Some(&made.act.section)),
            received: (made.circumstances.received.as_ref()).map(|at| page.time(at)),
            person: person.map(ToString::to_string),
            state: match &standing {
                None => "claim-open",
                Some(standing) if standing.allowed => "claim-allowed",
                Some(_) => "claim-disallowed",
            },
            standing,
            entered,
        }
    });
    let claims: Vec<Card> = claims.collect();
    let mut sections: Vec<(String, String)> = rulebook
        .roll
        .sections
        .iter()
        .map(|section| (section.id.to_string(), section.title.clone()))
        .collect();
    if sections.is_empty() {
        sections.push((name_of(None)?.to_string(), page.say("roll-everybody")));
    }
    let means = &rulebook.ballot.means;
    let channels = Channel::ALL.iter();
    let channels = channels.filter(|one| means.is_empty() || means.contains(&one.means()));
    let channels = channels.map(|one| {
        let told = page.say(&format!("roll-channel-{one}"));
        (one.to_string(), told)
    });
    let taken = |id: &str| claims.iter().any(|claim| claim.id == id);
    let mut ids = (claims.len() + 1..).map(|number| format!("c{number}"));
    let question = rulebook.ballot.second_factor.as_ref();
    shown(&Shown {
        frozen,
        imported,
        question: question.map(ToString::to_string),
        next_claim: ids.find(|id| !taken(id)).unwrap_or_default(),
        next: ruled::next_id(contest),
        sections,
        channels: channels.collect(),
        claims,
        page,
    })
}

#[derive(Deserialize)]
pub(crate) struct Noted {
    claim: String,
    section: String,
    about: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

/// Notes that somebody claims or objects; who it is stands in no log.
pub(crate) async fn note(inside: Inside, Sent(noted): Sent<Noted>) -> Result<Response, Trouble> {
    let malformed = |error: hustings_rulebook::IdError| Trouble::Malformed(error.to_string());
    let act = ClaimMade {
        claim: noted.claim.trim().parse().map_err(malformed)?,
        about: if noted.about == "objection" {
            Claimed::Objection
        } else {
            Claimed::Inclusion
        },
        section: noted.section.parse().map_err(malformed)?,
    };
    // The elector acts, and the officer notes it: no name of an elector is in the log.
    let mut hand = noted.circumstances.hand(&inside, Role::Elector).await?;
    hand.actor = None;
    let mut office = inside.hall.write().await?;
    let event = hand.does(Act::ClaimMade(act), None);
    office.record(&[event], Beside::default()).await?;
    Ok(inside.on_to("/office/roll/claims", "claim-noted"))
}

fn claim_id(text: &str) -> Result<ClaimId, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

#[derive(Deserialize)]
pub(crate) struct Person {
    elector: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    joined: String,
    #[serde(default)]
    registered: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    grounds: String,
}

/// A field that may be left empty.
fn optional<T: std::str::FromStr>(text: &str) -> Result<Option<T>, Trouble>
where
    T::Err: std::fmt::Display,
{
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|error: T::Err| Trouble::Malformed(format!("'{text}' {error}"))),
    }
}

/// An answer that may be left out; what is wrong with it is told without it.
fn answered(text: &str) -> Result<Option<Answer>, Trouble> {
    match text.trim() {
        "" => Ok(None),
        text => (text.parse().map(Some)).map_err(|error: hustings_roll::AnswerError| {
            Trouble::Malformed(format!("the answer {error}"))
        }),
    }
}

/// Enters who is behind a claim.
pub(crate) async fn behind(
    inside: Inside,
    Path((_, claim)): Path<(String, String)>,
    Sent(person): Sent<Person>,
) -> Result<Response, Trouble> {
    let claim = claim_id(&claim)?;
    let elector: ElectorId = (person.elector.trim().parse())
        .map_err(|error: hustings_roll::ElectorIdError| Trouble::Malformed(error.to_string()))?;
    let behind = match optional(&person.name)? {
        None => Behind::Objected(elector),
        Some(name) => Behind::Claimant {
            elector,
            name,
            channel: match person.channel.as_str() {
                "online" => Some(Channel::Online),
                "post" => Some(Channel::Post),
                _ => None,
            },
            email: optional(&person.email)?,
            address: optional(&person.address.replace("\r\n", ", ").replace('\n', ", "))?,
            joined: moment(&inside, "look-joined", &person.joined)?,
            registered: moment(&inside, "look-registered", &person.registered)?,
            answer: answered(&person.answer)?,
        },
    };
    let mut office = inside.hall.aside().await?;
    office
        .behind(claim, behind, person.grounds.trim().to_owned())
        .await?;
    Ok(inside.on_to("/office/roll/claims", "claim-entered"))
}

#[derive(Deserialize)]
pub(crate) struct Decided {
    outcome: String,
    #[serde(default)]
    ruling: String,
    #[serde(default)]
    reasons: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

/// Rules on a claim, and enters on the roll what that comes to, where somebody is entered behind it.
pub(crate) async fn decide(
    inside: Inside,
    Path((_, claim)): Path<(String, String)>,
    Sent(decided): Sent<Decided>,
) -> Result<Response, Trouble> {
    let claim = claim_id(&claim)?;
    let outcome = match decided.outcome.as_str() {
        "allowed" => RulingOutcome::Allowed,
        "disallowed" => RulingOutcome::Disallowed,
        _ => {
            let say = inside.visitor.language.say("ruling-choose");
            return Err(Trouble::Malformed(say));
        }
    };
    let hand = decided
        .circumstances
        .hand(&inside, Role::ReturningOfficer)
        .await?;
    let mut office = inside.hall.aside().await?;
    let matter = Matter::Claim {
        claim: claim.clone(),
    };
    let (id, reasons) = (&decided.ruling, &decided.reasons);
    let ruling = ruled::rule(&mut office, &hand, id, matter, outcome, reasons).await?;
    let enters = !office.is_frozen()
        && matches::has_roll(office.contest())
        && office.roll().await?.claims.contains_key(&claim);
    if enters {
        office.determine(claim, ruling).await?;
        return Ok(inside.on_to("/office/roll/claims", "claim-decided"));
    }
    Ok(inside.on_to("/office/roll/claims", "claim-ruled"))
}
