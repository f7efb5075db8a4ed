//! Nominations, one by one or as reports of tallies.

use std::collections::BTreeSet;

use hustings_rulebook::{Body, BodyId, Judged, KindId, NominatorId, PostId, Stage, StageId};

use crate::event::{
    Circumstances, Nominated, NominationDeclined, QualificationClaimed, Record, TallyReported,
};
use crate::judge::{Outcome, outcome};
use crate::refusal::{Edge, OutsideWindow};
use crate::{Contest, Refusal, candidates, name};

pub(crate) fn nominated(
    contest: &Contest,
    circumstances: &Circumstances,
    act: &Nominated,
) -> Result<(), Refusal> {
    let stage = stage(contest, &act.post, &act.stage)?;
    kind(nominators(contest, stage, &act.body)?, act.kind.as_ref())?;
    candidates::known(contest, &act.post, &act.candidate)?;
    name::check(&act.name)?;
    before_withdrawal(contest, circumstances, act)?;
    passed_earlier(contest, stage, act)?;
    inside_window(stage, circumstances)?;
    once(contest, stage, &act.post, &act.nominator)?;
    within_register(contest, stage, act)
}

/// Who never nominates may say so at any time: no window is looked at.
pub(crate) fn declined(contest: &Contest, act: &NominationDeclined) -> Result<(), Refusal> {
    let stage = stage(contest, &act.post, &act.stage)?;
    kind(nominators(contest, stage, &act.body)?, act.kind.as_ref())?;
    name::check(&act.name)?;
    once(contest, stage, &act.post, &act.nominator)
}

pub(crate) fn tally(contest: &Contest, act: &TallyReported) -> Result<(), Refusal> {
    let stage = stage(contest, &act.post, &act.stage)?;
    let body = nominators(contest, stage, &act.body)?;
    act.tallies
        .keys()
        .try_for_each(|candidate| candidates::known(contest, &act.post, candidate))?;
    // Each nominator has one nomination for a post, so all tallies of one report are within the register together.
    let all = act
        .tallies
        .values()
        .copied()
        .try_fold(0_u64, u64::checked_add);
    let all = all.ok_or(Refusal::TooMany {
        what: "the tallies",
    })?;
    at_most_register(body, all)
}

/// Refuses one more nominator of a body, at one stage for one post, than the register has.
fn within_register(contest: &Contest, stage: &Stage, act: &Nominated) -> Result<(), Refusal> {
    let body = nominators(contest, stage, &act.body)?;
    let earlier = contest
        .post(&act.post)?
        .nominations()
        .map(|earlier| &earlier.act);
    let here = earlier.filter(|earlier| earlier.stage == act.stage && earlier.body == act.body);
    let nominators: BTreeSet<&NominatorId> = here
        .map(|earlier| &earlier.nominator)
        .chain([&act.nominator])
        .collect();
    at_most_register(body, nominators.len() as u64)
}

/// Where sources differ on the register, only what exceeds the largest figure is known to be too many.
fn at_most_register(body: &Body, nominations: u64) -> Result<(), Refusal> {
    match body.register_figures().last() {
        Some(&most) if nominations > most => Err(Refusal::MoreThanRegister {
            nominations,
            body: body.id.clone(),
            most,
        }),
        _ => Ok(()),
    }
}

/// Refuses a nomination of somebody who had withdrawn: in a live record, of whoever has; in a replay, which has no
/// order but its file's, only what is known to have come after.
fn before_withdrawal(
    contest: &Contest,
    circumstances: &Circumstances,
    act: &Nominated,
) -> Result<(), Refusal> {
    let Some(withdrawal) = contest.post(&act.post)?.withdrawal(&act.candidate) else {
        return Ok(());
    };
    let nominated = circumstances.happened().or(act.as_of.as_ref());
    let after = match (withdrawal.circumstances.happened(), nominated) {
        (Some(withdrew), Some(nominated)) => withdrew.surely_before(nominated),
        _ => false,
    };
    if after || contest.record() != Record::Replay {
        return Err(Refusal::Withdrawn {
            candidate: act.candidate.clone(),
            post: act.post.clone(),
        });
    }
    Ok(())
}

pub(crate) fn claim(contest: &Contest, act: &QualificationClaimed) -> Result<(), Refusal> {
    stage(contest, &act.post, &act.stage)?;
    if !act.on.is_day() {
        return Err(Refusal::NotADay(act.on.clone()));
    }
    candidates::known(contest, &act.post, &act.candidate)
}

fn stage<'a>(contest: &'a Contest, post: &PostId, id: &StageId) -> Result<&'a Stage, Refusal> {
    contest.post(post)?;
    let stage = contest
        .rulebook()
        .stage(id)
        .ok_or_else(|| Refusal::UnknownStage(id.clone()))?;
    if stage.is_for(post) {
        Ok(stage)
    } else {
        Err(Refusal::StageOfOtherPost {
            stage: id.clone(),
            post: post.clone(),
        })
    }
}

fn nominators<'a>(contest: &'a Contest, stage: &Stage, id: &BodyId) -> Result<&'a Body, Refusal> {
    let body = contest
        .rulebook()
        .body(id)
        .ok_or_else(|| Refusal::UnknownBody(id.clone()))?;
    if stage.nominators.contains(id) {
        Ok(body)
    } else {
        Err(Refusal::BodyDoesNotNominate {
            body: id.clone(),
            stage: stage.id.clone(),
        })
    }
}

fn kind(body: &Body, kind: Option<&KindId>) -> Result<(), Refusal> {
    match kind {
        None if body.kinds.is_empty() => Ok(()),
        None => Err(Refusal::MissingKind(body.id.clone())),
        Some(kind) if body.kinds.contains(kind) => Ok(()),
        Some(kind) => Err(Refusal::UnknownKind {
            body: body.id.clone(),
            kind: kind.clone(),
        }),
    }
}

/// Refuses whoever is known not to have passed the stage that this one needs, or one before it.
fn passed_earlier(contest: &Contest, stage: &Stage, act: &Nominated) -> Result<(), Refusal> {
    let Some(needed) = &stage.through else {
        return Ok(());
    };
    let stages = &contest.rulebook().stages;
    let until = stages
        .iter()
        .position(|earlier| earlier.id == *needed)
        .map_or(0, |place| place + 1);
    let passed = |earlier: &&Stage| {
        contest.is_exempt(&act.post, &act.candidate, earlier)
            || outcome(contest, &act.post, &act.candidate, earlier) != Some(Outcome::NotMet)
    };
    match stages[..until]
        .iter()
        .filter(|earlier| earlier.is_for(&act.post))
        .find(|earlier| !passed(earlier))
    {
        Some(failed) => Err(Refusal::NotThrough {
            candidate: act.candidate.clone(),
            stage: failed.id.clone(),
        }),
        None => Ok(()),
    }
}

/// Refuses what is known to lie outside the window. What is not known to the moment is not refused.
fn inside_window(stage: &Stage, circumstances: &Circumstances) -> Result<(), Refusal> {
    let (judged, moment) = match (stage.window.judged_by, &circumstances.received) {
        (Judged::Received, Some(received)) => ("received", Some(received)),
        // What was decided after the close cannot have been received before it.
        (Judged::Received, None) => {
            let decided = circumstances.decided.as_ref();
            let closes = stage.window.closes.as_ref();
            (
                "decided",
                decided
                    .filter(|decided| closes.is_some_and(|closes| closes.surely_before(decided))),
            )
        }
        (Judged::Decided, _) => ("decided", circumstances.decided.as_ref()),
    };
    let Some(moment) = moment else { return Ok(()) };
    let too_early = stage
        .window
        .opens
        .as_ref()
        .filter(|opens| moment.surely_before(opens));
    let too_late = stage
        .window
        .closes
        .as_ref()
        .filter(|closes| closes.surely_before(moment));
    let edge = match (too_early, too_late) {
        (Some(opens), _) => Edge::Opening(opens.clone()),
        (None, Some(closes)) => Edge::Close(closes.clone()),
        (None, None) => return Ok(()),
    };
    let (moment, stage) = (moment.clone(), stage.id.clone());
    Err(Refusal::OutsideWindow(Box::new(OutsideWindow {
        judged,
        moment,
        stage,
        edge,
    })))
}

/// Refuses a nominator who has already used or declined the one nomination for this post.
fn once(
    contest: &Contest,
    stage: &Stage,
    post: &PostId,
    nominator: &NominatorId,
) -> Result<(), Refusal> {
    let state = contest.post(post)?;
    let standing = state.nominations().find(|earlier| {
        let act = &earlier.act;
        act.stage == stage.id
            && act.nominator == *nominator
            && !state.released(&act.candidate, stage)
    });
    if let Some(earlier) = standing {
        let (nominator, candidate, post) = (
            nominator.clone(),
            earlier.act.candidate.clone(),
            post.clone(),
        );
        return Err(Refusal::NominatedTwice {
            nominator,
            candidate,
            post,
        });
    }
    let declined = |earlier: &crate::Recorded<NominationDeclined>| {
        earlier.act.stage == stage.id && earlier.act.nominator == *nominator
    };
    if state.declined.iter().any(declined) {
        return Err(Refusal::DeclinedBefore {
            nominator: nominator.clone(),
            post: post.clone(),
        });
    }
    Ok(())
}
