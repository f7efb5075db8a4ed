//! What moved between stages, as the transcript's transfers say.

use std::collections::BTreeMap;

use hustings_count::CandidateId;
use hustings_count::transcript::{Stage, Transcript, Votes};

/// Somebody's pile, or (`None`) that of the papers which no longer count for anybody.
pub(crate) type Pile<'a> = Option<&'a CandidateId>;

/// What each pile gained or lost on the way to a stage; nothing on the way to the first.
pub(crate) fn changes(transcript: &Transcript, stage: usize) -> BTreeMap<Pile<'_>, i128> {
    let mut changes = BTreeMap::new();
    for transfer in transfers_to(transcript, stage) {
        let votes = i128::from(drawn(transfer.votes));
        let mut add = |pile, change| {
            let sum: &mut i128 = changes.entry(pile).or_default();
            *sum = sum.saturating_add(change);
        };
        add(Some(&transfer.from), -votes);
        add(transfer.to.as_ref(), votes);
    }
    changes
}

/// The transfers between the stage before and this one.
pub(crate) fn transfers_to(
    transcript: &Transcript,
    stage: usize,
) -> &[hustings_count::transcript::Transfer] {
    let before = stage
        .checked_sub(1)
        .and_then(|before| transcript.stages.get(before));
    before.map_or(&[], |before| before.action.transfers.as_slice())
}

/// The votes that a candidate has at a stage; `None` once excluded.
pub(crate) fn votes_of(stage: &Stage, candidate: &CandidateId) -> Option<Votes> {
    stage.votes.get(candidate).copied()
}

/// A number of votes as the length of something drawn. A fraction has none: it is drawn as nothing and stands in words.
pub(crate) fn drawn(votes: Votes) -> u64 {
    votes.to_whole().unwrap_or(0)
}

/// The votes of all who are still in the count at a stage.
pub(crate) fn continuing(stage: &Stage) -> u64 {
    stage
        .votes
        .values()
        .fold(0, |sum, votes| sum.saturating_add(drawn(*votes)))
}
