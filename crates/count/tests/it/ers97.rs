//! The Electoral Reform Society's rules of 1997, on examples worked by hand from `docs/rules/ers97.md`.

use hustings_count::tie::{Lot, Resort};
use hustings_count::transcript::{Did, Purpose, ResolvedBy, Tie};
use hustings_count::{Outcome, Papers, Seats, Transcript, count};
use rstest::rstest;

use super::{complete, figures, id, ids, lot, moves, papers, rule, stage};

const TIES: [Resort; 2] = [Resort::FirstStages, Resort::Lots];

fn outcome(papers: &Papers, seats: u32, lots: &[Lot]) -> Outcome {
    let ers97 = rule("name = 'ers97'");
    count(papers, &ers97, Seats(seats), &TIES, lots).expect("it can be counted")
}

fn run(papers: &Papers, seats: u32) -> Transcript {
    complete(outcome(papers, seats, &[]))
}

/// 100 / 3 is 33.33 and a rest, so the quota is 33.34; Ada has 16.66 more. 42 of her papers go on: 16.66 / 42 is 0.39
/// and a rest, which is 16.66 − 42 × 0.39 = 0.28.
#[test]
fn a_surplus_is_divided_among_transferable_papers_and_the_rest_is_non_transferable() {
    let names = ["Ada", "Bo", "Cy", "Dee"];
    let papers = papers(&names, "30 1 2 0\n12 1 3 0\n8 1 0\n25 2 0\n15 3 0\n10 4 0");
    let transcript = run(&papers, 2);
    let [first, second] = transcript.stages.as_slice() else {
        panic!("two stages")
    };
    assert_eq!(
        figures(first),
        "ada 50.00, bo 25.00, cy 15.00, dee 10.00; nobody 0.00; quota 33.34"
    );
    assert_eq!(first.action.transfer_value, Some("0.39".parse().unwrap()));
    assert_eq!(moves(first), "ada>bo 11.70, ada>cy 4.68, ada>- 0.28");
    assert_eq!(
        figures(second),
        "ada 33.34, bo 36.70, cy 19.68, dee 10.00; nobody 0.28; quota 33.34"
    );
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
}

/// Ada has 2 more than the quota of 20. With Dee's 7 and Eve's 2 these are 11, not more than Cy's 11: the surplus is
/// deferred, and Dee and Eve go together. With Cy it would be 22, more than Bo's 18.
#[test]
fn a_surplus_that_cannot_save_the_last_is_deferred_and_they_go_together() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let lines = "22 1 2 0\n18 2 0\n11 3 0\n4 4 3 0\n3 4 2 0\n2 5 1 2 0";
    let transcript = run(&papers(&names, lines), 2);
    let [first, second] = transcript.stages.as_slice() else {
        panic!("two stages")
    };
    assert_eq!(first.elected[0].candidate, id("ada"));
    assert_eq!(first.action.did, Did::Excluded);
    assert_eq!(first.action.candidates, ids(&["dee", "eve"]));
    assert_eq!(moves(first), "dee>bo 3.00, dee>cy 4.00, eve>bo 2.00");
    assert_eq!(
        figures(second),
        "ada 22.00, bo 23.00, cy 15.00; nobody 0.00; quota 20.00"
    );
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
}

/// The same with a vote fewer for Cy and one more for Bo: 11 is more than 10, also for Dee alone: 9 + 2.
#[test]
fn a_surplus_that_could_save_the_last_is_transferred_first() {
    let names = ["Ada", "Bo", "Cy", "Dee"];
    let transcript = run(&papers(&names, "22 1 2 0\n19 2 0\n10 3 0\n9 4 0"), 2);
    assert_eq!(transcript.stages[0].action.did, Did::Transferred);
}

/// 90 papers, a quota of 30. Each of Ada's 45 goes on at 15 / 45 = 0.33: 9.90 to Cy and 4.95 to Dee, who is then last.
fn dee_is_excluded_with_papers_of_two_values(dees: &str) -> Papers {
    let lines = format!("30 1 3 2 0\n15 1 4 2 0\n20 2 0\n13 3 0\n{dees}");
    papers(&["Ada", "Bo", "Cy", "Dee"], &lines)
}

#[test]
fn papers_of_the_excluded_go_on_by_value_and_whoever_waits_for_them_keeps_them() {
    let transcript = run(
        &dee_is_excluded_with_papers_of_two_values("5 4 3 0\n7 4 2 0"),
        2,
    );
    let [_, second, third, fourth] = transcript.stages.as_slice() else {
        panic!("four stages")
    };
    assert_eq!(
        figures(second),
        "ada 30.00, bo 20.00, cy 22.90, dee 16.95; nobody 0.15; quota 30.00"
    );
    assert_eq!(moves(second), "dee>bo 7.00, dee>cy 5.00");
    assert_eq!(second.action.transfer_value, Some("1.00".parse().unwrap()));
    assert_eq!(
        figures(third),
        "ada 30.00, bo 27.00, cy 27.90, dee 4.95; nobody 0.15; quota 30.00"
    );
    assert_eq!(moves(third), "dee>bo 4.95");
    assert_eq!(third.action.transfer_value, Some("0.33".parse().unwrap()));
    assert_eq!(
        (second.action.clause.as_str(), third.action.clause.as_str()),
        ("ers97 8", "ers97 9")
    );
    assert_eq!(
        figures(fourth),
        "ada 30.00, bo 31.95, cy 27.90; nobody 0.15; quota 30.00"
    );
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
}

#[test]
fn the_count_ends_between_batches_when_all_places_are_filled() {
    let transcript = run(&dee_is_excluded_with_papers_of_two_values("12 4 3 0"), 2);
    assert_eq!(
        figures(&transcript.stages[2]),
        "ada 30.00, bo 20.00, cy 34.90, dee 4.95; nobody 0.15; quota 30.00"
    );
    assert_eq!(transcript.stages.len(), 3);
    assert_eq!(transcript.elected, ids(&["ada", "cy"]));
}

/// 100 papers for three places, a quota of 25. Eve goes first: Ada has 34 and Bo 28. Of the ten papers that Ada
/// received, six go on, no more than the surplus of 9: at 1.00, and the other 3.00 are non-transferable. Her own 24
/// papers are not looked at. 47 votes are active and one place is left: 23.50 elect Dee, who has 24.
#[test]
fn a_surplus_is_of_the_last_batch_and_the_active_vote_elects_below_the_quota() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let lines = "24 1 3 0\n22 2 0\n20 3 0\n18 4 0\n6 5 1 4 0\n4 5 1 0\n6 5 2 0";
    let transcript = run(&papers(&names, lines), 3);
    let [first, second, third] = transcript.stages.as_slice() else {
        panic!("three stages")
    };
    assert_eq!(first.action.candidates, ids(&["eve"]));
    assert_eq!(
        figures(second),
        "ada 34.00, bo 28.00, cy 20.00, dee 18.00; nobody 0.00; quota 25.00"
    );
    assert_eq!(moves(second), "ada>dee 6.00, ada>- 3.00");
    assert_eq!(second.action.transfer_value, Some("1.00".parse().unwrap()));
    assert_eq!(
        figures(third),
        "ada 25.00, bo 28.00, cy 20.00, dee 24.00; nobody 3.00; quota 25.00"
    );
    assert_eq!(transcript.elected, ids(&["ada", "bo", "dee"]));
}

/// 62 / 4 = 15.50 elects nobody. Eve's ten papers go nowhere: 52 / 4 = 13.00 elects Ada and Bo, who have received
/// nothing since their first preferences. Ada's 2.00 are 15 × 0.13 and 0.05; none of Bo's papers goes on.
#[test]
fn the_quota_falls_with_papers_that_go_nowhere_before_anybody_is_elected() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let papers = papers(&names, "15 1 4 0\n14 2 0\n12 3 0\n11 4 0\n10 5 0");
    let transcript = run(&papers, 3);
    let lines: Vec<_> = transcript.stages.iter().map(figures).collect();
    assert_eq!(
        lines,
        [
            "ada 15.00, bo 14.00, cy 12.00, dee 11.00, eve 10.00; nobody 0.00; quota 15.50",
            "ada 15.00, bo 14.00, cy 12.00, dee 11.00; nobody 10.00; quota 13.00",
            "ada 13.00, bo 14.00, cy 12.00, dee 12.95; nobody 10.05; quota 13.00",
            "ada 13.00, bo 13.00, cy 12.00, dee 12.95; nobody 11.05; quota 13.00",
        ]
    );
    assert_eq!(transcript.stages[2].action.transfer_value, None);
    assert_eq!(moves(&transcript.stages[2]), "bo>- 1.00");
    assert_eq!(transcript.elected, ids(&["ada", "bo", "dee"]));
}

/// 61 / 3 and 52 / 3 are 20.33 and 17.33 with rests.
#[test]
fn a_quota_with_a_rest_is_one_hundredth_more() {
    let names = ["Ada", "Bo", "Cy", "Dee"];
    let transcript = run(&papers(&names, "20 1 0\n18 2 0\n14 3 0\n9 4 0"), 2);
    let quotas = transcript.stages.iter().map(|s| s.quota.clone().unwrap());
    let quotas: Vec<_> = quotas.map(|quota| quota.to_string()).collect();
    assert_eq!(quotas, ["20.34", "17.34"]);
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
}

/// 16 papers, one place, a quota of 8. Cy's papers make it 8 to 8, and at stage 1 Ada had more.
#[test]
fn of_equals_for_whom_there_are_too_few_places_the_first_stages_leave_one_out() {
    let papers = papers(&["Ada", "Bo", "Cy"], "7 1 0\n5 2 0\n1 3 1 0\n3 3 2 0");
    let transcript = run(&papers, 1);
    let tie = Tie {
        among: ids(&["ada", "bo"]),
        left: None,
        to: Purpose::Exclude,
        chosen: id("bo"),
        resolved_by: ResolvedBy::FirstStages,
        stage: Some(stage(1)),
    };
    assert_eq!(transcript.stages[1].action.tie, Some(tie));
    assert_eq!(transcript.elected, ids(&["ada"]));
}

#[test]
fn where_no_stage_tells_equals_apart_none_is_elected_and_lots_say_who_goes() {
    let papers = papers(&["Ada", "Bo"], "5 1 0\n5 2 0");
    let Outcome::LotsRequired { among, to, .. } = outcome(&papers, 1, &[]) else {
        panic!("lots are required")
    };
    assert_eq!((among, to), (ids(&["ada", "bo"]), Purpose::Exclude));
    let lots = [lot(1, &["ada", "bo"], "ada")];
    let transcript = complete(outcome(&papers, 1, &lots));
    let action = &transcript.stages[0].action;
    assert_eq!(
        (action.did, action.clause.as_str()),
        (Did::Elected, "ers97 11")
    );
    assert_eq!(transcript.elected, ids(&["bo"]));
}

/// Dee and Eve have no votes and Cy one, together not more than Bo's 4; Ada and Bo are level and stay together.
#[test]
fn equals_go_together_or_stay_together() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let transcript = run(&papers(&names, "4 1 0\n4 2 0\n1 3 1 0"), 1);
    let action = &transcript.stages[0].action;
    assert_eq!(action.candidates, ids(&["cy", "dee", "eve"]));
    assert_eq!(transcript.elected, ids(&["ada"]));
}

#[rstest]
fn as_many_candidates_as_places_or_fewer_are_all_elected(#[values(2, 3, u32::MAX)] seats: u32) {
    let transcript = run(&papers(&["Ada", "Bo"], "1 2 0"), seats);
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
    assert_eq!(transcript.stages[0].action.clause, "ers97 12");
}

#[test]
fn nobody_is_elected_by_a_quota_of_nothing() {
    let outcome = outcome(&papers(&["Ada", "Bo", "Cy"], ""), 2, &[]);
    let Outcome::LotsRequired { among, .. } = outcome else {
        panic!("lots are required")
    };
    assert_eq!(among, ids(&["ada", "bo", "cy"]));
}
