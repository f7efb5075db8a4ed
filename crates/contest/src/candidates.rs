//! Who stands: declarations, withdrawals, and who was published as standing.

use hustings_count::CandidateId;
use hustings_rulebook::PostId;

use crate::event::{CandidateDeclared, CandidateWithdrew, NomineesPublished};
use crate::state::each_once;
use crate::{Contest, Refusal, declared, name};

pub(crate) fn declared(contest: &Contest, act: &CandidateDeclared) -> Result<(), Refusal> {
    let post = contest.post(&act.post)?;
    if post
        .candidates
        .iter()
        .any(|other| other.act.candidate == act.candidate)
    {
        return Err(Refusal::DeclaredTwice {
            candidate: act.candidate.clone(),
            post: act.post.clone(),
        });
    }
    name::check(&act.name)?;
    if post
        .candidates
        .iter()
        .any(|other| other.act.name == act.name)
    {
        return Err(Refusal::SameName {
            name: act.name.clone(),
            post: act.post.clone(),
        });
    }
    Ok(())
}

pub(crate) fn withdrew(contest: &Contest, act: &CandidateWithdrew) -> Result<(), Refusal> {
    known(contest, &act.post, &act.candidate)?;
    still_in(contest, &act.post, &act.candidate)
}

pub(crate) fn published(contest: &Contest, act: &NomineesPublished) -> Result<(), Refusal> {
    declared::once(
        contest.post(&act.post)?.nominees.is_some(),
        "the list of nominees for this post",
    )?;
    each_once(&act.candidates)?;
    act.candidates
        .iter()
        .try_for_each(|candidate| known(contest, &act.post, candidate))
}

/// Refuses whoever is not a candidate for the post.
pub(crate) fn known(
    contest: &Contest,
    post: &PostId,
    candidate: &CandidateId,
) -> Result<(), Refusal> {
    if contest
        .post(post)?
        .candidates
        .iter()
        .any(|declared| declared.act.candidate == *candidate)
    {
        Ok(())
    } else {
        Err(Refusal::NotACandidate {
            candidate: candidate.clone(),
            post: post.clone(),
        })
    }
}

/// Refuses whoever has withdrawn.
pub(crate) fn still_in(
    contest: &Contest,
    post: &PostId,
    candidate: &CandidateId,
) -> Result<(), Refusal> {
    if contest.post(post)?.withdrawal(candidate).is_some() {
        Err(Refusal::Withdrawn {
            candidate: candidate.clone(),
            post: post.clone(),
        })
    } else {
        Ok(())
    }
}
