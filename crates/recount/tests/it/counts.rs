//! The alternative vote against counts worked out by hand.

use hustings_recount::{Lot, NotCounted, count_again};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixture::{documented, papers_of};

struct Case {
    candidates: &'static str,
    papers: &'static [&'static str],
    rule: Value,
    seats: u64,
    ties: &'static [&'static str],
    lots: Vec<Lot>,
}

impl Case {
    fn of(candidates: &'static str, papers: &'static [&'static str]) -> Self {
        Self {
            candidates,
            papers,
            rule: json!({"name": "av"}),
            seats: 1,
            ties: &["earlier-stages", "lots"],
            lots: Vec::new(),
        }
    }

    fn count(&self) -> Result<Value, NotCounted> {
        let ties: Vec<Value> = self.ties.iter().map(|&tie| json!(tie)).collect();
        let papers = papers_of(self.candidates, self.papers);
        count_again(papers.as_bytes(), &self.rule, self.seats, &ties, &self.lots)
    }
}

fn lot(stage: u64, among: &[&str], chosen: &str) -> Lot {
    Lot {
        stage,
        among: among.iter().map(|&id| id.to_owned()).collect(),
        chosen: chosen.to_owned(),
    }
}

fn action(transcript: &Value, stage: usize) -> &Value {
    &transcript["stages"][stage - 1]["action"]
}

#[test]
fn the_documented_count_comes_out_to_the_last_figure() {
    let expected: Value =
        serde_json::from_str(&documented("transcript.md", "json transcript")).unwrap();
    let papers = include_str!("society/chair.blt");
    let ties = [json!("lots")];
    let counted = count_again(papers.as_bytes(), &expected["rule"], 1, &ties, &[]);
    assert_eq!(counted.unwrap(), expected);
}

#[test]
fn more_than_half_of_the_continuing_votes_elects_at_once() {
    let transcript = Case::of("abc", &["6 a", "3 b", "2 c"]).count().unwrap();
    assert_eq!(transcript["elected"], json!(["a"]));
    assert_eq!(transcript["stages"].as_array().unwrap().len(), 1);
    assert_eq!(action(&transcript, 1)["clause"], "av 4");
}

#[test]
fn exactly_half_is_no_majority() {
    let transcript = Case::of("abc", &["4 a", "3 bc", "1 cb"]).count().unwrap();
    assert_eq!(action(&transcript, 1)["candidates"], json!(["c"]));
    // Four each: c's exclusion is behind both, who then had four and three.
    assert_eq!(
        action(&transcript, 2),
        &json!({
            "did": "excluded", "candidates": ["b"], "clause": "av 5",
            "transfers": [{"from": "b", "to": null, "votes": "4"}],
            "tie": {"among": ["a", "b"], "excluded": "b", "resolved_by": "earlier-stages", "stage": 1},
        })
    );
    assert_eq!(action(&transcript, 3)["clause"], "av 3");
    assert_eq!(transcript["elected"], json!(["a"]));
}

#[test]
fn candidates_without_votes_are_excluded_one_at_a_time() {
    let mut case = Case::of("abcd", &["2 a", "2 b", "1 ba"]);
    case.rule = json!({"name": "av", "until": "two"});
    case.lots = vec![lot(1, &["d", "c"], "d")];
    let transcript = case.count().unwrap();
    assert_eq!(
        action(&transcript, 1)["tie"],
        json!({"among": ["c", "d"], "excluded": "d", "resolved_by": "lots", "stage": null})
    );
    assert_eq!(action(&transcript, 2)["candidates"], json!(["c"]));
    assert_eq!(action(&transcript, 2)["transfers"], json!([]));
    assert_eq!(action(&transcript, 3)["did"], "elected");
    assert_eq!(transcript["elected"], json!(["b"]));
}

#[test]
fn until_two_goes_on_after_a_majority() {
    let mut case = Case::of("abc", &["6 a", "3 b", "2 cb"]);
    case.rule = json!({"name": "av", "until": "two"});
    let transcript = case.count().unwrap();
    assert_eq!(transcript["rule"]["majority_of"], "continuing");
    assert_eq!(action(&transcript, 1)["candidates"], json!(["c"]));
    assert_eq!(
        transcript["stages"][1]["votes"],
        json!({"a": "6", "b": "5"})
    );
    assert_eq!(transcript["elected"], json!(["a"]));
}

#[test]
fn a_majority_of_all_papers_is_not_reached_by_a_majority_of_those_left() {
    // c's three papers go nowhere: a has 4 of 7 continuing, and not more than half of 10.
    let mut case = Case::of("abc", &["4 a", "3 b", "3 c"]);
    case.lots = vec![lot(1, &["b", "c"], "c")];
    case.rule = json!({"name": "av", "majority_of": "valid"});
    let transcript = case.count().unwrap();
    // Two are left, nobody has a majority of all, and more votes decide.
    assert_eq!(transcript["stages"][1]["non_transferable"], "3");
    assert_eq!(action(&transcript, 2)["did"], "elected");
    assert_eq!(action(&transcript, 2)["clause"], "av 4");
    assert_eq!(transcript["elected"], json!(["a"]));
}

#[test]
fn of_all_papers_a_third_candidate_keeps_the_count_going() {
    // At stage 2 a has 5 of 9 continuing and 5 of 11 papers.
    let papers = &["5 a", "2 b", "2 c", "2 d"];
    let first = lot(1, &["b", "c", "d"], "d");
    let mut continuing = Case::of("abcd", papers);
    continuing.ties = &["lots"];
    continuing.lots = vec![first.clone()];
    assert_eq!(
        continuing.count().unwrap()["stages"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let mut valid = Case::of("abcd", papers);
    valid.ties = &["lots"];
    valid.lots = vec![first, lot(2, &["b", "c"], "c")];
    valid.rule = json!({"name": "av", "majority_of": "valid"});
    assert_eq!(
        valid.count().unwrap()["stages"].as_array().unwrap().len(),
        3
    );
}

#[test]
fn one_candidate_is_elected_even_without_a_vote() {
    let transcript = Case::of("a", &[]).count().unwrap();
    assert_eq!(transcript["elected"], json!(["a"]));
    assert_eq!(transcript["papers"], "0");
    assert_eq!(action(&transcript, 1)["clause"], "av 3");
}

#[test]
fn blank_papers_are_counted_apart() {
    let transcript = Case::of("ab", &["2 a", "1 b", "7 "]).count().unwrap();
    assert_eq!(transcript["papers"], "3");
    assert_eq!(transcript["blank"], "7");
    assert_eq!(transcript["stages"][0]["non_transferable"], "0");
}

#[test]
fn a_tie_goes_back_stage_by_stage_keeping_those_who_had_fewest() {
    // Stage 1: a 9, b 4, c 4, d 3, e 2. Without e (to d): a 9, b 4, c 4, d 5.
    // b and c are tied at stage 2 and were tied at stage 1, so a lot decides.
    let mut case = Case::of("abcde", &["9 a", "4 b", "4 c", "3 d", "2 ed"]);
    assert_eq!(
        case.count().unwrap_err(),
        NotCounted::LotsRequired {
            stage: 2,
            among: vec!["b".to_owned(), "c".to_owned()],
        }
    );
    case.lots = vec![lot(2, &["b", "c"], "c")];
    let transcript = case.count().unwrap();
    assert_eq!(action(&transcript, 2)["candidates"], json!(["c"]));
}

#[test]
fn a_tie_of_three_that_an_earlier_stage_reduces_to_two_is_left_to_lots_among_those_two() {
    // e's two papers bring c and d up to b; at stage 1 c and d had three each, and b four.
    let mut case = Case::of("abcde", &["9 a", "4 b", "3 c", "3 d", "1 ec", "1 ed"]);
    assert_eq!(
        case.count().unwrap_err(),
        NotCounted::LotsRequired {
            stage: 2,
            among: vec!["c".to_owned(), "d".to_owned()],
        }
    );
    case.lots = vec![lot(2, &["d", "c"], "d")];
    assert_eq!(
        action(&case.count().unwrap(), 2)["tie"],
        json!({"among": ["b", "c", "d"], "left": ["c", "d"], "excluded": "d", "resolved_by": "lots", "stage": null})
    );
}

#[test]
fn a_lot_that_was_not_drawn_at_a_stage_must_be_drawn() {
    for lots in [vec![], vec![lot(2, &["b", "c"], "b")]] {
        let mut case = Case::of("abc", &["2 a", "1 b", "1 c"]);
        case.lots = lots;
        let required = NotCounted::LotsRequired {
            stage: 1,
            among: vec!["b".to_owned(), "c".to_owned()],
        };
        assert_eq!(case.count().unwrap_err(), required);
    }
}

#[test]
fn a_lot_among_others_than_those_tied_or_that_excludes_another_is_refused() {
    for lot in [
        lot(1, &["a", "b", "c"], "b"),
        lot(1, &["b"], "b"),
        lot(1, &["b", "c"], "a"),
    ] {
        let mut case = Case::of("abc", &["2 a", "1 b", "1 c"]);
        case.lots = vec![lot];
        let refused = NotCounted::LotAmongOthers {
            stage: 1,
            tied: vec!["b".to_owned(), "c".to_owned()],
        };
        assert_eq!(case.count().unwrap_err(), refused);
    }
    // An earlier stage leaves c and d of three, as above; a lot among all three is another lot.
    let mut case = Case::of("abcde", &["9 a", "4 b", "3 c", "3 d", "1 ec", "1 ed"]);
    case.lots = vec![lot(2, &["b", "c", "d"], "d")];
    assert!(matches!(
        case.count(),
        Err(NotCounted::LotAmongOthers { stage: 2, .. })
    ));
}

#[test]
fn two_lots_for_one_stage_are_refused_even_if_one_of_them_is_right() {
    let mut case = Case::of("abc", &["2 a", "1 b", "1 c"]);
    let right = lot(1, &["b", "c"], "b");
    for other in [right.clone(), lot(1, &["a", "b"], "a")] {
        case.lots = vec![right.clone(), other];
        assert_eq!(case.count(), Err(NotCounted::TwoLots { stage: 1 }));
    }
    case.lots = vec![right];
    assert_eq!(case.count().unwrap()["elected"], json!(["a"]));
}

#[rstest]
// Stage 1 excludes c, who alone has the fewest; a and b are tied at stage 2 and c went to both
// alike, so stage 1 cannot tell them apart and only stage 2 needs a lot.
#[case::nobody_is_tied(&[1, 2], 1)]
#[case::somebody_is_elected(&[2, 3], 3)]
#[case::the_count_has_ended(&[2, 9], 9)]
fn a_lot_for_a_stage_that_did_not_need_it_is_refused(#[case] stages: &[u64], #[case] stage: u64) {
    let mut case = Case::of("abc", &["4 a", "4 b", "1 ca", "1 cb"]);
    case.lots = stages.iter().map(|at| lot(*at, &["a", "b"], "b")).collect();
    assert_eq!(case.count(), Err(NotCounted::LotNotNeeded { stage }));
}

#[test]
fn a_lot_for_a_tie_that_an_earlier_stage_resolves_is_refused() {
    // c goes to b: five each at stage 2, and b had fewer at stage 1.
    let mut case = Case::of("abc", &["5 a", "4 b", "1 cb"]);
    assert_eq!(action(&case.count().unwrap(), 2)["tie"]["stage"], 1);
    case.lots = vec![lot(2, &["a", "b"], "b")];
    assert_eq!(case.count(), Err(NotCounted::LotNotNeeded { stage: 2 }));
}

#[test]
fn more_than_a_thousand_candidates_are_refused() {
    let refused = count_again(b"1001 1\n0\n", &json!({"name": "av"}), 1, &[], &[]);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the papers do not read: line 1: the first line says that there are 1001 candidates, and there may be at most 1000"
    );
}

#[test]
fn without_lots_among_the_resorts_a_tie_is_left() {
    let mut case = Case::of("ab", &["1 a", "1 b"]);
    case.ties = &["earlier-stages"];
    assert!(matches!(
        case.count(),
        Err(NotCounted::NoResortLeft { stage: 1, .. })
    ));
}

#[test]
fn a_section_goes_on_until_two_are_left_and_elects_nobody() {
    let mut case = Case::of("abc", &["9 a", "2 b", "1 c"]);
    case.seats = 0;
    let transcript = case.count().unwrap();
    assert_eq!(transcript["seats"], 0);
    assert_eq!(transcript["elected"], json!([]));
    assert_eq!(action(&transcript, 1)["did"], "excluded");
    assert_eq!(
        action(&transcript, 2),
        &json!({"did": "ended", "candidates": [], "clause": "av 7", "transfers": [], "tie": null})
    );
}

#[test]
fn a_section_of_two_ends_at_once() {
    let mut case = Case::of("ab", &["1 a"]);
    case.seats = 0;
    assert_eq!(case.count().unwrap()["stages"].as_array().unwrap().len(), 1);
}

#[test]
fn papers_go_to_the_next_preference_that_is_still_in_the_count() {
    let transcript = Case::of("abcd", &["5 a", "4 b", "3 cdb", "2 dca"])
        .count()
        .unwrap();
    assert_eq!(
        action(&transcript, 1)["transfers"],
        json!([{"from": "d", "to": "c", "votes": "2"}])
    );
    // Five for c now; b goes, with nobody to follow.
    assert_eq!(
        transcript["stages"][1]["votes"],
        json!({"a": "5", "b": "4", "c": "5"})
    );
    assert_eq!(action(&transcript, 2)["candidates"], json!(["b"]));
    // Five each, at stage 2 too; at stage 1 c had three.
    let tie = &action(&transcript, 3)["tie"];
    assert_eq!((&tie["excluded"], &tie["stage"]), (&json!("c"), &json!(1)));
}

#[rstest]
#[case(json!("av"))]
#[case(json!({}))]
#[case(json!({"name": 1}))]
#[case(json!({"name": "av", "until": "three"}))]
#[case(json!({"name": "av", "until": null}))]
#[case(json!({"name": "av", "quota": "droop"}))]
#[case(json!({"name": "av", "exclude": "all"}))]
#[case(json!({"name": "av", "reopen": "Re-open Nominations"}))]
#[case(json!({"name": "scottish-stv", "quota": "droop"}))]
fn what_is_no_rule_or_has_no_such_option_is_refused(#[case] rule: Value) {
    let mut case = Case::of("ab", &["1 a"]);
    case.rule = rule;
    assert!(matches!(case.count(), Err(NotCounted::NoRule(_))));
}

#[test]
fn of_a_rule_that_it_was_not_taught_it_says_so() {
    let mut case = Case::of("ab", &["1 a"]);
    case.rule = json!({"name": "meek", "omega": 6});
    assert_eq!(
        case.count().unwrap_err().to_string(),
        "the second path does not know the rule meek"
    );
}

#[test]
fn a_resort_that_it_was_not_taught_stands_in_the_way_of_a_tie_alone() {
    let mut case = Case::of("ab", &["1 a"]);
    case.ties = &["age", "lots"];
    assert_eq!(case.count().unwrap()["elected"], json!(["a"]));
    case.papers = &["1 a", "1 b"];
    assert_eq!(
        case.count(),
        Err(NotCounted::UnknownResort("age".to_owned()))
    );
}

#[test]
fn a_second_seat_is_refused() {
    let mut case = Case::of("ab", &["1 a"]);
    case.seats = 2;
    assert_eq!(
        case.count().unwrap_err().to_string(),
        "the alternative vote fills one seat, not 2"
    );
}

#[test]
fn papers_that_do_not_read_are_refused_with_their_line() {
    let refused = count_again(b"2 1\n1 3 0\n", &json!({"name": "av"}), 1, &[], &[]);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the papers do not read: line 2: candidate 3 does not exist, the first line says there are 2"
    );
}
