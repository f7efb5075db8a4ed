//! The supplementary vote, `docs/rules/supplementary-vote.md`; its clauses are named where they are followed, the
//! paragraphs of Schedule 2 to the Greater London Authority Act 1999 in brackets.

use serde::{Deserialize, Serialize};

use super::preferences::{VotesCast, votes_cast};
use super::{Clause, Method, Seats, most};
use crate::count::Count;
use crate::desk::{Act, Desk, Moved, Stop};
use crate::papers::{CandidateIndex, Papers, Ranking};
use crate::stage::{Did, Purpose};
use crate::tie::Resort;
use crate::trace::Manner;
use crate::votes::Votes;

/// The Act leaves nothing to a rulebook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

impl Method for Options {
    fn name(&self) -> &'static str {
        "supplementary-vote"
    }

    fn describe(&self) -> String {
        "the supplementary vote: more than half of first preferences elects; else the second preferences for the first two \
         decide".to_owned()
    }

    fn cannot_fill(&self, seats: Seats) -> Option<&'static str> {
        (seats != Seats::ONE).then_some("one seat")
    }

    /// 7: the Act has lots.
    fn customary_ties(&self) -> Vec<Resort> {
        vec![Resort::Lots]
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Ok(Manner::First(2))
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, desk)
    }
}

/// Holds the count.
fn count_at(count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
    // 2: the first count.
    let first = votes_cast(count.papers, &desk.standing(), 1);
    desk.lay_out(first.figures());
    if let Some(elected) = over_half(&first.standing) {
        // 3 (2): more than half of all first preferences.
        let clause = Clause("supplementary-vote 3");
        return desk.act(Act::new(Did::Elected, [elected], clause));
    }
    // 4 (4(2) to (4)): the two with the most remain, and who is level with the second; the others do not.
    let second_most = second_most(&first.standing);
    let (remaining, eliminated): (Vec<_>, Vec<_>) = first
        .standing
        .iter()
        .copied()
        .partition(|(_, votes)| *votes >= second_most);
    let mut second = VotesCast {
        standing: remaining,
        ..first
    };
    if !eliminated.is_empty() {
        let eliminated: Vec<_> = eliminated.into_iter().map(|(c, _)| c).collect();
        let moved = second_preferences(count.papers, &eliminated, &mut second);
        let act = Act::new(Did::Excluded, eliminated, Clause("supplementary-vote 4"));
        desk.act(act.moving(moved))?;
        desk.lay_out(second.figures());
    }
    let most = most(&second.standing);
    if most.is_empty() {
        // 8: everybody withdrew.
        return desk.act(Act::new(Did::Ended, [], Clause("supplementary-vote 8")));
    }
    // 6 (4(7)): the greatest total is returned; 7 (4(8)): of several with it, whom the resorts choose.
    let elected = desk.choose(&most, Purpose::Elect)?;
    desk.act(Act::new(
        Did::Elected,
        [elected],
        Clause("supplementary-vote 6"),
    ))
}

/// Whoever has more than half of the first preferences for those who stand.
fn over_half(standing: &[(CandidateIndex, u64)]) -> Option<CandidateIndex> {
    // Each paper has one first preference, so the sum is no more than there are papers.
    let all: u64 = standing.iter().map(|(_, votes)| votes).sum();
    // For whole numbers, more than half is more than the half rounded down.
    let over_half = standing.iter().find(|(_, votes)| *votes > all / 2);
    over_half.map(|(candidate, _)| *candidate)
}

/// The votes of whoever is second, which are those of the first where two are level; nobody is below no votes.
fn second_most(standing: &[(CandidateIndex, u64)]) -> u64 {
    let mut votes: Vec<_> = standing.iter().map(|(_, votes)| *votes).collect();
    votes.sort_unstable();
    votes.iter().rev().nth(1).copied().unwrap_or_default()
}

/// 5 (4(5) and (6)): second preferences on the papers of those eliminated, who are in the order of the paper, are added
/// to the votes of those remaining.
fn second_preferences(
    papers: &Papers,
    eliminated: &[CandidateIndex],
    votes: &mut VotesCast,
) -> Moved {
    let mut moved = Moved::new();
    for Ranking {
        preferences: ranking,
        papers,
        ..
    } in papers.rankings()
    {
        let Some(from) = ranking
            .first()
            .filter(|first| eliminated.binary_search(first).is_ok())
        else {
            continue;
        };
        let to = votes.add(ranking.get(1).copied(), papers);
        let before = moved.entry((*from, to)).or_default();
        // Papers in whole numbers: their sum is no more than there are papers.
        *before = Votes::whole(before.to_whole().unwrap_or_default() + papers);
    }
    moved
}
