//! `hustings contest roll`.

mod answers;
mod folder;
mod frozen;
mod log;

use folder::{MEMBERS, Society};

#[test]
fn a_preview_puts_every_row_in_one_heap_and_records_nothing() {
    let society = Society::new();
    let told = society.preview(MEMBERS);
    let table = "\
                    rows  accepted  held  not eligible  set aside  rejected
members, online        4         3     0             1          0         0
members, post          2         0     2             0          0         0
supporters, online     3         2     0             0          1         0
all                    9         5     2             1          1         0
";
    assert!(told.contains(table), "{told}");
    let matched = "match 1: M002 “Bob Kay”, M003 “Bob  Kaye”: like names at one address";
    assert!(told.contains(matched), "{told}");
    assert!(
        told.contains("hustings contest rule ID --allow --reasons TEXT match --section members 1"),
        "{told}"
    );
    assert!(told.contains("M004: joined on 2026-03-02"), "{told}");
    assert!(told.contains("(roll.freeze)"), "{told}");
    assert!(
        told.contains("M001, row 3: she votes under another row of hers (roll.precedence)"),
        "{told}"
    );
    assert!(
        told.ends_with("nothing is recorded: this is a preview\n"),
        "{told}"
    );
    assert_eq!(society.log().lines().count(), 2);
    let shown = society.refused("contest roll show");
    assert!(shown.contains("no roll was imported"), "{shown}");
}

#[test]
fn a_row_that_cannot_stand_is_rejected_with_its_row_column_reason_and_remedy() {
    let society = Society::new();
    let file = "elector,name,section,email\nM1,Ann,members,eve.example.org\nM2,,ladies,\n";
    let told = society.preview(file);
    for fault in [
        "  row 2, column 'email': 'eve.example.org' is not an email address: write one such as ann@example.org, or leave the cell empty\n",
        "  row 3, column 'name': '' is empty: write it, or leave out the row\n",
        "  row 3, column 'section': 'ladies' is no section: write members or supporters\n",
    ] {
        assert!(told.contains(fault), "{fault}{told}");
    }
    society.write(
        "mistyped.csv",
        "elector,name,section,joind\nM1,Ann,members,\n",
    );
    let refusal = society.refused("contest roll import mistyped.csv");
    assert!(
        refusal.contains("columns 'joind' are not known"),
        "{refusal}"
    );
    let told = society.done("contest roll import mistyped.csv --preview --ignore-columns");
    assert!(
        told.contains("columns that are not read:\n  joind"),
        "{told}"
    );
}

#[test]
fn a_second_import_says_what_is_different_and_programs_read_it_too() {
    let society = Society::imported();
    let later = MEMBERS
        .replace(
            "S003,Hal Ives,supporters,online",
            "S003,Hal Ives,supporters,post",
        )
        .replace(
            "S002,Gus Hart,supporters,online,gus@example.org,,,2026-02-11\n",
            "",
        )
        + "M009,Ivy Jones,members,online,ivy@example.org,,2020-01-01,\n";
    society.write("later.csv", &later);
    let told = society.done("contest roll import later.csv --preview");
    assert!(told.contains("1 added, 1 removed, 1 changed"), "{told}");
    assert!(told.contains("added:\n  M009\n"), "{told}");
    assert!(told.contains("removed:\n  S002\n"), "{told}");
    assert!(
        told.contains("S003: channel; from online to post"),
        "{told}"
    );
    let json = society.done("contest roll import later.csv --json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["changes"]["added"], serde_json::json!(["M009"]));
    assert_eq!(json["totals"]["all"]["rows"], 9);
    assert_eq!(json["entry"], 4);
    let log = society.log();
    assert!(
        log.contains(r#""electors":{"members":4,"supporters":1}"#),
        "{log}"
    );
    assert!(log.contains(r#""held":2"#), "{log}");
}

#[test]
fn a_match_is_ruled_on_in_the_log_and_then_on_the_roll() {
    let society = Society::imported();
    let refusal = society.refused("contest roll match 1 --same M002 --ruling r1");
    assert!(
        refusal.contains("there is no ruling 'r1' in the log; make it first: `hustings contest rule r1 --disallow --reasons TEXT match --section members 1`"),
        "{refusal}"
    );
    society.done("contest rule r1 --disallow --reasons Twins? match --section members 1");
    let refusal = society.refused("contest roll match 1 --different --ruling r1");
    assert!(
        refusal.contains("ruling 'r1' says disallowed; the rows are one person's; give --same"),
        "{refusal}"
    );
    let told = society.done("contest roll match 1 --same M002 --ruling r1");
    assert!(told.contains("M002 may vote: members, post"), "{told}");
    assert!(
        told.contains("M003 may not vote: the same person as M002 by ruling r1 on match 1"),
        "{told}"
    );
    society.done(
        "contest rule r2 --allow --reasons Brothers. --supersedes r1 match --section members 1",
    );
    let told = society.done("contest roll show");
    assert!(told.contains("match 1: M002"), "{told}");
    assert!(
        told.contains("ruling r1 on match 1 has no effect: ruling r2 has superseded it"),
        "{told}"
    );
    let told = society.done("contest roll match 1 --different --ruling r2");
    assert!(told.contains("M003 may vote: members, post"), "{told}");
}

#[test]
fn a_match_keeps_its_number_and_its_ruling_when_a_later_file_has_others() {
    let society = Society::imported();
    society.done("contest rule r1 --allow --reasons Brothers. match --section members 1");
    society.done("contest roll match 1 --different --ruling r1");
    society.write(
        "later.csv",
        &(MEMBERS.to_owned() + "m001,Ann Lee,members,online,ann@example.org,,2019-05-01,\n"),
    );
    let told = society.done("contest roll import later.csv");
    assert!(told.contains("match 2: M001 “Ann Lee”, m001"), "{told}");
    assert!(!told.contains("match 1:"), "{told}");
    let told = society.done("contest roll show M003");
    assert!(told.starts_with("M003 may vote: members, post"), "{told}");
}

#[test]
fn who_is_excluded_is_told_the_ruling_and_may_be_readmitted() {
    let society = Society::imported();
    society.done("contest rule r1 --allow --reasons Arrears. other arrears");
    society.done("contest roll exclude S002 --ruling r1");
    let told = society.done("contest roll show S002");
    assert_eq!(
        told,
        "S002 may not vote: excluded by ruling r1: only a later ruling can readmit\nruling r1: “Arrears.”\n"
    );
    society.done("contest rule r2 --disallow --reasons No. other lateness");
    let refusal = society.refused("contest roll readmit M004 --ruling r2");
    assert!(refusal.contains("ruling 'r2' says disallowed"), "{refusal}");
    society.done("contest rule r3 --allow --reasons Paid. other payment");
    society.done("contest roll readmit S002 --ruling r3");
    society.done("contest roll readmit M004 --ruling r3");
    let told = society.done("contest roll show M004");
    assert!(
        told.starts_with("M004 may vote: members, online, by ruling r3"),
        "{told}"
    );
    let told = society.done("contest roll show M999");
    assert!(
        told.contains("no row of the file has this number"),
        "{told}"
    );
}

#[test]
fn an_exclusion_falls_with_its_ruling() {
    let society = Society::imported();
    society.done("contest rule r1 --allow --reasons Arrears. other arrears");
    society.done("contest roll exclude S002 --ruling r1");
    society.done("contest rule r2 --disallow --reasons Paid. --supersedes r1 other arrears");
    let told = society.done("contest roll show S002");
    assert!(told.starts_with("S002 may vote"), "{told}");
}

#[test]
fn a_claim_is_granted_and_an_objection_is_not() {
    let society = Society::imported();
    let refusal = society.refused("contest roll claim c1 M010 --name Ida");
    assert!(refusal.contains("the log has no claim 'c1'"), "{refusal}");
    society.done("contest claim c1 --section members");
    society.done("contest claim c2 --section members --objection");
    let refusal = society.refused("contest roll claim c1 M001");
    assert!(
        refusal.contains("claim 'c1' is about a place on the roll"),
        "{refusal}"
    );
    society.done("contest roll claim c1 M010 --name Ida --channel post");
    society.done("contest roll claim c2 M001 --grounds Moved.");
    let refusal = society.refused("contest roll determine c1 --ruling r1");
    assert!(
        refusal.contains("`hustings contest rule r1 --allow --reasons TEXT claim c1`"),
        "{refusal}"
    );
    society.done("contest rule r1 --allow --reasons Shown. claim c1");
    society.done("contest rule r2 --disallow --reasons Lives. claim c2");
    let refusal = society.refused("contest roll determine c1 --ruling r2");
    assert!(
        refusal.contains("ruling 'r2' is on claim 'c2'"),
        "{refusal}"
    );
    let told = society.done("contest roll determine c1 --ruling r1");
    assert!(
        told.starts_with("claim c1 is allowed\nM010 may vote: members, post, by ruling r1"),
        "{told}"
    );
    let told = society.done("contest roll determine c2 --ruling r2");
    assert!(
        told.starts_with("claim c2 is disallowed\nM001 may vote"),
        "{told}"
    );
}
