//! Files and rows that cannot stand: each says where, why, and what to do.

use hustings_roll::{ReadError, UnknownColumns, Warning, read};
use rstest::rstest;

use crate::{import, import_by, society, society_with, undivided};

const HEADER: &str = "elector,name,section,channel,email,address,joined,registered";

#[rstest]
#[case::no_number(",Ann,members,,,,,", "row 2, column 'elector': '' is empty")]
#[case::number_of_a_formula(
    "=1+1,Ann,members,,,,,",
    "column 'elector': '=1+1' is not a membership number"
)]
#[case::no_name("1, ,members,,,,,", "row 2, column 'name': '' is empty")]
#[case::control_character(
    "1,Ann\u{1b}[31m,members,,,,,",
    "column 'name': 'Ann\\u{1b}[31m' has a character that does not show"
)]
#[case::name_on_two_lines(
    "1,\"Ann\nLee\",members,,,,,",
    "column 'name': 'Ann\\nLee' has a character"
)]
#[case::turned_text(
    "1,Ann\u{202e}eeL,members,,,,,",
    "column 'name': 'Ann\\u{202e}eeL' has a character"
)]
#[case::no_section("1,Ann,,,,,,", "column 'section': '' is empty")]
#[case::unknown_section(
    "1,Ann,Members,,,,,",
    "'Members' is no section: write members, supporters or friends"
)]
#[case::unknown_channel(
    "1,Ann,members,email,,,,",
    "column 'channel': 'email' is no channel: write online or post"
)]
#[case::email(
    "1,Ann,members,,ann@@example.org,,,",
    "column 'email': 'ann@@example.org' is not an email address"
)]
#[case::date_that_no_calendar_has(
    "1,Ann,members,,,,2026-02-30,",
    "column 'joined': '2026-02-30' is not a date"
)]
#[case::date_of_a_spreadsheet(
    "1,Ann,members,,,,01/02/2020,",
    "column 'joined': '01/02/2020' is not a date"
)]
#[case::day_of_the_freeze(
    "1,Ann,members,,,,2026-03-01,",
    "'2026-03-01' may be before or after 2026-03-01T17:00:00 (roll.freeze): write the time"
)]
#[case::too_few_cells("1,Ann,members", "'members' is one of 3 cells, and the header has 8")]
#[case::too_many_cells(
    "1,Ann,members,,,1 High Street, Bath,,",
    "is one of 9 cells, and the header has 8"
)]
fn a_row_that_cannot_stand_is_rejected_with_its_reason(#[case] row: &str, #[case] message: &str) {
    let import = import(&format!("{HEADER}\n{row}\n2,Bob,members,,,,,\n"));
    let faults: Vec<String> = import
        .roll
        .rejected()
        .iter()
        .flat_map(|row| &row.faults)
        .map(ToString::to_string)
        .collect();
    assert!(
        faults.iter().any(|fault| fault.contains(message)),
        "{faults:?}"
    );
    assert_eq!(import.roll.totals().all.accepted, 1);
}

#[test]
fn everything_that_is_wrong_with_a_row_is_said_at_once() {
    let import = import(&format!("{HEADER}\n,,nobody,fax,ann,,soon,later\n"));
    assert_eq!(import.roll.rejected()[0].faults.len(), 7);
}

#[test]
fn what_is_found_is_cut_where_it_is_long() {
    let import = import(&format!("{HEADER}\n1,{},members,,,,,\n", "x".repeat(2000)));
    let fault = &import.roll.rejected()[0].faults[0];
    assert_eq!(fault.found.chars().count(), 61);
    assert!(fault.to_string().contains("more than 1000 characters"));
}

#[test]
fn a_cell_that_is_not_utf8_is_named() {
    let file = b"elector,name,section\n1,Si\xe2n,members\n";
    let import = read(file, &society(), UnknownColumns::Refuse).unwrap();
    let fault = import.roll.rejected()[0].faults[0].to_string();
    assert!(
        fault.starts_with("row 2, column 'name': 'Si\u{fffd}n' is not UTF-8: save"),
        "{fault}"
    );
}

#[test]
fn a_channel_that_the_ballot_does_not_have_is_refused_with_its_clause() {
    let rulebook = society_with("[\"online\", \"post\"]", "[\"post\"]");
    let import = import_by(
        "elector,name,section,channel\n1,Ann,members,online\n2,Bob,members,\n",
        &rulebook,
    );
    let fault = &import.roll.rejected()[0].faults[0];
    assert_eq!(
        fault.reason.clause().unwrap().address.as_str(),
        "ballot.means"
    );
    assert!(
        fault
            .to_string()
            .contains("(ballot.means): write post, or amend the rulebook"),
        "{fault}"
    );
    let bob = import.roll.electors().next().unwrap();
    assert_eq!(bob.channel, hustings_roll::Channel::Post);
}

#[test]
fn where_the_means_are_not_known_a_row_says_its_channel() {
    let rulebook = society_with("[\"online\", \"post\"]", "[]");
    let import = import_by(
        "elector,name,section,channel\n1,Ann,members,\n2,Bob,members,post\n",
        &rulebook,
    );
    let fault = import.roll.rejected()[0].faults[0].to_string();
    assert!(
        fault.contains("ballot.means names no means: write online or post"),
        "{fault}"
    );
    assert_eq!(import.roll.totals().all.accepted, 1);
}

#[test]
fn where_nobody_is_told_apart_no_row_has_a_section() {
    let import = import_by(
        "elector,name,section\n1,Ann,\n2,Bob,members\n",
        &undivided(),
    );
    let fault = import.roll.rejected()[0].faults[0].to_string();
    assert!(
        fault.contains("write nothing, since the rulebook has no sections"),
        "{fault}"
    );
    assert_eq!(import.roll.electors().next().unwrap().section, None);
}

#[test]
fn repeats_are_dropped_and_contradictions_rejected_with_all_their_rows() {
    let import = import(
        "elector,name,section\n1,Ann,members\n1,Ann,members\n2,Bob,members\n2,Rob,members\n",
    );
    let faults: Vec<String> = import
        .roll
        .rejected()
        .iter()
        .map(|row| row.faults[0].to_string())
        .collect();
    assert!(
        faults[0].starts_with("row 3, column 'elector': '1' repeats row 2"),
        "{faults:?}"
    );
    assert!(
        faults[1].starts_with("row 4, column 'elector': '2' is also in row 5 of this section"),
        "{faults:?}"
    );
    assert!(
        faults[2].starts_with("row 5, column 'elector': '2' is also in row 4 of this section"),
        "{faults:?}"
    );
    assert_eq!(import.roll.totals().all.accepted, 1);
}

#[rstest]
#[case::empty("", "the file is empty")]
#[case::blank("\n\r\n,,\n", "the file is empty")]
#[case::nothing_but_a_mark("\u{feff}", "the file is empty")]
#[case::semicolons("elector;name;section\n", "parted by ';' instead of commas")]
#[case::tabs("elector\tname\n", "parted by '\\t' instead of commas")]
#[case::no_elector("name,section\n", "row 1: there is no column 'elector'")]
#[case::no_section("elector,name\n", "row 1: there is no column 'section'")]
#[case::column_twice(
    "elector,name,section,name\n",
    "row 1: column 'name' stands there twice"
)]
#[case::mistyped_column("elector,name,section,Joined\n", "columns 'Joined' are not known")]
#[case::quotation_mark(
    "elector,name,section\n1,Ann,members\n2,\"Bob,members\n3,Cy,members\n",
    "row 3: a quotation mark is opened and not closed"
)]
fn a_file_that_cannot_be_read_says_why(#[case] file: &str, #[case] message: &str) {
    let error = read(file.as_bytes(), &society(), UnknownColumns::Refuse)
        .unwrap_err()
        .to_string();
    assert!(error.contains(message), "{error}");
}

#[test]
fn utf16_is_told_from_utf8() {
    let refused = read(b"\xff\xfee\0l\0", &society(), UnknownColumns::Refuse);
    assert_eq!(refused, Err(ReadError::Utf16));
}

#[test]
fn unknown_columns_are_listed_and_ignored_only_if_asked() {
    let file = "\u{feff}phone, name ,elector,section\n0123,Ann,1,members\n";
    let import = read(file.as_bytes(), &society(), UnknownColumns::Ignore).unwrap();
    assert_eq!(import.ignored, ["phone"]);
    assert_eq!(import.roll.totals().all.accepted, 1);
}

#[test]
fn what_was_not_checked_and_who_is_not_reached_is_said() {
    let import =
        import("elector,name,section,channel\n1,Ann,members,online\n2,Bob,supporters,post\n");
    let said: Vec<String> = import.warnings.iter().map(Warning::to_string).collect();
    assert!(
        said[0].starts_with("2 rows have no 'joined', and were not held against roll.freeze"),
        "{said:?}"
    );
    assert!(said[1].starts_with("1 rows have no 'registered', and were not held against roll.section.supporters.registration"), "{said:?}");
    assert!(
        said[2].starts_with("1 electors of the channel online have no 'email'"),
        "{said:?}"
    );
    assert!(
        said[3].starts_with("1 electors of the channel post have no 'address'"),
        "{said:?}"
    );
    assert!(
        said[4].starts_with("nobody is in section friends"),
        "{said:?}"
    );
}
