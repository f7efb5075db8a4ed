//! What holds for all papers under the rules that fill several seats.

use std::collections::{BTreeMap, BTreeSet};

use hustings_count::papers::{CandidateIndex, End};
use hustings_count::tie::Lot;
use hustings_count::transcript::{Did, Stage};
use hustings_count::{CandidateId, Outcome, Papers, Rule, Seats, Transcript, Votes, count};
use num_bigint::BigUint;
use num_rational::Ratio;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use rstest::rstest;

use super::{BOTH_RESORTS, rule};

const RULES: [&str; 7] = [
    "name = 'scottish-stv'",
    "name = 'wigm'",
    "name = 'wigm'\nquota = 'whole'",
    "name = 'wigm'\nexclude = 'bulk'",
    "name = 'wigm-prf'",
    "name = 'wigm-prf'\nexclude = 'bulk'",
    "name = 'ers97'",
];

const NAMES: [&str; 7] = ["Ada", "Bo", "Cy", "Dee", "Eve", "Fay", "Gus"];

fn a_rule() -> impl Strategy<Value = Rule> {
    select(RULES.to_vec()).prop_map(rule)
}

/// Lines of papers for so many candidates; small numbers, so that ties are common, and some large ones.
fn lines() -> impl Strategy<Value = (usize, Vec<String>)> {
    (1..=NAMES.len()).prop_flat_map(|candidates| {
        let places: Vec<usize> = (1..=candidates).collect();
        let ranking = subsequence(places, 0..=candidates).prop_shuffle();
        let papers = prop_oneof![4 => 1_u64..=4, 1 => 1_u64..=1_000];
        let line = (papers, ranking).prop_map(|(papers, ranking)| {
            let preferences = ranking.iter().map(|place| format!("{place} "));
            format!("{papers} {}0", preferences.collect::<String>())
        });
        (Just(candidates), vec(line, 0..14))
    })
}

fn papers(candidates: usize, lines: &[String]) -> Papers {
    super::papers(&NAMES[..candidates], &lines.join("\n"))
}

/// Counts to the end; lots fall on whoever of those tied stands first on the paper.
fn count_to_the_end(papers: &Papers, rule: &Rule, seats: u32) -> Transcript {
    let mut lots: Vec<Lot> = Vec::new();
    loop {
        match count(papers, rule, Seats(seats), &BOTH_RESORTS, &lots).expect("it can be counted") {
            Outcome::Complete(transcript) => return transcript,
            Outcome::LotsRequired { stage, among, .. } => {
                let mut candidates = papers.candidates().iter();
                let first = candidates.find(|c| among.contains(&c.id));
                let chosen = first.expect("those tied stand on the paper").id.clone();
                lots.push(Lot {
                    stage,
                    among,
                    chosen,
                });
            }
            other => panic!("lots resolve every tie: {other:?}"),
        }
    }
}

fn place_of(place: usize) -> CandidateIndex {
    CandidateIndex::new(place).expect("few candidates")
}

/// Votes, non-transferable and lost.
fn all_votes(stage: &Stage) -> Votes {
    let votes = stage.votes.values().map(Votes::to_fraction);
    let sum: Ratio<BigUint> = votes.sum();
    let lost = stage.lost.clone().unwrap_or_default().to_fraction();
    Votes::fraction(sum + stage.non_transferable.to_fraction() + lost)
}

/// What the transfers of a stage take from whom, and give, is what the next stage shows.
fn moves_what_the_next_stage_shows(stage: &Stage, next: &Stage) -> Result<(), TestCaseError> {
    let mut received = next.votes.clone();
    for (id, votes) in &stage.votes {
        let gave = stage.action.transfers.iter().filter(|t| t.from == *id);
        let got = stage
            .action
            .transfers
            .iter()
            .filter(|t| t.to.as_ref() == Some(id));
        let sum = |votes: Vec<Ratio<BigUint>>| votes.into_iter().sum::<Ratio<BigUint>>();
        let gave = sum(gave.map(|t| t.votes.to_fraction()).collect());
        let got = sum(got.map(|t| t.votes.to_fraction()).collect());
        let now = received.remove(id).unwrap_or_default().to_fraction();
        let lost = |stage: &Stage| stage.lost.clone().unwrap_or_default().to_fraction();
        // Only whoever's surplus moves loses what is cut off.
        let cut = if stage.action.did == Did::Transferred && stage.action.candidates.contains(id) {
            lost(next) - lost(stage)
        } else {
            Ratio::from_integer(BigUint::ZERO)
        };
        prop_assert_eq!(votes.to_fraction() + got, now + gave + cut, "{}", id);
    }
    prop_assert!(received.is_empty(), "nobody comes back");
    Ok(())
}

proptest! {
    #[test]
    fn every_seat_is_filled_once_and_what_moves_is_what_the_next_stage_shows(
        (candidates, lines) in lines(),
        rule in a_rule(),
        seats in 1_u32..=5,
        withdrawn in subsequence((0..NAMES.len()).collect::<Vec<_>>(), 0..=NAMES.len()),
    ) {
        let mut papers = papers(candidates, &lines);
        let withdrawn: Vec<_> = withdrawn.into_iter().filter(|place| *place < candidates).collect();
        for place in &withdrawn {
            papers.withdraw(place_of(*place)).unwrap();
        }
        let transcript = count_to_the_end(&papers, &rule, seats);
        prop_assert!(transcript.stages.iter().all(|stage| stage.quota.is_some()));
        for pair in transcript.stages.windows(2) {
            moves_what_the_next_stage_shows(&pair[0], &pair[1])?;
        }
        let elected: BTreeSet<_> = transcript.elected.iter().collect();
        let standing = candidates - withdrawn.len();
        let expected = standing.min(usize::try_from(seats).expect("few"));
        for place in withdrawn {
            let id = &papers.candidates()[place].id;
            prop_assert!(transcript.stages.iter().all(|stage| !stage.votes.contains_key(id)));
        }
        prop_assert_eq!((elected.len(), transcript.elected.len()), (expected, expected));
        prop_assert_eq!(Transcript::from_json(&transcript.to_json()).unwrap(), transcript);
    }

    #[test]
    fn papers_followed_one_by_one_add_up_to_the_votes_of_whoever_is_not_elected(
        (candidates, lines) in lines(),
        rule in select(RULES[..6].to_vec()).prop_map(rule),
        seats in 1_u32..=5,
    ) {
        let papers = papers(candidates, &lines);
        let transcript = count_to_the_end(&papers, &rule, seats);
        let mut followed: Vec<BTreeMap<CandidateId, Ratio<BigUint>>> = Vec::new();
        followed.resize_with(transcript.stages.len(), BTreeMap::new);
        for ranking in papers.rankings() {
            let preferences = ranking.preferences.iter().map(|c| papers.candidates()[c.get()].id.clone());
            let way = transcript.follow(&preferences.collect::<Vec<_>>()).unwrap();
            for (there, votes) in way.into_iter().zip(&mut followed) {
                for (id, value) in there.with {
                    *votes.entry(id).or_default() += value.to_fraction() * BigUint::from(ranking.papers);
                }
            }
        }
        let mut elected = BTreeSet::new();
        for (stage, followed) in transcript.stages.iter().zip(followed) {
            for (id, votes) in stage.votes.iter().filter(|(id, _)| !elected.contains(id)) {
                let followed = followed.get(id).cloned().unwrap_or_default();
                prop_assert_eq!(votes, &Votes::fraction(followed), "{} at stage {}", id, stage.number);
            }
            elected.extend(stage.all_elected());
        }
    }
}

/// Dee has two papers, of which one goes no further because of an overvote. She is last, whatever the rule.
#[rstest]
fn papers_that_stop_at_an_unclear_mark_are_non_transferable_by_the_mark(
    #[values(0, 1, 2, 3, 4, 5, 6)] number: usize,
) {
    let mut papers = super::papers(&NAMES[..4], "5 1 0\n4 2 0\n3 3 0\n1 4 0");
    papers.add_ending(&[place_of(3)], End::Overvote, 1).unwrap();
    let transcript = count_to_the_end(&papers, &rule(RULES[number]), 1);
    let second = &transcript.stages[1];
    let stopped = BTreeMap::from([(End::Overvote, Votes::whole(1))]);
    assert_eq!(second.stopped, stopped);
    assert_eq!(second.non_transferable, Votes::whole(2));
}

/// Three seats for two candidates, who both have the quota at once unless the rule elects as many candidates as seats
/// without a look at it; and three for two who both withdrew.
#[rstest]
#[case("name = 'scottish-stv'", "scottish-stv 8", Did::Ended)]
#[case("name = 'wigm'", "wigm 8", Did::Ended)]
#[case("name = 'wigm-prf'", "wigm-prf 8", Did::Ended)]
#[case("name = 'meek'", "meek 9", Did::Elected)]
#[case("name = 'meek-prf'", "meek-prf 9", Did::Elected)]
#[case("name = 'ers97'", "ers97 12", Did::Elected)]
fn a_last_stage_with_nobody_left_for_the_last_seats_ends_the_count(
    #[case] toml: &str,
    #[case] clause: &str,
    #[case] did: Did,
) {
    let two = super::papers(&NAMES[..2], "3 1 0\n2 2 0");
    let mut nobody = two.clone();
    for place in [0, 1] {
        nobody.withdraw(place_of(place)).unwrap();
    }
    let both = ["ada", "bo"].as_slice();
    for (papers, did, elected) in [(two, did, both), (nobody, Did::Ended, &[])] {
        let transcript = count_to_the_end(&papers, &rule(toml), 3);
        assert_eq!(transcript.elected, super::ids(elected));
        let last = &transcript.stages.last().expect("a stage").action;
        assert_eq!((last.did, last.clause.as_str()), (did, clause));
        let by_it = if did == Did::Elected { elected } else { &[] };
        assert_eq!(last.candidates, super::ids(by_it));
    }
}

/// As many papers as there can be.
#[rstest]
fn the_largest_numbers_neither_wrap_nor_stop_the_count(
    #[values(0, 1, 2, 3, 4, 5, 6)] number: usize,
    #[values(1, 2, 3)] seats: u32,
) {
    let mut papers = super::papers(&NAMES[..4], "");
    let quarter = u64::MAX / 4;
    let rankings: [&[usize]; 5] = [&[0, 1, 2], &[0, 2, 3], &[1, 2], &[2, 3], &[3, 0]];
    for (ranking, papers_alike) in rankings
        .iter()
        .zip([quarter, 7, quarter, quarter, quarter - 7])
    {
        let ranking: Vec<_> = ranking.iter().map(|place| place_of(*place)).collect();
        papers.add(&ranking, papers_alike).unwrap();
    }
    let transcript = count_to_the_end(&papers, &rule(RULES[number]), seats);
    assert_eq!(transcript.elected.len(), usize::try_from(seats).unwrap());
    let all = Votes::whole(papers.counted().get());
    assert!(
        transcript
            .stages
            .iter()
            .all(|stage| all_votes(stage) == all)
    );
}
