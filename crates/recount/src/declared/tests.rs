use rstest::rstest;
use serde_json::json;

use super::*;

/// Stages such as `1 a 3 b 2; 2 a 5`.
fn stages(text: &str) -> BTreeMap<u64, Votes> {
    text.split(';')
        .filter(|stage| !stage.trim().is_empty())
        .map(|stage| {
            let mut words = stage.split_whitespace();
            let number = words.next().unwrap().parse().unwrap();
            let mut votes = Votes::new();
            while let (Some(id), Some(count)) = (words.next(), words.next()) {
                votes.insert(id.to_owned(), count.parse().unwrap());
            }
            (number, votes)
        })
        .collect()
}

fn transcript_with(majority_of: &str, until: &str, text: &str) -> Result<Transcript, String> {
    let rule = json!({"name": "av", "majority_of": majority_of, "until": until});
    let candidates: Vec<Candidate> = ["a", "b", "c", "d", "e", "absent"]
        .into_iter()
        .map(|id| Candidate {
            id: id.to_owned(),
            name: id.to_uppercase(),
        })
        .collect();
    Declared {
        rule: &Rule::read(&rule).unwrap(),
        seats: 1,
        candidates: &candidates,
        stages: &stages(text),
        sections: BTreeMap::new(),
    }
    .transcript()
}

fn transcript_of(text: &str) -> Result<Transcript, String> {
    transcript_with("continuing", "majority", text)
}

#[test]
fn what_was_not_published_follows_from_what_was() {
    // Labour's deputy leader in 2020: Rayner, Allin-Khan, Burgon, Murray, Butler.
    let transcript = transcript_of(
        "1 a 192168 b 77351 c 80053 d 61179 e 50255;
         2 a 209968 b 88049 c 88664 d 64560;
         3 a 228944 b 113858 c 92643",
    )
    .unwrap();
    assert_eq!(transcript.papers, 461_006);
    assert_eq!(transcript.elected, ["a"]);
    let moved = |stage: usize| -> Vec<(Option<&str>, u128)> {
        let transfers = &transcript.stages[stage].transfers;
        transfers
            .iter()
            .map(|moved| (moved.to.as_deref(), moved.votes))
            .collect()
    };
    assert_eq!(
        moved(0),
        [
            (Some("a"), 17_800),
            (Some("b"), 10_698),
            (Some("c"), 8_611),
            (Some("d"), 3_381),
            (None, 9_765),
        ]
    );
    assert_eq!(
        moved(1),
        [
            (Some("a"), 18_976),
            (Some("b"), 25_809),
            (Some("c"), 3_979),
            (None, 15_796),
        ]
    );
    assert_eq!(moved(2), []);
    let non_transferable: Vec<u128> = transcript
        .stages
        .iter()
        .map(|stage| stage.non_transferable)
        .collect();
    assert_eq!(non_transferable, [0, 9_765, 25_561]);
}

#[test]
fn candidates_are_those_with_votes_in_the_order_of_their_declaration() {
    let transcript = transcript_of("1 c 1 a 3 b 0").unwrap();
    let ids: Vec<&str> = transcript
        .candidates
        .iter()
        .map(|c| c.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "b", "c"]);
}

#[test]
fn a_tie_for_the_last_place_was_resolved_by_whoever_declared_the_result() {
    let transcript = transcript_of("1 a 4 b 2 c 2; 2 a 5 b 2").unwrap();
    let tie = transcript.stages[0].tie.clone().unwrap();
    assert_eq!(tie.among, ["b", "c"]);
    assert_eq!(
        (tie.chosen.as_str(), tie.resolved_by, tie.stage),
        ("c", "declared", None)
    );
    assert_eq!(transcript.stages[1].non_transferable, 1);
}

#[rstest]
#[case::no_first_stage("2 a 3 b 1", "stage 1 are missing")]
#[case::gap("1 a 3 b 2 c 1; 3 a 4 b 2", "stage 2 are missing")]
#[case::returns("1 a 3 b 2 c 1; 2 a 3 d 2", "d has votes at stage 2")]
#[case::shrinks("1 a 3 b 3 c 1; 2 a 2 b 4", "a shrink")]
#[case::grows("1 a 3 b 3 c 1; 2 a 3 b 5", "more votes")]
#[case::two_fewer("1 a 3 b 3 c 1 d 1; 2 a 3 b 4", "more than one")]
#[case::none_fewer("1 a 3 b 3; 2 a 3 b 3", "excludes nobody")]
#[case::not_last("1 a 3 b 3 c 1; 2 a 5 c 1", "fewest")]
#[case::after_majority("1 a 5 b 2 c 1; 2 a 6 b 2", "another stage follows")]
#[case::elects_nobody("1 a 3 b 3 c 1", "elects nobody")]
#[case::tied("1 a 3 b 3", "elects nobody")]
#[case::empty("1", "elects nobody")]
#[case::nothing("", "no votes")]
fn figures_that_cannot_be_those_of_a_count_are_refused(#[case] text: &str, #[case] reason: &str) {
    let refused = transcript_of(text).unwrap_err();
    assert!(
        refused.contains(reason),
        "{refused:?} should say {reason:?}"
    );
}

#[test]
fn until_two_wants_the_stages_after_a_majority() {
    let until_two = |text| transcript_with("continuing", "two", text);
    assert!(until_two("1 a 5 b 2 c 1").is_err());
    assert_eq!(
        until_two("1 a 5 b 2 c 1; 2 a 6 b 2").unwrap().elected,
        ["a"]
    );
}

#[test]
fn of_all_papers_the_last_two_need_no_majority() {
    let transcript = transcript_with("valid", "majority", "1 a 4 b 3 c 2; 2 a 4 b 3").unwrap();
    assert_eq!(transcript.elected, ["a"]);
    assert_eq!(transcript.stages[1].non_transferable, 2);
}

#[test]
fn a_section_has_no_votes_for_somebody_without_votes_of_the_whole() {
    let refused = Declared {
        rule: &Rule::read(&json!({"name": "av"})).unwrap(),
        seats: 1,
        candidates: &[],
        stages: &stages("1 a 3 b 1"),
        sections: BTreeMap::from([("north".to_owned(), stages("1 a 1 c 1")[&1].clone())]),
    }
    .transcript()
    .unwrap_err();
    assert_eq!(
        refused,
        "c has votes of north at stage 1, and none of the whole"
    );
}
