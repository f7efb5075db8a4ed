//! Results that were declared: published figures become transcripts, impossible ones are refused.

use std::collections::BTreeMap;

use hustings_count::declared::{DeclaredError, transcript};
use hustings_count::transcript::{Did, Provenance, Purpose, ResolvedBy, Tie};
use hustings_count::{Candidate, CandidateId, Seats, Transcript};
use rstest::rstest;

use super::{candidates, id, ids, rule, stage, transfers, votes};

type Figures = BTreeMap<CandidateId, u64>;

fn figures(figures: &[(&str, u64)]) -> Figures {
    figures
        .iter()
        .map(|(candidate, votes)| (id(candidate), *votes))
        .collect()
}

fn declared(
    candidates: &[Candidate],
    stages: &[&[(&str, u64)]],
) -> Result<Transcript, DeclaredError> {
    let stages: Vec<_> = stages.iter().map(|votes| figures(votes)).collect();
    transcript(
        candidates,
        &rule("name = 'av'"),
        Seats::ONE,
        &stages,
        BTreeMap::new(),
    )
}

fn deputies() -> Vec<Candidate> {
    candidates(&[
        ("allin-khan", "Rosena Allin-Khan"),
        ("burgon", "Richard Burgon"),
        ("butler", "Dawn Butler"),
        ("murray", "Ian Murray"),
        ("rayner", "Angela Rayner"),
    ])
}

const DEPUTY_1: &[(&str, u64)] = &[
    ("allin-khan", 77_351),
    ("burgon", 80_053),
    ("butler", 50_255),
    ("murray", 61_179),
    ("rayner", 192_168),
];
const DEPUTY_2: &[(&str, u64)] = &[
    ("allin-khan", 88_049),
    ("burgon", 88_664),
    ("murray", 64_560),
    ("rayner", 209_968),
];
const DEPUTY_3: &[(&str, u64)] = &[
    ("allin-khan", 113_858),
    ("burgon", 92_643),
    ("rayner", 228_944),
];

#[test]
fn labour_2020_deputy_murray_is_excluded_second_and_allin_khan_passes_burgon() {
    let transcript = declared(&deputies(), &[DEPUTY_1, DEPUTY_2, DEPUTY_3]).unwrap();
    assert_eq!(transcript.provenance, Provenance::Declared);
    assert_eq!(
        (transcript.papers.get(), transcript.blank.get()),
        (461_006, 0)
    );
    assert_eq!(transcript.derived, ["non_transferable", "transfers"]);
    let [first, second, third] = transcript.stages.as_slice() else {
        panic!("three stages")
    };

    assert_eq!(first.action.candidates, ids(&["butler"]));
    assert_eq!(
        transfers(first),
        [
            ("allin-khan", 10_698),
            ("burgon", 8_611),
            ("murray", 3_381),
            ("rayner", 17_800),
            ("-", 9_765)
        ]
    );
    assert_eq!(second.action.candidates, ids(&["murray"]));
    assert_eq!(second.non_transferable.to_whole(), Some(9_765));
    assert_eq!(
        transfers(second),
        [
            ("allin-khan", 25_809),
            ("burgon", 3_979),
            ("rayner", 18_976),
            ("-", 15_796)
        ]
    );
    assert_eq!(votes(third), DEPUTY_3);
    assert_eq!(third.non_transferable.to_whole(), Some(25_561));
    assert_eq!(
        (third.action.did, third.action.clause.as_str()),
        (Did::Elected, "av 4")
    );
    assert_eq!(transcript.elected, ids(&["rayner"]));
}

#[test]
fn labour_2020_leader_starmer_is_elected_at_stage_1_with_the_votes_of_each_section() {
    let leaders = candidates(&[
        ("long-bailey", "Rebecca Long-Bailey"),
        ("nandy", "Lisa Nandy"),
        ("starmer", "Keir Starmer"),
    ]);
    let section = |starmer, long_bailey, nandy| {
        figures(&[
            ("starmer", starmer),
            ("long-bailey", long_bailey),
            ("nandy", nandy),
        ])
    };
    let sections = BTreeMap::from([
        ("members".to_owned(), section(225_135, 117_598, 58_788)),
        (
            "affiliated-supporters".to_owned(),
            section(40_417, 16_970, 18_681),
        ),
        (
            "registered-supporters".to_owned(),
            section(10_228, 650, 2_128),
        ),
    ]);
    let whole = section(275_780, 135_218, 79_597);
    let av = rule("name = 'av'");
    let transcript = transcript(&leaders, &av, Seats::ONE, &[whole], sections).unwrap();
    assert_eq!(transcript.papers.get(), 490_595);
    assert_eq!(transcript.elected, ids(&["starmer"]));
    let [only] = transcript.stages.as_slice() else {
        panic!("one stage")
    };
    assert_eq!(
        only.sections["members"][&id("starmer")].to_whole(),
        Some(225_135)
    );
    assert_eq!(only.sections.len(), 3);
    assert!(only.action.transfers.is_empty());
}

#[test]
fn snp_2023_as_declared_has_572_non_transferable() {
    let candidates = candidates(&[("forbes", "F"), ("regan", "R"), ("yousaf", "Y")]);
    let transcript = declared(
        &candidates,
        &[
            &[("yousaf", 24_336), ("forbes", 20_559), ("regan", 5_599)],
            &[("yousaf", 26_032), ("forbes", 23_890)],
        ],
    )
    .unwrap();
    assert_eq!(transcript.stages[1].non_transferable.to_whole(), Some(572));
}

#[test]
fn a_tie_for_last_is_resolved_by_whoever_declared_it() {
    let three = candidates(&[("ada", "Ada"), ("bo", "Bo"), ("cy", "Cy")]);
    let stages: &[&[_]] = &[
        &[("ada", 5), ("bo", 3), ("cy", 3)],
        &[("ada", 6), ("bo", 4)],
    ];
    let transcript = declared(&three, stages).unwrap();
    let tie = Tie {
        among: ids(&["bo", "cy"]),
        left: None,
        to: Purpose::Exclude,
        chosen: id("cy"),
        resolved_by: ResolvedBy::Declared,
        stage: None,
    };
    assert_eq!(transcript.stages[0].action.tie, Some(tie));
}

#[test]
fn a_section_of_a_college_ends_with_two_and_elects_nobody() {
    let three = candidates(&[("ada", "Ada"), ("bo", "Bo"), ("cy", "Cy")]);
    let stages = [
        figures(&[("ada", 9), ("bo", 3), ("cy", 2)]),
        figures(&[("ada", 10), ("bo", 4)]),
    ];
    let av = rule("name = 'av'");
    let ended = transcript(&three, &av, Seats::NONE, &stages, BTreeMap::new()).unwrap();
    assert_eq!(ended.stages[1].action.did, Did::Ended);
    assert!(ended.elected.is_empty());

    let short = transcript(&three, &av, Seats::NONE, &stages[..1], BTreeMap::new());
    assert!(matches!(short, Err(DeclaredError::Undecided { .. })));
    let after = [&stages[..], &[figures(&[("ada", 14)])]].concat();
    assert_eq!(
        transcript(&three, &av, Seats::NONE, &after, BTreeMap::new())
            .unwrap_err()
            .to_string(),
        "stage 3: the count of the section ends at stage 2 (av 7); no stage follows"
    );
}

/// Stages apart by ` / `, each of candidates with their votes; `-` where nothing is declared.
fn declared_text(candidates: &[Candidate], text: &str) -> Result<Transcript, DeclaredError> {
    let stage = |text: &str| {
        let words: Vec<_> = text.split(' ').filter(|word| *word != "-").collect();
        let pairs = words
            .chunks(2)
            .map(|pair| (id(pair[0]), pair[1].parse().expect("a number")));
        pairs.collect()
    };
    let stages = text.split(" / ").filter(|text| !text.is_empty()).map(stage);
    let stages: Vec<Figures> = stages.collect();
    transcript(
        candidates,
        &rule("name = 'av'"),
        Seats::ONE,
        &stages,
        BTreeMap::new(),
    )
}

#[rstest]
#[case::nothing(
    "",
    "no stage is declared; a result needs at least the votes of stage 1"
)]
#[case::empty_stages(
    "- / -",
    "no stage is declared; a result needs at least the votes of stage 1"
)]
#[case::first_missing(
    "- / ada 5 bo 4",
    "stage 1: no votes are declared, but there are for another; the stage is missing"
)]
#[case::middle_missing(
    "ada 5 bo 4 cy 2 dee 1 / - / ada 7 bo 5",
    "stage 2: no votes are declared, but there are for another; the stage is missing"
)]
#[case::stranger(
    "ada 5 bo 4 cy 2 dee 1 eve 3",
    "stage 1: 3 votes are declared for eve, who is not a candidate"
)]
#[case::stranger_later(
    "ada 5 bo 4 cy 2 dee 1 / ada 5 bo 4 eve 3",
    "stage 2: 3 votes are declared for eve, who is not a candidate"
)]
#[case::left_out(
    "ada 5 bo 4 cy 2",
    "stage 1: no votes are declared for dee, who stands; a candidate without votes is declared with 0"
)]
#[case::returns(
    "ada 5 bo 4 cy 2 dee 1 / ada 5 bo 4 cy 2 / ada 5 dee 2",
    "stage 3: 2 votes are declared for dee, who was excluded before; nobody returns to a count"
)]
#[case::shrinks(
    "ada 5 bo 4 cy 2 dee 1 / ada 6 bo 3 cy 2",
    "stage 2: bo has 3 votes after 4 at the stage before; votes of somebody who stays in the count do not shrink"
)]
#[case::grows(
    "ada 5 bo 4 cy 2 dee 1 / ada 6 bo 4 cy 3",
    "stage 2: the votes come to 13 after 12 at the stage before; votes move or become non-transferable, none are added"
)]
#[case::several_fewer(
    "ada 5 bo 4 cy 2 dee 1 / ada 7 bo 5",
    "stage 2: cy, dee are gone since the stage before; one candidate is excluded at a time; is a stage missing?"
)]
#[case::nobody_fewer(
    "ada 5 bo 4 cy 2 dee 1 / ada 5 bo 4 cy 2 dee 1",
    "stage 2: the candidates are those of the stage before; one is excluded at each stage"
)]
#[case::not_last(
    "ada 5 bo 4 cy 2 dee 1 / ada 6 bo 4 dee 2",
    "stage 2: cy is excluded with 2 votes, but dee has 1; whoever has the fewest is excluded"
)]
#[case::after_a_majority(
    "ada 8 bo 4 cy 2 dee 1 / ada 8 bo 5 cy 2",
    "stage 2: ada is elected at stage 1 with 8 of 15 votes (av 4); no stage follows"
)]
#[case::no_majority_yet(
    "ada 5 bo 4 cy 2 dee 1 / ada 5 bo 4 cy 3",
    "stage 2: it is the last that is declared, but the rule does not end there: of 12 votes the most are 5, and cy would be excluded (av 5); is a stage missing?"
)]
#[case::too_many(
    "ada 18446744073709551615 bo 1 cy 0 dee 0",
    "stage 1: the votes come to more than 18446744073709551615"
)]
fn figures_that_cannot_be_those_of_a_count_are_refused(
    #[case] figures: &str,
    #[case] message: &str,
) {
    let four = candidates(&[("ada", "Ada"), ("bo", "Bo"), ("cy", "Cy"), ("dee", "Dee")]);
    assert_eq!(
        declared_text(&four, figures).unwrap_err().to_string(),
        message
    );
}

#[test]
fn a_total_that_wraps_at_a_later_stage_is_refused_too() {
    let three = candidates(&[("ada", "Ada"), ("bo", "Bo"), ("cy", "Cy")]);
    let half = u64::MAX / 2;
    let stages = format!("ada {half} bo {half} cy 1 / ada {} bo {half}", u64::MAX);
    assert_eq!(
        declared_text(&three, &stages),
        Err(DeclaredError::TooManyVotes { stage: stage(2) })
    );
}

#[test]
fn figures_of_a_section_for_a_stranger_are_refused() {
    let sections = BTreeMap::from([("members".to_owned(), figures(&[("eve", 7)]))]);
    let two = candidates(&[("ada", "Ada"), ("bo", "Bo")]);
    let whole = figures(&[("ada", 2), ("bo", 1)]);
    let refused = transcript(&two, &rule("name = 'av'"), Seats::ONE, &[whole], sections);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "stage 1, section members: 7 votes are declared for eve, who is not a candidate"
    );
}

#[test]
fn the_rule_must_be_able_to_fill_the_seats() {
    let two = candidates(&[("ada", "Ada"), ("bo", "Bo")]);
    let whole = figures(&[("ada", 2), ("bo", 1)]);
    let refused = transcript(
        &two,
        &rule("name = 'av'"),
        Seats(2),
        &[whole],
        BTreeMap::new(),
    );
    assert_eq!(
        refused,
        Err(DeclaredError::CannotFill {
            rule: "av",
            seats: Seats(2),
            fills: "one seat, or none for a section of an electoral college"
        })
    );
}

#[test]
fn a_candidate_cannot_stand_twice() {
    let twice = candidates(&[("ada", "Ada"), ("ada", "Ada")]);
    assert_eq!(
        declared(&twice, &[&[("ada", 1)]]),
        Err(DeclaredError::CandidateTwice(id("ada")))
    );
}
