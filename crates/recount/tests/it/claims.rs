use hustings_recount::{Finding, Published, check};
use rstest::rstest;

use crate::fixture::{Society, failure};

#[test]
fn the_documented_contest_holds_and_its_declared_result_cannot_be_recounted() {
    let claims = Society::declared().claims();
    let names: Vec<&str> = claims.iter().map(|claim| claim.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "rulebook",
            "log",
            "statement chair ash",
            "statement chair birch",
            "statement",
            "transcript chair stage 1",
            "transcript chair",
            "recount chair",
            "declaration chair",
            "figure chair standing",
            "figure chair elected",
        ]
    );
    for claim in &claims {
        let holds = matches!(claim.finding, Finding::Holds { .. });
        let unknown = matches!(claim.finding, Finding::CannotBeKnown { .. });
        assert!(
            if claim.name == "recount chair" {
                unknown
            } else {
                holds
            },
            "{claim:?}"
        );
    }
}

#[test]
fn counted_papers_hold_and_a_published_figure_that_does_not_follow_is_stated() {
    let claims = Society::counted().claims();
    let names: Vec<&str> = claims.iter().map(|claim| claim.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "rulebook",
            "log",
            "papers papers/chair.blt",
            "statement chair ash",
            "statement chair birch",
            "statement chair cedar",
            "statement",
            "transcript chair stage 1",
            "transcript chair stage 2",
            "transcript chair",
            "recount chair",
            "declaration chair",
            "figure chair votes stage 2",
            "figure chair standing",
        ]
    );
    for claim in &claims {
        assert!(matches!(claim.finding, Finding::Holds { .. }), "{claim:?}");
    }
    let Finding::Holds { what } = &claims[12].finding else {
        unreachable!()
    };
    assert_eq!(
        what,
        "published ash 4, birch 6, computes to ash 4, birch 5: the discrepancy is stated"
    );
}

fn statement(society: &mut Society) -> &mut Vec<u8> {
    &mut society.statement
}

fn transcript(society: &mut Society) -> &mut Vec<u8> {
    &mut society.transcript
}

fn declaration(society: &mut Society) -> &mut Vec<u8> {
    &mut society.declaration
}

#[rstest]
#[case(
    statement as fn(&mut Society) -> &mut Vec<u8>,
    "\"at_least\": \"1200\"",
    "\"at_least\": \"1201\"",
    "statement chair ash",
    "statement.json /posts/0/candidates/0/stages/0/verdict/any/1/all/2/figure/at_least",
    "published \"1201\", computes to \"1200\""
)]
#[case(
    statement,
    "\"Bo Birch\"",
    "\"Bo  Birch\"",
    "statement chair birch",
    "statement.json /posts/0/candidates/1/name",
    "published \"Bo  Birch\", computes to \"Bo Birch\""
)]
#[case(
    statement,
    "\"record\": \"replay\"",
    "\"record\": \"live\"",
    "statement",
    "statement.json /record",
    "published \"live\", computes to \"replay\""
)]
#[case(
    statement,
    "\"entries\": 9",
    "\"entries\": 9.0",
    "statement",
    "statement.json /log/entries",
    "published 9.0, computes to 9"
)]
#[case(
    statement,
    "\"seats\": 1,",
    "\"seats\": 1, \"seats\": 1,",
    "statement",
    "statement.json",
    "a key stands twice in one object"
)]
#[case(
    transcript,
    "\"ash\": \"60\"",
    "\"ash\": \"61\"",
    "transcript chair stage 1",
    "chair/transcript.json /stages/0/votes/ash",
    "published \"61\", computes to \"60\""
)]
#[case(
    transcript,
    "\"papers\": \"100\"",
    "\"papers\": 100",
    "transcript chair",
    "chair/transcript.json /papers",
    "published 100, computes to \"100\""
)]
#[case(
    declaration,
    "\"68.0%\"",
    "\"68%\"",
    "declaration chair",
    "chair/declaration.json /returns/0/turnout/percent",
    "published \"68%\", computes to \"68.0%\""
)]
#[case(
    declaration,
    "\"figure\": \"elected\"",
    "\"figure\": \"crowned\"",
    "figure chair elected",
    "chair/declaration.json /claims/1/figure",
    "published \"crowned\", computes to \"elected\""
)]
fn one_changed_figure_is_named_with_its_place_and_both_values(
    #[case] document: fn(&mut Society) -> &mut Vec<u8>,
    #[case] from: &str,
    #[case] to: &str,
    #[case] claim: &str,
    #[case] place: &str,
    #[case] reason: &str,
) {
    let finding = Society::declared()
        .spoilt(document, from, to)
        .finding(claim);
    assert_eq!(failure(finding), (place.to_owned(), reason.to_owned()));
}

#[test]
fn a_changed_candidate_leaves_the_other_candidates_and_the_rest_of_the_statement_standing() {
    let society = Society::declared().spoilt(statement, "\"Bo Birch\"", "\"Bob Birch\"");
    for claim in ["statement chair ash", "statement"] {
        assert!(matches!(society.finding(claim), Finding::Holds { .. }));
    }
}

#[test]
fn candidates_in_another_order_are_noticed() {
    let mut society = Society::declared();
    let mut value: serde_json::Value = serde_json::from_slice(&society.statement).unwrap();
    value["posts"][0]["candidates"]
        .as_array_mut()
        .unwrap()
        .reverse();
    society.statement = value.to_string().into_bytes();
    failure(society.finding("statement chair ash"));
    failure(society.finding("statement chair birch"));
}

#[test]
fn a_candidate_too_few_or_too_many_is_noticed() {
    let mut society = Society::declared();
    let value: serde_json::Value = serde_json::from_slice(&society.statement).unwrap();

    let mut fewer = value.clone();
    fewer["posts"][0]["candidates"]
        .as_array_mut()
        .unwrap()
        .pop();
    society.statement = fewer.to_string().into_bytes();
    failure(society.finding("statement chair birch"));

    let mut more = value;
    let candidates = more["posts"][0]["candidates"].as_array_mut().unwrap();
    candidates.push(candidates[0].clone());
    society.statement = more.to_string().into_bytes();
    let (place, _) = failure(society.finding("statement"));
    assert_eq!(place, "statement.json /posts/0/candidates/2");
}

#[test]
fn a_stage_too_many_is_noticed() {
    let mut society = Society::declared();
    let mut value: serde_json::Value = serde_json::from_slice(&society.transcript).unwrap();
    let stages = value["stages"].as_array_mut().unwrap();
    stages.push(stages[0].clone());
    society.transcript = value.to_string().into_bytes();
    let (place, _) = failure(society.finding("transcript chair"));
    assert_eq!(place, "chair/transcript.json /stages/1");
}

#[test]
fn papers_that_are_not_those_of_the_log_are_named_and_nothing_is_concluded_from_them() {
    let mut society = Society::counted();
    let papers = society.papers.get_mut("papers/chair.blt").unwrap();
    papers.push(b'\n');
    let (place, reason) = failure(society.finding("papers papers/chair.blt"));
    assert_eq!(place, "papers/chair.blt");
    assert!(reason.contains("line 6 of the log"), "{reason}");
    for claim in ["transcript chair", "recount chair", "declaration chair"] {
        assert!(matches!(
            society.finding(claim),
            Finding::CannotBeKnown { .. }
        ));
    }
}

#[test]
fn missing_and_surplus_papers_do_not_hold() {
    let mut society = Society::counted();
    let bytes = society.papers.remove("papers/chair.blt").unwrap();
    society.papers.insert("papers/other.blt".to_owned(), bytes);
    let (_, missing) = failure(society.finding("papers papers/chair.blt"));
    assert_eq!(missing, "the log names it, and it is not there");
    let (_, surplus) = failure(society.finding("papers papers/other.blt"));
    assert_eq!(surplus, "no event names it");
}

#[test]
fn a_paper_that_is_not_well_formed_is_named_by_its_line() {
    let mut society = Society::counted();
    let papers = society.papers.get_mut("papers/chair.blt").unwrap();
    *papers = b"3 1\n4 1 4 0\n".to_vec();
    let (place, reason) = failure(society.finding("papers papers/chair.blt"));
    assert_eq!(place, "papers/chair.blt line 2");
    assert_eq!(
        reason,
        "candidate 4 does not exist, the first line says there are 3"
    );
}

#[test]
fn a_result_that_is_missing_does_not_hold() {
    for mut society in [Society::declared(), Society::counted()] {
        society.has_result = false;
        for claim in ["transcript chair", "declaration chair"] {
            let (_, reason) = failure(society.finding(claim));
            assert_eq!(reason, "it is missing");
        }
    }
}

#[test]
fn a_result_for_a_post_that_the_rulebook_does_not_have_does_not_hold() {
    let society = Society::declared();
    let result = hustings_recount::PublishedResult {
        transcript: &society.transcript,
        declaration: &society.declaration,
    };
    let claims = check(&Published {
        rulebook: &society.rulebook,
        events: &society.events,
        papers: [].into(),
        statement: &society.statement,
        results: [("chair".to_owned(), result), ("king".to_owned(), result)].into(),
    });
    let (_, reason) = failure(crate::fixture::finding(&claims, "transcript king"));
    assert_eq!(reason, "the rulebook has no such post");
    failure(crate::fixture::finding(&claims, "declaration king"));
}

#[test]
fn a_rulebook_with_another_digest_stops_everything_that_follows_from_it() {
    let mut society = Society::declared();
    society.rulebook.push(b'\n');
    failure(society.finding("rulebook"));
    failure(society.finding("log"));
    for claim in [
        "statement",
        "transcript chair",
        "recount chair",
        "declaration chair",
    ] {
        assert!(matches!(
            society.finding(claim),
            Finding::CannotBeKnown { .. }
        ));
    }
}

#[test]
fn nothing_at_all_is_checked_to_the_end() {
    let claims = check(&Published {
        rulebook: b"",
        events: b"",
        papers: [].into(),
        statement: b"",
        results: [].into(),
    });
    let names: Vec<&str> = claims.iter().map(|claim| claim.name.as_str()).collect();
    assert_eq!(names, ["rulebook", "log", "statement"]);
    assert!(matches!(claims[0].finding, Finding::DoesNotHold { .. }));
}

#[test]
fn nothing_that_is_printed_acts_on_a_terminal() {
    let mut society = Society::declared().spoilt(
        statement,
        "\"Bo Birch\"",
        "\"Bo \u{7f}\u{9b}2J\u{202e}hcriB\u{feff}\"",
    );
    let name = "papers/\u{1b}[2J\u{200b}\n.blt".to_owned();
    society.papers.insert(name, b"1 1\n1 1=\x1b 0\n".to_vec());
    society.rulebook.extend(b"\"\\u001b\" = 1\n");
    let claims = society.claims();
    for claim in &claims {
        let printed = match claim.finding.clone() {
            Finding::Holds { what } => what,
            Finding::DoesNotHold { place, reason } => place + &reason,
            Finding::CannotBeKnown { why } => why,
        };
        for text in [&claim.name, &printed] {
            let seen = |c: char| !c.is_control() && !"\u{200b}\u{202e}\u{2066}\u{feff}".contains(c);
            assert!(text.chars().all(seen), "{claim:?}");
        }
    }
    let named = "papers papers/\\u{1b}[2J\\u{200b}\\u{a}.blt";
    let (place, reason) = failure(crate::fixture::finding(&claims, named));
    assert_eq!(place, "papers/\\u{1b}[2J\\u{200b}\\u{a}.blt line 2");
    assert_eq!(
        reason,
        "\"1=\\u{1b}\" gives candidates the same preference, which is not supported"
    );
}

#[test]
fn what_a_document_says_instead_is_quoted_with_its_unseen_characters_escaped() {
    let society =
        Society::declared().spoilt(statement, "\"Bo Birch\"", "\"Bo \u{7f}\u{202e}hcriB\"");
    let (_, reason) = failure(society.finding("statement chair birch"));
    assert_eq!(
        reason,
        "published \"Bo \\u{7f}\\u{202e}hcriB\", computes to \"Bo Birch\""
    );
}

#[test]
fn a_verdict_that_cannot_fit_into_what_was_published_is_not_made() {
    let mut society = Society::declared();
    society.statement = br#"{"posts":[{"candidates":[null,null]}]}"#.to_vec();
    // Titles, days, names and sources of what the tests of the gate list are more than 38 bytes.
    for (claim, number) in [("statement chair ash", 0), ("statement chair birch", 1)] {
        let (place, reason) = failure(society.finding(claim));
        assert_eq!(
            place,
            format!("statement.json /posts/0/candidates/{number}")
        );
        assert!(reason.ends_with("and the whole file has 38"), "{reason}");
    }
}
