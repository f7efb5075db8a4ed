//! Whole elections: what was sealed is what is opened, and nothing else.

use std::collections::BTreeMap;

use hustings_seal::election::Question;
use hustings_seal::randomness::system;
use hustings_seal::verify::{Outcome, Policy, Replacing, Report, fast, literal};

use crate::made::{DEFAULT, Made, Shape, motion, ranked};

/// Votes, closes and verifies.
fn held(
    questions: &[Question],
    shapes: &[Shape],
    votes: &[&[&[u8]]],
    decrypting: &[usize],
) -> Report {
    let mut made = Made::new(questions, shapes, votes.len());
    for (voter, answers) in votes.iter().enumerate() {
        let answers: Vec<Vec<u8>> = answers.iter().map(|answer| answer.to_vec()).collect();
        made.cast(voter, &answers);
    }
    let archive = made.close(2, decrypting, &Policy::default());
    let report = fast(archive.as_slice(), &Policy::default(), &mut system()).unwrap();
    assert_eq!(literal(&archive, &Policy::default()).unwrap(), report);
    report
}

fn papers(outcome: &Outcome) -> &BTreeMap<Vec<u8>, usize> {
    match outcome {
        Outcome::Papers(papers) if papers.spoilt.is_empty() => &papers.rankings,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_ranked_question_is_opened_by_the_server_and_two_of_three() {
    let votes: [&[&[u8]]; 5] = [
        &[&[1, 2, 3, 4]],
        &[&[2, 1, 0, 0]],
        &[&[0, 0, 0, 0]],
        &[&[4, 3, 2, 1]],
        &[&[2, 1, 0, 0]],
    ];
    let report = held(&[ranked("Leader", 4)], &DEFAULT, &votes, &[1, 2, 4]);
    let outcomes = report.outcomes.unwrap();
    let expected = [
        (vec![0, 0, 0, 0], 1),
        (vec![1, 2, 3, 4], 1),
        (vec![2, 1, 0, 0], 2),
        (vec![4, 3, 2, 1], 1),
    ];
    assert_eq!(*papers(&outcomes[0]), BTreeMap::from(expected));
}

#[test]
fn questions_of_both_kinds_stand_beside_each_other() {
    let questions = [
        ranked("Leader", 2),
        motion(true),
        ranked("Deputy", 30),
        motion(false),
    ];
    let order: Vec<u8> = (1..=30).collect();
    let votes: [&[&[u8]]; 3] = [
        &[&[1, 2], &[0, 1, 0], &order, &[1, 0]],
        &[&[2, 1], &[1, 0, 0], &order, &[0, 1]],
        &[&[0, 0], &[0, 1, 0], &[0; 30], &[1, 0]],
    ];
    let report = held(&questions, &[Shape::Single, Shape::Single], &votes, &[2, 1]);
    let outcomes = report.outcomes.unwrap();
    assert_eq!(papers(&outcomes[0]).len(), 3);
    assert_eq!(outcomes[1], Outcome::Sums(vec![1, 2, 0]));
    assert_eq!(papers(&outcomes[2])[&order], 2);
    assert_eq!(outcomes[3], Outcome::Sums(vec![2, 1]));
}

#[test]
fn a_motion_alone_is_not_shuffled() {
    let votes: [&[&[u8]]; 3] = [&[&[0, 1]], &[&[0, 1]], &[&[1, 0]]];
    let report = held(&[motion(false)], &DEFAULT, &votes, &[4, 3, 1]);
    assert!(report.shuffles.is_empty());
    assert_eq!(report.outcomes, Some(vec![Outcome::Sums(vec![1, 2])]));
}

#[test]
fn one_voter_is_an_election() {
    let report = held(&[ranked("Leader", 1)], &DEFAULT, &[&[&[1]]], &[1, 2, 3]);
    assert_eq!(papers(&report.outcomes.unwrap()[0])[&vec![1]], 1);
}

#[test]
fn the_last_ballot_counts_where_that_was_agreed() {
    let mut made = Made::new(&[ranked("Leader", 3)], &[Shape::Single, Shape::Single], 3);
    for (voter, ranks) in [(0, [1, 2, 3]), (1, [2, 1, 3]), (0, [3, 2, 1])] {
        made.cast(voter, &[ranks.to_vec()]);
    }
    let policy = Policy {
        replacing: Replacing::LastCounts,
        ..Policy::default()
    };
    let archive = made.close(2, &[1, 2], &policy);
    let report = fast(archive.as_slice(), &policy, &mut system()).unwrap();
    assert_eq!((report.cast, report.tallied), (3, 2));
    let expected = BTreeMap::from([(vec![2, 1, 3], 1), (vec![3, 2, 1], 1)]);
    assert_eq!(*papers(&report.outcomes.unwrap()[0]), expected);
}
