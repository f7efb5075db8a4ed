//! Votes by the first preferences of each paper, for rules under which no paper moves.

use std::collections::BTreeMap;

use crate::desk::Figures;
use crate::papers::{CandidateIndex, Papers, Ranking};
use crate::votes::Votes;

/// The votes of those who stand, and how many were given to others.
pub(crate) struct VotesCast {
    /// In the order of the paper.
    pub(crate) standing: Vec<(CandidateIndex, u64)>,
    /// More than papers where each has several votes; so it is not held in a u64.
    pub(crate) others: u128,
}

/// One vote for each of so many first preferences of every paper. Preferences for somebody who does not stand are
/// not passed over: they are votes, for nobody.
pub(crate) fn votes_cast(
    papers: &Papers,
    standing: &[CandidateIndex],
    preferences: usize,
) -> VotesCast {
    let mut votes: BTreeMap<_, u64> = standing.iter().map(|c| (*c, 0)).collect();
    let mut others = 0;
    for Ranking {
        preferences: ranking,
        papers,
        ..
    } in papers.rankings()
    {
        for candidate in ranking.iter().take(preferences) {
            // No ranking names a candidate twice, so nobody has more votes than there are papers.
            match votes.get_mut(candidate) {
                Some(votes) => *votes += papers,
                None => others += u128::from(papers),
            }
        }
    }
    VotesCast {
        standing: votes.into_iter().collect(),
        others,
    }
}

impl VotesCast {
    pub(crate) fn figures(&self) -> Figures {
        let votes = self.standing.iter();
        Figures {
            votes: votes.map(|(c, votes)| (*c, Votes::whole(*votes))).collect(),
            non_transferable: Votes::decimal(self.others, 0),
            ..Figures::default()
        }
    }

    /// Adds papers to somebody's votes, if he or she is among those who stand, else to those of nobody. Says whose they
    /// are now.
    pub(crate) fn add(
        &mut self,
        to: Option<CandidateIndex>,
        papers: u64,
    ) -> Option<CandidateIndex> {
        let place = to.and_then(|to| self.standing.binary_search_by_key(&to, |(c, _)| *c).ok());
        if let Some((candidate, votes)) = place.and_then(|place| self.standing.get_mut(place)) {
            *votes += papers;
            return Some(*candidate);
        }
        self.others += u128::from(papers);
        None
    }
}
