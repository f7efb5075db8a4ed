//! A mock poll of the contest: with its candidates and its paper, and with people whom the officer names as testers. It is a
//! contest of its own, on the same path as every other, from the freeze of its roll to its bundle.

mod roll;
mod testers;

use askama::Template;
use axum::response::Response;
use hustings_contest::event::{Record, Role};
use hustings_contest::kept::stage;
use hustings_log::Witness;
use hustings_office::{Beginning, Beside, ContestId, NoRehearsal, Office, OfficeError, Rehearsal};
use hustings_store::{RowKey, Turn};
use serde::Deserialize;

use crate::accounts::Account;
use crate::mock_poll::MockPoll;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

/// How long a contest's name may be.
const LONGEST: usize = 40;

#[derive(Template)]
#[template(path = "officer/mock.html")]
struct Shown {
    page: Frame,
    /// Why none can be made now.
    waits: Option<String>,
    /// What is said of made-up electors, where the rulebook asks for more than a few.
    made_up: Option<String>,
    /// Whether electors are asked something at sign-in.
    asked: bool,
    /// Who cosigns the log.
    witnesses: bool,
    held: Vec<Held>,
}

/// A mock poll that was made.
struct Held {
    id: String,
    made: String,
    who: String,
    stage: String,
}

#[derive(Deserialize)]
pub(crate) struct Entered {
    testers: String,
    /// Whether the witnesses of the log cosign the mock poll's too.
    #[serde(default)]
    witnesses: String,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let held = held(&inside, &page).await?;
    let office = inside.hall.read().await?;
    let (smallest, sections) = roll::needed(office.contest().rulebook());
    let made_up = (smallest.saturating_mul(sections) > testers::FEWEST as u64).then(|| {
        page.fill2(
            "mockpoll-made-up",
            "smallest",
            smallest,
            "sections",
            sections,
        )
    });
    let kept = office.contest().kept();
    shown(&Shown {
        waits: waits(&page, &inside, &office),
        asked: office.contest().rulebook().ballot.second_factor.is_some(),
        made_up,
        witnesses: kept.is_some_and(|kept| !kept.log.act.witnesses.is_empty()),
        held,
        page,
    })
}

/// Why no mock poll can be made here now.
fn waits(page: &Frame, inside: &Inside, office: &Office) -> Option<String> {
    if inside.hall.mock_of().is_some() {
        return Some(page.say("mockpoll-is-one"));
    }
    Some(match office.no_rehearsal()? {
        NoRehearsal::Nominees(post) => {
            let found = office.contest().rulebook().post(&post);
            let title = found.map_or_else(|| post.to_string(), |post| post.title.clone());
            page.fill("mockpoll-waits-nominees", "post", title)
        }
        NoRehearsal::Unopposed => page.say("mockpoll-waits-unopposed"),
        NoRehearsal::Opened => page.say("mockpoll-waits-opened"),
    })
}

async fn held(inside: &Inside, page: &Frame) -> Result<Vec<Held>, Trouble> {
    let mut held = Vec::new();
    for (id, mock) in MockPoll::all_of(&inside.site.store, &inside.hall.id).await? {
        let hall = inside.site.hall(&id).await?;
        let office = hall.read().await?;
        let word = serde_json::to_value(stage(office.contest())).unwrap_or_default();
        let made = mock.made.parse();
        held.push(Held {
            id: id.to_string(),
            made: made.map_or_else(|_| mock.made.clone(), |made| page.time(&made)),
            who: page.fill2(
                "mockpoll-who",
                "testers",
                mock.testers,
                "madeup",
                mock.made_up,
            ),
            stage: page.say(&format!("stage-{}", word.as_str().unwrap_or_default())),
        });
    }
    Ok(held)
}

/// Makes one, whole or not at all.
pub(crate) async fn make(
    inside: Inside,
    Sent(entered): Sent<Entered>,
) -> Result<Response, Trouble> {
    let page = inside.frame().await?;
    let language = inside.visitor.language;
    let testers = testers::read(&entered.testers)
        .map_err(|unread| Trouble::Malformed(unread.told(language)))?;
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let shift = inside.hall.shift().await?;
    let office = inside.hall.aside().await?;
    if let Some(waits) = waits(&page, &inside, &office) {
        return Err(Trouble::Refused(waits));
    }
    let nobody = |number| page.fill("mockpoll-nobody", "number", number);
    let roll = roll::make(&testers, office.contest().rulebook(), nobody);
    let roll = roll.ok_or_else(|| {
        Trouble::Refused(page.fill("mockpoll-multitude", "most", roll::MOST_MADE_UP))
    })?;
    let mock = MockPoll {
        of: inside.hall.id.to_string(),
        made: hand.now.to_string(),
        testers: testers.len() as u64,
        made_up: roll.made_up,
    };
    // Whoever makes another waits for the end of this turn, and finds this one there.
    let mut turn = inside.site.store.turn(&[]).await?;
    let id = free_id(&inside, &inside.hall.id).await?;
    let mut rows = given_roles(&mut turn, &inside.hall.id, &id).await?;
    rows.extend([mock.kept(&id), shift.kept(&id)]);
    let rehearsal = Rehearsal {
        beginning: beginning(&office, id.clone(), entered.witnesses == "yes")?,
        roll: roll.file.into_bytes(),
    };
    let beside = Beside {
        rows,
        ..Beside::default()
    };
    Box::pin(office.rehearse(turn, rehearsal, &hand, beside)).await?;
    tracing::info!(contest = %inside.hall.id, mock = %id, "a mock poll is made");
    Ok(inside
        .visitor
        .on_to(&format!("/c/{id}/office"), "mockpoll-made"))
}

/// The first name that no contest has.
async fn free_id(inside: &Inside, of: &ContestId) -> Result<ContestId, Trouble> {
    let taken = Office::contests(&inside.site.store).await?;
    let named = |number: usize| -> Option<ContestId> {
        let suffix = match number {
            1 => "-mock".to_owned(),
            number => format!("-mock-{number}"),
        };
        let mut id = of.to_string();
        id.truncate(LONGEST - suffix.len());
        (id + &suffix).parse().ok()
    };
    // One of one more than there are is free.
    let mut ids = (1..=taken.len() + 1).filter_map(named);
    let free = ids.find(|id| !taken.contains(id));
    free.ok_or_else(|| Trouble::broken(&"no name is free for a mock poll"))
}

/// Everybody who has a role in the contest has it in the mock poll: those rehearse who will do it.
async fn given_roles(
    turn: &mut Turn,
    of: &ContestId,
    mock: &ContestId,
) -> Result<Vec<(RowKey, Vec<u8>)>, Trouble> {
    let (of, mock) = (of.to_string(), mock.to_string());
    let mut rows = Vec::new();
    for mut account in Account::all_in(turn).await? {
        if account.give_as_in(&of, &mock) {
            rows.push(account.kept());
        }
    }
    Ok(rows)
}

/// Under the same rulebook, with a log of its own.
fn beginning(office: &Office, id: ContestId, witnesses: bool) -> Result<Beginning, Trouble> {
    let kept = office.contest().kept();
    let log = kept.map(|kept| &kept.log.act).ok_or(Trouble::NotFound)?;
    let own = id.to_string();
    let unread = |error: &dyn std::fmt::Display| Trouble::broken(error);
    let origin = format!("{}/{own}", log.origin);
    let origin = origin.parse().map_err(|error| unread(&error))?;
    let named = log.witnesses.values().filter(|_| witnesses);
    let named: Vec<Witness> = named
        .map(|key| key.parse().map_err(|error| unread(&error)))
        .collect::<Result<_, _>>()?;
    let quorum = witnesses.then_some(log.quorum);
    let rulebook = office.rulebook().to_owned();
    let begun = Beginning::new(id, rulebook, Record::Mock, origin, named, quorum);
    begun.map_err(|error: OfficeError| error.into())
}
