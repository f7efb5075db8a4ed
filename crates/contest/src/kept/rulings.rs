//! Rulings, appeals, and claims that wait for a ruling.

use std::collections::BTreeSet;

use hustings_rulebook::{Address, BoxId, ClaimId, PostId, RequestId, RulingId};

use super::{Kept, KeptRefusal, roll};
use crate::Contest;
use crate::digest::Tracker;
use crate::event::{AppealMade, ClaimMade, Matter, Removal, RulingMade, RulingOutcome};
use crate::state::Recorded;

/// What was ruled, and what waits for a ruling.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rulings {
    /// All rulings, also those superseded, in the order of the log.
    pub made: Vec<Recorded<RulingMade>>,
    /// All appeals.
    pub appeals: Vec<Recorded<AppealMade>>,
    /// All claims and objections.
    pub claims: Vec<Recorded<ClaimMade>>,
}

impl Rulings {
    /// The ruling with this id.
    pub fn ruling(&self, id: &RulingId) -> Option<&RulingMade> {
        let mut made = self.made.iter().map(|ruling| &ruling.act);
        made.find(|ruling| ruling.ruling == *id)
    }

    /// Under which clause a ruling was made.
    pub(super) fn clause(&self, id: &RulingId) -> Option<Address> {
        let mut made = self.made.iter();
        let made = made.find(|ruling| ruling.act.ruling == *id)?;
        made.circumstances.clause.clone()
    }

    /// What took a ruling's place.
    pub fn superseded_by(&self, id: &RulingId) -> Option<&RulingId> {
        let mut made = self.made.iter().map(|ruling| &ruling.act);
        made.find(|ruling| ruling.supersedes.as_ref() == Some(id))
            .map(|ruling| &ruling.ruling)
    }

    /// The rulings that nothing supersedes.
    pub fn standing(&self) -> impl Iterator<Item = &RulingMade> {
        self.made
            .iter()
            .map(|ruling| &ruling.act)
            .filter(|ruling| self.superseded_by(&ruling.ruling).is_none())
    }

    /// The ruling that stands on a matter.
    pub fn on(&self, matter: &Matter) -> Option<&RulingMade> {
        self.standing().find(|ruling| ruling.on == *matter)
    }

    /// The appeals that no ruling has decided.
    pub fn undecided_appeals(&self) -> impl Iterator<Item = &AppealMade> {
        let undecided = |appeal: &&AppealMade| self.superseded_by(&appeal.ruling).is_none();
        self.appeals
            .iter()
            .map(|appeal| &appeal.act)
            .filter(undecided)
    }

    /// The claims that no ruling has decided.
    pub fn undecided_claims(&self) -> impl Iterator<Item = &ClaimMade> {
        let matter = |claim: &ClaimId| Matter::Claim {
            claim: claim.clone(),
        };
        self.claims
            .iter()
            .map(|claim| &claim.act)
            .filter(move |claim| self.on(&matter(&claim.claim)).is_none())
    }

    /// How a request for a recount was decided.
    pub fn on_recount(&self, request: &RequestId) -> Option<RulingOutcome> {
        let request = request.clone();
        self.on(&Matter::Recount { request })
            .map(|ruling| ruling.outcome)
    }

    /// The ruling that stands and removes a ballot from a box.
    pub fn removal(&self, id: &BoxId, tracker: &str) -> Option<&RulingMade> {
        let removes = |ruling: &&RulingMade| match &ruling.on {
            Matter::Ballots { r#box, ballots, .. } => {
                r#box == id && ballots.iter().any(|ballot| ballot.as_str() == tracker)
            }
            _ => false,
        };
        let mut allowed = self
            .standing()
            .filter(|ruling| ruling.outcome == RulingOutcome::Allowed);
        allowed.find(removes)
    }

    /// The ballots that standing rulings remove from a box, each with its ruling and its reason.
    pub fn removed<'a>(
        &'a self,
        id: &'a BoxId,
    ) -> impl Iterator<Item = (&'a Tracker, &'a RulingMade, Removal)> {
        let allowed = self
            .standing()
            .filter(|ruling| ruling.outcome == RulingOutcome::Allowed);
        allowed.flat_map(move |ruling| {
            let (ballots, reason) = match &ruling.on {
                Matter::Ballots {
                    r#box,
                    ballots,
                    reason,
                } if r#box == id => (ballots.as_slice(), *reason),
                _ => (&[][..], Removal::Appeal),
            };
            ballots.iter().map(move |ballot| (ballot, ruling, reason))
        })
    }
}

pub(super) fn made(contest: &Contest, kept: &Kept, act: &RulingMade) -> Result<(), KeptRefusal> {
    if act.reasons.trim().is_empty() {
        return Err(KeptRefusal::NoReasons("the ruling"));
    }
    let rulings = &kept.rulings;
    if rulings.ruling(&act.ruling).is_some() {
        return Err(KeptRefusal::RulingTwice(act.ruling.clone()));
    }
    match &act.supersedes {
        Some(earlier) => {
            let ruling = stands(rulings, earlier)?;
            if ruling.on != act.on {
                return Err(KeptRefusal::OtherMatter(earlier.clone()));
            }
        }
        None => {
            if let Some(ruling) = rulings.on(&act.on) {
                return Err(KeptRefusal::AlreadyRuled(ruling.ruling.clone()));
            }
        }
    }
    matter(contest, kept, &act.on)?;
    match &act.on {
        Matter::Ballots { r#box, ballots, .. } if act.outcome == RulingOutcome::Allowed => {
            let mut removed = rulings.removed(r#box);
            let other = removed.find(|(ballot, ruling, _)| {
                ballots.contains(ballot) && act.supersedes.as_ref() != Some(&ruling.ruling)
            });
            match other {
                Some((_, ruling, _)) => Err(KeptRefusal::AlreadyRuled(ruling.ruling.clone())),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// The ruling with this id, if it is there and nothing supersedes it.
pub(super) fn stands<'a>(
    rulings: &'a Rulings,
    id: &RulingId,
) -> Result<&'a RulingMade, KeptRefusal> {
    let ruling = rulings
        .ruling(id)
        .ok_or_else(|| KeptRefusal::NoSuchRuling(id.clone()))?;
    match rulings.superseded_by(id) {
        Some(by) => Err(KeptRefusal::Superseded {
            ruling: id.clone(),
            by: by.clone(),
        }),
        None => Ok(ruling),
    }
}

/// Refuses a ruling on what the log does not have.
fn matter(contest: &Contest, kept: &Kept, on: &Matter) -> Result<(), KeptRefusal> {
    match on {
        Matter::Nomination {
            post,
            stage,
            nominator,
        } => {
            let nominations = contest
                .posts
                .get(post)
                .into_iter()
                .flat_map(|post| &post.nominations);
            let mut of_nominator = nominations
                .filter(|made| made.act.stage == *stage && made.act.nominator == *nominator);
            of_nominator
                .next()
                .map(|_| ())
                .ok_or_else(|| KeptRefusal::NoSuchNomination {
                    nominator: nominator.clone(),
                    post: post.clone(),
                })
        }
        Matter::Claim { claim } => {
            let mut claims = kept.rulings.claims.iter();
            let known = claims.any(|made| made.act.claim == *claim);
            known
                .then_some(())
                .ok_or_else(|| KeptRefusal::NoSuchClaim(claim.clone()))
        }
        Matter::Match { section, .. } => roll::known(contest, section),
        Matter::Ballots { r#box, ballots, .. } => removable(kept, r#box, ballots),
        Matter::Recount { request } => {
            let mut requests = kept.figures.requests.iter();
            let known = requests.any(|made| made.act.request == *request);
            known
                .then_some(())
                .ok_or_else(|| KeptRefusal::NoSuchRequest(request.clone()))
        }
        Matter::Other { .. } => Ok(()),
    }
}

fn removable(kept: &Kept, id: &BoxId, ballots: &[Tracker]) -> Result<(), KeptRefusal> {
    let of = kept
        .of_box(id)
        .ok_or_else(|| KeptRefusal::NoSuchBox(id.clone()))?;
    if of.closed.is_some() {
        return Err(KeptRefusal::BoxIsClosed(id.clone()));
    }
    let different: BTreeSet<&Tracker> = ballots.iter().collect();
    if ballots.is_empty() || different.len() != ballots.len() {
        return Err(KeptRefusal::BoxFigures {
            of: id.clone(),
            reason: "a ruling removes at least one ballot, and names each once".to_owned(),
        });
    }
    Ok(())
}

pub(super) fn appealed(kept: &Kept, act: &AppealMade) -> Result<(), KeptRefusal> {
    if act.grounds.trim().is_empty() {
        return Err(KeptRefusal::NoReasons("the appeal"));
    }
    let rulings = &kept.rulings;
    if rulings
        .appeals
        .iter()
        .any(|made| made.act.appeal == act.appeal)
    {
        return Err(KeptRefusal::AppealTwice(act.appeal.clone()));
    }
    stands(rulings, &act.ruling)?;
    let mut pending = rulings.undecided_appeals();
    match pending.find(|appeal| appeal.ruling == act.ruling) {
        Some(other) => Err(undecided(other)),
        None => Ok(()),
    }
}

/// Refuses to go on while an appeal waits.
pub(super) fn no_appeal_waits(rulings: &Rulings) -> Result<(), KeptRefusal> {
    match rulings.undecided_appeals().next() {
        Some(appeal) => Err(undecided(appeal)),
        None => Ok(()),
    }
}

/// Refuses to go on while an appeal about who is nominated for a post waits.
pub(super) fn no_appeal_on_nominations(rulings: &Rulings, id: &PostId) -> Result<(), KeptRefusal> {
    let concerns = |appeal: &&AppealMade| {
        let ruling = rulings.ruling(&appeal.ruling);
        matches!(ruling.map(|ruling| &ruling.on), Some(Matter::Nomination { post, .. }) if post == id)
    };
    match rulings.undecided_appeals().find(concerns) {
        Some(appeal) => Err(undecided(appeal)),
        None => Ok(()),
    }
}

fn undecided(appeal: &AppealMade) -> KeptRefusal {
    KeptRefusal::AppealUndecided {
        appeal: appeal.appeal.clone(),
        ruling: appeal.ruling.clone(),
    }
}

pub(super) fn claimed(contest: &Contest, kept: &Kept, act: &ClaimMade) -> Result<(), KeptRefusal> {
    if kept.roll.frozen.is_some() {
        return Err(KeptRefusal::RollFrozen);
    }
    roll::known(contest, &act.section)?;
    let mut claims = kept.rulings.claims.iter();
    if claims.any(|made| made.act.claim == act.claim) {
        return Err(KeptRefusal::ClaimTwice(act.claim.clone()));
    }
    Ok(())
}
