//! What trustees do to a closed box, and what it comes to.

use hustings_rulebook::{BoxId, PostId};

use super::{BoxState, Kept, KeptRefusal};
use crate::event::{BoxTallied, Circumstances, DecryptionMade, PaperTotals, ShuffleMade};
use crate::state::Recorded;
use crate::{Contest, Digest};

/// How many shuffles there must be, and how many decryptions: as many as trustees are needed, the server's among them. Two
/// where the rulebook names no trustees.
pub fn needed(contest: &Contest) -> usize {
    let trustees = contest.rulebook().ballot.trustees.as_ref();
    trustees.map_or(2, |trustees| {
        usize::try_from(trustees.threshold)
            .unwrap_or(usize::MAX)
            .saturating_add(usize::from(trustees.server))
    })
}

/// The box, if it is closed and not tallied.
fn in_hand<'a>(kept: &'a Kept, id: &BoxId) -> Result<&'a BoxState, KeptRefusal> {
    let of = kept
        .of_box(id)
        .ok_or_else(|| KeptRefusal::NoSuchBox(id.clone()))?;
    if of.closed.is_none() {
        Err(KeptRefusal::BoxNotClosed(id.clone()))
    } else if of.tallied.is_some() {
        Err(KeptRefusal::BoxIsTallied(id.clone()))
    } else {
        Ok(of)
    }
}

/// A message and its statement, of whichever box.
fn all_made(kept: &Kept) -> impl Iterator<Item = (&Digest, &String)> {
    kept.boxes.iter().flat_map(|of| {
        let shuffles = of.shuffles.iter().map(|made| &made.act);
        let decryptions = of.decryptions.iter().map(|made| &made.act);
        shuffles
            .map(|act| (&act.message, &act.statement))
            .chain(decryptions.map(|act| (&act.message, &act.statement)))
    })
}

/// Refuses a statement that is no statement, or is recorded already.
fn stated_once(kept: &Kept, statement: &String) -> Result<(), KeptRefusal> {
    if statement.trim().is_empty() {
        Err(KeptRefusal::NoStatement)
    } else if all_made(kept).any(|(_, other)| other == statement) {
        Err(KeptRefusal::MessageTwice)
    } else {
        Ok(())
    }
}

fn made_once(kept: &Kept, message: &Digest) -> Result<(), KeptRefusal> {
    if all_made(kept).any(|(other, _)| other == message) {
        Err(KeptRefusal::MessageTwice)
    } else {
        Ok(())
    }
}

pub(super) fn shuffled(kept: &Kept, act: &ShuffleMade) -> Result<(), KeptRefusal> {
    let of = in_hand(kept, &act.r#box)?;
    if !of.decryptions.is_empty() {
        return Err(KeptRefusal::ShuffleAfterDecryption(act.r#box.clone()));
    }
    stated_once(kept, &act.statement)?;
    made_once(kept, &act.message)
}

pub(super) fn decrypted(kept: &Kept, act: &DecryptionMade) -> Result<(), KeptRefusal> {
    let of = in_hand(kept, &act.r#box)?;
    stated_once(kept, &act.statement)?;
    // Whoever decrypts nothing writes the same bytes; the statement still says who it was, and of which box.
    if of.tallied_ballots() == 0 {
        return Ok(());
    }
    made_once(kept, &act.message)
}

pub(super) fn tallied(contest: &Contest, kept: &Kept, act: &BoxTallied) -> Result<(), KeptRefusal> {
    let id = &act.r#box;
    let of = in_hand(kept, id)?;
    let needed = needed(contest);
    for (made, what) in [
        (of.shuffles.len(), "shuffles"),
        (of.decryptions.len(), "decryptions"),
    ] {
        if made < needed {
            return Err(KeptRefusal::TooFew {
                of: id.clone(),
                made,
                what,
                needed,
            });
        }
    }
    let posts = &of.opened.act.posts;
    if act.posts.len() != posts.len() || posts.iter().any(|post| !act.posts.contains_key(post)) {
        return Err(KeptRefusal::PostsOfBox(id.clone()));
    }
    let tallied = of.tallied_ballots();
    act.posts
        .iter()
        .try_for_each(|(post, totals)| sums_to(post, totals, tallied))
}

/// Refuses figures of a post that do not sum to the papers.
pub(super) fn sums_to(post: &PostId, totals: &PaperTotals, papers: u64) -> Result<(), KeptRefusal> {
    let sum = totals.sum().unwrap_or(u64::MAX);
    if sum == papers {
        Ok(())
    } else {
        Err(KeptRefusal::PostTotal {
            post: post.clone(),
            sum,
            papers,
        })
    }
}

fn of_box<'a>(kept: &'a mut Kept, id: &BoxId) -> Option<&'a mut BoxState> {
    kept.boxes.iter_mut().find(|of| of.opened.act.r#box == *id)
}

pub(super) fn shuffle(kept: &mut Kept, circumstances: &Circumstances, act: &ShuffleMade) {
    if let Some(of) = of_box(kept, &act.r#box) {
        of.shuffles.push(Recorded::new(circumstances, act));
    }
}

pub(super) fn decrypt(kept: &mut Kept, circumstances: &Circumstances, act: &DecryptionMade) {
    if let Some(of) = of_box(kept, &act.r#box) {
        of.decryptions.push(Recorded::new(circumstances, act));
    }
}

pub(super) fn tally(kept: &mut Kept, circumstances: &Circumstances, act: &BoxTallied) {
    if let Some(of) = of_box(kept, &act.r#box) {
        of.tallied = Some(Recorded::new(circumstances, act));
    }
}
