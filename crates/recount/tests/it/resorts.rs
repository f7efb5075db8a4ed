//! The resorts of ties, and the options of the alternative vote that change who goes when.

use hustings_recount::{NotCounted, count_again};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixture::papers_of;

fn counted(
    candidates: &str,
    papers: &[&str],
    rule: &Value,
    ties: &[Value],
) -> Result<Value, NotCounted> {
    let blt = papers_of(candidates, papers);
    count_again(blt.as_bytes(), rule, 1, ties, &[])
}

fn action(transcript: &Value, stage: usize) -> &Value {
    &transcript["stages"][stage - 1]["action"]
}

#[rstest]
#[case("earlier-stages", "c", 2)]
#[case("first-stages", "b", 1)]
fn stages_are_looked_at_from_their_end_or_from_the_first(
    #[case] resort: &str,
    #[case] excluded: &str,
    #[case] stage: u64,
) {
    // At stage 3 b and c have five each; at stage 2 c had fewer, at stage 1 b.
    let papers = &["9 a", "3 b", "4 c", "1 dc", "2 d", "2 eb"];
    let ties = [json!(resort)];
    let transcript = counted("abcde", papers, &json!({"name": "av"}), &ties).unwrap();
    assert_eq!(
        action(&transcript, 3)["tie"],
        json!({"among": ["b", "c"], "excluded": excluded, "resolved_by": resort, "stage": stage})
    );
}

#[test]
fn the_first_of_the_tied_in_a_declared_order_is_chosen() {
    let av = json!({"name": "av"});
    let order = |ids: &[&str]| [json!({"declared-order": ids})];
    let papers = &["3 a", "1 b", "1 c"];
    let transcript = counted(
        "abc",
        papers,
        &json!({"name": "av", "until": "two"}),
        &order(&["a", "c", "b"]),
    );
    assert_eq!(
        action(&transcript.unwrap(), 1)["tie"],
        json!({"among": ["b", "c"], "excluded": "c", "resolved_by": "declared-order", "stage": null})
    );
    let papers = &["2 a", "1 b", "1 c"];
    assert_eq!(
        counted("abc", papers, &av, &order(&["a", "c"])),
        Err(NotCounted::NotInOrder("b".to_owned()))
    );
}

#[test]
fn a_public_seed_chooses_whoever_has_the_smallest_digest() {
    // printf '%s\n' "4 8 15 16 23 42" 1 b | sha256sum gives 6d8b…, and with c 5d26…
    let seed = [
        json!("earlier-stages"),
        json!({"public-seed": "4 8 15 16 23 42"}),
    ];
    let transcript = counted("abc", &["2 a", "1 b", "1 c"], &json!({"name": "av"}), &seed).unwrap();
    assert_eq!(
        action(&transcript, 1)["tie"],
        json!({"among": ["b", "c"], "excluded": "c", "resolved_by": "public-seed", "stage": null})
    );
}

#[rstest]
#[case(json!("declared-order"))]
#[case(json!("public-seed"))]
#[case(json!({"lots": true}))]
#[case(json!({"declared-order": ["a"], "public-seed": "b"}))]
#[case(json!({"public-seed": 49}))]
#[case(json!(7))]
fn what_is_no_resort_is_refused(#[case] resort: Value) {
    let refused = counted("ab", &["1 a"], &json!({"name": "av"}), &[resort]);
    assert!(matches!(refused, Err(NotCounted::NoResort(_))));
}

#[test]
fn all_who_together_cannot_overtake_the_next_are_excluded_together() {
    // c, d and e have 6 together, b has 7; b, c, d and e have 13, a 11.
    let bulk = json!({"name": "av", "exclude": "bulk"});
    let papers = &["11 a", "7 b", "3 ca", "2 db", "1 e"];
    let transcript = counted("abcde", papers, &bulk, &[]).unwrap();
    assert_eq!(transcript["rule"]["exclude"], "bulk");
    assert_eq!(
        action(&transcript, 1),
        &json!({
            "did": "excluded", "candidates": ["c", "d", "e"], "clause": "av 8",
            "transfers": [
                {"from": "c", "to": "a", "votes": "3"},
                {"from": "d", "to": "b", "votes": "2"},
                {"from": "e", "to": null, "votes": "1"},
            ],
            "tie": null,
        })
    );
    assert_eq!(transcript["elected"], json!(["a"]));
}

#[test]
fn until_two_leaves_two_also_where_all_but_one_could_go() {
    let rule = json!({"name": "av", "exclude": "bulk", "until": "two"});
    let transcript = counted("abcd", &["9 a", "3 b", "1 c", "1 d"], &rule, &[]).unwrap();
    assert_eq!(action(&transcript, 1)["candidates"], json!(["c", "d"]));
    assert_eq!(transcript["elected"], json!(["a"]));
}

#[test]
fn one_alone_is_no_bulk() {
    let bulk = json!({"name": "av", "exclude": "bulk"});
    let transcript = counted("abc", &["4 a", "3 b", "2 c"], &bulk, &[]).unwrap();
    assert_eq!(action(&transcript, 1)["clause"], "av 5");
}

#[test]
fn where_re_open_nominations_would_be_elected_nobody_is() {
    let rule = json!({"name": "av", "reopen": "b"});
    let transcript = counted("abc", &["2 a", "4 b", "1 c"], &rule, &[]).unwrap();
    assert_eq!(transcript["elected"], json!([]));
    assert_eq!(
        action(&transcript, 1),
        &json!({
            "did": "reopened", "candidates": ["b"], "clause": "av 10", "transfers": [], "tie": null,
        })
    );
    let elects = counted("abc", &["4 a", "2 b", "1 c"], &rule, &[]).unwrap();
    assert_eq!(elects["elected"], json!(["a"]));
}

#[test]
fn whoever_stands_for_re_opening_must_be_a_candidate() {
    let rule = json!({"name": "av", "reopen": "ron"});
    assert_eq!(
        counted("ab", &["1 a"], &rule, &[]),
        Err(NotCounted::NoSuchCandidate("ron".to_owned()))
    );
}
