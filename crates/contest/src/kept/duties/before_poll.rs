//! Up to the opening of the poll.

use hustings_rulebook::{BoxId, Means};

use super::{Duty, Known, Task, links, officer};
use crate::Contest;
use crate::event::Role;
use crate::kept::stage::has_poll;
use crate::kept::{Kept, allows, polled_boxes};

pub(super) fn duties(contest: &Contest, kept: &Kept, known: &Known) -> Vec<Duty> {
    let mut duties = nominations(contest);
    if has_poll(contest) {
        duties.extend(roll(contest, kept, known));
        // Without nominees nobody knows yet what a box asks, but keys and credentials can be made.
        if allows(contest, Means::Online) && kept.roll.frozen.is_some() {
            duties.extend(boxes(contest, kept));
        }
        let opens = contest.rulebook().ballot.window.opens.as_ref();
        let ready = duties.is_empty();
        duties.extend(links(contest, known));
        if ready {
            let open = officer(contest, Task::OpenPoll, "ballot.window");
            duties.push(open.from(opens).by(opens));
        }
    }
    duties
}

/// Nominations, until the nominees of every post of their stage are published.
fn nominations(contest: &Contest) -> Vec<Duty> {
    let rulebook = contest.rulebook();
    let waits: Vec<_> = contest
        .rulebook()
        .posts
        .iter()
        .map(|post| &post.id)
        .filter(|id| contest.nominees(id).is_none())
        .collect();
    let open = rulebook
        .stages
        .iter()
        .filter(|stage| waits.iter().any(|post| stage.is_for(post)));
    let stages = open.map(|stage| {
        let task = Task::Nominate {
            stage: stage.id.clone(),
        };
        let clause = stage.address();
        Duty::new(Role::Nominator, task, clause.as_str())
            .from(stage.window.opens.as_ref())
            .by(stage.window.closes.as_ref())
    });
    let opens = rulebook.ballot.window.opens.as_ref();
    let posts = waits.iter().map(|post| {
        let post = (*post).clone();
        officer(contest, Task::PublishNominees { post }, "paper.order").by(opens)
    });
    stages.chain(posts).collect()
}

fn roll(contest: &Contest, kept: &Kept, known: &Known) -> Vec<Duty> {
    if kept.roll.frozen.is_some() {
        return Vec::new();
    }
    let rulebook = contest.rulebook();
    let freeze = rulebook.roll.freeze.as_ref();
    let by = freeze.or(rulebook.ballot.window.opens.as_ref());
    let mut duties = Vec::new();
    let mut owed = |task, clause| duties.push(officer(contest, task, clause).by(by));
    match kept.roll.imported.last() {
        None => owed(Task::ImportRoll, "roll"),
        Some(import) if import.act.rejected > 0 => {
            let rejected = import.act.rejected;
            owed(Task::LookAtRows { rejected }, "roll");
        }
        Some(_) => {}
    }
    if known.matches > 0 {
        let open = known.matches;
        owed(Task::DecideMatches { open }, "roll");
    }
    let clause = if freeze.is_some() {
        "roll.freeze"
    } else {
        "roll"
    };
    owed(Task::FreezeRoll, clause);
    duties
}

/// What it takes to open the boxes. The log hears of it when they are open; keys are made once for all.
fn boxes(contest: &Contest, kept: &Kept) -> Vec<Duty> {
    let ballot = &contest.rulebook().ballot;
    let opens = ballot.window.opens.as_ref();
    let mut duties = Vec::new();
    let missing: Vec<BoxId> = polled_boxes(contest)
        .into_iter()
        .filter(|id| kept.of_box(id).is_none())
        .collect();
    let trustees = if ballot.trustees.is_some() {
        "ballot.trustees"
    } else {
        "ballot"
    };
    if kept.boxes.is_empty() && !missing.is_empty() {
        duties.push(Duty::new(Role::Trustee, Task::MakeKeys, trustees).by(opens));
    }
    for of in missing {
        let issue = Task::IssueCredentials { of: of.clone() };
        duties.push(Duty::new(Role::Registrar, issue, "roll").by(opens));
        duties.push(officer(contest, Task::OpenBox { of }, "ballot").by(opens));
    }
    duties
}
