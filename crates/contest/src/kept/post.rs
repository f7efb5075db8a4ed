//! Papers that come by post: taken in, and read.

use std::collections::BTreeSet;

use hustings_rulebook::{Means, PostId, SectionId};

use super::closing::sums_to;
use super::{Kept, KeptRefusal, allows, unopposed};
use crate::Contest;
use crate::event::{Circumstances, PapersReceived, PostCounted};
use crate::state::Recorded;

/// A batch of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// As it came.
    pub received: Recorded<PapersReceived>,
    /// As it was read.
    pub counted: Option<Recorded<PostCounted>>,
}

impl Batch {
    pub(super) fn new(circumstances: &Circumstances, act: &PapersReceived) -> Self {
        Self {
            received: Recorded::new(circumstances, act),
            counted: None,
        }
    }
}

pub(super) fn received(
    contest: &Contest,
    kept: &Kept,
    act: &PapersReceived,
) -> Result<(), KeptRefusal> {
    if !allows(contest, Means::Post) {
        return Err(KeptRefusal::MeansNotAllowed("post".to_owned()));
    }
    if contest.poll_opened.is_none() {
        return Err(KeptRefusal::PollNotOpen);
    }
    if contest.poll_closed.is_some() {
        return Err(KeptRefusal::PollIsClosed);
    }
    if let Some(section) = act
        .section
        .as_ref()
        .filter(|id| contest.rulebook().section(id).is_none())
    {
        return Err(KeptRefusal::UnknownSection(section.clone()));
    }
    if act.section.is_none() && !contest.rulebook().roll.sections.is_empty() {
        return Err(KeptRefusal::BatchOfNoSection(act.batch.clone()));
    }
    if kept
        .batches
        .iter()
        .any(|batch| batch.received.act.batch == act.batch)
    {
        return Err(KeptRefusal::BatchTwice(act.batch.clone()));
    }
    room(contest, kept, act.section.as_ref(), act.papers)
}

/// Refuses more who voted than the section has electors: these, and the papers that were taken in from it.
pub(super) fn room(
    contest: &Contest,
    kept: &Kept,
    section: Option<&SectionId>,
    more: u64,
) -> Result<(), KeptRefusal> {
    // Where the roll has no sections, a batch has none either, and its box is of all electors.
    let section = section.filter(|id| contest.rulebook().section(id).is_some());
    let voted = taken_in(kept, section).saturating_add(more);
    let electors = kept.roll.electors(section);
    if voted > electors {
        return Err(KeptRefusal::MoreThanElectors { voted, electors });
    }
    Ok(())
}

/// Papers that were taken in from a section, or from all.
pub(super) fn taken_in(kept: &Kept, section: Option<&SectionId>) -> u64 {
    let batches = kept.batches.iter().map(|batch| &batch.received.act);
    batches
        .filter(|batch| section.is_none() || batch.section.as_ref() == section)
        .fold(0, |sum, batch| sum.saturating_add(batch.papers))
}

pub(super) fn counted(
    contest: &Contest,
    kept: &Kept,
    act: &PostCounted,
) -> Result<(), KeptRefusal> {
    let mut batches = kept.batches.iter();
    let batch = batches
        .find(|batch| batch.received.act.batch == act.batch)
        .ok_or_else(|| KeptRefusal::NoSuchBatch(act.batch.clone()))?;
    if batch.counted.is_some() {
        return Err(KeptRefusal::BatchCounted(act.batch.clone()));
    }
    if contest.poll_closed.is_none() {
        return Err(KeptRefusal::PollNotClosed);
    }
    let received = batch.received.act.papers;
    if act.papers != received {
        return Err(KeptRefusal::BatchTotal {
            batch: act.batch.clone(),
            received,
            papers: act.papers,
        });
    }
    let unknown = |post: &&PostId| contest.rulebook().post(post).is_none();
    if let Some(unknown) = act.posts.keys().find(unknown) {
        return Err(KeptRefusal::UnknownPost(unknown.clone()));
    }
    act.posts
        .keys()
        .try_for_each(|post| unopposed::polled(contest, post, "papers"))?;
    let expected = polled(contest, batch.received.act.section.as_ref());
    if act.posts.keys().ne(&expected) {
        let names: Vec<&str> = expected.iter().map(PostId::as_str).collect();
        return Err(KeptRefusal::PostsOfBatch {
            batch: act.batch.clone(),
            expected: names.join(", "),
        });
    }
    act.posts
        .iter()
        .try_for_each(|(post, totals)| sums_to(post, totals, act.papers))?;
    let names: BTreeSet<&String> = act.entered_by.iter().collect();
    if names.len() != 2 || act.entered_by.len() != 2 {
        return Err(KeptRefusal::EnteredByOne);
    }
    if act.adjudicated > act.differing {
        return Err(KeptRefusal::TooManyAdjudicated {
            adjudicated: act.adjudicated,
            differing: act.differing,
        });
    }
    Ok(())
}

/// The posts that papers of a section are about, or those of all electors.
fn polled(contest: &Contest, section: Option<&SectionId>) -> BTreeSet<PostId> {
    let posts = contest.rulebook().posts.iter();
    let elected = posts.filter(|post| section.is_none_or(|section| post.is_elected_by(section)));
    elected
        .map(|post| post.id.clone())
        .filter(|post| unopposed::unopposed(contest, post).is_none())
        .collect()
}

pub(super) fn count(kept: &mut Kept, circumstances: &Circumstances, act: &PostCounted) {
    for batch in &mut kept.batches {
        if batch.received.act.batch == act.batch {
            batch.counted = Some(Recorded::new(circumstances, act));
        }
    }
}
