//! Whether a ruling in the log decides what somebody wants to enter on the roll.

use hustings_contest::event::{Claimed, Matter, RulingMade, RulingOutcome};
use hustings_contest::kept::Rulings;
use hustings_rulebook::{ClaimId, RulingId};

use super::error::RollError;

/// The ruling that is given, if it stands.
pub(super) fn standing<'a>(
    rulings: &'a Rulings,
    ruling: &RulingId,
    remedy: impl FnOnce() -> String,
) -> Result<&'a RulingMade, RollError> {
    let made = rulings.ruling(ruling).ok_or_else(|| RollError::NoRuling {
        ruling: ruling.clone(),
        remedy: remedy(),
    })?;
    match rulings.superseded_by(ruling) {
        Some(by) => Err(RollError::Superseded {
            ruling: ruling.clone(),
            by: by.clone(),
        }),
        None => Ok(made),
    }
}

/// What the log says a claim is about.
pub(super) fn about(rulings: &Rulings, claim: &ClaimId) -> Result<Claimed, RollError> {
    let mut claims = rulings.claims.iter().map(|made| &made.act);
    let found = claims.find(|made| made.claim == *claim);
    found
        .map(|made| made.about)
        .ok_or_else(|| RollError::NoClaim(claim.clone()))
}

/// A ruling by which a person is excluded or readmitted: one that allows just that, on something else than a match.
pub(super) fn on_person<'a>(
    rulings: &'a Rulings,
    ruling: &RulingId,
    asked: Claimed,
) -> Result<&'a RulingMade, RollError> {
    let matter = match asked {
        Claimed::Objection => "what she is excluded for, without her name",
        Claimed::Inclusion => "what she is readmitted for, without her name",
    };
    let remedy =
        || format!("`hustings contest rule {ruling} --allow --reasons TEXT other \"{matter}\"`");
    let made = standing(rulings, ruling, remedy)?;
    match &made.on {
        Matter::Other { .. } => {}
        Matter::Claim { claim } if about(rulings, claim)? == asked => {}
        on => {
            return Err(RollError::OtherMatter {
                ruling: ruling.clone(),
                on: described(on),
                remedy: format!(
                    "`hustings contest rule ANOTHER-ID --allow --reasons TEXT other \"{matter}\"`"
                ),
            });
        }
    }
    if made.outcome == RulingOutcome::Allowed {
        return Ok(made);
    }
    Err(RollError::Contrary {
        ruling: ruling.clone(),
        says: "disallowed",
        remedy: format!(
            "nothing is to be entered for it, or rule anew: `hustings contest rule ANOTHER-ID --allow --supersedes {ruling} --reasons TEXT …`"
        ),
    })
}

/// What a ruling is on, in words.
pub(super) fn described(matter: &Matter) -> String {
    match matter {
        Matter::Nomination { nominator, .. } => format!("a nomination by '{nominator}'"),
        Matter::Claim { claim } => format!("claim '{claim}'"),
        Matter::Match { section, r#match } => format!("match {match} of section '{section}'"),
        Matter::Ballots { r#box, .. } => format!("ballots of box '{box}'"),
        Matter::Recount { request } => format!("the request '{request}' for a recount"),
        Matter::Other { .. } => "another matter".to_owned(),
    }
}
