//! Rows that may be one person's are found, whatever their order, and nobody else's.

use hustings_roll::{Eligibility, Ground, SharedBy};
use rstest::rstest;

use crate::{id, import, roll};

#[rstest]
#[case::capitals_of_the_number("a1,Ann,members,,,", "A1,Bob,members,,,", &[Ground::NumbersReadAlike])]
#[case::zeros_of_the_number("0012,Ann,members,,,", "12,Bob,members,,,", &[Ground::NumbersReadAlike])]
#[case::email("1,Ann,members,,Ann@Example.org,", "2,Bob,members,,ann@example.org,", &[Ground::SameEmail])]
#[case::across_sections("1,Ann,members,,ann@example.org,", "2,Ann,supporters,,ann@example.org,", &[Ground::SameEmail])]
#[case::name_and_address("1,Siân O'Neil,members,,,\"1, High St.\"", "2,\"ONEIL, SIAN\",members,,,1 high st", &[Ground::SameNameAndAddress])]
#[case::slip_of_the_pen("1,Catherine Jones,members,,,1 High St", "2,Katherine Jomes,members,,,1 High St", &[Ground::LikeNamesAtOneAddress])]
#[case::two_grounds("1,Ann,members,,a@b.org,1 High St", "2,Ann,members,,a@b.org,1 High St", &[Ground::SameEmail, Ground::SameNameAndAddress])]
fn rows_that_may_be_one_persons_are_held(
    #[case] one: &str,
    #[case] other: &str,
    #[case] grounds: &[Ground],
) {
    for rows in [[one, other], [other, one]] {
        let roll = roll(&rows);
        assert_eq!(roll.matches().len(), 1);
        assert_eq!(roll.matches()[0].grounds, grounds);
        for elector in &roll.matches()[0].electors {
            let held = Eligibility::Held {
                matches: vec![roll.matches()[0].number],
            };
            assert_eq!(roll.eligibility(elector), held);
        }
    }
}

#[rstest]
#[case::same_name_elsewhere("1,Ann Lee,members,,,1 High St", "2,Ann Lee,members,,,2 High St")]
#[case::family("1,Ann Lee,members,,,1 High St", "2,Bob Lee,members,,,1 High St")]
#[case::nothing_but_a_name("1,Ann Lee,members,,,", "2,Ann Lee,members,,,")]
#[case::short_names_two_slips_apart(
    "1,Ann Lee,members,,,1 High St",
    "2,Ian Lee,members,,,1 High St"
)]
fn others_are_not(#[case] one: &str, #[case] other: &str) {
    assert_eq!(roll(&[one, other]).matches(), []);
}

#[test]
fn what_more_than_a_household_shares_is_listed_and_tells_nothing_of_who_is_who() {
    let rows: String = (1..=7)
        .map(|n| format!("{n},Person {n}{n}{n},members,office@example.org,\n"))
        .collect();
    let file = format!(
        "elector,name,section,email,address\n{rows}8,Person 111,members,office@example.org,\n"
    );
    let import = import(&file);
    assert_eq!(import.shared.len(), 1);
    assert_eq!(import.shared[0].by, SharedBy::Email);
    assert_eq!(import.shared[0].electors.len(), 8);
    assert_eq!(import.roll.matches().len(), 1);
    assert_eq!(import.roll.matches()[0].electors, [id("1"), id("8")]);
    assert_eq!(import.roll.matches()[0].grounds, [Ground::SameNameAndEmail]);
}

#[test]
fn like_names_make_a_chain() {
    let roll = roll(&[
        "3,Ann Leee,members,,,1 High St",
        "1,Ann Le,members,,,1 High St",
        "2,Ann Lee,members,,,1 High St",
    ]);
    assert_eq!(roll.matches().len(), 1);
    assert_eq!(roll.matches()[0].electors, [id("1"), id("2"), id("3")]);
}

#[test]
fn who_cannot_vote_anyway_holds_nobody() {
    let file = "elector,name,section,email,joined\n1,Ann,members,a@b.org,2020-01-01\n2,Ann,members,a@b.org,2026-04-01\n";
    let roll = import(file).roll;
    assert_eq!(roll.open_matches().len(), 0);
    assert!(matches!(
        roll.eligibility(&id("1")),
        Eligibility::Eligible { .. }
    ));
}
