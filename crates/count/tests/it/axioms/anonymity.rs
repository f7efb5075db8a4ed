//! Who cast a paper, and when, changes nothing: neither who is elected nor any figure.

use super::dice::Dice;
use super::election::{Election, Line};
use super::rules::{AV, OF_A_MAJORITY, OTHERS, REOPEN, STV};

/// The papers in another order and cut into lines otherwise, read from a file, come to the same transcript.
pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let election = Election::drawn(&mut dice, &[STV, AV, OF_A_MAJORITY, OTHERS, REOPEN]);
    let cut: Vec<Line> = election
        .lines
        .iter()
        .flat_map(|line| cut(line, &mut dice))
        .collect();
    let order = dice.order(cut.len());
    let shuffled = Election {
        lines: order.into_iter().map(|line| cut[line].clone()).collect(),
        ..election.clone()
    };
    let (outcome, _) = shuffled.held(shuffled.papers_from_a_file());
    assert_eq!(election.outcome(), outcome, "{election:?}");
}

/// The same papers on one line, two or three.
fn cut(line: &Line, dice: &mut Dice<'_>) -> Vec<Line> {
    let mut left = line.papers;
    let mut lines = Vec::new();
    for _ in 0..2 {
        let papers = dice.roll(5) as u64;
        if (1..left).contains(&papers) {
            left -= papers;
            lines.push(Line {
                papers,
                ..line.clone()
            });
        }
    }
    lines.push(Line {
        papers: left,
        ..line.clone()
    });
    lines
}

#[cfg(test)]
proptest::proptest! {
    #[test]
    fn neither_the_order_of_papers_nor_how_they_are_cut_into_lines_changes_a_count(bytes in super::bytes()) {
        holds(&bytes);
    }
}
