//! What a kept contest waits for: who must do what next, under which clause, by when.
//!
//! What can be done now comes first, in the order in which it is done; what only a later stage asks for is not told yet. The
//! log has no clock and neither has this: [`Duty::is_overdue`] asks whoever has one.

mod after_poll;
mod before_poll;
mod command;
mod known;
mod task;

use hustings_count::{CandidateId, StageNumber};
use hustings_rulebook::{Address, Moment, PostId};

use super::stage::{Stage, stage};
use crate::Contest;
use crate::event::Role;
use crate::kept::Kept;

pub use known::Known;
pub use task::Task;

/// Something that somebody must do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// In which role.
    pub role: Role,
    /// Who, where the rulebook or the log says so.
    pub name: Option<String>,
    /// What.
    pub task: Task,
    /// Under which clause of the rulebook.
    pub clause: Address,
    /// Before when it cannot be done, where the timetable says so.
    pub from: Option<Moment>,
    /// By when, where the timetable says so.
    pub by: Option<Moment>,
}

/// A tie that only a lot resolves; the count of a post shows it, which is not in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// In the count for which post.
    pub post: PostId,
    /// At which stage of it.
    pub stage: StageNumber,
    /// Among whom.
    pub among: Vec<CandidateId>,
}

impl Duty {
    fn new(role: Role, task: Task, clause: &str) -> Self {
        Self {
            role,
            name: None,
            task,
            clause: Address::new(clause),
            from: None,
            by: None,
        }
    }

    fn from(self, from: Option<&Moment>) -> Self {
        let from = from.cloned();
        Self { from, ..self }
    }

    fn by(self, by: Option<&Moment>) -> Self {
        let by = by.cloned();
        Self { by, ..self }
    }

    fn named(self, name: Option<&String>) -> Self {
        let name = name.cloned();
        Self { name, ..self }
    }

    /// Whether it is known to be past its time: a day ends at its last moment.
    pub fn is_overdue(&self, now: &Moment) -> bool {
        !self.task.lapses() && self.is_past(now)
    }

    /// Whether it surely cannot be done yet.
    pub fn is_early(&self, now: &Moment) -> bool {
        self.from
            .as_ref()
            .is_some_and(|from| now.surely_before(from))
    }

    /// Whether nobody can do it any more, since its time is over.
    pub fn has_lapsed(&self, now: &Moment) -> bool {
        self.task.lapses() && self.is_past(now)
    }

    fn is_past(&self, now: &Moment) -> bool {
        self.by.as_ref().is_some_and(|by| by.surely_before(now))
    }
}

/// What a kept contest waits for, as far as its log shows; nothing where it is not kept.
pub fn duties(contest: &Contest) -> Vec<Duty> {
    duties_with(contest, &Known::default())
}

/// The same, with what is known beside the log.
pub fn duties_with(contest: &Contest, known: &Known) -> Vec<Duty> {
    let Some(kept) = contest.kept() else {
        return Vec::new();
    };
    let mut duties = rulings(contest, kept);
    match stage(contest) {
        Stage::BeforeNominations | Stage::Nominations | Stage::BeforePoll => {
            duties.extend(before_poll::duties(contest, kept, known));
        }
        Stage::Poll => duties.extend(poll(contest, known)),
        Stage::Closing => duties.extend(after_poll::closing(contest, kept)),
        Stage::Counting => duties.extend(after_poll::counting(contest, kept, &known.ties)),
        Stage::Declared => {}
    }
    duties.extend(after_poll::unopposed(contest));
    if duties.is_empty() && stage(contest) == Stage::Declared {
        duties.extend(after_poll::publishing(contest, kept, known));
    }
    duties
}

/// What the returning officer does, who is named where the log's founder is.
fn officer(contest: &Contest, task: Task, clause: &str) -> Duty {
    let founder = contest
        .kept()
        .and_then(|kept| kept.log.circumstances.actor.as_ref());
    Duty::new(Role::ReturningOfficer, task, clause).named(founder)
}

/// What waits for a ruling.
fn rulings(contest: &Contest, kept: &Kept) -> Vec<Duty> {
    let freeze = contest.rulebook().roll.freeze.as_ref();
    let claims = kept.rulings.undecided_claims().map(|claim| {
        let claim = claim.claim.clone();
        officer(contest, Task::DecideClaim { claim }, "roll").by(freeze)
    });
    let appeals = kept.rulings.undecided_appeals().map(|made| {
        let (appeal, ruling) = (made.appeal.clone(), made.ruling.clone());
        let clause = kept
            .rulings
            .clause(&ruling)
            .unwrap_or_else(|| Address::new("count"));
        officer(
            contest,
            Task::DecideAppeal { appeal, ruling },
            clause.as_str(),
        )
    });
    let requests = kept.undecided_requests().map(|made| {
        let (request, post) = (made.request.clone(), made.post.clone());
        officer(contest, Task::DecideRecount { request, post }, "count")
    });
    claims.chain(appeals).chain(requests).collect()
}

/// What there is to do while votes are cast.
fn poll(contest: &Contest, known: &Known) -> Vec<Duty> {
    let closes = contest.rulebook().ballot.window.closes.as_ref();
    let mut duties = links(contest, known);
    if super::allows(contest, hustings_rulebook::Means::Post) {
        duties.push(officer(contest, Task::ReceivePost, "ballot.means").by(closes));
    }
    // After the close no numbers are published, and it waits for them.
    let batches = known.unpublished.iter().cloned();
    duties.extend(
        batches.map(|batch| {
            officer(contest, Task::PublishBatch { batch }, "ballot.window").by(closes)
        }),
    );
    let close = officer(contest, Task::ClosePoll, "ballot.window");
    duties.push(close.from(closes).by(closes));
    duties
}

/// Boxes of which nobody knows whose a credential is, where papers come by post.
fn links(contest: &Contest, known: &Known) -> Vec<Duty> {
    let closes = contest.rulebook().ballot.window.closes.as_ref();
    let boxes = known.unlinked.iter().cloned();
    boxes
        .map(|of| officer(contest, Task::TakeLinks { of }, "ballot.means").by(closes))
        .collect()
}
