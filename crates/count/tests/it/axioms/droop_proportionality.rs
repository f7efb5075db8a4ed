//! Voters who stand together are represented as they are many.

use hustings_count::Rule;
use hustings_count::rule::stv::wigm;

use super::dice::Dice;
use super::election::Election;
use super::rules::{AV, STV};

/// Of candidates whom more voters than so many quotas put before all others, in whatever order, so many are elected, or
/// all of them if they are fewer.
pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let election = Election::drawn(&mut dice, &[STV, AV]);
    let Some(transcript) = election.outcome().complete() else {
        return;
    };
    let standing = election.standing();
    for chosen in 1_usize..1 << standing.len() {
        let group = standing.iter().enumerate();
        let group = group.filter(|(place, _)| chosen >> place & 1 == 1);
        let mut group: Vec<usize> = group.map(|(_, candidate)| *candidate).collect();
        group.sort_unstable();
        let elected = group
            .iter()
            .filter(|candidate| transcript.elected.contains(&election.id(**candidate)));
        let due = quotas(&election, supporters(&election, &group)).min(group.len());
        let elected = elected.count();
        assert!(
            elected >= due,
            "{elected}, not {due}, of {group:?} are elected: {election:?}"
        );
    }
}

/// Papers that have a preference for somebody who stands, and that put all of these before all others.
fn supporters(election: &Election, group: &[usize]) -> u64 {
    let lines = election.lines.iter().filter(|line| {
        let stands = |candidate: &&usize| !election.withdrawn.contains(candidate);
        let first = line.ranking.iter().filter(stands).take(group.len().max(1));
        let mut first: Vec<usize> = first.copied().collect();
        first.sort_unstable();
        !first.is_empty() && (group.is_empty() || first == group)
    });
    lines.map(|line| line.papers).sum()
}

/// To how many seats so many voters are entitled, whatever others do.
fn quotas(election: &Election, supporters: u64) -> usize {
    let valid = self::supporters(election, &[]);
    let divisor = u64::from(election.seats) + 1;
    let is_due = |seats: &u64| match &election.rule {
        // A whole quota may ask of several seats for more than as many times papers ÷ (seats + 1).
        Rule::ScottishStv(_)
        | Rule::Wigm(wigm::Options {
            quota: wigm::Quota::Whole,
            ..
        }) => supporters >= seats * (valid / divisor + 1),
        _ => supporters * divisor > seats * valid,
    };
    let due = (1..=u64::from(election.seats)).filter(is_due).max();
    usize::try_from(due.unwrap_or(0)).expect("few seats")
}

#[cfg(test)]
proptest::proptest! {
    #[test]
    fn a_group_of_voters_elects_as_many_of_its_candidates_as_it_has_quotas(bytes in super::bytes()) {
        holds(&bytes);
    }
}
