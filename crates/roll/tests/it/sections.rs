//! Who is in two sections, who joined or registered too late, and what she is told.

use hustings_roll::{Channel, Eligibility, NotEligible};

use crate::{id, import, roll};

fn why(file: &str, elector: &str) -> (String, Option<String>) {
    match import(file).roll.eligibility(&id(elector)) {
        Eligibility::NotEligible(reason) => (
            reason.to_string(),
            reason.clause().map(|clause| clause.address.to_string()),
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_is_in_two_sections_votes_in_the_first_of_the_precedence() {
    let roll = roll(&["1,Ann Lee,supporters,,,", "1,\"LEE, Ann\",members,post,,"]);
    let eligible = Eligibility::Eligible {
        section: Some("members".parse().unwrap()),
        channel: Channel::Post,
        ruling: None,
    };
    assert_eq!(roll.eligibility(&id("1")), eligible);
    let other = roll.others().next().unwrap();
    assert_eq!(other.clause.address.as_str(), "roll.precedence");
    assert_eq!(other.row.origin.to_string(), "row 2");
}

#[test]
fn who_is_barred_in_the_first_section_votes_in_the_next() {
    let file = "elector,name,section,joined,registered\n1,Ann,members,2026-03-02,\n1,Ann,supporters,,2026-02-10\n";
    let roll = import(file).roll;
    let section = roll.row(&id("1")).unwrap().elector.section.clone().unwrap();
    assert_eq!(section.as_str(), "supporters");
    assert!(matches!(
        roll.eligibility(&id("1")),
        Eligibility::Eligible { .. }
    ));
    assert_eq!(
        roll.others().next().unwrap().clause.address.as_str(),
        "roll.freeze"
    );
    assert_eq!(roll.totals().all.not_eligible, 1);
}

#[test]
fn sections_that_the_precedence_does_not_name_are_not_guessed_at() {
    let roll = roll(&["1,Ann,friends,,,", "1,Ann,members,,,"]);
    let fault = roll.rejected()[0].faults[0].to_string();
    assert!(
        fault.contains(
            "is also in row 3 in other sections, and roll.precedence does not say where she votes"
        ),
        "{fault}"
    );
    assert_eq!(roll.totals().all.rejected, 2);
    let Eligibility::NotEligible(reason) = roll.eligibility(&id("1")) else {
        panic!("rejected")
    };
    assert_eq!(reason.clause().unwrap().address.as_str(), "roll.precedence");
}

#[test]
fn one_number_under_two_names_is_nobodys() {
    let roll = roll(&["1,Ann Lee,supporters,,,", "1,Bob Kay,members,,,"]);
    let fault = roll.rejected()[0].faults[0].to_string();
    assert!(fault.contains("is another person's in row 3"), "{fault}");
    assert_eq!(roll.rows().count(), 0);
}

#[test]
fn who_joined_after_the_freeze_is_told_so_with_the_clause() {
    let file = "elector,name,section,joined\n1,Ann,members,2026-03-01T17:00:01\n2,Bob,members,2026-03-01T17:00\n";
    let (reason, clause) = why(file, "1");
    assert!(
        reason.contains("joined on 2026-03-01T17:00:01, after the roll was frozen"),
        "{reason}"
    );
    assert_eq!(clause.as_deref(), Some("roll.freeze"));
    assert!(matches!(
        import(file).roll.eligibility(&id("2")),
        Eligibility::Eligible { .. }
    ));
}

#[test]
fn who_registered_outside_the_window_is_told_so_with_the_clause() {
    let file = "elector,name,section,registered\n1,Ann,supporters,2026-01-31\n2,Bob,supporters,2026-03-01\n3,Cy,supporters,2026-02-28\n";
    assert_eq!(
        why(file, "1").1.as_deref(),
        Some("roll.section.supporters.registration.opens")
    );
    assert_eq!(
        why(file, "2").1.as_deref(),
        Some("roll.section.supporters.registration.closes")
    );
    assert!(matches!(
        import(file).roll.eligibility(&id("3")),
        Eligibility::Eligible { .. }
    ));
}

#[test]
fn who_is_only_in_a_rejected_row_is_told_what_is_wrong_with_it() {
    let file = "elector,name,section,email\n1,Ann,members,ann\n";
    assert!(
        why(file, "1")
            .0
            .contains("row 2, column 'email': 'ann' is not an email address")
    );
    assert!(
        why(file, "2")
            .0
            .starts_with("no row of the file has this number")
    );
    let Eligibility::NotEligible(reason) = import(file).roll.eligibility(&id("2")) else {
        panic!("absent")
    };
    assert_eq!(*reason, NotEligible::Absent);
}
