//! The single transferable vote in Scotland against counts worked out by hand.

use hustings_recount::{Lot, NotCounted, count_again};
use serde_json::{Value, json};

use crate::fixture::{documented, papers_of};

/// Candidates by letters, lines of "weight preferences", seats, and lots that were drawn.
fn counted(
    candidates: &str,
    papers: &[&str],
    seats: u64,
    lots: &[Lot],
) -> Result<Value, NotCounted> {
    let blt = papers_of(candidates, papers);
    let ties = [json!("earlier-stages"), json!("lots")];
    let rule = json!({"name": "scottish-stv"});
    count_again(blt.as_bytes(), &rule, seats, &ties, lots)
}

fn stage(transcript: &Value, number: usize) -> &Value {
    &transcript["stages"][number - 1]
}

fn lot(stage: u64, among: &[&str], chosen: &str) -> Lot {
    Lot {
        stage,
        among: among.iter().map(|&id| id.to_owned()).collect(),
        chosen: chosen.to_owned(),
    }
}

#[test]
fn the_documented_count_comes_out_to_the_last_decimal() {
    let expected: Value =
        serde_json::from_str(&documented("transcript.md", "json scottish")).unwrap();
    let papers = documented("transcript.md", "blt scottish");
    let counted = count_again(papers.as_bytes(), &expected["rule"], 2, &[], &[]);
    assert_eq!(counted.unwrap(), expected);
}

#[test]
fn those_who_reach_the_quota_for_all_seats_end_the_count_in_the_order_of_their_votes() {
    // Nine papers and two seats: the quota is 4, and b's single vote beyond it goes nowhere.
    let transcript = counted("abc", &["4 a", "5 b"], 2, &[]).unwrap();
    assert_eq!(transcript["elected"], json!(["b", "a"]));
    assert_eq!(
        stage(&transcript, 1),
        &json!({
            "number": 1,
            "votes": {"a": "4.00000", "b": "5.00000", "c": "0.00000"},
            "non_transferable": "0.00000", "lost": "0.00000", "quota": "4.00000", "sections": {},
            "action": {
                "did": "elected", "candidates": ["b", "a"], "clause": "scottish-stv 3",
                "transfers": [], "tie": null,
            },
        })
    );
}

#[test]
fn exactly_the_quota_elects_and_leaves_no_surplus() {
    // Eight papers and two seats: the quota is 3.
    let transcript = counted("abcd", &["3 a", "2 b", "2 c", "1 dc"], 2, &[]).unwrap();
    assert_eq!(stage(&transcript, 1)["elected"][0]["candidate"], "a");
    assert_eq!(stage(&transcript, 1)["action"]["candidates"], json!(["d"]));
    assert_eq!(transcript["elected"], json!(["a", "c"]));
}

#[test]
fn a_paper_that_came_at_less_than_one_vote_goes_on_at_less_again() {
    // 30 papers and three seats: the quota is 8. a's surplus is 12 of 20, 0.6 a paper; b has 15
    // then and a surplus of 7; 7 × 0.6 ÷ 15 is 0.28, and 7 × 1 ÷ 15 is 0.46666.
    let transcript = counted("abcd", &["20 abc", "3 bc", "4 c", "3 d"], 3, &[]).unwrap();
    assert_eq!(stage(&transcript, 2)["votes"]["b"], "15.00000");
    assert_eq!(
        stage(&transcript, 2)["action"]["transfers"],
        json!([{"from": "b", "to": "c", "votes": "6.99998"}])
    );
    assert_eq!(stage(&transcript, 3)["votes"]["c"], "10.99998");
    assert_eq!(stage(&transcript, 3)["votes"]["b"], "8.00000");
    assert_eq!(stage(&transcript, 3)["lost"], "0.00002");
    assert_eq!(transcript["elected"], json!(["a", "b", "c"]));
}

#[test]
fn of_two_surpluses_the_higher_goes_first_and_between_equal_ones_lots_decide() {
    // 20 papers and three seats: the quota is 6.
    let papers = &["8 ac", "8 bd", "2 c", "2 d"];
    let required = NotCounted::LotsRequired {
        stage: 1,
        among: vec!["a".to_owned(), "b".to_owned()],
    };
    assert_eq!(counted("abcd", papers, 3, &[]), Err(required));
    let drawn = [lot(1, &["a", "b"], "b")];
    let transcript = counted("abcd", papers, 3, &drawn).unwrap();
    assert_eq!(
        stage(&transcript, 1)["action"]["tie"],
        json!({"among": ["a", "b"], "transferred_first": "b", "resolved_by": "lots", "stage": null})
    );
    // b's went to d, so that c had fewer at stage 2 and goes.
    assert_eq!(stage(&transcript, 3)["action"]["tie"]["stage"], 2);
    assert_eq!(transcript["elected"], json!(["a", "b", "d"]));
}

#[test]
fn surpluses_that_were_equal_before_are_told_apart_by_the_latest_stage_at_which_they_differed() {
    // 45 papers and four seats: the quota is 10. a's surplus, half of 20, brings b from 5 to 11
    // and c from 7 to 11.
    let papers = &["12 ab", "8 ac", "5 b", "7 c", "7 d", "6 e"];
    let transcript = counted("abcde", papers, 4, &[]).unwrap();
    assert_eq!(
        stage(&transcript, 2)["elected"],
        json!([
            {"candidate": "b", "clause": "scottish-stv 3"},
            {"candidate": "c", "clause": "scottish-stv 3"},
        ])
    );
    assert_eq!(
        stage(&transcript, 2)["action"]["tie"],
        json!({"among": ["b", "c"], "transferred_first": "c", "resolved_by": "earlier-stages", "stage": 1})
    );
    assert_eq!(transcript["elected"], json!(["a", "b", "c", "d"]));
}

#[test]
fn of_two_tied_whoever_had_fewer_at_the_stage_before_is_excluded() {
    // c's paper makes b and d equal, and at stage 1 b had fewer.
    let transcript = counted("abcd", &["4 a", "2 b", "1 cb", "3 d"], 1, &[]).unwrap();
    assert_eq!(
        stage(&transcript, 2)["action"]["tie"],
        json!({"among": ["b", "d"], "excluded": "b", "resolved_by": "earlier-stages", "stage": 1})
    );
}

#[test]
fn fewer_candidates_than_seats_are_all_elected() {
    let transcript = counted("ab", &["3 a", "1 "], 3, &[]).unwrap();
    assert_eq!(transcript["elected"], json!(["a", "b"]));
    assert_eq!(transcript["blank"], "1");
    assert_eq!(stage(&transcript, 1)["elected"][0]["candidate"], "a");
    assert_eq!(stage(&transcript, 1)["action"]["clause"], "scottish-stv 8");
}

#[test]
fn where_all_have_the_quota_and_seats_are_left_the_count_ends_with_nobody_more() {
    // Five papers and three seats: the quota is 2.
    let transcript = counted("ab", &["3 a", "2 b"], 3, &[]).unwrap();
    assert_eq!(transcript["elected"], json!(["a", "b"]));
    assert_eq!(
        stage(&transcript, 1)["action"],
        json!({
            "did": "ended", "candidates": [], "clause": "scottish-stv 8", "transfers": [], "tie": null,
        })
    );
}

#[test]
fn without_a_paper_the_quota_is_one_and_nobody_reaches_it() {
    let transcript = counted("ab", &[], 2, &[]).unwrap();
    assert_eq!(stage(&transcript, 1)["quota"], "1.00000");
    assert_eq!(transcript["elected"], json!(["a", "b"]));
}

#[test]
fn a_section_of_an_electoral_college_is_not_counted_so() {
    assert_eq!(
        counted("ab", &["1 a"], 0, &[]).unwrap_err().to_string(),
        "scottish-stv fills one seat or more, not 0"
    );
}

#[test]
fn as_many_papers_as_a_line_holds_are_counted_exactly() {
    let most = format!("{} ab", (1_u64 << 53) - 1);
    let lines: Vec<&str> = vec![&most; 100];
    let transcript = counted("abc", &lines, 2, &[]).unwrap();
    assert_eq!(transcript["papers"], "900719925474099100");
    assert_eq!(transcript["elected"], json!(["a", "b"]));
}
