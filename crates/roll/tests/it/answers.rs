//! Answers at sign-in: who needs one, what is refused, and that nothing shows them.

use hustings_roll::wire::PrivateRow;
use hustings_roll::{
    Answer, Column, Import, Opening, ReadError, Salt, UnknownColumns, changes, read,
};
use hustings_rulebook::Rulebook;
use rstest::rstest;

use crate::{id, import_by, salts, society, society_with};

const HEADER: &str = "elector,name,section,channel,email,answer";
/// No page, no error and no `Debug` has it.
const SECRET: &str = "31121970";

/// The society, whose electors are asked.
fn asking() -> Rulebook {
    let means = "means = [\"online\", \"post\"]";
    society_with(
        means,
        &format!("{means}\nsecond_factor = \"Your birthday\""),
    )
}

/// The society, whose electors are asked, and all vote online.
fn asking_online() -> Rulebook {
    let means = "means = [\"online\", \"post\"]";
    society_with(
        means,
        "means = [\"online\"]\nsecond_factor = \"Your birthday\"",
    )
}

fn of(rows: &[&str]) -> Import {
    import_by(&format!("{HEADER}\n{}\n", rows.join("\n")), &asking())
}

fn said(import: &Import) -> Vec<String> {
    let faults = import.roll.rejected().iter().flat_map(|row| &row.faults);
    faults.map(ToString::to_string).collect()
}

#[test]
fn who_votes_online_has_her_answer_and_who_votes_by_post_may_have_one() {
    let import = of(&[
        "1,Ann,members,,a@example.org,31/12/1970",
        "2,Bob,members,post,,",
        "3,Cy,members,post,,Card 12-34",
    ]);
    assert_eq!(said(&import), Vec::<String>::new());
    let is = |elector: &str, typed: &str| {
        let elector = &import.roll.row(&id(elector)).unwrap().elector;
        Answer::is_given(elector.answer.as_ref(), typed)
    };
    assert!(is("1", "31 12 1970"));
    assert!(is("3", "card1234"));
    assert!(!is("2", ""));
}

#[rstest]
#[case::online_by_default(
    "1,Ann,members,,,",
    "row 2, column 'answer': '' is empty, and ballot.second_factor asks everybody who votes online: write what she will answer, or let her vote by post"
)]
#[case::online("1,Ann,members,online,, ", "row 2, column 'answer': '' is empty")]
#[case::soon_guessed(
    "1,Ann,members,online,,7-8-9",
    "row 2, column 'answer': '…' has fewer than 4 letters and digits"
)]
#[case::soon_guessed_by_post(
    "1,Ann,members,post,,abc",
    "row 2, column 'answer': '…' has fewer than 4 letters and digits"
)]
#[case::not_seen(
    "1,Ann,members,online,,3112\u{200b}1970",
    "row 2, column 'answer': '…' has a character that does not show"
)]
#[case::a_cell_too_few(
    "1,Ann,members,online,31121970",
    "row 2, column 'elector': '…' is one of 5 cells"
)]
#[case::a_cell_too_many(
    "1,Ann,members,online,a@b.org,Bath,31121970",
    "row 2, column 'elector': '…' is one of 7 cells"
)]
fn a_row_whose_answer_cannot_stand_is_rejected_and_the_answer_not_shown(
    #[case] row: &str,
    #[case] message: &str,
) {
    let import = of(&[row, "2,Bob,members,post,,"]);
    let said = said(&import);
    assert!(said[0].starts_with(message), "{said:?}");
    assert!(!format!("{import:?}").contains(SECRET), "{said:?}");
    assert_eq!(import.roll.electors().count(), 1);
}

#[test]
fn an_answer_of_more_than_a_hundred_characters_is_rejected() {
    let row = |length: usize| format!("1,Ann,members,online,,{}", "7".repeat(length));
    assert_eq!(of(&[&row(100)]).roll.electors().count(), 1);
    let said = said(&of(&[&row(101)]));
    assert!(
        said[0].contains("'…' has more than 100 characters"),
        "{said:?}"
    );
}

#[test]
fn answers_that_nobody_asks_for_are_refused_and_can_be_left_unread() {
    let file = format!("{HEADER}\n1,Ann,members,online,,31121970\n");
    let refused = read(file.as_bytes(), &society(), UnknownColumns::Refuse).unwrap_err();
    assert_eq!(refused, ReadError::NotAsked);
    let said = refused.to_string();
    assert!(
        said.starts_with("row 1: column 'answer' is not wanted"),
        "{said}"
    );
    assert!(said.contains("delete it"), "{said}");
    let read = read(file.as_bytes(), &society(), UnknownColumns::Ignore).unwrap();
    assert_eq!(read.ignored, ["answer"]);
    assert!(read.roll.electors().all(|elector| elector.answer.is_none()));
}

#[test]
fn a_mistyped_column_is_told_which_columns_there_are() {
    let file = "elector,name,section,anser\n1,Ann,members,31121970\n";
    let said = |rulebook: &Rulebook| {
        let refused = read(file.as_bytes(), rulebook, UnknownColumns::Refuse);
        refused.unwrap_err().to_string()
    };
    assert!(said(&asking()).contains("'registered', 'answer'"));
    assert!(!said(&society()).contains("'answer'"));
}

#[test]
fn the_column_is_needed_where_everybody_votes_online() {
    let file = "elector,name,section\n1,Ann,members\n";
    let refused = read(file.as_bytes(), &asking_online(), UnknownColumns::Refuse);
    assert_eq!(refused.unwrap_err(), ReadError::Missing(Column::Answer));
    assert!(import_by(file, &asking()).roll.electors().next().is_none());
}

#[test]
fn rows_of_one_number_that_differ_in_their_answers_are_rejected_without_them() {
    let rows = [
        "1,Ann,members,online,,31121970",
        "1,Ann,members,online,,31 12 1970",
        "2,Bob,members,online,,31121970",
        "2,Bob,members,online,,30121970",
    ];
    let import = of(&rows);
    let said = said(&import);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].contains("'1' repeats row 2"), "{said:?}");
    assert!(said[1].contains("'2' is also in row 5"), "{said:?}");
    assert!(!format!("{import:?}").contains(SECRET));
}

#[test]
fn that_an_answer_is_another_is_told_and_neither_of_them_is() {
    let old = of(&["1,Ann,members,,,31121970", "2,Bob,members,,,31121970"]);
    let new = of(&["1,Ann,members,,,30121970", "2,Bob,members,,,31.12.1970"]);
    let changes = changes(&old.roll, &new.roll);
    assert_eq!(changes.changed.len(), 1);
    assert_eq!(changes.changed[0].columns, [Column::Answer]);
    let shown = format!("{changes:?}");
    assert!(
        !shown.contains(SECRET) && !shown.contains("30121970"),
        "{shown}"
    );
}

#[test]
fn an_answer_is_in_the_private_row_as_it_is_compared_and_in_no_opening() {
    let frozen = of(&["1,Ann,members,,a@example.org,31/12/1970"])
        .roll
        .freeze(&asking(), salts())
        .unwrap();
    let row = frozen.rows().next().unwrap();
    let written = row.write();
    assert!(written.contains("\"answer\":\"31121970\""), "{written}");
    assert_eq!(PrivateRow::read(&written).unwrap(), row);
    let (opening, _) = frozen.opening(&id("1")).unwrap();
    assert!(!opening.line().contains("answer") && !opening.line().contains(SECRET));
    // Nor does the commitment change with it.
    let mut other = row.row.elector.clone();
    other.answer = Some("another answer".parse().unwrap());
    let salt: Salt = row.salt.unwrap();
    assert_eq!(Opening::of(&other, salt).commitment(), opening.commitment());
    for published in frozen.published() {
        let text = String::from_utf8(published.bytes).unwrap();
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[test]
fn a_row_without_an_answer_is_written_as_it_was_before_there_were_any() {
    let line = r#"{"format":"hustings-roll-row/1","origin":{"row":2},"elector":{"elector":"1","name":"Ann","section":null,"channel":"online","email":null,"address":null,"joined":null,"registered":null},"salt":null}"#;
    let row = PrivateRow::read(line).unwrap();
    assert_eq!(row.row.elector.answer, None);
    assert_eq!(row.write(), line);
    let short = line.replace(
        "\"registered\":null",
        "\"registered\":null,\"answer\":\"123\"",
    );
    assert!(PrivateRow::read(&short).is_err());
}
