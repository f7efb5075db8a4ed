//! What is frozen, amended, listed and opened.

use super::folder::{MEMBERS, Society};

#[test]
fn all_that_stands_in_the_way_of_freezing_is_said_at_once() {
    let society = Society::new();
    let small = MEMBERS.replace(
        "S002,Gus Hart,supporters,online,gus@example.org,,,2026-02-11\n",
        "",
    );
    society.write("members.csv", &small);
    society.done("contest roll import members.csv");
    society.done("contest claim c1 --section members");
    society.done("contest claim c2 --section members");
    society.done("contest rule r1 --allow --reasons Shown. claim c2");
    let refusal = society.refused("contest roll freeze");
    for obstacle in [
        "- match 1 is open",
        "- claim c1 is undecided: rule on it by `hustings contest rule ID --allow --reasons TEXT claim c1`",
        "- claim c2 is allowed, and who is behind it is not entered",
        "- the section 'supporters' has 1 electors, and none below 2 may be reported (roll.smallest_reported_section)",
    ] {
        assert!(refusal.contains(obstacle), "{obstacle}\n{refusal}");
    }
    assert!(!society.log().contains("roll-frozen"));
}

#[test]
fn a_frozen_roll_is_in_the_log_as_counts_and_roots_and_takes_no_import() {
    let society = Society::ready();
    let told = society.done("contest roll freeze");
    assert!(told.contains("members: 5 electors, root "), "{told}");
    let log = society.log();
    assert!(
        log.contains(r#""channels":{"online":3,"post":2},"electors":5,"root":""#),
        "{log}"
    );
    assert!(
        log.contains(r#""channels":{"online":2},"electors":2"#),
        "{log}"
    );
    for late in [
        "contest roll import members.csv",
        "contest roll import members.csv --preview",
        "contest roll exclude M001 --ruling r0",
        "contest roll freeze",
    ] {
        let refusal = society.refused(late);
        assert!(refusal.contains("(roll.freeze)"), "{late}: {refusal}");
    }
}

#[test]
fn the_electors_of_a_section_are_listed_in_the_order_of_their_numbers() {
    let society = Society::ready();
    let refusal = society.refused("contest roll list --section members");
    assert!(refusal.contains("freeze it first"), "{refusal}");
    society.done("contest roll freeze");
    let call = society.call("contest roll list --section members");
    assert_eq!(call.out, "M001\nM002\nM003\nM005\nM006\n");
    assert_eq!(call.err, "members: 5 electors\n");
    let call = society.call("contest roll list --section members --channel post");
    assert_eq!(call.out, "M002\nM003\n");
    assert_eq!(call.err, "members, post: 2 electors\n");
    let refusal = society.refused("contest roll list --section ladies");
    assert!(
        refusal.contains("its sections are: members, supporters"),
        "{refusal}"
    );
}

#[test]
fn an_opening_checks_against_the_list_that_the_log_commits_to() {
    let society = Society::frozen();
    let told = society.done("contest roll opening M001 --out ann.opening");
    assert!(told.contains("of 5 in roll/members.txt"), "{told}");
    let opening = std::fs::read_to_string(society.path("ann.opening")).unwrap();
    assert!(opening.contains(r#""name":"Ann Lee""#), "{opening}");
    society.done("contest roll commitments --section members --out members.txt");
    let told = society.done("contest roll check ann.opening members.txt --section members");
    assert!(told.starts_with("✓ the opening is line "), "{told}");
    let root = told.trim_end().rsplit(' ').next().unwrap();
    assert!(society.log().contains(root), "{told}");
    society.write("other.opening", &opening.replace("Ann Lee", "Ann Law"));
    let call = society.call("contest roll check other.opening members.txt --section members");
    assert_eq!(call.code, 1, "{}", call.out);
    assert!(call.out.starts_with("✗ commitment "), "{}", call.out);
    let call = society.call("contest roll check ann.opening members.txt --section supporters");
    assert_eq!(call.code, 1, "{}", call.out);
    let refusal = society.refused("contest roll opening M004 --out cy.opening");
    assert!(
        refusal.contains("M004 is not on the frozen roll"),
        "{refusal}"
    );
}

#[test]
fn a_frozen_section_is_amended_by_a_ruling() {
    let society = Society::frozen();
    society.done("contest rule r1 --allow --reasons Died. other death");
    let refusal =
        society.refused("contest roll amend --section supporters --exclude M006 --ruling r1");
    assert!(refusal.contains("M006 is in section members"), "{refusal}");
    let told = society.done("contest roll amend --section members --exclude M006 --ruling r1");
    assert!(told.starts_with("members: 4 electors, root "), "{told}");
    let refusal =
        society.refused("contest roll amend --section members --exclude M006 --ruling r1");
    assert!(
        refusal.contains("M006 is not on the frozen roll already"),
        "{refusal}"
    );
    society.done("contest rule r2 --allow --reasons Lives. other mistake");
    society.done("contest roll amend --section members --readmit M006 --ruling r2");
    // A ruling amends the roll once.
    let refusal =
        society.refused("contest roll amend --section members --readmit M004 --ruling r2");
    assert!(
        refusal.contains("the ruling 'r2' has amended the roll already (roll.freeze)"),
        "{refusal}"
    );
    society.done("contest rule r3 --allow --reasons Paid. other arrears");
    society.done("contest roll amend --section members --readmit M004 --ruling r3");
    let call = society.call("contest roll list --section members");
    assert_eq!(call.out, "M001\nM002\nM003\nM004\nM005\nM006\n");
    let told = society.done("contest roll show M004");
    assert!(
        told.starts_with("M004 is on the frozen roll: members, online, line "),
        "{told}"
    );
    assert!(society.log().contains("roll-amended"));
    let told = society.call("contest roll amend --section supporters --exclude S002 --ruling r1");
    assert_eq!(told.code, 3);
    assert!(
        told.err.contains("roll.smallest_reported_section"),
        "{}",
        told.err
    );
}
