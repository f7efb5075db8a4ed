//! From the count to the declaration, and what may still correct it.

use std::collections::BTreeSet;

use hustings_count::CandidateId;
use hustings_rulebook::{PostId, SectionId};

use super::{BoxState, Kept, KeptRefusal, post, rulings, unopposed};
use crate::event::{
    Circumstances, FiguresProvided, PapersPublished, RecountRequested, ResultCorrected,
    ResultDeclared, ReturnsDeclared, ScrutineerReported,
};
use crate::state::Recorded;
use crate::{Contest, Refusal};

/// What stands between the count and the declaration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Figures given under embargo.
    pub provided: Vec<Recorded<FiguresProvided>>,
    /// Requests for a recount.
    pub requests: Vec<Recorded<RecountRequested>>,
    /// What the scrutineer reported.
    pub report: Option<Recorded<ScrutineerReported>>,
}

/// A declaration that another took the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Superseded {
    pub(crate) declared: Recorded<ResultDeclared>,
    pub(crate) reasons: String,
}

fn counted(contest: &Contest, kept: &Kept, what: &'static str) -> Result<(), KeptRefusal> {
    if contest.poll_closed.is_none() {
        Err(KeptRefusal::PollNotClosed)
    } else if kept.is_counted() {
        Ok(())
    } else {
        Err(KeptRefusal::NotCounted(what))
    }
}

pub(super) fn papers(
    contest: &Contest,
    kept: &Kept,
    act: &PapersPublished,
) -> Result<(), KeptRefusal> {
    unopposed::polled(contest, &act.post, "papers")?;
    counted(contest, kept, "papers")
}

fn is_declared(contest: &Contest, post: &PostId) -> bool {
    contest
        .posts
        .get(post)
        .is_some_and(|state| state.result.is_some())
}

pub(super) fn provided(
    contest: &Contest,
    kept: &Kept,
    act: &FiguresProvided,
) -> Result<(), KeptRefusal> {
    known(contest, &act.post)?;
    let different: BTreeSet<&String> = act.to.iter().collect();
    if different.len() != act.to.len() {
        return Err(KeptRefusal::NamedTwice);
    }
    unopposed::polled(contest, &act.post, "figures")?;
    counted(contest, kept, "figures")
}

fn known(contest: &Contest, id: &PostId) -> Result<(), KeptRefusal> {
    match contest.rulebook().post(id) {
        Some(_) => Ok(()),
        None => Err(KeptRefusal::UnknownPost(id.clone())),
    }
}

fn published(contest: &Contest, post: &PostId) -> Result<(), KeptRefusal> {
    if contest
        .posts
        .get(post)
        .is_some_and(|state| state.papers.is_some())
    {
        Ok(())
    } else {
        Err(KeptRefusal::PapersNotPublished(post.clone()))
    }
}

pub(super) fn requested(
    contest: &Contest,
    kept: &Kept,
    act: &RecountRequested,
) -> Result<(), KeptRefusal> {
    if act.reasons.trim().is_empty() {
        return Err(KeptRefusal::NoReasons("the request"));
    }
    known(contest, &act.post)?;
    unopposed::polled(contest, &act.post, "papers to count again")?;
    if is_declared(contest, &act.post) {
        return Err(KeptRefusal::Declared(act.post.clone()));
    }
    let requests = kept.figures.requests.iter().map(|made| &made.act);
    if requests.clone().any(|made| made.request == act.request) {
        return Err(KeptRefusal::RequestTwice(act.request.clone()));
    }
    let mut of_post = requests.filter(|made| made.post == act.post);
    match of_post.find(|made| kept.rulings.on_recount(&made.request).is_none()) {
        Some(waits) => Err(KeptRefusal::RequestUndecided(waits.request.clone())),
        None => Ok(()),
    }
}

pub(super) fn reported(
    contest: &Contest,
    kept: &Kept,
    act: &ScrutineerReported,
) -> Result<(), KeptRefusal> {
    act.valid.keys().try_for_each(|id| known(contest, id))?;
    counted(contest, kept, "figures to report on")?;
    if kept.figures.report.is_some() {
        return Err(KeptRefusal::ReportedTwice);
    }
    Ok(())
}

/// Refuses returns other than what boxes, batches and the roll come to.
pub(super) fn returns(
    contest: &Contest,
    kept: &Kept,
    act: &ReturnsDeclared,
) -> Result<(), KeptRefusal> {
    counted(contest, kept, "returns")?;
    let section = act.section.as_ref();
    let electors = kept.roll.electors(section);
    if act.eligible != Some(electors) {
        return Err(KeptRefusal::EligibleOther { electors });
    }
    let papers = came_back(kept, section);
    match act.returned.filter(|&returned| returned != papers) {
        Some(returned) => Err(KeptRefusal::ReturnedOther { returned, papers }),
        None => Ok(()),
    }
}

/// Ballots tallied and papers taken in, of a section or of the whole.
fn came_back(kept: &Kept, section: Option<&SectionId>) -> u64 {
    let of_section = |of: &&BoxState| {
        let id = of.opened.act.r#box.as_str();
        section.is_none_or(|section| section.as_str() == id)
    };
    let boxes = kept.boxes.iter().filter(of_section);
    let tallied = boxes.filter_map(|of| Some(of.closed.as_ref()?.act.tallied));
    tallied.fold(post::taken_in(kept, section), u64::saturating_add)
}

/// Refuses more elected than there are seats.
fn seats(contest: &Contest, id: &PostId, elected: &[CandidateId]) -> Result<(), KeptRefusal> {
    let seats = contest.rulebook().post(id).map(|post| post.seats);
    match seats.filter(|&seats| elected.len() > seats as usize) {
        Some(seats) => Err(KeptRefusal::MoreThanSeats {
            post: id.clone(),
            elected: elected.len(),
            seats,
        }),
        None => Ok(()),
    }
}

pub(super) fn declared(
    contest: &Contest,
    kept: &Kept,
    act: &ResultDeclared,
) -> Result<(), KeptRefusal> {
    if let Some(nominees) = unopposed::unopposed(contest, &act.post) {
        unopposed::declared(nominees, act)?;
        return nothing_waits(kept);
    }
    seats(contest, &act.post, &act.elected)?;
    counted(contest, kept, "results")?;
    published(contest, &act.post)?;
    nothing_waits(kept)?;
    let statutory = contest.rulebook().statutory.as_ref();
    let awaited = statutory.is_some_and(|statutory| statutory.scrutineer.is_some());
    if awaited && kept.figures.report.is_none() {
        return Err(KeptRefusal::ScrutineerMissing);
    }
    Ok(())
}

/// Refuses to declare while an appeal or a request for a recount is undecided.
fn nothing_waits(kept: &Kept) -> Result<(), KeptRefusal> {
    rulings::no_appeal_waits(&kept.rulings)?;
    match kept.undecided_requests().next() {
        Some(waits) => Err(KeptRefusal::RequestUndecided(waits.request.clone())),
        None => Ok(()),
    }
}

pub(super) fn corrected(contest: &Contest, act: &ResultCorrected) -> Result<(), KeptRefusal> {
    if act.reasons.trim().is_empty() {
        return Err(KeptRefusal::NoReasons("the correction"));
    }
    if !is_declared(contest, &act.post) {
        return Err(KeptRefusal::NotDeclared(act.post.clone()));
    }
    seats(contest, &act.post, &act.elected)
}

/// Puts the correction in the place of the last declaration, which is kept.
pub(super) fn correct(
    contest: &mut Contest,
    circumstances: &Circumstances,
    act: &ResultCorrected,
) -> Result<(), Refusal> {
    let state = contest.post_mut(&act.post)?;
    let declared = ResultDeclared {
        post: act.post.clone(),
        elected: act.elected.clone(),
        certified_by: act.certified_by.clone(),
    };
    if let Some(earlier) = state
        .result
        .replace(Recorded::new(circumstances, &declared))
    {
        state.superseded.push(Superseded {
            declared: earlier,
            reasons: act.reasons.clone(),
        });
    }
    Ok(())
}
