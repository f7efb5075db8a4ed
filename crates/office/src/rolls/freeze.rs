//! Freezing: each elector gets her salt, and the log the roots.

use hustings_contest::event::{Act, RollFrozen};
use hustings_contest::kept::Rulings;
use hustings_roll::FreezeRefusal;
use hustings_rulebook::{ClaimId, Rulebook};
use hustings_seal::randomness::system;
use rand_core::Rng as _;

use super::decision::CurrentRoll;
use super::error::RollError;
use super::{freezing, frozen, named};
use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office, Recorded};

impl Office {
    /// What stands in the way of freezing, all of it.
    pub async fn obstacles(&mut self) -> Result<Vec<String>, OfficeError> {
        let current = self.roll().await?;
        Ok(obstacles(
            &current,
            self.contest.rulebook(),
            self.rulings()?,
        ))
    }

    /// Freezes the roll.
    pub async fn freeze_roll(&mut self, hand: &Hand) -> Result<Recorded, OfficeError> {
        let mut turn = self.turn(&[]).await?;
        self.refuse_frozen()?;
        let mut ledger = self.ledger_in(&mut turn).await?;
        let (rulebook, rulings) = (self.contest.rulebook(), self.rulings()?);
        let current = ledger.roll(rulebook, rulings)?;
        let obstacles = obstacles(&current, rulebook, rulings);
        if !obstacles.is_empty() {
            return Err(RollError::Obstacles(obstacles).into());
        }
        let frozen = current
            .roll()
            .freeze(rulebook, salt)
            .map_err(RollError::from)?;
        let sections = frozen
            .sections()
            .iter()
            .map(|section| Ok((named(section.section.as_ref())?, frozen::logged(section)?)));
        let act = RollFrozen {
            sections: sections.collect::<Result<_, RollError>>()?,
        };
        let event = hand.does(Act::RollFrozen(act), freezing(rulebook));
        let mut rows = frozen::files(&self.id, &frozen);
        for row in frozen.rows() {
            let key = self.id.elector_row(&row.row.elector.id);
            rows.push((key, row.write().into_bytes()));
        }
        let beside = Beside {
            rows,
            ..Beside::default()
        };
        self.write(turn, &[event], beside).await
    }
}

/// 128 random bits.
pub(super) fn salt() -> [u8; 16] {
    let mut salt = [0; 16];
    system().fill_bytes(&mut salt);
    salt
}

fn obstacles(current: &CurrentRoll, rulebook: &Rulebook, rulings: &Rulings) -> Vec<String> {
    let all = current.roll().obstacles(rulebook);
    // Of claims the log knows more than the roll.
    let own = all
        .iter()
        .filter(|one| !matches!(one, FreezeRefusal::ApplicationsOpen(_)));
    let mut obstacles: Vec<String> = own.map(ToString::to_string).collect();
    obstacles.extend(claims(current, rulings));
    obstacles.extend(current.passed.iter().filter_map(|passed| {
        let by = passed.superseded_by.as_ref().filter(|_| passed.on_a_person)?;
        let allowed = rulings
            .ruling(by)
            .is_some_and(|ruling| ruling.outcome == hustings_contest::event::RulingOutcome::Allowed);
        let done = current.ruled_by(by);
        (allowed && !done).then(|| {
            format!("{passed}, and ruling {by} is not entered: enter what it comes to, by `hustings contest roll exclude` or `readmit`")
        })
    }));
    obstacles
}

/// Claims that wait: for a ruling, for a person, for being determined.
fn claims<'a>(current: &'a CurrentRoll, rulings: &'a Rulings) -> impl Iterator<Item = String> + 'a {
    let claims = rulings.claims.iter().map(|made| &made.act.claim);
    claims.filter_map(|claim| waiting(current, rulings, claim))
}

fn waiting(current: &CurrentRoll, rulings: &Rulings, claim: &ClaimId) -> Option<String> {
    let matter = hustings_contest::event::Matter::Claim {
        claim: claim.clone(),
    };
    let Some(ruling) = rulings.on(&matter) else {
        return Some(format!(
            "claim {claim} is undecided: rule on it by `hustings contest rule ID --allow --reasons TEXT claim {claim}` (or --disallow)"
        ));
    };
    let allowed = ruling.outcome == hustings_contest::event::RulingOutcome::Allowed;
    let ruling = &ruling.ruling;
    match current.state_of(claim) {
        Some(hustings_roll::State::Open) => Some(format!(
            "ruling {ruling} on claim {claim} is not entered: enter it by `hustings contest roll determine {claim} --ruling {ruling}`"
        )),
        None if allowed && !current.is_passed(claim) => Some(format!(
            "claim {claim} is allowed, and who is behind it is not entered: `hustings contest roll claim {claim} ELECTOR`, and then `roll determine {claim} --ruling {ruling}`"
        )),
        _ => None,
    }
}
