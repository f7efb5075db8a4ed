//! Making a ruling on the way to what it comes to.

use hustings_contest::Contest;
use hustings_contest::event::{Act, Matter, RulingMade, RulingOutcome};
use hustings_office::{Beside, Hand, Office};
use hustings_rulebook::RulingId;

use crate::trouble::Trouble;

/// A ruling as pages show it.
pub(crate) struct Standing {
    pub(crate) ruling: String,
    pub(crate) allowed: bool,
    pub(crate) reasons: String,
}

impl Standing {
    pub(crate) fn of(made: &RulingMade) -> Self {
        Self {
            ruling: made.ruling.to_string(),
            allowed: made.outcome == RulingOutcome::Allowed,
            reasons: made.reasons.clone(),
        }
    }
}

/// The ruling that stands on a matter.
pub(crate) fn on<'a>(contest: &'a Contest, matter: &Matter) -> Option<&'a RulingMade> {
    contest.kept()?.rulings.on(matter)
}

/// The next id that no ruling has: `r1`, `r2`, and so on.
pub(crate) fn next_id(contest: &Contest) -> String {
    let taken = |id: &str| {
        let mut kept = contest.kept().into_iter();
        kept.any(|kept| {
            let mut made = kept.rulings.made.iter();
            made.any(|made| made.act.ruling.as_str() == id)
        })
    };
    let made = contest.kept().map_or(0, |kept| kept.rulings.made.len());
    let mut ids = (made + 1..).map(|number| format!("r{number}"));
    ids.find(|id| !taken(id)).unwrap_or_default()
}

/// Rules on a matter as is wanted: by the ruling that stands, where it says so and no other reasons are given; else by a
/// new one, which takes its place.
pub(crate) async fn rule(
    office: &mut Office,
    hand: &Hand,
    id: &str,
    on_matter: Matter,
    outcome: RulingOutcome,
    reasons: &str,
) -> Result<RulingId, Trouble> {
    let reasons = reasons.trim().replace("\r\n", "\n");
    let standing = on(office.contest(), &on_matter);
    if let Some(made) = standing
        && made.outcome == outcome
        && (reasons.is_empty() || reasons == made.reasons)
    {
        return Ok(made.ruling.clone());
    }
    let ruling = ruling_id(office.contest(), id)?;
    let act = RulingMade {
        ruling: ruling.clone(),
        outcome,
        reasons,
        supersedes: standing.map(|made| made.ruling.clone()),
        on: on_matter,
    };
    let event = hand.does(Act::RulingMade(act), None);
    office.record(&[event], Beside::default()).await?;
    Ok(ruling)
}

/// The id that was entered, or the next.
pub(crate) fn ruling_id(contest: &Contest, entered: &str) -> Result<RulingId, Trouble> {
    let id = match entered.trim() {
        "" => next_id(contest),
        id => id.to_owned(),
    };
    id.parse()
        .map_err(|error: hustings_rulebook::IdError| Trouble::Malformed(error.to_string()))
}
