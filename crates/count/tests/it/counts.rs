//! Counts of real contests, whose stages were published, and the options of the rule.

use hustings_count::transcript::Did;
use hustings_count::{CountError, Papers, Rule, Seats, count, read};
use rstest::rstest;

use super::{BOTH_RESORTS, complete, ids, papers, rule, transfers, votes};

const AV: &str = "name = 'av'";

/// Rankings as Mi-Voice broke them down, The National, 2023.
fn snp_2023() -> Papers {
    papers(
        &["Humza Yousaf", "Kate Forbes", "Ash Regan"],
        "9763 1 0\n9178 1 2 0\n5395 1 3 0\n3419 2 0\n9585 2 1 0\n7555 2 3 0\n572 3 0\n3331 3 2 0\n1696 3 1 0",
    )
}

#[rstest]
#[case::until_a_majority(AV)]
#[case::until_two_are_left("name = 'av'\nuntil = 'two'")]
#[case::majority_of_all_papers("name = 'av'\nmajority_of = 'valid'")]
fn snp_2023_leader_regan_is_excluded_and_yousaf_passes_half_as_the_notice_says(#[case] av: &str) {
    let counted = count(&snp_2023(), &rule(av), Seats::ONE, &BOTH_RESORTS, &[]);
    let transcript = complete(counted.unwrap());
    assert_eq!(transcript.papers.get(), 24_336 + 20_559 + 5_599);
    let [first, second] = transcript.stages.as_slice() else {
        panic!("two stages")
    };

    assert_eq!(
        votes(first),
        [("forbes", 20_559), ("regan", 5_599), ("yousaf", 24_336)]
    );
    assert_eq!(first.action.did, Did::Excluded);
    assert_eq!(first.action.candidates, ids(&["regan"]));
    assert_eq!(first.action.clause, "av 5");
    assert_eq!(
        transfers(first),
        [("forbes", 3_331), ("yousaf", 1_696), ("-", 572)]
    );

    assert_eq!(votes(second), [("forbes", 23_890), ("yousaf", 26_032)]);
    assert_eq!(second.non_transferable.to_whole(), Some(572));
    assert_eq!(second.action.did, Did::Elected);
    assert_eq!(second.action.clause, "av 4");
    assert_eq!(transcript.elected, ids(&["yousaf"]));
}

/// Papers of the section of MPs and MEPs: `PrefLib` 00030.
#[test]
fn labour_2010_mps_as_a_section_end_with_140_to_122_and_elect_nobody() {
    let papers = read::read(include_bytes!("../data/labour-2010-mps.csv")).unwrap();
    let transcript = complete(count(&papers, &rule(AV), Seats::NONE, &BOTH_RESORTS, &[]).unwrap());
    let stages: Vec<_> = transcript.stages.iter().map(votes).collect();
    let [abbott, balls, burnham] = ["abbott", "balls", "burnham"];
    let [david, ed] = ["david-miliband", "ed-miliband"];
    assert_eq!(
        stages[0],
        [
            (abbott, 7),
            (balls, 40),
            (burnham, 24),
            (david, 111),
            (ed, 84)
        ]
    );
    assert_eq!(
        stages[1],
        [(balls, 41), (burnham, 24), (david, 111), (ed, 88)]
    );
    assert_eq!(stages[2], [(balls, 43), (david, 125), (ed, 96)]);
    assert_eq!(stages[3], [(david, 140), (ed, 122)]);
    assert_eq!(stages.len(), 4);

    let gone: Vec<_> = transcript
        .stages
        .iter()
        .map(|s| s.non_transferable.to_whole())
        .collect();
    assert_eq!(gone, [Some(0), Some(2), Some(2), Some(4)]);
    let last = &transcript.stages[3].action;
    assert_eq!(
        (last.did, last.candidates.len(), last.clause.as_str()),
        (Did::Ended, 0, "av 7")
    );
    assert!(transcript.elected.is_empty());
}

#[rstest]
// At stage 2 Ada has 5 of the 9 votes that continue, but not 6 of all 10 papers.
#[case::of_continuing("continuing", 2)]
#[case::of_valid("valid", 3)]
fn papers_that_no_longer_count_are_in_the_base_of_all_papers_only(
    #[case] majority_of: &str,
    #[case] stages: usize,
) {
    let papers = papers(&["Ada", "Bo", "Cy", "Dee"], "5 1 0\n2 2 0\n1 3 0\n2 4 0");
    let lots = [super::lot(2, &["bo", "dee"], "dee")];
    let lots = if stages == 3 { &lots[..] } else { &[] };
    let rule = rule(&format!("name = 'av'\nmajority_of = '{majority_of}'"));
    let outcome = count(&papers, &rule, Seats::ONE, &BOTH_RESORTS, lots).unwrap();
    let transcript = complete(outcome);
    assert_eq!(transcript.stages.len(), stages);
    assert_eq!(transcript.elected, ids(&["ada"]));
}

#[test]
fn of_the_last_two_the_one_with_more_is_elected_though_it_is_no_majority_of_all_papers() {
    let papers = papers(&["Ada", "Bo", "Cy"], "4 1 0\n3 2 0\n2 3 0");
    let rule = rule("name = 'av'\nmajority_of = 'valid'");
    let transcript = complete(count(&papers, &rule, Seats::ONE, &[], &[]).unwrap());
    assert_eq!(votes(&transcript.stages[1]), [("ada", 4), ("bo", 3)]);
    assert_eq!(transcript.stages[1].action.clause, "av 4");
    assert_eq!(transcript.elected, ids(&["ada"]));
}

#[test]
fn half_is_not_a_majority() {
    let papers = papers(&["Ada", "Bo", "Cy"], "3 1 0\n2 2 0\n1 3 2 0");
    let outcome = count(&papers, &rule(AV), Seats::ONE, &[], &[]).unwrap();
    assert_eq!(
        outcome.complete(),
        None,
        "3 of 6 at stage 1, 3 to 3 at stage 2"
    );
}

#[test]
fn until_two_goes_on_after_a_majority() {
    let papers = papers(&["Ada", "Bo", "Cy"], "6 1 0\n2 2 0\n1 3 0");
    let to_two = rule("name = 'av'\nuntil = 'two'");
    let stages = |rule: &Rule| {
        complete(count(&papers, rule, Seats::ONE, &[], &[]).unwrap())
            .stages
            .len()
    };
    assert_eq!(stages(&rule(AV)), 1);
    assert_eq!(stages(&to_two), 2);
}

#[test]
fn a_single_candidate_is_elected_without_a_vote() {
    let transcript =
        complete(count(&papers(&["Ada"], ""), &rule(AV), Seats::ONE, &[], &[]).unwrap());
    assert_eq!(transcript.elected, ids(&["ada"]));
    assert_eq!(transcript.stages[0].action.clause, "av 3");
}

#[test]
fn blank_papers_are_counted_apart() {
    let papers = papers(&["Ada", "Bo"], "5 0\n2 1 0\n1 2 0");
    let transcript = complete(count(&papers, &rule(AV), Seats::ONE, &[], &[]).unwrap());
    assert_eq!((transcript.papers.get(), transcript.blank.get()), (3, 5));
    assert_eq!(transcript.stages[0].non_transferable.to_whole(), Some(0));
}

#[test]
fn candidates_without_votes_are_excluded_one_at_a_time() {
    let papers = papers(&["Ada", "Bo", "Cy", "Dee", "Eve"], "5 1 0\n4 2 0\n1 3 0");
    let lots = [super::lot(1, &["dee", "eve"], "dee")];
    let rule = rule("name = 'av'\nmajority_of = 'valid'");
    let transcript = complete(count(&papers, &rule, Seats::ONE, &BOTH_RESORTS, &lots).unwrap());
    let excluded: Vec<_> = transcript
        .stages
        .iter()
        .filter(|s| s.action.did == Did::Excluded)
        .map(|s| &s.action)
        .collect();
    assert_eq!(excluded[0].candidates, ids(&["dee"]));
    assert_eq!(excluded[1].candidates, ids(&["eve"]));
    assert!(excluded[0].transfers.is_empty() && excluded[1].transfers.is_empty());
}

#[test]
fn the_alternative_vote_fills_one_seat_or_a_sections_none() {
    let papers = papers(&["Ada", "Bo"], "1 1 0");
    assert_eq!(
        count(&papers, &rule(AV), Seats(2), &[], &[])
            .unwrap_err()
            .to_string(),
        "the rule av cannot fill 2 seats; it fills one seat, or none for a section of an electoral college"
    );
    assert!(rule(AV).can_fill(Seats::NONE) && rule(AV).can_fill(Seats::ONE));
}

#[test]
fn nobody_is_counted_where_nobody_stands() {
    let papers = Papers::new(Vec::new()).unwrap();
    assert_eq!(
        count(&papers, &rule(AV), Seats::ONE, &[], &[]),
        Err(CountError::NoCandidates)
    );
}
