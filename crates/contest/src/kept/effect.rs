//! What a ruling changes at once: which nominations stand.

use super::KeptRefusal;
use crate::event::{Matter, RulingMade, RulingOutcome};
use crate::{Contest, Refusal};

/// What a ruling on a nomination does to it: all that the nominator has made at that stage stand or fall together.
pub(super) fn take_effect(contest: &mut Contest, act: &RulingMade) -> Result<(), Refusal> {
    let Matter::Nomination {
        post,
        stage,
        nominator,
    } = &act.on
    else {
        return Ok(());
    };
    let allowed = act.outcome == RulingOutcome::Allowed;
    let state = contest.post_mut(post)?;
    let concerned: Vec<usize> = (0..)
        .zip(&state.nominations)
        .filter(|(_, made)| made.act.stage == *stage && made.act.nominator == *nominator)
        .map(|(place, _)| place)
        .collect();
    if allowed
        && concerned.len() > 1
        && concerned
            .iter()
            .any(|place| state.disallowed.contains(place))
    {
        return Err(KeptRefusal::SecondNomination(nominator.clone()).into());
    }
    for place in concerned {
        if allowed {
            state.disallowed.remove(&place);
        } else {
            state.disallowed.insert(place);
        }
    }
    Ok(())
}
