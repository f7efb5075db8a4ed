//! Freezing, what is published, and how an elector checks it.

use hustings_roll::wire::PrivateRow;
use hustings_roll::{
    CheckError, Commitment, CommitmentList, Finding, FreezeRefusal, Frozen, ListError, MatchNumber,
    Matter, Opening, OpeningError, check,
};
use sha2::{Digest as _, Sha256};

use crate::{id, import_by, roll, ruling, salts, society, society_with, undivided};

const ROWS: [&str; 4] = [
    "1,Ann,members,,,",
    "2,Bob,members,post,,",
    "3,Cy,supporters,,,",
    "4,Dee,members,,,",
];

fn frozen() -> Frozen {
    roll(&ROWS).freeze(&society(), salts()).unwrap()
}

#[test]
fn an_elector_finds_her_place_with_what_she_is_sent() {
    let frozen = frozen();
    let members = "members".parse().unwrap();
    let list = frozen.section(Some(&members)).unwrap().published();
    let (opening, place) = frozen.opening(&id("2")).unwrap();
    assert_eq!(
        check(opening.line().as_bytes(), Some(&members), &list.bytes),
        Ok(place)
    );
    assert_eq!(place.of, 3);
}

#[test]
fn she_can_check_it_with_a_digest_and_a_search() {
    let frozen = frozen();
    let (opening, place) = frozen.opening(&id("2")).unwrap();
    let digest: String = Sha256::digest(opening.line())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let list = String::from_utf8(frozen.published()[0].bytes.clone()).unwrap();
    let line = list.lines().position(|line| line == digest).unwrap();
    assert_eq!(line as u64 + 1, place.line);
}

#[test]
fn an_opening_that_says_anything_else_does_not_check() {
    let frozen = frozen();
    let (members, supporters) = ("members".parse().unwrap(), "supporters".parse().unwrap());
    let list = frozen.section(Some(&members)).unwrap().published().bytes;
    let line = frozen.opening(&id("2")).unwrap().0.line();
    let checked = |line: &str| check(line.as_bytes(), Some(&members), &list).unwrap_err();
    assert!(matches!(
        checked(&line.replace("Bob", "Rob")),
        CheckError::Absent(_)
    ));
    assert!(matches!(
        checked(&line.replace("post", "online")),
        CheckError::Absent(_)
    ));
    assert_eq!(
        checked(&format!("{line}\n")),
        CheckError::Opening(OpeningError::NotCanonical)
    );
    assert!(matches!(
        checked(&line[1..]),
        CheckError::Opening(OpeningError::Unreadable { .. })
    ));
    let other = check(line.as_bytes(), Some(&supporters), &list).unwrap_err();
    assert!(
        other
            .to_string()
            .contains("of section members, and the list of section supporters"),
        "{other}"
    );
}

#[test]
fn a_list_has_one_form() {
    let frozen = frozen();
    let bytes = frozen.published()[0].bytes.clone();
    let list = CommitmentList::read(&bytes).unwrap();
    assert_eq!(list.bytes(), bytes);
    assert_eq!(list.root(), frozen.sections()[0].root);
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let swapped = format!("{}\n{}\n", lines[1], lines[0]);
    assert_eq!(
        CommitmentList::read(swapped.as_bytes()),
        Err(ListError::NotAscending(2))
    );
    for bad in [
        &text[..text.len() - 1],
        &text.replace('\n', "\r\n"),
        &text.to_uppercase(),
        "\n",
    ] {
        assert!(
            matches!(
                CommitmentList::read(bad.as_bytes()),
                Err(ListError::NotACommitment(_))
            ),
            "{bad}"
        );
    }
}

#[test]
fn nothing_published_names_anybody() {
    for file in frozen().published() {
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(
            text.lines().all(|line| line.parse::<Commitment>().is_ok()),
            "{text}"
        );
    }
    let (opening, _) = frozen().opening(&id("1")).unwrap();
    assert!(format!("{:?}", opening.salt).contains("secret"));
}

#[test]
fn sections_without_electors_are_frozen_empty() {
    let frozen = frozen();
    let totals: Vec<u64> = frozen
        .sections()
        .iter()
        .map(hustings_roll::FrozenSection::total)
        .collect();
    assert_eq!(totals, [3, 1, 0]);
    assert_eq!(frozen.sections()[2].published().bytes, b"");
}

#[test]
fn a_roll_without_sections_is_one_list() {
    let rulebook = undivided();
    let roll = import_by("elector,name\n1,Ann\n2,Bob\n", &rulebook).roll;
    let frozen = roll.freeze(&rulebook, salts()).unwrap();
    assert_eq!(frozen.published()[0].path, "roll/electors.txt");
    let (opening, place) = frozen.opening(&id("1")).unwrap();
    assert!(opening.line().ends_with("\"section\":null}"));
    assert_eq!(
        check(
            opening.line().as_bytes(),
            None,
            &frozen.published()[0].bytes
        ),
        Ok(place)
    );
}

#[test]
fn a_frozen_roll_is_made_again_from_its_private_rows() {
    let frozen = frozen();
    let lines: Vec<String> = frozen.rows().map(|row| row.write()).collect();
    let rows = lines.iter().map(|line| PrivateRow::read(line).unwrap());
    let again = Frozen::of(rows.map(|row| (row.row, row.salt.unwrap())), &society()).unwrap();
    assert_eq!(again, frozen);
}

#[test]
fn private_rows_are_held_against_what_may_stand_on_a_roll() {
    let line = frozen().rows().next().unwrap().write();
    for (passage, bad) in [
        ("\"Ann\"", "\"\""),
        ("row/1", "row/2"),
        ("\"online\"", "\"fax\""),
        ("{\"format", "{\"x\":1,\"format"),
    ] {
        assert!(
            PrivateRow::read(&line.replace(passage, bad)).is_err(),
            "{bad}"
        );
    }
}

#[test]
fn a_roll_is_not_frozen_while_something_is_open() {
    let rows = ["1,Ann,members,,a@b.org,", "2,Ann,members,,a@b.org,"];
    let mut roll = roll(&rows);
    let number = roll
        .receive(Matter::Objection(id("1")), None, String::new())
        .unwrap();
    let refused = roll.freeze(&society(), salts()).unwrap_err();
    assert_eq!(refused, FreezeRefusal::MatchesOpen(vec![MatchNumber(1)]));
    roll.rule_match(MatchNumber(1), Finding::Different, ruling(1))
        .unwrap();
    let refused = roll.freeze(&society(), salts()).unwrap_err();
    assert_eq!(refused, FreezeRefusal::ApplicationsOpen(vec![number]));
    roll.withdraw_application(number).unwrap();
    assert!(roll.freeze(&society(), salts()).is_ok());
}

#[test]
fn a_small_section_is_refused_with_its_clause() {
    let rulebook = society_with("[roll]", "[roll]\nsmallest_reported_section = 2");
    let refused = roll(&ROWS)
        .freeze(&rulebook, salts())
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("the section 'supporters' has 1 electors, and none below 2"),
        "{refused}"
    );
    assert!(
        refused.contains("(roll.smallest_reported_section)"),
        "{refused}"
    );
}

#[test]
fn a_roll_of_nobody_is_not_frozen() {
    assert_eq!(
        roll(&[]).freeze(&society(), salts()),
        Err(FreezeRefusal::NobodyEligible)
    );
}

#[test]
fn salts_that_repeat_are_refused() {
    let refused = roll(&ROWS).freeze(&society(), || [7; 16]);
    assert_eq!(refused, Err(FreezeRefusal::SaltRepeated(id("2"))));
}

#[test]
fn an_opening_has_all_its_keys_and_no_others() {
    let line = frozen().opening(&id("1")).unwrap().0.line();
    for (passage, bad) in [
        ("\"section\"", "\"sektion\""),
        ("roll/1", "roll/2"),
        (",\"section\":\"members\"", ""),
        ("\"name\":\"Ann\"", "\"name\":\"\\u0041nn\""),
    ] {
        assert!(line.contains(passage), "{line}");
        assert!(
            Opening::read(line.replace(passage, bad).as_bytes()).is_err(),
            "{bad}"
        );
    }
}
