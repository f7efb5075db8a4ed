//! From the close of the poll to the declaration.

use hustings_rulebook::PostId;

use super::{Duty, Known, Task, Tie, officer};
use crate::Contest;
use crate::event::Role;
use crate::kept::{self, BoxState, Kept, needed};

/// Boxes are closed and opened; papers that came by post can be counted beside.
pub(super) fn closing(contest: &Contest, kept: &Kept) -> Vec<Duty> {
    let boxes = kept.boxes.iter().filter_map(|of| next(contest, of));
    boxes.chain(batches(contest, kept)).collect()
}

/// What a box waits for.
fn next(contest: &Contest, of: &BoxState) -> Option<Duty> {
    let id = of.opened.act.r#box.clone();
    let clause = match &contest.rulebook().ballot.trustees {
        Some(_) => "ballot.trustees",
        None => "ballot",
    };
    let needed = needed(contest);
    let (shuffles, decryptions) = (of.shuffles.len(), of.decryptions.len());
    let trustee = |task| Duty::new(Role::Trustee, task, clause);
    Some(if of.tallied.is_some() {
        return None;
    } else if of.closed.is_none() {
        officer(contest, Task::CloseBox { of: id }, "ballot")
    } else if shuffles < needed {
        trustee(Task::Shuffle {
            of: id,
            made: shuffles,
            needed,
        })
    } else if decryptions < needed {
        trustee(Task::Decrypt {
            of: id,
            made: decryptions,
            needed,
        })
    } else {
        officer(contest, Task::Tally { of: id }, "count")
    })
}

fn batches(contest: &Contest, kept: &Kept) -> Vec<Duty> {
    let waiting = kept.batches.iter().filter(|batch| batch.counted.is_none());
    let duties = waiting.map(|batch| {
        let batch = batch.received.act.batch.clone();
        officer(contest, Task::CountBatch { batch }, "count")
    });
    duties.collect()
}

/// Every box is tallied: batches, papers, lots, figures, the scrutineer, results.
pub(super) fn counting(contest: &Contest, kept: &Kept, ties: &[Tie]) -> Vec<Duty> {
    let batches = batches(contest, kept);
    if !batches.is_empty() {
        return batches;
    }
    let posts: Vec<&PostId> = contest
        .rulebook()
        .posts
        .iter()
        .map(|post| &post.id)
        .filter(|id| kept::unopposed(contest, id).is_none() && contest.declared(id).is_none())
        .collect();
    let mut duties = Vec::new();
    for post in posts.iter().copied().cloned() {
        if contest.published_papers(&post).is_none() {
            duties.push(officer(contest, Task::PublishPapers { post }, "count"));
        }
    }
    duties.extend(figures(contest, kept, &posts, ties));
    duties.extend(scrutineer(contest, kept));
    let declared = posts.into_iter().cloned();
    duties.extend(declared.map(|post| officer(contest, Task::Declare { post }, "count")));
    duties
}

/// Lots where a count is tied, provisional figures where it is not and nobody has had any.
fn figures(contest: &Contest, kept: &Kept, posts: &[&PostId], ties: &[Tie]) -> Vec<Duty> {
    let published = posts
        .iter()
        .filter(|post| contest.published_papers(post).is_some());
    let duties = published.filter_map(|&post| {
        if let Some(tie) = ties.iter().find(|tie| tie.post == *post) {
            return Some(officer(contest, Task::DrawLots(tie.clone()), "count.ties"));
        }
        let mut provided = kept.figures.provided.iter();
        let once = provided.any(|made| made.act.post == *post);
        let post = post.clone();
        (!once).then(|| officer(contest, Task::ProvideFigures { post }, "count"))
    });
    duties.collect()
}

fn scrutineer(contest: &Contest, kept: &Kept) -> Option<Duty> {
    let name = contest.rulebook().statutory.as_ref()?.scrutineer.as_ref()?;
    let duty = Duty::new(Role::Scrutineer, Task::Report, "statutory.scrutineer").named(Some(name));
    kept.figures.report.is_none().then_some(duty)
}

/// All is declared: the last checkpoint, the bundle, and what witnesses make of it.
pub(super) fn publishing(contest: &Contest, kept: &Kept, known: &Known) -> Vec<Duty> {
    let (made, needed) = (known.cosigned, kept.log.act.quorum);
    let owed = |task| officer(contest, task, "count");
    let mut duties = Vec::new();
    if (made as u64) < needed {
        duties.push(owed(Task::Cosign { made, needed }));
    }
    duties.push(owed(Task::PublishBundle));
    if needed > 0 {
        duties.push(owed(Task::CheckBundle));
    }
    duties
}

/// Whoever is unopposed can be declared at any time.
pub(super) fn unopposed(contest: &Contest) -> Vec<Duty> {
    let posts = contest.rulebook().posts.iter().map(|post| &post.id);
    let waiting =
        posts.filter(|id| kept::unopposed(contest, id).is_some() && contest.declared(id).is_none());
    let duties = waiting.cloned();
    duties
        .map(|post| officer(contest, Task::DeclareUnopposed { post }, "count"))
        .collect()
}
