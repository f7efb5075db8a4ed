//! What moved between stages, as the transcript's transfers say.

use std::collections::BTreeMap;

use hustings_count::CandidateId;
use hustings_count::transcript::{Stage, Transcript, Votes};

use crate::words;

/// Somebody's pile, or (`None`) that of the papers which no longer count for anybody.
pub(crate) type Pile<'a> = Option<&'a CandidateId>;

/// What a pile gained or lost.
#[derive(Debug, Clone, Default)]
pub(crate) struct Change {
    came: Votes,
    went: Votes,
}

impl Change {
    /// What it gained; nothing if it lost.
    pub(crate) fn gain(&self) -> Votes {
        self.came.minus(&self.went).unwrap_or_default()
    }

    /// With its sign, exactly: `+17800`, `-781.00000`; empty if it neither gained nor lost.
    pub(crate) fn exact(&self) -> String {
        match (self.came.minus(&self.went), self.went.minus(&self.came)) {
            (Some(_), Some(_)) => String::new(),
            (Some(gain), _) => format!("+{gain}"),
            (None, loss) => format!("-{}", loss.unwrap_or_default()),
        }
    }

    /// With its sign, the typographer's minus: `+17,800`, `−50,255`; empty if it neither gained nor lost.
    pub(crate) fn in_words(&self) -> String {
        match (self.came.minus(&self.went), self.went.minus(&self.came)) {
            (Some(_), Some(_)) => String::new(),
            (Some(gain), _) => format!("+{}", words::votes(&gain)),
            (None, loss) => format!("−{}", words::votes(&loss.unwrap_or_default())),
        }
    }
}

/// What each pile gained or lost on the way to a stage; nothing on the way to the first.
pub(crate) fn changes(transcript: &Transcript, stage: usize) -> BTreeMap<Pile<'_>, Change> {
    let mut changes: BTreeMap<Pile<'_>, Change> = BTreeMap::new();
    for transfer in transfers_to(transcript, stage) {
        let giver = changes.entry(Some(&transfer.from)).or_default();
        giver.went = giver.went.plus(&transfer.votes);
        let receiver = changes.entry(transfer.to.as_ref()).or_default();
        receiver.came = receiver.came.plus(&transfer.votes);
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
    stage.votes.get(candidate).cloned()
}

/// A number of votes as the length of something drawn: without its fraction.
pub(crate) fn drawn(votes: &Votes) -> u64 {
    u64::try_from(votes.to_fraction().to_integer()).unwrap_or(u64::MAX)
}

/// Whether the figures of every stage come to all papers: not where papers have several votes, where each ballot has
/// papers of its own, or where figures are parts of a whole.
pub(crate) fn adds_up(transcript: &Transcript) -> bool {
    let papers = Votes::whole(transcript.papers.get());
    transcript.stages.iter().all(|stage| {
        let votes = stage
            .votes
            .values()
            .fold(Votes::ZERO, |sum, votes| sum.plus(votes));
        let lost = stage.lost.clone().unwrap_or_default();
        votes.plus(&stage.non_transferable).plus(&lost) == papers
    })
}

/// The votes of all who are still in the count at a stage.
pub(crate) fn continuing(stage: &Stage) -> u64 {
    stage
        .votes
        .values()
        .fold(0, |sum, votes| sum.saturating_add(drawn(votes)))
}
