//! The supplementary vote.

use hustings_count::tie::Resort;
use hustings_count::transcript::{Did, Purpose};
use hustings_count::{Outcome, Papers, Seats, Transcript, count};
use rstest::rstest;

use super::{complete, ids, lot, papers, rule, votes};

const LOTS: [Resort; 1] = [Resort::Lots];

fn run(papers: &Papers, lots: &[hustings_count::tie::Lot]) -> Outcome {
    let rule = rule("name = 'supplementary-vote'");
    count(papers, &rule, Seats::ONE, &LOTS, lots).unwrap()
}

fn counted(papers: &Papers) -> Transcript {
    complete(run(papers, &[]))
}

fn clauses(transcript: &Transcript) -> Vec<&str> {
    let stages = transcript.stages.iter();
    stages.map(|stage| stage.action.clause.as_str()).collect()
}

/// London, 6 May 2021: first preferences, London Elects.
const LONDON_2021: [(&str, u64); 20] = [
    ("Shaun Bailey", 893_051),
    ("Kam Balayev", 7_774),
    ("Sian Berry", 197_976),
    ("Count Binface", 24_775),
    ("Valerie Brown", 5_305),
    ("Piers Corbyn", 20_604),
    ("Max Fosh", 6_309),
    ("Laurence Fox", 47_634),
    ("Peter Gammons", 14_393),
    ("Richard Hewison", 28_012),
    ("Vanessa Hudson", 16_826),
    ("Steve Kelleher", 8_764),
    ("Sadiq Khan", 1_013_721),
    ("David Kurten", 11_025),
    ("Farah London", 11_869),
    ("Nims Obunge", 9_682),
    ("Niko Omilana", 49_628),
    ("Luisa Porritt", 111_716),
    ("Mandu Reid", 21_182),
    ("Brian Rose", 31_111),
];
const BAILEY: usize = 0;
const KHAN: usize = 12;
/// Second preferences on the papers of all who were eliminated, The Guardian, 8 May 2021.
const SECOND_PREFERENCES: [(usize, u64); 2] = [(BAILEY, 84_550), (KHAN, 192_313)];

/// What was published is how many second preferences the two had of all who were eliminated, not of each: here they
/// are on the papers of the eliminated in this order, as far as they go. No total depends on whose papers they are on.
fn london_2021(order: impl Iterator<Item = usize>) -> Papers {
    let mut left = SECOND_PREFERENCES;
    let mut lines = vec![
        format!("{} {} 0", LONDON_2021[BAILEY].1, BAILEY + 1),
        format!("{} {} 0", LONDON_2021[KHAN].1, KHAN + 1),
    ];
    for place in order.filter(|place| ![BAILEY, KHAN].contains(place)) {
        let mut first = LONDON_2021[place].1;
        for (second, votes) in &mut left {
            let papers = first.min(*votes);
            first -= papers;
            *votes -= papers;
            lines.push(format!("{papers} {} {} 0", place + 1, *second + 1));
        }
        lines.push(format!("{first} {} 0", place + 1));
    }
    lines.retain(|line| !line.starts_with("0 "));
    papers(&LONDON_2021.map(|(name, _)| name), &lines.join("\n"))
}

#[rstest]
#[case::in_the_order_of_the_paper(london_2021(0..20))]
#[case::in_the_opposite_order(london_2021((0..20).rev()))]
fn london_2021_khan_has_1_206_034_and_bailey_977_601_at_the_second_count(#[case] papers: Papers) {
    assert_eq!(papers.counted().get(), 2_531_357);
    let transcript = counted(&papers);
    let [first, second] = transcript.stages.as_slice() else {
        panic!("two counts")
    };
    assert_eq!(first.action.candidates.len(), 18);
    assert_eq!(votes(second), [("bailey", 977_601), ("khan", 1_206_034)]);
    assert_eq!(
        second.non_transferable.to_whole(),
        Some(2_531_357 - 977_601 - 1_206_034)
    );
    assert_eq!(
        clauses(&transcript),
        ["supplementary-vote 4", "supplementary-vote 6"]
    );
    assert_eq!(transcript.elected, ids(&["khan"]));
}

#[test]
fn more_than_half_of_the_first_preferences_elects_and_half_does_not() {
    let names = ["Ada", "Bo", "Cy"];
    let more = counted(&papers(&names, "5 1 0\n3 2 0\n1 3 2 0"));
    assert_eq!(clauses(&more), ["supplementary-vote 3"]);
    let half = counted(&papers(&names, "4 1 0\n3 2 0\n1 3 0"));
    assert_eq!(
        clauses(&half),
        ["supplementary-vote 4", "supplementary-vote 6"]
    );
    assert_eq!(half.elected, ids(&["ada"]));
}

#[test]
fn all_who_are_level_with_the_second_remain() {
    // Dee is out, and her papers decide between three.
    let lines = "6 1 0\n5 2 0\n5 3 0\n3 4 3 0\n1 4 2 0";
    let transcript = counted(&papers(&["Ada", "Bo", "Cy", "Dee"], lines));
    assert_eq!(transcript.stages[0].action.candidates, ids(&["dee"]));
    assert_eq!(
        votes(&transcript.stages[1]),
        [("ada", 6), ("bo", 6), ("cy", 8)]
    );
    assert_eq!(transcript.elected, ids(&["cy"]));
}

#[test]
fn three_who_are_level_at_the_top_remain() {
    let lines = "4 1 0\n4 2 0\n4 3 0\n1 4 2 0";
    let transcript = counted(&papers(&["Ada", "Bo", "Cy", "Dee"], lines));
    assert_eq!(transcript.elected, ids(&["bo"]));
}

#[test]
fn where_nobody_is_eliminated_the_greatest_total_is_that_of_the_first_count() {
    let transcript = counted(&papers(&["Ada", "Bo", "Cy"], "3 1 0\n2 2 3 0\n2 3 2 0"));
    assert_eq!(clauses(&transcript), ["supplementary-vote 6"]);
    assert_eq!(transcript.elected, ids(&["ada"]));
}

#[test]
fn second_preferences_of_those_whose_first_remains_and_third_ones_are_never_looked_at() {
    let lines = "5 1 2 0\n4 2 0\n2 3 4 2 0\n1 4 2 0\n1 4 3 2 0";
    let papers = papers(&["Ada", "Bo", "Cy", "Dee"], lines);
    let transcript = complete(run(&papers, &[lot(2, &["ada", "bo"], "ada")]));
    assert_eq!(votes(&transcript.stages[1]), [("ada", 5), ("bo", 5)]);
}

#[test]
fn equal_totals_are_decided_by_lot() {
    let papers = papers(&["Ada", "Bo", "Cy"], "5 1 0\n4 2 0\n1 3 2 0\n1 3 0");
    let Outcome::LotsRequired { among, to, .. } = run(&papers, &[]) else {
        panic!("lots are required")
    };
    assert_eq!((among, to), (ids(&["ada", "bo"]), Purpose::Elect));
    let transcript = complete(run(&papers, &[lot(2, &["ada", "bo"], "bo")]));
    assert_eq!(transcript.elected, ids(&["bo"]));
    let moved: Vec<_> = super::transfers(&transcript.stages[0]);
    assert_eq!(moved, [("bo", 1), ("-", 1)]);
}

#[test]
fn two_candidates_are_decided_by_first_preferences() {
    let transcript = counted(&papers(&["Ada", "Bo"], "3 1 2 0\n2 2 1 0"));
    assert_eq!(transcript.elected, ids(&["ada"]));
    assert_eq!(transcript.stages[0].action.did, Did::Elected);
    assert_eq!(transcript.stages.len(), 1);
}
