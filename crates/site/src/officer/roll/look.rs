//! Looking an elector up: how she stands and why; and excluding or readmitting her by a ruling.

use askama::Template;
use axum::response::Response;
use hustings_contest::Contest;
use hustings_contest::event::{Matter, Role, RulingOutcome};
use hustings_office::{Amendment, Amends, Office, Standing};
use hustings_roll::{Answer, ElectorId, Eligibility, NotEligible, Row};
use serde::Deserialize;

use super::{matches, name_of, title};
use crate::officer::circumstances::Circumstances;
use crate::officer::ruled;
use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "officer/roll/look.html")]
struct Shown {
    page: Frame,
    elector: String,
    found: Option<Found>,
    next: String,
    frozen: bool,
}

/// How somebody stands.
struct Found {
    /// The class of its look.
    class: &'static str,
    says: String,
    /// Why, in English, where a rule or a ruling says so.
    why: String,
    /// The reasons of the ruling, as the log has them.
    reasons: String,
    facts: Vec<(String, String)>,
    /// Other rows of hers.
    others: Vec<String>,
    /// Whether she may be excluded, or readmitted.
    excludable: bool,
    readmittable: bool,
    on_frozen: bool,
}

#[derive(Deserialize)]
pub(crate) struct Whom {
    elector: String,
}

/// The form; after a refusal, whom it was about.
pub(crate) async fn ask(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let elector = page.entered("elector");
    look_up(inside, page, elector).await
}

/// Whom somebody looks up. Her number stands in no address, since addresses are kept by browsers and proxies.
pub(crate) async fn look(inside: Inside, Sent(whom): Sent<Whom>) -> Page {
    let page = inside.frame().await?;
    id(&whom.elector)?;
    look_up(inside, page, whom.elector).await
}

fn id(text: &str) -> Result<ElectorId, Trouble> {
    text.trim()
        .parse()
        .map_err(|error: hustings_roll::ElectorIdError| Trouble::Malformed(error.to_string()))
}

async fn look_up(inside: Inside, page: Frame, elector: String) -> Page {
    let mut office = inside.hall.aside().await?;
    if !matches::has_roll(office.contest()) {
        return Ok(inside.on_to("/office/roll", "roll-none"));
    }
    let found = match id(&elector) {
        Ok(id) => {
            let account = inside.account()?.mark();
            // Who looked, and not whom they looked for.
            tracing::info!(contest = %inside.hall.id, %account, "an elector was looked up");
            Some(found(&page, &mut office, &id).await?)
        }
        Err(_) => None,
    };
    shown(&Shown {
        elector: elector.trim().to_owned(),
        found,
        next: ruled::next_id(office.contest()),
        frozen: office.is_frozen(),
        page,
    })
}

async fn found(page: &Frame, office: &mut Office, id: &ElectorId) -> Result<Found, Trouble> {
    let standing = office.standing(id).await?;
    let current = office.roll().await?;
    let contest = office.contest();
    let others = current.roll().others();
    let others = others.filter(|other| other.row.elector.id == *id);
    let others = others.map(|other| match &other.bar {
        Some(bar) => format!("{}: {bar}", other.row.origin),
        None => page.fill2(
            "roll-other-row",
            "row",
            other.row.origin.to_string(),
            "clause",
            other.clause.address.to_string(),
        ),
    });
    let others = others.collect();
    let row = current.roll().row(id);
    let mut found = match &standing {
        Standing::Frozen { row, place } => Found {
            class: "said",
            says: page.visitor.language.fill(
                "look-frozen",
                [
                    ("section", title_of(page, contest, row).into()),
                    ("line", place.line.into()),
                    ("of", place.of.into()),
                ],
            ),
            why: String::new(),
            reasons: String::new(),
            facts: facts(page, contest, row),
            others: Vec::new(),
            excludable: true,
            readmittable: false,
            on_frozen: true,
        },
        Standing::Open(eligibility) => says(page, contest, row, eligibility),
        Standing::NotFrozen(eligibility) => {
            let mut found = says(page, contest, row, eligibility);
            found.says = format!("{} {}", page.say("look-not-frozen"), found.says);
            found.class = "note open";
            found.readmittable |= found.excludable;
            found.excludable = false;
            found
        }
    };
    found.others = others;
    Ok(found)
}

fn title_of(page: &Frame, contest: &Contest, row: &Row) -> String {
    title(page, contest.rulebook(), row.elector.section.as_ref())
}

fn says(page: &Frame, contest: &Contest, row: Option<&Row>, eligibility: &Eligibility) -> Found {
    let mut found = Found {
        class: "note",
        says: String::new(),
        why: String::new(),
        reasons: String::new(),
        facts: row.map_or_else(Vec::new, |row| facts(page, contest, row)),
        others: Vec::new(),
        excludable: false,
        readmittable: false,
        on_frozen: false,
    };
    match eligibility {
        Eligibility::Eligible { ruling, .. } => {
            found.class = "said";
            found.says = match ruling {
                Some(ruling) => page.fill("look-may-vote-by", "ruling", ruling.to_string()),
                None => page.say("look-may-vote"),
            };
            if let Some(ruling) = ruling {
                found.reasons = reasons(contest, ruling.as_str());
            }
            found.excludable = true;
        }
        Eligibility::Held { matches } => {
            let matches: Vec<String> = matches.iter().map(ToString::to_string).collect();
            found.class = "note open";
            found.says = page.fill("look-held", "matches", matches.join(", "));
            found.excludable = true;
        }
        Eligibility::NotEligible(reason) => {
            found.says = page.say("look-may-not-vote");
            found.why = reason.to_string();
            if let NotEligible::Excluded { ruling } | NotEligible::SamePerson { ruling, .. } =
                &**reason
            {
                found.reasons = reasons(contest, ruling.as_str());
            }
            // Who votes under another row is not readmitted: the match is ruled on anew.
            let by_other = matches!(**reason, NotEligible::SamePerson { .. });
            found.readmittable = row.is_some() && !by_other;
        }
    }
    found
}

/// Why a ruling was made, as the log has it.
fn reasons(contest: &Contest, id: &str) -> String {
    let mut kept = contest.kept().into_iter();
    let found = kept.find_map(|kept| {
        let mut made = kept.rulings.made.iter();
        made.find(|made| made.act.ruling.as_str() == id)
    });
    found.map_or_else(String::new, |made| format!("{id}: {}", made.act.reasons))
}

fn facts(page: &Frame, contest: &Contest, row: &Row) -> Vec<(String, String)> {
    let elector = &row.elector;
    let mut facts = vec![
        (page.say("look-name"), elector.name.as_str().to_owned()),
        (page.say("look-section"), title_of(page, contest, row)),
        (
            page.say("look-channel"),
            page.say(&format!("roll-channel-{}", elector.channel)),
        ),
    ];
    let mut add = |label: String, value: Option<String>| {
        facts.extend(value.map(|value| (label, value)));
    };
    let email = elector
        .email
        .as_ref()
        .map(|email| email.as_str().to_owned());
    add(page.say("look-email"), email);
    let address = elector.address.as_ref().map(|at| at.as_str().to_owned());
    add(page.say("look-address"), address);
    add(
        page.say("look-joined"),
        elector.joined.as_ref().map(|at| page.time(at)),
    );
    add(
        page.say("look-registered"),
        elector.registered.as_ref().map(|at| page.time(at)),
    );
    let asked = Answer::is_asked(contest.rulebook());
    let answer = elector.answer.as_ref();
    // That there is one, and never which.
    let has = answer.map_or("look-no-answer", |_| "look-has-answer");
    add(page.say("look-answer"), asked.then(|| page.say(has)));
    add(page.say("look-row"), Some(row.origin.to_string()));
    facts
}

#[derive(Deserialize)]
pub(crate) struct Ruled {
    elector: String,
    /// `exclude` or `readmit`.
    #[serde(rename = "do")]
    does: String,
    #[serde(default)]
    ruling: String,
    #[serde(default)]
    matter: String,
    #[serde(default)]
    reasons: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

/// Excludes or readmits somebody, by a ruling that there is or that is made now; on a frozen roll this amends it.
pub(crate) async fn rule(inside: Inside, Sent(ruled): Sent<Ruled>) -> Result<Response, Trouble> {
    let elector = id(&ruled.elector)?;
    let amends = match ruled.does.as_str() {
        "exclude" => Amends::Exclude,
        "readmit" => Amends::Readmit,
        _ => return Err(Trouble::NotFound),
    };
    let hand = ruled
        .circumstances
        .hand(&inside, Role::ReturningOfficer)
        .await?;
    let mut office = inside.hall.aside().await?;
    let id = ruled::ruling_id(office.contest(), &ruled.ruling)?;
    let known = office
        .contest()
        .kept()
        .is_some_and(|kept| kept.rulings.ruling(&id).is_some());
    if !known {
        if ruled.matter.trim().is_empty() {
            return Err(Trouble::Malformed(
                inside.visitor.language.say("look-no-matter"),
            ));
        }
        let matter = Matter::Other {
            matter: ruled.matter.trim().to_owned(),
        };
        let act = hustings_contest::event::RulingMade {
            ruling: id.clone(),
            on: matter,
            outcome: RulingOutcome::Allowed,
            reasons: ruled.reasons.trim().replace("\r\n", "\n"),
            supersedes: None,
        };
        let event = hand.does(hustings_contest::event::Act::RulingMade(act), None);
        office
            .record(&[event], hustings_office::Beside::default())
            .await?;
    }
    if office.is_frozen() {
        let section = section_of(&mut office, &elector).await?;
        let amendment = Amendment {
            section,
            elector,
            amends,
            ruling: id,
        };
        office.amend_roll(amendment, &hand).await?;
        return Ok(inside.on_to("/office/roll/look", "roll-amended"));
    }
    match amends {
        Amends::Exclude => office.exclude(elector, id).await?,
        Amends::Readmit => office.readmit(elector, id).await?,
    };
    let said = match amends {
        Amends::Exclude => "roll-excluded",
        Amends::Readmit => "roll-readmitted",
    };
    Ok(inside.on_to("/office/roll/look", said))
}

async fn section_of(
    office: &mut Office,
    elector: &ElectorId,
) -> Result<hustings_rulebook::SectionId, Trouble> {
    let current = office.roll().await?;
    let row = current.roll().row(elector);
    name_of(row.and_then(|row| row.elector.section.as_ref()))
}

/// What an elector is sent so that she can check that she is on the frozen roll. It has her salt, and is for her alone.
pub(crate) async fn opening(inside: Inside, Sent(whom): Sent<Whom>) -> Result<Response, Trouble> {
    let id = id(&whom.elector)?;
    let mut office = inside.hall.aside().await?;
    let (opening, _) = office.opening(&id).await?;
    let account = inside.account()?.mark();
    tracing::info!(contest = %inside.hall.id, %account, "an elector's opening was taken");
    let name = format!("{id}.opening").replace('/', "-");
    Ok(download(&name, "text/plain; charset=utf-8", opening.line()))
}
