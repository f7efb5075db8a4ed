//! What the rule's options do, and what it refuses.

use hustings_count::papers::CandidateIndex;
use hustings_count::tie::Resort;
use hustings_count::transcript::Did;
use hustings_count::{CandidateId, Count, CountError, Outcome, Papers, Seats, Transcript, count};
use proptest::prelude::*;
use rstest::rstest;

use super::{Series, all_done, ballots, did, withdrawn};
use crate::properties::{self, lines};
use crate::{complete, ids, lot, rule};

#[test]
fn a_vote_for_somebody_who_is_out_is_refused_with_the_ballot_and_the_candidate() {
    let names = ["Ada", "Bo", "Cy", "Dee"];
    let ballots = ballots(&names, &[&[4, 3, 2, 1], &[4, 3, 1, 2]]);
    assert_eq!(
        Series::new(&ballots, "", Seats::ONE)
            .run()
            .unwrap_err()
            .to_string(),
        "ballot 2: 2 votes are given for dee, who was out before it; give the votes for those who were still in, and set the others aside as spoilt"
    );
}

#[test]
fn a_ballot_after_the_last_is_refused() {
    let ballots = ballots(&["Ada", "Bo", "Cy"], &[&[6, 3, 2], &[7, 4]]);
    assert_eq!(
        Series::new(&ballots, "", Seats::ONE)
            .run()
            .unwrap_err()
            .to_string(),
        "ballot 2: its papers are given, but the ballots before it end the count; take them out"
    );
}

#[test]
fn a_ballot_of_other_candidates_is_refused() {
    let mut both = ballots(&["Ada", "Bo", "Cy"], &[&[5, 3, 2]]);
    both.extend(ballots(&["Ada", "Bo"], &[&[5, 5]]));
    assert_eq!(
        Series::new(&both, "", Seats::ONE).run(),
        Err(CountError::OtherCandidates { set: 2 })
    );
}

#[test]
fn a_ballot_from_which_others_withdrew_before_the_count_is_refused_by_its_number() {
    let mut both = ballots(&["Ada", "Bo", "Cy"], &[&[5, 4, 1], &[6, 4]]);
    both[1].withdraw(CandidateIndex::new(2).unwrap()).unwrap();
    assert_eq!(
        Series::new(&both, "", Seats::ONE).run(),
        Err(CountError::OtherWithdrawn { set: 2 })
    );
}

#[test]
fn half_is_not_a_majority_and_a_majority_means_nothing_where_two_are_to_be_left() {
    let half = ballots(&["Ada", "Bo", "Cy"], &[&[5, 3, 2]]);
    let outcome = Series::new(&half, "", Seats::ONE).run().unwrap();
    assert!(matches!(outcome, Outcome::BallotRequired { .. }));
    let majority = ballots(&["Ada", "Bo", "Cy", "Dee"], &[&[9, 3, 2, 1]]);
    let outcome = Series::new(&majority, "until = 2", Seats::NONE)
        .run()
        .unwrap();
    assert!(matches!(outcome, Outcome::BallotRequired { .. }));
}

#[rstest]
#[case::nobody_has_so_many("thresholds = [{ number = 30 }]", &["dee"])]
#[case::it_would_leave_too_few("until = 2\nthresholds = [{ number = 6 }]", &["dee"])]
#[case::some_have_fewer("until = 2\nthresholds = [{ number = 3 }]", &["cy", "dee"])]
#[case::a_fifth_of_15_is_3("thresholds = [{ share = '1/5' }]", &["cy", "dee"])]
#[case::all_have_so_many("thresholds = [{ number = 1 }]", &["dee"])]
fn a_threshold_puts_out_who_has_fewer_votes_unless_too_few_are_left(
    #[case] options: &str,
    #[case] out: &[&str],
) {
    let ballots = ballots(&["Ada", "Bo", "Cy", "Dee"], &[&[7, 5, 2, 1]]);
    let (Outcome::Complete(transcript)
    | Outcome::BallotRequired {
        transcript_so_far: transcript,
        ..
    }) = Series::new(&ballots, options, Seats::ONE).run().unwrap()
    else {
        panic!("nobody is tied")
    };
    assert_eq!(transcript.stages[0].action.candidates, ids(out));
}

#[test]
fn of_those_tied_for_the_last_of_several_places_one_is_chosen_a_stage() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let ballots = ballots(&names, &[&[9, 8, 3, 3, 1]]);
    let lots = [lot(2, &["cy", "dee"], "dee")];
    let series = Series {
        lots: &lots,
        ..Series::new(&ballots, "until = 2\nlast = 2", Seats::NONE)
    };
    let Outcome::BallotRequired {
        among,
        transcript_so_far,
    } = series.run().unwrap()
    else {
        panic!("three are left")
    };
    assert_eq!(among, ids(&["ada", "bo", "cy"]));
    assert_eq!(
        all_done(&transcript_so_far),
        [(Did::Excluded, vec!["eve"]), (Did::Excluded, vec!["dee"])]
    );
    assert_eq!(
        transcript_so_far.stages[1].non_transferable.to_whole(),
        Some(1)
    );
}

#[test]
fn no_more_go_than_leave_as_many_as_are_to_be_left() {
    let ballots = ballots(&["Ada", "Bo", "Cy"], &[&[4, 3, 2]]);
    let transcript = Series::new(&ballots, "until = 2\nlast = 5", Seats::NONE).counted();
    assert_eq!(did(&transcript.stages[1]), (Did::Ended, vec!["ada", "bo"]));
}

#[test]
fn whoever_is_alone_is_elected_by_the_first_ballot_and_nobody_withdraws_from_it() {
    let alone = ballots(&["Ada"], &[&[0]]);
    let series = Series::new(&alone, "", Seats::ONE);
    assert_eq!(series.counted().elected, ids(&["ada"]));
    let withdrawals = [withdrawn(1, "ada")];
    let refused = Series {
        withdrawals: &withdrawals,
        ..series
    };
    assert!(matches!(refused.run(), Err(CountError::Withdrawal { .. })));
}

#[test]
fn nobody_withdraws_at_the_stage_at_which_a_ballot_puts_another_out() {
    let ballots = ballots(&["Ada", "Bo", "Cy"], &[&[3, 3, 2]]);
    let series = Series {
        withdrawals: &[withdrawn(1, "ada")],
        ..Series::new(&ballots, "", Seats::ONE)
    };
    let refused = series.run().unwrap_err().to_string();
    assert!(
        refused.starts_with("stage 1: ada is recorded as withdrawn, but nobody can withdraw there"),
        "{refused}"
    );
}

#[test]
fn the_last_two_can_withdraw_until_nobody_is_left() {
    let ballots = ballots(&["Ada", "Bo", "Cy"], &[&[3, 3, 2]]);
    let series = Series {
        withdrawals: &[withdrawn(2, "ada"), withdrawn(3, "bo")],
        ..Series::new(&ballots, "", Seats::ONE)
    };
    let transcript = series.counted();
    assert_eq!(did(&transcript.stages[3]), (Did::Ended, vec![]));
    assert!(transcript.elected.is_empty());
}

#[rstest]
#[case("until = 0")]
#[case("last = 0")]
#[case("thresholds = [{ share = '5%' }]")]
#[case("thresholds = [{ number = 1, share = '1/5' }]")]
#[case("majority = true")]
fn options_that_mean_nothing_are_refused(#[case] options: &str) {
    let text = format!("name = 'exhaustive-ballot'\n{options}");
    assert!(toml::from_str::<hustings_count::Rule>(&text).is_err());
}

/// A ballot of voters who vote for the first of their preferences who is still in.
fn sincere(papers: &Papers, among: &[CandidateId]) -> Papers {
    let mut ballot = Papers::new(papers.candidates().to_vec()).expect("the same candidates");
    let is_in = |c: &&CandidateIndex| {
        let candidate = papers.candidate(**c).expect("a candidate");
        among.contains(&candidate.id)
    };
    for ranking in papers.rankings() {
        let (ranking, number) = (ranking.preferences, ranking.papers);
        let first: Vec<_> = ranking.iter().find(is_in).copied().into_iter().collect();
        ballot.add(&first, number).expect("a ranking");
    }
    ballot
}

fn excluded(transcript: &Transcript) -> Vec<CandidateId> {
    let stages = transcript.stages.iter();
    let exclusions = stages.filter(|stage| stage.action.did == Did::Excluded);
    exclusions
        .flat_map(|stage| stage.action.candidates.clone())
        .collect()
}

proptest! {
    #[test]
    fn voters_who_keep_to_their_preferences_elect_whom_the_alternative_vote_elects(
        (number, lines) in lines(),
    ) {
        let papers = properties::papers(properties::candidates(number), &lines);
        let all: Vec<_> = papers.candidates().iter().map(|c| c.id.clone()).collect();
        let ties = [Resort::DeclaredOrder(all.clone())];
        let av = complete(count(&papers, &rule("name = 'av'"), Seats::ONE, &ties, &[]).unwrap());

        let in_series = rule("name = 'exhaustive-ballot'");
        let mut ballots = vec![sincere(&papers, &all)];
        let transcript = loop {
            let (first, more) = ballots.split_first().expect("a ballot");
            let count = Count {
                papers: first,
                more,
                rule: &in_series,
                seats: Seats::ONE,
                ties: &ties,
                lots: &[],
                withdrawals: &[],
            };
            match count.run().unwrap() {
                Outcome::Complete(transcript) => break transcript,
                Outcome::BallotRequired { among, .. } => ballots.push(sincere(&papers, &among)),
                other => panic!("a declared order resolves every tie: {other:?}"),
            }
        };
        prop_assert_eq!(&transcript.elected, &av.elected);
        prop_assert_eq!(excluded(&transcript), excluded(&av));
    }
}
