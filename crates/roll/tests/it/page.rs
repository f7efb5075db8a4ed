//! The examples on the format's page.

use hustings_roll::wire::PrivateRow;
use hustings_roll::{Marks, Opening, Tally, UnknownColumns, read};
use hustings_rulebook::Rulebook;

use crate::{id, ruling, salts};

const PAGE: &str = include_str!("../../../../docs/formats/roll.md");
const RULEBOOK: &str = include_str!("../../../../docs/formats/rulebook.md");

/// What a page has in the block that is marked so.
fn block<'a>(page: &'a str, mark: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!("```{mark}\n"))
        .expect("the page has the block");
    rest.split_once("```").expect("the block ends").0
}

fn rulebook() -> Rulebook {
    Rulebook::parse(block(RULEBOOK, "toml rulebook")).unwrap()
}

#[test]
fn the_file_comes_to_what_the_page_says_of_it() {
    let import = read(
        block(PAGE, "csv roll").as_bytes(),
        &rulebook(),
        UnknownColumns::Refuse,
    )
    .unwrap();
    let tally = Tally {
        rows: 12,
        accepted: 1,
        held: 2,
        not_eligible: 2,
        set_aside: 1,
        rejected: 6,
    };
    assert_eq!(import.roll.totals().all, tally);
    let faults = import.roll.rejected().iter().flat_map(|row| &row.faults);
    let said: String = faults.map(|fault| format!("{fault}\n")).collect();
    assert_eq!(said, block(PAGE, "text rejected"));
}

#[test]
fn a_file_with_answers_comes_to_what_the_page_says_of_it() {
    let asked = block(RULEBOOK, "toml rulebook").replace(
        "replacing = false",
        "replacing = false\nsecond_factor = \"Your date of birth\"",
    );
    let import = read(
        block(PAGE, "csv answers").as_bytes(),
        &Rulebook::parse(&asked).unwrap(),
        UnknownColumns::Refuse,
    )
    .unwrap();
    assert_eq!(import.roll.totals().all.accepted, 2);
    let faults = import.roll.rejected().iter().flat_map(|row| &row.faults);
    let said: String = faults.map(|fault| format!("{fault}\n")).collect();
    assert_eq!(said, block(PAGE, "text answers rejected"));
}

#[test]
fn the_opening_has_the_commitment_that_the_page_gives() {
    let line = block(PAGE, "json opening").trim_end();
    let opening = Opening::read(line.as_bytes()).unwrap();
    assert_eq!(opening.line(), line);
    assert_eq!(
        opening.commitment().to_string(),
        block(PAGE, "text commitment").trim_end()
    );
}

#[test]
fn private_rows_are_written_as_the_page_has_them() {
    let line = block(PAGE, "json row").trim_end();
    let row = PrivateRow::read(line).unwrap();
    assert_eq!(row.write(), line);
    let line = block(PAGE, "json marks").trim_end();
    let marks: Marks = serde_json::from_str(line).unwrap();
    assert_eq!(serde_json::to_string(&marks).unwrap(), line);
}

#[test]
fn the_row_and_the_opening_of_the_page_are_of_one_elector() {
    let row = PrivateRow::read(block(PAGE, "json row").trim_end()).unwrap();
    let opening = Opening::of(&row.row.elector, row.salt.unwrap());
    assert_eq!(opening.line(), block(PAGE, "json opening").trim_end());
}

#[test]
fn the_roll_of_the_page_is_frozen_once_its_match_is_ruled_on_where_sections_may_be_small() {
    let mut rulebook = rulebook();
    let mut roll = read(
        block(PAGE, "csv roll").as_bytes(),
        &rulebook,
        UnknownColumns::Refuse,
    )
    .unwrap()
    .roll;
    let keep = hustings_roll::Finding::Same { keep: id("M002") };
    let number = roll.open_matches()[0].number;
    roll.rule_match(number, keep, ruling(1)).unwrap();
    assert_eq!(
        roll.obstacles(&rulebook).len(),
        2,
        "both sections are small"
    );
    rulebook.roll.smallest_reported_section = None;
    let frozen = roll.freeze(&rulebook, salts()).unwrap();
    assert_eq!(frozen.sections()[0].total(), 2);
    assert_eq!(frozen.published()[0].path, "roll/members.txt");
}
