//! The clock of a mock contest.

use axum::response::Response;
use hustings_rulebook::Moment;
use serde::Deserialize;

use crate::clock::Shift;
use crate::page::Inside;
use crate::sent::Sent;
use crate::trouble::Trouble;

#[derive(Deserialize)]
pub(crate) struct Entered {
    to: String,
}

/// Sets it; a live contest's goes as everybody's does.
pub(crate) async fn set(inside: Inside, Sent(entered): Sent<Entered>) -> Result<Response, Trouble> {
    let office = inside.hall.read().await?;
    let say = |key| inside.visitor.language.say(key);
    if !office.contest().is_mock() {
        return Err(Trouble::Refused(say("office-clock-live")));
    }
    let to: Moment = (entered.to.trim().parse())
        .map_err(|error| Trouble::Malformed(format!("{}: {error}", say("office-clock-to"))))?;
    let shift = Shift::to(&to, office.contest())
        .ok_or_else(|| Trouble::Malformed(say("office-clock-nowhere")))?;
    shift.keep(office.store(), &inside.hall.id).await?;
    tracing::info!(contest = %inside.hall.id, %to, "the clock of a mock contest is set");
    Ok(inside.on_to("/office", "clock-set"))
}
