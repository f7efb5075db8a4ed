//! The table for a terminal.

use hustings_count::tie::{Lot, Resort};
use hustings_count::transcript::{ResolvedBy, StageNumber};
use hustings_count::{CandidateId, Rule, Seats, Transcript, count, read};
use hustings_report::table;

use crate::contests;

#[test]
fn labour_2020_deputy_is_a_table_of_three_stages() {
    insta::assert_snapshot!(table::stages(&contests::labour_2020().of("deputy").1));
}

#[test]
fn labour_2020_leader_is_a_table_of_one_stage() {
    insta::assert_snapshot!(table::stages(&contests::labour_2020().of("leader").1));
}

#[test]
fn snp_2023_is_a_table_of_two_stages() {
    insta::assert_snapshot!(table::stages(&contests::snp_2023().of("leader").1));
}

#[test]
fn labour_2010_mps_is_a_table_of_four_stages() {
    insta::assert_snapshot!(table::stages(&contests::labour_2010_mps().of("leader").1));
}

#[test]
fn no_line_of_a_real_table_is_longer_than_a_hundred_columns() {
    for outcome in contests::all() {
        for (_, transcript) in outcome.results.values() {
            assert!(
                table::stages(transcript)
                    .lines()
                    .all(|line| line.chars().count() <= 100)
            );
        }
    }
}

fn id(text: &str) -> CandidateId {
    text.parse().unwrap()
}

/// Four candidates, with papers as the lines of BLT have them.
fn counted(papers: &str, lots: &[Lot]) -> Transcript {
    let names = "\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"Dee Dale\"\n\"Tied\"\n";
    let papers = read::read(format!("4 1\n{papers}0\n{names}").as_bytes()).unwrap();
    let rule = Rule::Av(hustings_count::rule::av::Options::default());
    let ties = [Resort::EarlierStages, Resort::Lots];
    let outcome = count(&papers, &rule, Seats::ONE, &ties, lots).unwrap();
    outcome.complete().expect("every lot is drawn")
}

/// Who is excluded by the votes at stage 1: Cy had 3 there, Bo 4, and both have 4 at stage 2.
const TIED_AT_STAGE_2: &str = "6 1 0\n4 2 0\n3 3 0\n1 4 3 0\n1 4 0\n";

#[test]
fn a_tie_that_earlier_votes_resolved_is_told_with_the_stage() {
    let table = table::stages(&counted(TIED_AT_STAGE_2, &[]));
    let line = "Stage 2: Cy Cedar is excluded by the votes at stage 1, tied for the fewest votes with Bo Birch (X; av 5).\n";
    assert!(table.contains(line), "{table}");
}

#[test]
fn a_tie_that_a_lot_resolved_is_told_with_all_who_were_tied() {
    let lot = Lot {
        stage: StageNumber::FIRST,
        among: vec![id("birch"), id("cedar"), id("dale")],
        chosen: id("cedar"),
    };
    let table = table::stages(&counted("9 1 0\n3 2 1 0\n3 3 2 0\n3 4 2 0\n", &[lot]));
    let line = "Stage 1: Cy Cedar is excluded by lot, tied for the fewest votes with Bo Birch and Dee Dale (X; av 5).\n";
    assert!(table.contains(line), "{table}");
}

#[test]
fn a_tie_in_a_declared_result_is_told_without_how_it_was_resolved() {
    let mut transcript = counted(TIED_AT_STAGE_2, &[]);
    let tie = transcript.stages[1].action.tie.as_mut().unwrap();
    (tie.resolved_by, tie.stage) = (ResolvedBy::Declared, None);
    let table = table::stages(&transcript);
    let line = "Stage 2: Cy Cedar is excluded as declared, tied for the fewest votes with Bo Birch (X; av 5).\n";
    assert!(table.contains(line), "{table}");
}
