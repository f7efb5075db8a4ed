//! Making the declaration.

use hustings_count::Transcript;
use hustings_count::transcript::{Provenance, Stage, Votes};
use hustings_rulebook::{Percent, Post, SectionId};

use super::{
    Declaration, DeclaredPost, DeclaredStage, Elected, Format, Poll, SectionTitle,
    SupersededResult, VotesOf, claims, returns,
};
use crate::Contest;
use crate::wire::LogDigest;

/// The declaration of one post, as the contest stands, from the transcript of its count.
pub fn declaration(
    contest: &Contest,
    post: &Post,
    transcript: &Transcript,
    log: &LogDigest,
) -> Declaration {
    let rulebook = contest.rulebook();
    let section = transcript
        .section
        .as_ref()
        .and_then(|id| id.parse::<SectionId>().ok());
    let result = contest
        .post(&post.id)
        .ok()
        .and_then(|state| state.result.as_ref());
    let returns = returns::returns(contest, post, transcript, section.as_ref());
    Declaration {
        format: Format::V1,
        title: rulebook.title.clone(),
        organisation: rulebook.organisation.clone(),
        post: DeclaredPost {
            id: post.id.clone(),
            title: post.title.clone(),
            seats: post.seats,
        },
        provenance: transcript.provenance,
        section: section.as_ref().and_then(|id| titled(contest, id)),
        poll: poll(contest),
        stages: transcript
            .stages
            .iter()
            .map(|stage| row(contest, post, transcript, stage))
            .collect(),
        elected: transcript
            .elected
            .iter()
            .filter_map(|id| elected(transcript, id))
            .collect(),
        declared_on: result.and_then(|result| result.circumstances.decided.clone()),
        certified_by: result.and_then(|result| result.act.certified_by.clone()),
        claims: claims::claims(contest, post, transcript, section.as_ref(), &returns),
        unreconciled: returns::unreconciled(&returns),
        returns,
        log: log.clone(),
        mock: contest.is_mock(),
        server_alone: rulebook.is_server_alone(),
        superseded: superseded(contest, post),
    }
}

fn superseded(contest: &Contest, post: &Post) -> Vec<SupersededResult> {
    let state = contest.post(&post.id).ok();
    let earlier = state.into_iter().flat_map(|state| &state.superseded);
    let told = |earlier: &crate::kept::Superseded| SupersededResult {
        elected: earlier.declared.act.elected.clone(),
        declared_on: earlier.declared.circumstances.decided.clone(),
        certified_by: earlier.declared.act.certified_by.clone(),
        reasons: earlier.reasons.clone(),
    };
    earlier.map(told).collect()
}

pub(super) fn titled(contest: &Contest, id: &SectionId) -> Option<SectionTitle> {
    let section = contest.rulebook().section(id)?;
    Some(SectionTitle {
        id: section.id.clone(),
        title: section.title.clone(),
    })
}

fn poll(contest: &Contest) -> Poll {
    let window = &contest.rulebook().ballot.window;
    let decided = |circumstances: &Option<crate::event::Circumstances>| {
        circumstances
            .as_ref()
            .and_then(|circumstances| circumstances.decided.clone())
    };
    Poll {
        opens: window.opens.clone(),
        closes: window.closes.clone(),
        opened: decided(&contest.poll_opened),
        closed: decided(&contest.poll_closed),
    }
}

fn row(contest: &Contest, post: &Post, transcript: &Transcript, stage: &Stage) -> DeclaredStage {
    let declared = contest
        .post(&post.id)
        .ok()
        .filter(|_| transcript.provenance == Provenance::Declared);
    let votes = declared.into_iter().flat_map(|state| &state.votes);
    let sources = votes
        .filter(|votes| votes.act.section.is_none() && votes.act.stage_number == stage.number.get())
        .flat_map(|votes| votes.circumstances.sources.clone());
    DeclaredStage {
        sources: sources.collect(),
        number: stage.number,
        votes: stage.votes.clone(),
        non_transferable: stage.non_transferable.clone(),
        did: stage.action.did,
        candidates: stage.action.candidates.clone(),
    }
}

fn elected(transcript: &Transcript, id: &hustings_count::CandidateId) -> Option<Elected> {
    let elects = |stage: &&Stage| stage.all_elected().any(|elected| elected == id);
    let stage = transcript.stages.iter().find(elects)?;
    let votes = stage.votes.get(id)?;
    let all = stage.votes.values();
    let all = all.fold(Votes::ZERO, |sum, votes| sum.plus(votes));
    Some(Elected {
        id: id.clone(),
        name: transcript
            .candidates
            .iter()
            .find(|candidate| candidate.id == *id)?
            .name
            .clone(),
        stage: stage.number,
        votes: votes.clone(),
        of_continuing: share(votes, &all),
        of_first_stage: share(votes, &Votes::whole(transcript.papers.get())),
    })
}

/// Votes over votes as a percentage with one decimal, half up, from the exact fraction; `None` of nothing.
fn share(votes: &Votes, of: &Votes) -> Option<String> {
    if of.is_zero() {
        return None;
    }
    let share = votes.to_fraction() / of.to_fraction();
    let per_mille = (share.numer() * 2_000_u32 + share.denom()) / (share.denom() * 2_u32);
    Percent::ratio(u64::try_from(per_mille).ok()?, 1_000, 1)
}

/// The votes of all, if they are whole.
pub(super) fn sum(votes: &VotesOf) -> Option<u64> {
    votes
        .values()
        .map(Votes::to_whole)
        .try_fold(0_u64, |sum, votes| sum.checked_add(votes?))
}
