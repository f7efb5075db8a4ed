//! Whoever more than half of the voters put first is elected.

use hustings_count::{Rule, Votes};

use super::dice::Dice;
use super::election::{Election, Line};
use super::rules::{AV, OF_A_MAJORITY, STV};

/// More than half of the papers put somebody first (of each section, in an electoral college), or he or she has more than
/// half of all papers at any stage: elected, whatever the other seats.
pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let election = Election::drawn(&mut dice, &[STV, AV, OF_A_MAJORITY]);
    let Some(transcript) = election.outcome().complete() else {
        return;
    };
    if election.seats == 0 {
        return;
    }
    for candidate in election.standing() {
        if sections(&election)
            .iter()
            .all(|lines| is_first_of_most(candidate, lines))
        {
            let id = election.id(candidate);
            assert!(transcript.elected.contains(&id), "{id}: {election:?}");
        }
    }
    if let Rule::ElectoralCollege(_) = election.rule {
        return;
    }
    let papers = Votes::whole(transcript.papers.get());
    for stage in &transcript.stages {
        for (id, votes) in &stage.votes {
            if votes.plus(votes) > papers {
                assert!(transcript.elected.contains(id), "{id}: {election:?}");
            }
        }
    }
}

fn sections(election: &Election) -> Vec<Vec<&Line>> {
    let of = |section| election.lines.iter().filter(move |l| l.section == section);
    match election.rule {
        Rule::ElectoralCollege(_) => vec![of(0).collect(), of(1).collect()],
        _ => vec![election.lines.iter().collect()],
    }
}

fn is_first_of_most(candidate: usize, lines: &[&Line]) -> bool {
    let papers = |first: Option<usize>| {
        let lines = lines.iter().filter(|line| !line.ranking.is_empty());
        let lines = lines.filter(|line| first.is_none_or(|first| line.ranking[0] == first));
        lines.map(|line| line.papers).sum::<u64>()
    };
    papers(Some(candidate)) > papers(None) / 2
}

#[cfg(test)]
proptest::proptest! {
    #[test]
    fn whoever_has_more_than_half_of_all_papers_at_any_stage_is_elected(bytes in super::bytes()) {
        holds(&bytes);
    }
}
