//! Rulings and appeals.

use std::collections::BTreeSet;

use super::fold::{Around, State, check_roll_section, is_blank};
use super::model::{Appeal, On, Ruling};
use super::view::Removal;
use crate::ids::all_different;
use crate::log::Allowed;

impl State {
    pub(super) fn ruling(&self, id: &str) -> Option<&Ruling> {
        self.rulings.iter().find(|ruling| ruling.id == id)
    }

    /// Only a ruling that nothing supersedes stands.
    pub(super) fn stands(&self, id: &str) -> bool {
        !self.superseded.contains(id)
    }

    pub(super) fn standing(&self) -> impl Iterator<Item = &Ruling> {
        self.rulings.iter().filter(|ruling| self.stands(&ruling.id))
    }

    pub(super) fn standing_on(&self, on: &On) -> Option<&Ruling> {
        self.rulings
            .iter()
            .find(|ruling| ruling.on == *on && self.stands(&ruling.id))
    }

    pub(super) fn rule(&mut self, around: &Around<'_>, ruling: Ruling) -> Allowed {
        if is_blank(&ruling.reasons) {
            return Err("a ruling has reasons".to_owned());
        }
        if self.ruling(&ruling.id).is_some() {
            return Err(format!("there is a ruling {} already", ruling.id));
        }
        if let Some(earlier) = &ruling.supersedes {
            self.check_superseded(earlier, &ruling.on)?;
        }
        if let Some(other) = self.standing_on(&ruling.on)
            && ruling.supersedes.as_ref() != Some(&other.id)
        {
            return Err(format!(
                "the ruling {} stands on this, and this one does not supersede it",
                other.id
            ));
        }
        self.check_subject(around, &ruling.on)?;
        if ruling.is_allowed {
            self.check_effect(around, &ruling)?;
        }
        self.superseded.extend(ruling.supersedes.clone());
        self.rulings.push(ruling);
        Ok(())
    }

    /// What an allowing ruling may not come to: two nominations of one nominator, a ballot removed twice.
    fn check_effect(&self, around: &Around<'_>, ruling: &Ruling) -> Allowed {
        match &ruling.on {
            On::Nomination {
                post,
                stage,
                nominator,
            } if around.log.has_two_if_restored(post, stage, nominator) => Err(format!(
                "{nominator} has nominated again, and would have two nominations"
            )),
            On::Ballots { of, ballots, .. } => {
                let others = self.removed_from(of);
                let mut others = others
                    .iter()
                    .filter(|other| Some(&other.ruling) != ruling.supersedes.as_ref());
                match others.find(|other| ballots.contains(&other.ballot)) {
                    Some(other) => Err(format!(
                        "the ruling {} removes {} already",
                        other.ruling, other.ballot
                    )),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn check_superseded(&self, earlier: &str, on: &On) -> Allowed {
        let Some(ruling) = self.ruling(earlier) else {
            return Err(format!("there is no ruling {earlier} to supersede"));
        };
        if !self.stands(earlier) {
            return Err(format!("the ruling {earlier} is superseded already"));
        }
        if ruling.on != *on {
            return Err(format!("the ruling {earlier} is on something else"));
        }
        Ok(())
    }

    /// Whether the log has what is ruled on.
    fn check_subject(&self, around: &Around<'_>, on: &On) -> Allowed {
        let is_there = match on {
            On::Nomination {
                post,
                stage,
                nominator,
            } => around.log.has_nomination(post, stage, nominator),
            On::Claim(id) => self.claims.iter().any(|claim| claim.id == *id),
            On::Recount(id) => self.requests.iter().any(|request| request.id == *id),
            On::Match { section, .. } => return check_roll_section(around.rulebook, section),
            On::Ballots { of, ballots, .. } => return self.check_ballots(of, ballots),
            On::Other(_) => true,
        };
        if is_there {
            Ok(())
        } else {
            Err(format!("the log does not have {}", on.text()))
        }
    }

    fn check_ballots(&self, of: &str, ballots: &[String]) -> Allowed {
        let opened = self.opened(of)?;
        if opened.closed.is_some() {
            return Err(format!(
                "the box {of} is closed: what is shuffled cannot be removed"
            ));
        }
        if ballots.is_empty() {
            return Err("the list names no ballot".to_owned());
        }
        if !all_different(ballots.iter().map(String::as_str)) {
            return Err("the list names a ballot twice".to_owned());
        }
        Ok(())
    }

    /// The ballots that standing rulings remove from a box, each once.
    pub(super) fn removed_from(&self, of: &str) -> Vec<Removal> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut removed = Vec::new();
        for ruling in self.standing().filter(|ruling| ruling.is_allowed) {
            let On::Ballots {
                of: from,
                ballots,
                reason,
            } = &ruling.on
            else {
                continue;
            };
            for ballot in ballots.iter().filter(|_| from == of) {
                if seen.insert(ballot) {
                    removed.push(Removal {
                        ballot: ballot.clone(),
                        ruling: ruling.id.clone(),
                        reason: reason.clone(),
                    });
                }
            }
        }
        removed
    }

    pub(super) fn appeal(&mut self, appeal: Appeal) -> Allowed {
        if is_blank(&appeal.grounds) {
            return Err("an appeal has grounds".to_owned());
        }
        if self.appeals.iter().any(|other| other.id == appeal.id) {
            return Err(format!("there is an appeal {} already", appeal.id));
        }
        if self.ruling(&appeal.ruling).is_none() {
            return Err(format!("there is no ruling {}", appeal.ruling));
        }
        if !self.stands(&appeal.ruling) {
            return Err(format!("the ruling {} is superseded", appeal.ruling));
        }
        let undecided = self.undecided_appeals();
        if undecided.iter().any(|other| other.ruling == appeal.ruling) {
            return Err(format!(
                "another appeal against {} is undecided",
                appeal.ruling
            ));
        }
        self.appeals.push(appeal);
        Ok(())
    }

    /// An appeal is decided by the ruling that supersedes the one appealed against.
    pub(super) fn undecided_appeals(&self) -> Vec<&Appeal> {
        let appeals = self.appeals.iter();
        appeals
            .filter(|appeal| self.stands(&appeal.ruling))
            .collect()
    }
}
