//! The alternative vote from papers: every stage from all of them, with nothing carried over.

use std::collections::BTreeSet;

use super::{Election, NotCounted, Rankings, first_of, moved};
use crate::rule::av::{Av, Step};
use crate::ties::{Course, Purpose};
use crate::transcript::{Stage, Transfer};
use crate::votes::Votes;

/// Counts to the stage that elects, re-opens or ends.
pub(super) fn count(
    rule: &Av,
    election: &Election<'_>,
    course: &mut Course<'_>,
) -> Result<(), NotCounted> {
    let rankings = election.rankings;
    let mut continuing: BTreeSet<String> = election.ids.iter().cloned().collect();
    check(rule, election.seats, &continuing)?;
    loop {
        let votes = votes(rankings, &continuing);
        let counted: u128 = votes.values().sum();
        let mut stage = Stage::new(course.number(), votes);
        stage.non_transferable = election.papers - counted;
        let goes_on = match rule.step(&stage.votes, election.papers, election.seats == 1) {
            Step::Elect { who, clause } => stage.act("elected", vec![who], clause),
            Step::Reopen { who } => stage.act("reopened", vec![who], "av 10"),
            Step::End { clause } => stage.act("ended", Vec::new(), clause),
            Step::Exclude { fewest, clause } => {
                let (who, tie) = course.choose(&fewest, Purpose::Exclude)?;
                stage.tie = tie;
                stage.act("excluded", vec![who], clause)
            }
            Step::ExcludeAll { last } => {
                let in_order = election.ids.iter().filter(|id| last.contains(id));
                stage.act("excluded", in_order.cloned().collect(), "av 8")
            }
        };
        if goes_on {
            stage.transfers = transfers(rankings, &continuing, &stage.candidates);
            for who in &stage.candidates {
                continuing.remove(who);
            }
        }
        course.add(stage)?;
        if !goes_on {
            return Ok(());
        }
    }
}

fn check(rule: &Av, seats: u64, candidates: &BTreeSet<String>) -> Result<(), NotCounted> {
    if seats > 1 {
        return Err(NotCounted::Seats {
            rule: "the alternative vote",
            fills: "one seat",
            seats,
        });
    }
    match &rule.reopen {
        Some(id) if !candidates.contains(id) => Err(NotCounted::NoSuchCandidate(id.clone())),
        _ => Ok(()),
    }
}

/// av 2: each paper is a vote for the first of its preferences who is still in the count.
fn votes(rankings: &Rankings, continuing: &BTreeSet<String>) -> Votes {
    let mut votes: Votes = continuing.iter().map(|id| (id.clone(), 0)).collect();
    for (preferences, papers) in rankings {
        if let Some(first) = first_of(preferences, continuing)
            && let Some(votes) = votes.get_mut(first)
        {
            *votes += papers;
        }
    }
    votes
}

/// Where the papers of those who are excluded together go.
fn transfers(
    rankings: &Rankings,
    continuing: &BTreeSet<String>,
    excluded: &[String],
) -> Vec<Transfer> {
    let mut remaining = continuing.clone();
    for who in excluded {
        remaining.remove(who);
    }
    let moving = rankings.iter().filter_map(|(preferences, papers)| {
        let from = first_of(preferences, continuing).filter(|from| excluded.contains(from))?;
        Some((
            from.clone(),
            first_of(preferences, &remaining).cloned(),
            *papers,
        ))
    });
    moved(moving)
}
