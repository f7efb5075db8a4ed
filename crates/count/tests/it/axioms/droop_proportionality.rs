//! Voters who stand together are represented as they are many.

use hustings_count::rule::stv::wigm;
use hustings_count::{Rule, Transcript, Votes};

use super::dice::Dice;
use super::election::Election;
use super::rules::{AV, STV};

/// Of candidates whom as many voters as so many quotas put before all others, in whatever order, so many are elected, or
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
        let due = quotas(&election, &group, &transcript).min(group.len());
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

/// To how many seats the voters of a group are entitled, whatever others do. In exact numbers a quota is anything more than
/// papers ÷ (seats + 1). Where figures have so many decimals it is up to one unit of the last of them more (a whole
/// vote, of a whole quota), and what is cut off is lost to the voters.
fn quotas(election: &Election, group: &[usize], transcript: &Transcript) -> usize {
    let supporters_of = |group: &[usize]| supporters(election, group);
    let (supporters, valid) = (supporters_of(group), supporters_of(&[]));
    let divisor = u64::from(election.seats) + 1;
    let cut_off = match group {
        // One candidate is elected before anything moves.
        [_] => Votes::ZERO,
        _ => cut_off(election, valid, transcript),
    };
    let is_due = |seats: &u64| match places(&election.rule) {
        None => supporters * divisor > seats * valid,
        Some(places) => {
            let unit = 10_u128.pow(u32::from(places));
            let quota = u128::from(valid) * unit / u128::from(divisor) + 1;
            let quotas = Votes::decimal(u128::from(*seats) * quota, places);
            Votes::whole(supporters) >= quotas.plus(&cut_off)
        }
    };
    let due = (1..=u64::from(election.seats)).filter(is_due).max();
    usize::try_from(due.unwrap_or(0)).expect("few seats")
}

/// The decimals of a quota that is not exact.
fn places(rule: &Rule) -> Option<u8> {
    match rule {
        Rule::ScottishStv(_) => Some(0),
        Rule::Wigm(options) if options.quota == wigm::Quota::Whole => Some(0),
        Rule::Ers97(_) => Some(2),
        Rule::WigmPrf(_) => Some(4),
        Rule::MeekPrf(_) => Some(9),
        _ => None,
    }
}

/// The most votes that a group can have lost because decimals were cut off.
fn cut_off(election: &Election, valid: u64, transcript: &Transcript) -> Votes {
    let each_paper_at_each_seat = u128::from(valid) * u128::from(election.seats);
    match election.rule {
        // It is non-transferable (ers97 7), among much else.
        Rule::Ers97(_) => Votes::decimal(each_paper_at_each_seat, 2),
        // The elected keep it (meek-prf 3), and so small a surplus that it is not passed on (meek-prf 6).
        Rule::MeekPrf(_) => Votes::decimal(each_paper_at_each_seat + 1_000, 9),
        _ => {
            let last = transcript.stages.last();
            last.and_then(|stage| stage.lost.clone())
                .unwrap_or_default()
        }
    }
}

#[cfg(test)]
proptest::proptest! {
    #[test]
    fn a_group_of_voters_elects_as_many_of_its_candidates_as_it_has_quotas(bytes in super::bytes()) {
        holds(&bytes);
    }
}

/// In exact numbers Ash, Birch and Cedar are elected by 30,001 of 40,000 papers. With four decimals two thirds are 0.6666
/// and half of these 0.3332, so that Cedar is left with less than Damson; with two decimals still more is cut off.
#[cfg(test)]
#[test]
fn in_a_large_election_decimals_that_are_cut_off_can_cost_a_group_its_last_seat() {
    use hustings_count::tie::Resort;
    use hustings_count::{Seats, count};

    use super::rules::rule;

    let names = ["Ash", "Birch", "Cedar", "Damson"];
    let papers = crate::papers(&names, "30001 1 2 3 0\n9999 4 0");
    let counted = |toml| {
        let counted = count(&papers, &rule(toml), Seats(3), &[Resort::Lots], &[]);
        counted.unwrap().complete().unwrap()
    };
    for toml in ["name = 'wigm'", "name = 'meek'", "name = 'meek-prf'"] {
        let elected = counted(toml).elected;
        assert_eq!(elected, crate::ids(&["ash", "birch", "cedar"]), "{toml}");
    }
    let four = counted("name = 'wigm-prf'");
    assert_eq!(four.elected, crate::ids(&["ash", "birch", "damson"]));
    let cedar = &four.stages[2].votes[&crate::id("cedar")];
    assert_eq!(cedar.to_string(), "9996.3332");
    let two = counted("name = 'ers97'");
    assert_eq!(two.elected, crate::ids(&["ash", "birch", "damson"]));
}
