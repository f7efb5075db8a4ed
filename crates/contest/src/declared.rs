//! What others declared and published: returns, votes, papers, results, lots.

use std::collections::{BTreeMap, BTreeSet};

use hustings_count::CandidateId;
use hustings_rulebook::{PostId, SectionId};

use crate::event::{
    Circumstances, LotsDrawn, PapersPublished, ResultDeclared, ReturnsDeclared, VotesDeclared,
};
use crate::state::each_once;
use crate::{Contest, Refusal, candidates};

/// The longest path that a bundle can hold.
const LONGEST_PATH: usize = 100;

/// Refuses what is already there.
pub(crate) fn once(already: bool, what: &str) -> Result<(), Refusal> {
    if already {
        Err(Refusal::DeclaredAgain {
            what: what.to_owned(),
        })
    } else {
        Ok(())
    }
}

/// The poll opens once, closes once, and not before it opens.
pub(crate) fn poll(
    already: Option<&Circumstances>,
    opened: Option<&Circumstances>,
    closed: Option<&Circumstances>,
) -> Result<(), Refusal> {
    once(already.is_some(), "the same about the poll")?;
    let decided = |at: Option<&Circumstances>| at.and_then(|at| at.decided.clone());
    match (decided(opened), decided(closed)) {
        (Some(opened), Some(closed)) if closed.surely_before(&opened) => {
            Err(Refusal::ClosedBeforeOpened { opened, closed })
        }
        _ => Ok(()),
    }
}

pub(crate) fn section(contest: &Contest, section: Option<&SectionId>) -> Result<(), Refusal> {
    match section.filter(|id| contest.rulebook().section(id).is_none()) {
        Some(id) => Err(Refusal::UnknownSection(id.clone())),
        None => Ok(()),
    }
}

fn whole_or(section: Option<&SectionId>) -> String {
    section.map_or_else(|| "the whole".to_owned(), |id| format!("section '{id}'"))
}

pub(crate) fn returns(contest: &Contest, act: &ReturnsDeclared) -> Result<(), Refusal> {
    section(contest, act.section.as_ref())?;
    let what = || format!("the returns of {}", whole_or(act.section.as_ref()));
    once(contest.returns.contains_key(&act.section), &what())?;
    sum(act.channels.values(), "the channels")?;
    if let (Some(returned), Some(eligible)) = (act.returned, act.eligible)
        && returned > eligible
    {
        return Err(Refusal::MoreReturnedThanEligible { returned, eligible });
    }
    for post in &contest.rulebook().posts {
        for votes in &contest.post(&post.id)?.votes {
            if votes.act.section == act.section {
                enough(
                    act,
                    &votes.act.post,
                    sum(votes.act.votes.values(), "the votes")?,
                )?;
            }
        }
    }
    Ok(())
}

pub(crate) fn votes(contest: &Contest, act: &VotesDeclared) -> Result<(), Refusal> {
    let post = contest.post(&act.post)?;
    section(contest, act.section.as_ref())?;
    stage_number(act.stage_number)?;
    if act.section.is_some() && act.stage_number != 1 {
        return Err(Refusal::LaterStageBySection(act.stage_number));
    }
    act.votes
        .keys()
        .try_for_each(|candidate| on_paper(contest, &act.post, candidate))?;
    elects(contest, &act.post, act.section.as_ref())?;
    let same = |other: &VotesDeclared| {
        other.section == act.section && other.stage_number == act.stage_number
    };
    let what = format!(
        "what was declared for stage {} of {}",
        act.stage_number,
        whole_or(act.section.as_ref())
    );
    once(post.votes.iter().any(|other| same(&other.act)), &what)?;
    let votes = sum(act.votes.values(), "the votes")?;
    match contest.returns.get(&act.section) {
        Some(returns) => enough(&returns.act, &act.post, votes),
        None => Ok(()),
    }
}

/// Refuses more votes than electors, or than papers that came back.
fn enough(returns: &ReturnsDeclared, post: &PostId, votes: u64) -> Result<(), Refusal> {
    if let Some(eligible) = returns.eligible.filter(|&eligible| votes > eligible) {
        return Err(Refusal::MoreVotesThanEligible {
            votes,
            post: post.clone(),
            eligible,
        });
    }
    match returns.returned.filter(|&returned| votes > returned) {
        Some(returned) => Err(Refusal::MoreVotesThanReturned {
            votes,
            post: post.clone(),
            returned,
        }),
        None => Ok(()),
    }
}

/// Refuses votes for whoever was not on the paper, where it is known who was.
fn on_paper(contest: &Contest, post: &PostId, candidate: &CandidateId) -> Result<(), Refusal> {
    candidates::known(contest, post, candidate)?;
    match &contest.post(post)?.nominees {
        Some(nominees) if !nominees.act.candidates.contains(candidate) => {
            Err(Refusal::NotOnPaper {
                candidate: candidate.clone(),
                post: post.clone(),
            })
        }
        _ => Ok(()),
    }
}

/// Refuses votes of a section that has none for this post.
fn elects(contest: &Contest, id: &PostId, section: Option<&SectionId>) -> Result<(), Refusal> {
    let post = contest.rulebook().post(id);
    match section.filter(|section| post.is_some_and(|post| !post.is_elected_by(section))) {
        Some(section) => Err(Refusal::SectionDoesNotElect {
            section: section.clone(),
            post: id.clone(),
        }),
        None => Ok(()),
    }
}

pub(crate) fn papers(contest: &Contest, act: &PapersPublished) -> Result<(), Refusal> {
    once(
        contest.post(&act.post)?.papers.is_some(),
        "the publication of this post's papers",
    )?;
    section(contest, act.section.as_ref())?;
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    let name = act.file.strip_prefix("papers/").unwrap_or_default();
    // A name of dots alone would lead out of the folder.
    let is_path = act.file.len() <= LONGEST_PATH
        && !name.is_empty()
        && name.bytes().all(plain)
        && !name.bytes().all(|byte| byte == b'.');
    if is_path {
        Ok(())
    } else {
        Err(Refusal::NotAPath(act.file.clone()))
    }
}

pub(crate) fn result(contest: &Contest, act: &ResultDeclared) -> Result<(), Refusal> {
    once(
        contest.post(&act.post)?.result.is_some(),
        "the result for this post",
    )?;
    elected(contest, &act.post, &act.elected)
}

/// Refuses whoever is no candidate, or is elected twice.
pub(crate) fn elected(
    contest: &Contest,
    post: &PostId,
    elected: &[CandidateId],
) -> Result<(), Refusal> {
    each_once(elected)?;
    elected
        .iter()
        .try_for_each(|candidate| candidates::known(contest, post, candidate))
}

pub(crate) fn lots(contest: &Contest, act: &LotsDrawn) -> Result<(), Refusal> {
    contest.post(&act.post)?;
    stage_number(act.stage_number)?;
    each_once(&act.among)?;
    act.among
        .iter()
        .try_for_each(|candidate| candidates::known(contest, &act.post, candidate))?;
    let set = |among: &[CandidateId]| among.iter().cloned().collect::<BTreeSet<_>>();
    let same = |other: &LotsDrawn| {
        other.stage_number == act.stage_number && set(&other.among) == set(&act.among)
    };
    let drawn = contest
        .post(&act.post)?
        .lots
        .iter()
        .any(|other| same(&other.act));
    once(drawn, "the lot among these at this stage")?;
    if act.among.contains(&act.excluded) {
        Ok(())
    } else {
        Err(Refusal::LotOfAnother(act.excluded.clone()))
    }
}

fn stage_number(number: u32) -> Result<(), Refusal> {
    if number == 0 {
        Err(Refusal::StageZero)
    } else {
        Ok(())
    }
}

fn sum<'a>(figures: impl Iterator<Item = &'a u64>, what: &'static str) -> Result<u64, Refusal> {
    figures
        .copied()
        .try_fold(0_u64, u64::checked_add)
        .ok_or(Refusal::TooMany { what })
}

/// Adds votes to votes, candidate by candidate.
pub(crate) fn add(total: &mut BTreeMap<CandidateId, u64>, votes: &BTreeMap<CandidateId, u64>) {
    for (candidate, &number) in votes {
        let sum = total.entry(candidate.clone()).or_default();
        *sum = sum.saturating_add(number);
    }
}
