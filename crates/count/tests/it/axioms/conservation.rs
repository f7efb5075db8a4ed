//! No paper appears or disappears.

use std::num::NonZeroU32;

use hustings_count::{Papers, Rule, Votes};

use super::dice::Dice;
use super::election::{Election, transcript};
use super::rules::{AV, OF_A_MAJORITY, OTHERS, REOPEN, STV};

/// Votes, what is non-transferable and what was lost are all there is, at every stage: all papers; the preferences that
/// count, where a paper has several votes; one whole, of an electoral college; the papers of one of the ballots in series.
pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let election = Election::drawn(&mut dice, &[STV, AV, OF_A_MAJORITY, OTHERS, REOPEN]);
    let (outcome, papers) = election.held(election.papers());
    let all: Vec<Votes> = match &election.rule {
        Rule::ElectoralCollege(_) => vec![Votes::whole(1)],
        Rule::BlockVote(options) => {
            let most = options.most.map_or(election.seats, NonZeroU32::get);
            vec![votes_of_several(&papers[0], most as usize)]
        }
        _ => papers
            .iter()
            .map(|papers| Votes::whole(papers.counted().get()))
            .collect(),
    };
    for stage in transcript(outcome).stages {
        let lost = stage.lost.clone().unwrap_or_default();
        let apart = stage.non_transferable.plus(&lost);
        let sum = stage
            .votes
            .values()
            .fold(apart, |sum, votes| sum.plus(votes));
        assert!(
            all.contains(&sum),
            "{sum} of {all:?} at {stage:#?}: {election:?}"
        );
    }
}

fn votes_of_several(papers: &Papers, most: usize) -> Votes {
    let votes = papers
        .rankings()
        .map(|ranking| ranking.preferences.len().min(most) as u64 * ranking.papers);
    Votes::whole(votes.sum())
}

#[cfg(test)]
proptest::proptest! {
    #[test]
    fn every_stage_accounts_for_every_paper(bytes in super::bytes()) {
        holds(&bytes);
    }
}
