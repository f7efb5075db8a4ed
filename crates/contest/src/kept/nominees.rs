//! When it can be said who stands.

use hustings_rulebook::{Moment, PostId};

use super::{Kept, KeptRefusal, boxes, rulings};
use crate::Contest;
use crate::event::{Circumstances, NomineesPublished};

pub(super) fn published(
    contest: &Contest,
    kept: &Kept,
    circumstances: &Circumstances,
    act: &NomineesPublished,
) -> Result<(), KeptRefusal> {
    boxes::before_any(kept)?;
    if act.candidates.is_empty() {
        return Err(KeptRefusal::NobodyPublished(act.post.clone()));
    }
    if let Some(at) = &circumstances.recorded {
        windows_closed(contest, &act.post, at)?;
    }
    rulings::no_appeal_on_nominations(&kept.rulings, &act.post)
}

/// Refuses to say who stands while somebody may yet be nominated.
fn windows_closed(contest: &Contest, post: &PostId, at: &Moment) -> Result<(), KeptRefusal> {
    let stages = contest.rulebook().stages.iter();
    for stage in stages.filter(|stage| stage.is_for(post)) {
        // A day closes at its last moment.
        let closes = stage.window.closes.as_ref();
        if let Some(closes) = closes.filter(|closes| at.latest() < closes.latest()) {
            return Err(KeptRefusal::PublishedEarly {
                stage: stage.id.clone(),
                at: at.clone(),
                closes: closes.clone(),
            });
        }
    }
    Ok(())
}
