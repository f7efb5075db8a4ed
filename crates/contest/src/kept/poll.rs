//! When the poll opens and closes.

use hustings_rulebook::{Means, Moment};

use super::{Kept, KeptRefusal, allows, polled_boxes, unopposed};
use crate::Contest;
use crate::event::Circumstances;

pub(super) fn opened(
    contest: &Contest,
    kept: &Kept,
    circumstances: &Circumstances,
) -> Result<(), KeptRefusal> {
    if kept.roll.frozen.is_none() {
        return Err(KeptRefusal::RollNotFrozen);
    }
    let mut posts = contest.rulebook().posts.iter();
    if posts.all(|post| unopposed(contest, &post.id).is_some()) {
        return Err(KeptRefusal::NothingPolled);
    }
    if allows(contest, Means::Online) {
        let mut ids = polled_boxes(contest).into_iter();
        if let Some(missing) = ids.find(|id| kept.of_box(id).is_none()) {
            return Err(KeptRefusal::BoxNotOpened(missing));
        }
    }
    let window = &contest.rulebook().ballot.window;
    let at = moment(circumstances)?;
    if let Some(opens) = window
        .opens
        .as_ref()
        .filter(|opens| at.surely_before(opens))
    {
        return Err(KeptRefusal::PollEarly {
            at: at.clone(),
            opens: opens.clone(),
        });
    }
    match window
        .closes
        .as_ref()
        .filter(|closes| closes.surely_before(at))
    {
        Some(closes) => Err(KeptRefusal::PollLate {
            at: at.clone(),
            closes: closes.clone(),
        }),
        None => Ok(()),
    }
}

/// When it was, which everything that is judged by the poll's times needs.
fn moment(circumstances: &Circumstances) -> Result<&Moment, KeptRefusal> {
    let decided = circumstances.decided.as_ref();
    decided.ok_or(KeptRefusal::PollWithoutTime)
}

pub(super) fn closed(contest: &Contest, circumstances: &Circumstances) -> Result<(), KeptRefusal> {
    if contest.poll_opened.is_none() {
        return Err(KeptRefusal::PollNotOpen);
    }
    let decided = moment(circumstances)?;
    let Some(closes) = &contest.rulebook().ballot.window.closes else {
        return Ok(());
    };
    // A day closes at its last moment, and a poll that closes on some day may have done so then.
    let early = |at: &&Moment| at.latest() < closes.latest();
    // What is recorded early was decided early, whatever it says.
    let mut times = [Some(decided), circumstances.recorded.as_ref()]
        .into_iter()
        .flatten();
    match times.find(early) {
        Some(at) => Err(KeptRefusal::CloseEarly {
            at: at.clone(),
            closes: closes.clone(),
        }),
        None => Ok(()),
    }
}
