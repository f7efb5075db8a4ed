//! Posts that nobody is polled on, because no more stand than there are seats.

use hustings_count::CandidateId;
use hustings_rulebook::{PostId, SingleCandidate};

use super::KeptRefusal;
use crate::Contest;
use crate::event::ResultDeclared;

/// Who is elected to a post without a poll: its published nominees, where they are no more than its seats and the rulebook
/// has them elected unopposed. Nothing where there is a poll, or may yet be one.
pub fn unopposed<'a>(contest: &'a Contest, post: &PostId) -> Option<&'a [CandidateId]> {
    let rulebook = contest.rulebook();
    if rulebook.count.single_candidate != SingleCandidate::ElectedUnopposed {
        return None;
    }
    let seats = rulebook.post(post)?.seats as usize;
    let nominees = &contest.posts.get(post)?.nominees.as_ref()?.act.candidates;
    (nominees.len() <= seats).then_some(nominees.as_slice())
}

/// Refuses what only a poll can have.
pub(super) fn polled(
    contest: &Contest,
    post: &PostId,
    what: &'static str,
) -> Result<(), KeptRefusal> {
    match unopposed(contest, post) {
        Some(_) => Err(KeptRefusal::Unopposed {
            post: post.clone(),
            what,
        }),
        None => Ok(()),
    }
}

/// Refuses whoever else is declared elected where there was no poll.
pub(super) fn declared(nominees: &[CandidateId], act: &ResultDeclared) -> Result<(), KeptRefusal> {
    let all = nominees.iter().all(|nominee| act.elected.contains(nominee));
    if all && act.elected.len() == nominees.len() {
        return Ok(());
    }
    let names: Vec<&str> = nominees.iter().map(CandidateId::as_str).collect();
    Err(KeptRefusal::OthersElected {
        post: act.post.clone(),
        nominees: names.join(", "),
    })
}
