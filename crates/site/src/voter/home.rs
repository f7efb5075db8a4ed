//! Where a voter begins: when and how votes are cast, whether she is on the roll, whether she has voted.

use askama::Template;
use hustings_contest::kept;
use hustings_office::{Office, Standing};
use hustings_roll::{ElectorId, Eligibility};
use hustings_rulebook::{Means, Moment, Rulebook};

use crate::page::{Frame, Inside, Page, show as shown};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "voter/home.html")]
struct Home {
    page: Frame,
    opens: Option<Moment>,
    closes: Option<Moment>,
    poll: Poll,
    online: bool,
    post: bool,
    officer: Officer,
    me: Option<Me>,
}

/// Where the poll is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Poll {
    Before,
    /// Its time has come, and nobody has opened it.
    Due,
    Open,
    After,
}

/// What the roll has of whoever is signed in.
struct Me {
    name: String,
    elector: String,
    section: Option<String>,
    by_post: bool,
    eligible: bool,
    why_not: String,
    voted: Option<&'static str>,
    /// Whether another ballot of hers would take the place of the one that she has cast.
    may_replace: bool,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let now = inside.hall.now().await?;
    let office = inside.hall.read().await?;
    let me = match inside.visitor.elector_of(&inside.hall.id) {
        Some(elector) => me(&inside, &office, elector).await?,
        None => None,
    };
    let contest = office.contest();
    let rulebook = contest.rulebook();
    let is_open = !contest.has_closed() && office.expect_open(&now).is_ok();
    let poll = match (contest.has_opened(), is_open) {
        (false, _) if is_due(rulebook, &now) => Poll::Due,
        (false, _) => Poll::Before,
        (true, true) => Poll::Open,
        (true, false) => Poll::After,
    };
    shown(&Home {
        opens: rulebook.ballot.window.opens.clone(),
        closes: rulebook.ballot.window.closes.clone(),
        poll,
        online: rulebook.ballot.means.contains(&Means::Online),
        post: rulebook.ballot.means.contains(&Means::Post),
        officer: Officer::of(&inside, &office),
        me,
        page,
    })
}

/// Whether the time is surely there at which the poll opens.
fn is_due(rulebook: &Rulebook, now: &Moment) -> bool {
    let opens = rulebook.ballot.window.opens.as_ref();
    opens.is_some_and(|opens| opens.surely_before(now))
}

/// Whom to ask.
pub(crate) struct Officer {
    /// As the rulebook calls them, or else the organisation.
    pub(crate) who: String,
    /// Where mail reaches them, if the site sends any.
    pub(crate) email: Option<String>,
}

impl Officer {
    pub(crate) fn of(inside: &Inside, office: &Office) -> Self {
        let rulebook = office.contest().rulebook();
        let named = rulebook.returning_officer.clone();
        Self {
            who: named.unwrap_or_else(|| rulebook.organisation.clone()),
            email: inside.site.settings.contact(),
        }
    }
}

async fn me(inside: &Inside, office: &Office, elector: &ElectorId) -> Result<Option<Me>, Trouble> {
    let Some(row) = office.elector(elector).await? else {
        return Ok(None);
    };
    let section = row.section.as_ref().and_then(|id| {
        let sections = &office.contest().rulebook().roll.sections;
        sections
            .iter()
            .find(|section| section.id == *id)
            .map(|section| section.title.clone())
    });
    let (eligible, why_not) = eligibility(inside, office, elector).await?;
    let voted = match office.box_of(elector).await? {
        Some(of)
            if kept::posts(office.contest(), &of).is_some() && office.contest().has_opened() =>
        {
            office.has_voted(&of, elector).await?
        }
        _ => None,
    };
    Ok(Some(Me {
        name: row.name.as_str().to_owned(),
        elector: row.id.to_string(),
        section,
        by_post: row.channel == hustings_roll::Channel::Post,
        eligible,
        why_not,
        may_replace: voted == Some(Means::Online) && office.contest().rulebook().ballot.replacing,
        voted: voted.map(|means| {
            if means == Means::Online {
                "voted-online"
            } else {
                "voted-post"
            }
        }),
    }))
}

/// Whether the roll lets her vote, and why not; who is on a frozen roll may.
async fn eligibility(
    inside: &Inside,
    office: &Office,
    elector: &ElectorId,
) -> Result<(bool, String), Trouble> {
    if office.is_frozen() {
        return Ok((true, String::new()));
    }
    Ok(match inside.hall.aside().await?.standing(elector).await? {
        Standing::Open(Eligibility::NotEligible(why)) => (false, why.to_string()),
        Standing::Open(Eligibility::Held { .. }) => {
            (false, inside.visitor.language.say("vote-held"))
        }
        _ => (true, String::new()),
    })
}
