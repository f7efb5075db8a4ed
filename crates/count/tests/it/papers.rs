//! Papers as values: put together, joined, given to other candidates.

use hustings_count::papers::{CandidateIndex, PapersError};
use hustings_count::{NameFault, Papers};
use rstest::rstest;

use super::{candidates, papers};

fn places(places: &[usize]) -> Vec<CandidateIndex> {
    places
        .iter()
        .map(|place| CandidateIndex::new(*place).expect("a place"))
        .collect()
}

/// The rankings in the order of their preferences.
fn rankings(papers: &Papers) -> Vec<(Vec<CandidateIndex>, u64)> {
    let mut rankings: Vec<_> = papers
        .rankings()
        .map(|ranking| (ranking.preferences.to_vec(), ranking.papers))
        .collect();
    rankings.sort_unstable();
    rankings
}

fn ada_and_bo() -> Papers {
    Papers::new(candidates(&[("ada", "Ada"), ("bo", "Bo")])).unwrap()
}

#[test]
fn equal_rankings_are_held_once() {
    let mut papers = ada_and_bo();
    for (ranking, number) in [(&[1][..], 2), (&[0, 1], 3), (&[1], 4), (&[], 5), (&[0], 0)] {
        papers.add(&places(ranking), number).unwrap();
    }
    assert_eq!(rankings(&papers), [(places(&[0, 1]), 3), (places(&[1]), 6)]);
    assert_eq!((papers.counted().get(), papers.blank().get()), (9, 5));
}

#[test]
fn a_ranking_with_a_stranger_or_somebody_twice_is_refused_and_changes_nothing() {
    let mut papers = ada_and_bo();
    assert_eq!(
        papers.add(&places(&[2]), 1),
        Err(PapersError::NoSuchCandidate(2))
    );
    assert_eq!(
        papers.add(&places(&[1, 0, 1]), 1),
        Err(PapersError::CandidateTwice(1))
    );
    assert_eq!(papers, ada_and_bo());
}

#[test]
fn more_papers_than_a_u64_holds_are_refused_blank_ones_included() {
    let mut papers = ada_and_bo();
    papers.add(&places(&[0]), u64::MAX - 1).unwrap();
    papers.add(&[], 1).unwrap();
    assert_eq!(papers.add(&[], 1), Err(PapersError::TooManyPapers));
    let one = {
        let mut one = ada_and_bo();
        one.add(&places(&[1]), 1).unwrap();
        one
    };
    let before = papers.clone();
    assert_eq!(papers.join(&one), Err(PapersError::TooManyPapers));
    assert_eq!(papers, before);
}

#[rstest]
#[case::empty("", NameFault::Empty)]
#[case::blank("  ", NameFault::SpaceAround)]
#[case::space_before(" Ada", NameFault::SpaceAround)]
#[case::wide_space_after("Ada\u{3000}", NameFault::SpaceAround)]
#[case::tabulator("Ada\tAsh", NameFault::Control)]
fn a_name_that_could_be_mistaken_is_refused(#[case] name: &str, #[case] fault: NameFault) {
    let refused = Papers::new(candidates(&[("ada", name)]));
    assert_eq!(
        refused,
        Err(PapersError::Name {
            name: name.to_owned(),
            fault
        })
    );
}

#[test]
fn two_candidates_have_two_names_and_two_ids() {
    let names = Papers::new(candidates(&[("ada", "Ada"), ("bo", "Ada")]));
    assert_eq!(names, Err(PapersError::NameTwice("Ada".to_owned())));
    let ids = Papers::new(candidates(&[("ada", "Ada"), ("ada", "Bo")]));
    assert_eq!(ids, Err(PapersError::IdTwice("ada".to_owned())));
}

#[test]
fn papers_of_a_file_are_given_to_the_candidates_of_a_contest_by_name() {
    let file = papers(&["Ada Ash", "Bo Birch"], "3 1 2 0\n2 2 0\n4 0");
    let contest = candidates(&[
        ("cedar", "Cy Cedar"),
        ("bo", "Bo Birch"),
        ("ada", "Ada Ash"),
    ]);
    let given = file.for_candidates(&contest).unwrap();
    assert_eq!(given.candidates(), contest);
    assert_eq!(rankings(&given), [(places(&[1]), 2), (places(&[2, 1]), 3)]);
    assert_eq!(given.blank().get(), 4);

    assert_eq!(
        file.for_candidates(&contest[..2]).unwrap_err().to_string(),
        "“Ada Ash” stands on the papers but is not a candidate; are these the papers of this poll, and is the name written the same?"
    );
}

#[test]
fn sections_are_joined_if_their_candidates_are_the_same() {
    let mut all = papers(&["Ada", "Bo"], "3 1 2 0\n4 0");
    all.join(&papers(&["Ada", "Bo"], "2 1 2 0\n1 2 0\n1 0"))
        .unwrap();
    assert_eq!(all, papers(&["Ada", "Bo"], "5 1 2 0\n1 2 0\n5 0"));
    assert_eq!(
        all.join(&papers(&["Bo", "Ada"], "1 1 0")),
        Err(PapersError::OtherCandidates)
    );
}
