//! Ballots that parties' MPs held, as they were published.

use hustings_count::transcript::{Did, Purpose};
use hustings_count::{Outcome, Papers, Seats, Withdrawal};
use rstest::rstest;

use super::{Series, all_done, ballots, did, withdrawn};
use crate::{id, ids, lot, stage, votes};

const CONSERVATIVES_2022: [&str; 8] = [
    "Rishi Sunak",
    "Liz Truss",
    "Penny Mordaunt",
    "Kemi Badenoch",
    "Tom Tugendhat",
    "Suella Braverman",
    "Nadhim Zahawi",
    "Jeremy Hunt",
];

/// The Independent and Channel 4, 13 to 20 July 2022.
fn conservatives_2022() -> Vec<Papers> {
    ballots(
        &CONSERVATIVES_2022,
        &[
            &[88, 50, 67, 40, 37, 32, 25, 18],
            &[101, 64, 83, 49, 32, 27],
            &[115, 71, 82, 58, 31],
            &[118, 86, 92, 59],
            &[137, 113, 105],
        ],
    )
}

/// At least 30 votes in the first ballot (LBC, 11 July 2022), then the last is out.
const RULES_2022: &str = "until = 2\nthresholds = [{ number = 30 }]";

#[test]
fn conservatives_2022_two_fail_to_have_30_then_the_last_is_out_until_two_go_to_the_members() {
    let ballots = conservatives_2022();
    let transcript = Series::new(&ballots, RULES_2022, Seats::NONE).counted();
    assert_eq!(
        all_done(&transcript),
        [
            (Did::Excluded, vec!["zahawi", "hunt"]),
            (Did::Excluded, vec!["braverman"]),
            (Did::Excluded, vec!["tugendhat"]),
            (Did::Excluded, vec!["badenoch"]),
            (Did::Excluded, vec!["mordaunt"]),
            (Did::Ended, vec!["sunak", "truss"]),
        ]
    );
    let clauses: Vec<_> = transcript.stages.iter().map(|s| &s.action.clause).collect();
    assert_eq!(clauses[0], "exhaustive-ballot 5");
    assert_eq!(clauses[1], "exhaustive-ballot 6");
    assert_eq!(clauses[5], "exhaustive-ballot 3");
    assert_eq!(transcript.papers.get(), 357);
    let last = &transcript.stages[5];
    assert_eq!(votes(last), [("sunak", 137), ("truss", 113)]);
    assert_eq!(last.non_transferable.to_whole(), Some(105));
    assert!(transcript.elected.is_empty());
}

#[test]
fn after_each_ballot_the_count_says_among_whom_the_next_is_held() {
    let ballots = conservatives_2022();
    let Outcome::BallotRequired {
        among,
        transcript_so_far,
    } = Series::new(&ballots[..4], RULES_2022, Seats::NONE)
        .run()
        .unwrap()
    else {
        panic!("a fifth ballot is required")
    };
    assert_eq!(among, ids(&["mordaunt", "sunak", "truss"]));
    assert_eq!(transcript_so_far.stages.len(), 4);
}

#[test]
fn two_who_are_left_fill_two_seats_if_there_are_two() {
    let ballots = conservatives_2022();
    let transcript = Series::new(&ballots, RULES_2022, Seats(2)).counted();
    assert_eq!(transcript.elected, ids(&["sunak", "truss"]));
    let one_seat = Series::new(&ballots, RULES_2022, Seats::ONE).counted();
    assert!(one_seat.elected.is_empty());
    assert_eq!(
        Series::new(&ballots, RULES_2022, Seats(3))
            .run()
            .unwrap_err()
            .to_string(),
        "the rule exhaustive-ballot cannot fill 3 seats; it fills one, as many as its ballots leave, or none where those left go on to other voters"
    );
}

/// politicalbetting.com, Politiken, politick.co.uk, thejournal.ie and talkradio.co.uk, 13 to 20 June 2019; the rules as
/// parliamenttoday.com has them.
#[test]
fn conservatives_2019_three_go_by_a_threshold_one_withdraws_and_javid_stays_with_33() {
    let ballots = ballots(
        &[
            "Johnson", "Hunt", "Gove", "Javid", "Stewart", "Raab", "Hancock", "Leadsom", "Harper",
            "McVey",
        ],
        &[
            &[114, 43, 37, 23, 19, 27, 20, 11, 10, 9],
            &[126, 46, 41, 33, 37, 30],
            &[143, 54, 51, 38, 27],
            &[157, 59, 61, 34],
            &[160, 77, 75],
        ],
    );
    let options = "until = 2\nthresholds = [{ number = 17 }, { number = 33 }]";
    let series = Series {
        withdrawals: &[withdrawn(2, "hancock")],
        ..Series::new(&ballots, options, Seats::NONE)
    };
    let transcript = series.counted();
    assert_eq!(
        all_done(&transcript),
        [
            (Did::Excluded, vec!["leadsom", "harper", "mcvey"]),
            (Did::Withdrawn, vec!["hancock"]),
            (Did::Excluded, vec!["raab"]),
            (Did::Excluded, vec!["stewart"]),
            (Did::Excluded, vec!["javid"]),
            (Did::Excluded, vec!["gove"]),
            (Did::Ended, vec!["johnson", "hunt"]),
        ]
    );
    let between = &transcript.stages[1];
    assert_eq!(between.votes[&id("hancock")].to_whole(), Some(20));
    assert_eq!(between.non_transferable.to_whole(), Some(30));
}

/// The Independent, Conservative Home and upday.com, 4 September to 9 October 2024: no threshold.
#[test]
fn conservatives_2024_cleverly_is_first_in_the_third_ballot_and_out_in_the_fourth() {
    let ballots = ballots(
        &[
            "Badenoch",
            "Jenrick",
            "Cleverly",
            "Tugendhat",
            "Stride",
            "Patel",
        ],
        &[
            &[22, 28, 21, 17, 16, 14],
            &[28, 33, 21, 21, 16],
            &[30, 31, 39, 20],
            &[42, 41, 37],
        ],
    );
    let transcript = Series::new(&ballots, "until = 2", Seats::NONE).counted();
    let gone = ["patel", "stride", "tugendhat", "cleverly"].map(|out| (Did::Excluded, vec![out]));
    assert_eq!(all_done(&transcript)[..4], gone);
    assert_eq!(
        did(&transcript.stages[4]),
        (Did::Ended, vec!["badenoch", "jenrick"])
    );
}

const CONSERVATIVES_2001: [&str; 5] = [
    "Michael Portillo",
    "Iain Duncan Smith",
    "Kenneth Clarke",
    "David Davis",
    "Michael Ancram",
];
const RULES_2001: &str = "until = 2\ntied_last = 'ballot-again-then-all'";

/// BBC News, 10, 12 and 17 July 2001.
#[test]
fn conservatives_2001_a_tie_for_last_has_the_ballot_held_again() {
    let ballots = ballots(
        &CONSERVATIVES_2001,
        &[&[49, 39, 36, 21, 21], &[50, 42, 39, 18, 17], &[53, 54, 59]],
    );
    let first = Series::new(&ballots[..1], RULES_2001, Seats::NONE);
    let Outcome::BallotRequired { among, .. } = first.run().unwrap() else {
        panic!("the ballot is held again")
    };
    assert_eq!(among.len(), 5, "among all who stood in it");

    let series = Series {
        withdrawals: &[withdrawn(3, "davis")],
        ..Series::new(&ballots, RULES_2001, Seats::NONE)
    };
    let transcript = series.counted();
    assert_eq!(transcript.stages[0].action.clause, "exhaustive-ballot 7");
    assert_eq!(transcript.stages[1].action.clause, "exhaustive-ballot 6");
    assert_eq!(
        all_done(&transcript),
        [
            (Did::BallotAgain, vec!["davis", "ancram"]),
            (Did::Excluded, vec!["ancram"]),
            (Did::Withdrawn, vec!["davis"]),
            (Did::Excluded, vec!["portillo"]),
            (Did::Ended, vec!["smith", "clarke"]),
        ]
    );
}

#[test]
fn two_who_had_been_tied_for_last_again_in_2001_would_both_have_been_out() {
    let tied = [49, 39, 36, 21, 21];
    let ballots = ballots(&CONSERVATIVES_2001, &[&tied, &tied]);
    let Outcome::BallotRequired {
        among,
        transcript_so_far,
    } = Series::new(&ballots, RULES_2001, Seats::NONE)
        .run()
        .unwrap()
    else {
        panic!("three are left")
    };
    assert_eq!(
        transcript_so_far.stages[1].action.clause,
        "exhaustive-ballot 7"
    );
    assert_eq!(among, ids(&["clarke", "portillo", "smith"]));
}

#[test]
fn all_who_are_tied_do_not_go_where_too_few_would_be_left() {
    let tied = [4, 3, 3];
    let ballots = ballots(&["Ada", "Bo", "Cy"], &[&tied, &tied]);
    let series = Series::new(&ballots, RULES_2001, Seats::NONE);
    let Outcome::LotsRequired {
        stage: at,
        among,
        to,
        ..
    } = series.run().unwrap()
    else {
        panic!("lots are required")
    };
    assert_eq!(
        (at, among, to),
        (stage(2), ids(&["bo", "cy"]), Purpose::Exclude)
    );
}

#[rstest]
#[case::at_once("until = 2", 1)]
#[case::after_a_second_tie("until = 2\ntied_last = 'ballot-again'", 2)]
fn a_tie_for_last_goes_to_the_resorts(#[case] options: &str, #[case] at: u32) {
    let tied = [49, 39, 36, 21, 21];
    let ballots = ballots(&CONSERVATIVES_2001, &[&tied, &tied]);
    let ballots = &ballots[..at as usize];
    let series = Series::new(ballots, options, Seats::NONE);
    let Outcome::LotsRequired {
        stage: here, among, ..
    } = series.run().unwrap()
    else {
        panic!("lots are required")
    };
    assert_eq!((here, among), (stage(at), ids(&["ancram", "davis"])));
    let lots = [lot(at, &["ancram", "davis"], "davis")];
    let drawn = Series {
        lots: &lots,
        ..series
    };
    let Outcome::BallotRequired { among, .. } = drawn.run().unwrap() else {
        panic!("another ballot is required")
    };
    assert_eq!(among, ids(&["ancram", "clarke", "portillo", "smith"]));
}

/// Copies of Wikipedia's article on the election; 25 March, 30 March and 5 April 1976.
#[test]
fn labour_1976_two_withdraw_two_are_out_and_callaghan_has_more_than_half_of_the_third() {
    let ballots = ballots(
        &["Foot", "Callaghan", "Jenkins", "Benn", "Healey", "Crosland"],
        &[
            &[90, 84, 56, 37, 30, 17],
            &[133, 141, 0, 0, 38],
            &[137, 176],
        ],
    );
    let series = Series {
        withdrawals: &[withdrawn(2, "jenkins"), withdrawn(3, "benn")],
        ..Series::new(&ballots, "", Seats::ONE)
    };
    let transcript = series.counted();
    assert_eq!(
        all_done(&transcript),
        [
            (Did::Excluded, vec!["crosland"]),
            (Did::Withdrawn, vec!["jenkins"]),
            (Did::Withdrawn, vec!["benn"]),
            (Did::Excluded, vec!["healey"]),
            (Did::Elected, vec!["callaghan"]),
        ]
    );
    assert_eq!(transcript.stages[4].action.clause, "exhaustive-ballot 4");
    assert_eq!(transcript.elected, ids(&["callaghan"]));
}

/// Copies of Wikipedia's article, which do not say whether one withdrew or two were out; 4 and 10 November 1980.
#[rstest]
#[case::two_were_out("last = 2", &[])]
#[case::one_withdrew("", &[withdrawn(2, "silkin")])]
fn labour_1980_foot_is_second_in_the_first_ballot_and_elected_by_the_second(
    #[case] options: &str,
    #[case] withdrawals: &[Withdrawal],
) {
    let names = ["Healey", "Foot", "Silkin", "Shore"];
    let ballots = ballots(&names, &[&[112, 83, 38, 32], &[129, 139]]);
    let series = Series {
        withdrawals,
        ..Series::new(&ballots, options, Seats::ONE)
    };
    let transcript = series.counted();
    assert_eq!(transcript.elected, ids(&["foot"]));
    let last = transcript.stages.last().expect("a stage");
    assert_eq!(votes(last), [("foot", 139), ("healey", 129)]);
}
