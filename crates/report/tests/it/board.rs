//! The board says how far each candidate is at each gate.

use hustings_contest::Statement;
use hustings_report::{board, gate_meters};

use crate::contests;
use crate::html::{assert_headings, assert_references, assert_well_formed, words};

/// The gates of one candidate, in words.
fn gates(statement: &Statement, post: &str, candidate: &str) -> String {
    let meters = gate_meters(
        statement,
        &post.parse().unwrap(),
        &candidate.parse().unwrap(),
    );
    words(&meters.unwrap())
}

/// Boards of contests that were, and of one at its every step until the poll.
fn boards() -> Vec<String> {
    let real = contests::all().map(|outcome| outcome.statement);
    let kept = (3..=20).map(contests::kept);
    real.into_iter()
        .chain(kept)
        .map(|statement| board(&statement))
        .collect()
}

#[test]
fn a_test_says_what_is_needed_what_was_reached_and_what_was_missing() {
    let statement = contests::labour_2020().statement;
    // Emily Thornberry reached 31 of the 33 constituency parties she needed.
    let thornberry = gates(&statement, "leader", "thornberry");
    assert!(thornberry.contains(
        "✗ not met 5% of Constituency Labour Parties, rounded up. Needed 33 Reached 31 Missing 2 stage.stage-2.gate.any.1"
    ));
    let starmer = gates(&statement, "leader", "starmer");
    assert!(
        starmer.contains("Needed 33 Reached 373 or 374 (sources differ) Missing none First met")
    );
}

#[test]
fn what_is_missing_lies_between_the_bounds_of_what_there_is() {
    let statement = contests::labour_2020().statement;
    let murray = gates(&statement, "deputy", "murray");
    assert!(murray.contains("Needed 2 Reached at most 1 Missing 1 to 2"));
    let butler = gates(&statement, "deputy", "butler");
    assert!(butler.contains("Needed 2 Reached at most 2 Missing at most 2"));
    assert!(butler.contains(
        "? undetermined 5% of Affiliated organisations, by weight, not rounded. Needed not known Reached not known Missing not known"
    ));
}

#[test]
fn while_nominations_come_in_what_is_absent_has_not_yet_come() {
    let before = contests::kept(5);
    let birch = gates(&before, "chair", "birch");
    assert_eq!(
        birch,
        "Nominations … not yet through … not yet met From Branches. Needed 1 So far 0 Missing 1 stage.nominations.gate"
    );
    let board = words(&board(&before));
    assert!(board.contains("Bo Birch … not yet nominated"));
    assert!(board.contains("This is a mock contest"));
    assert!(board.contains("after 5 entries: what is not in it has not happened."));
    assert!(board.contains("Treasurer Nobody has declared that they stand."));
    assert!(!board.contains("not met") && !board.contains("not nominated"));

    let after = gates(&contests::kept(9), "chair", "birch");
    assert!(after.contains("✓ met From Branches. Needed 1 So far 1 Missing none"));
}

#[test]
fn when_nominees_are_published_it_is_what_was_reached() {
    let statements = (10..=20).map(contests::kept);
    let published = statements.into_iter().find(|statement| {
        let chair = &statement.posts[0].candidates;
        chair.iter().all(|candidate| candidate.on_paper.is_some())
    });
    let ash = gates(&published.expect("nominees are published"), "chair", "ash");
    assert!(ash.contains("Reached 1 Missing none"), "{ash}");
}

#[test]
fn who_is_not_on_the_statement_has_no_gates() {
    let statement = contests::kept(5);
    let of = |post: &str, candidate: &str| {
        gate_meters(
            &statement,
            &post.parse().unwrap(),
            &candidate.parse().unwrap(),
        )
    };
    assert_eq!(of("chair", "nobody"), None);
    assert_eq!(of("nothing", "ash"), None);
}

#[test]
fn a_board_is_a_fragment_like_others() {
    for board in boards() {
        assert!(board.starts_with("<article class=\"report\">"));
        assert!(board.ends_with("</article>"));
        assert_well_formed(&board);
        assert_headings(&board);
        assert_references(&board);
        for forbidden in ["<style", " style=", "<script", "src=", "<link"] {
            assert!(!board.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn a_bar_stands_only_beside_its_figures_and_is_passed_over_by_who_hears_the_page() {
    for board in boards() {
        assert_eq!(
            board.matches("<svg").count(),
            board
                .matches("<svg class=\"meter\" aria-hidden=\"true\"")
                .count()
        );
        for beside in board.split("<svg").skip(1) {
            let (_, after) = beside.split_once("</svg>\n").expect("a drawing ends");
            assert!(after.starts_with("<dl class=\"reached\">"));
        }
    }
}
