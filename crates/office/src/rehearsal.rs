//! A mock poll of a contest: a contest of its own, under the same rulebook, in which the same people stand.
//!
//! What is public of candidates and nominations is recorded in it again, so that its paper is the contest's, word by word
//! and in the same order. Its roll, its keys, its boxes and all that follows are its own. Of the contest itself only the log
//! is read.

use std::collections::BTreeSet;

use hustings_contest::event::{Act, Circumstances, Event, Matter};
use hustings_contest::kept::unopposed;
use hustings_contest::wire;
use hustings_rulebook::{PostId, RulingId};
use hustings_store::Turn;

use crate::beginning::Beginning;
use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office};
use crate::rolls;

/// What a mock poll is held with.
pub struct Rehearsal {
    /// How its contest begins, under the rulebook of the one that it is a mock of.
    pub beginning: Beginning,
    /// Who votes in it, as a file of a roll.
    pub roll: Vec<u8>,
}

/// Why no mock poll can be made of a contest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRehearsal {
    /// It is not settled who stands.
    #[error(
        "a mock poll has the candidates of the contest, and the nominees for '{0}' are not published; publish them first"
    )]
    Nominees(PostId),
    /// Everybody is elected without a poll.
    #[error(
        "no post of this contest is polled, since all are unopposed: there is nothing to rehearse"
    )]
    Unopposed,
    /// It is too late.
    #[error("the poll of this contest has opened: a mock poll is held before that")]
    Opened,
}

impl Office {
    /// Why no mock poll can be made of this contest now, if none can.
    pub fn no_rehearsal(&self) -> Option<NoRehearsal> {
        let contest = &self.contest;
        let posts = &contest.rulebook().posts;
        if contest.has_opened() {
            return Some(NoRehearsal::Opened);
        }
        let mut waiting = posts.iter().map(|post| &post.id);
        if let Some(post) = waiting.find(|post| contest.nominees(post).is_none()) {
            return Some(NoRehearsal::Nominees(post.clone()));
        }
        let mut all = posts.iter();
        all.all(|post| unopposed(contest, &post.id).is_some())
            .then_some(NoRehearsal::Unopposed)
    }

    /// Makes a mock poll of this contest, in a turn in which logs are created: its beginning, who stands in it, its roll, and
    /// what the caller writes beside it are one commit. This contest is read, and nothing of it is written.
    pub async fn rehearse(
        &self,
        turn: Turn,
        rehearsal: Rehearsal,
        hand: &Hand,
        mut beside: Beside,
    ) -> Result<Self, OfficeError> {
        let Rehearsal { beginning, roll } = rehearsal;
        let refused = |reason: String| Err(OfficeError::NotPossible(reason));
        if let Some(why) = self.no_rehearsal() {
            return refused(why.to_string());
        }
        if beginning.rulebook != self.rulebook() {
            return refused("a mock poll is held under the rulebook of its contest".to_owned());
        }
        let mut events = self.standing_again(hand)?;
        let rulebook = self.contest.rulebook();
        let first = rolls::first(roll, &beginning.id, rulebook, hand)?;
        let rejected = first.preview.current.import.roll.rejected();
        if let Some(fault) = rejected.iter().flat_map(|row| &row.faults).next() {
            return refused(fault.to_string());
        }
        events.push(first.event);
        beside.rows.extend(first.rows);
        let store = self.store.clone();
        Self::found_with(turn, store, beginning, hand, &events, beside).await
    }

    /// What the log has of candidates and nominations, as it is recorded in a mock poll: decided and received when it was,
    /// recorded now, and known from this log.
    fn standing_again(&self, hand: &Hand) -> Result<Vec<Event>, OfficeError> {
        let kept = self.contest.kept();
        let origin = kept.map(|kept| kept.log.act.origin.clone());
        let origin = origin.ok_or_else(|| OfficeError::Lost("the log's origin".to_owned()))?;
        let undecided = self.undecided_appeals();
        let mut taken = BTreeSet::new();
        let mut events = Vec::new();
        let text = String::from_utf8_lossy(self.events());
        for (number, line) in text.lines().enumerate() {
            let event = wire::parse(line, number + 1)?;
            if !is_on_the_paper(&event.act, &mut taken, &undecided) {
                continue;
            }
            let mut sources = event.circumstances.sources;
            sources.push(format!("entry {number} of the log {origin}"));
            events.push(Event {
                circumstances: Circumstances {
                    recorded: Some(hand.now.clone()),
                    sources,
                    ..event.circumstances
                },
                act: event.act,
            });
        }
        Ok(events)
    }

    /// Rulings against which an appeal waits: the mock poll does not wait for it.
    fn undecided_appeals(&self) -> BTreeSet<RulingId> {
        let kept = self.contest.kept().into_iter();
        let appeals = kept.flat_map(|kept| kept.rulings.undecided_appeals());
        appeals.map(|appeal| appeal.ruling.clone()).collect()
    }
}

/// Whether an act is of what leads to the paper; the rulings that are taken are remembered, since an appeal is against one.
fn is_on_the_paper(
    act: &Act,
    taken: &mut BTreeSet<RulingId>,
    undecided: &BTreeSet<RulingId>,
) -> bool {
    match act {
        Act::CandidateDeclared(_)
        | Act::CandidateWithdrew(_)
        | Act::Nominated(_)
        | Act::NominationDeclined(_)
        | Act::TallyReported(_)
        | Act::QualificationClaimed(_)
        | Act::NomineesPublished(_) => true,
        Act::RulingMade(made) if matches!(made.on, Matter::Nomination { .. }) => {
            taken.insert(made.ruling.clone());
            true
        }
        Act::AppealMade(made) => taken.contains(&made.ruling) && !undecided.contains(&made.ruling),
        _ => false,
    }
}
