//! What is different between two files.

use hustings_roll::{Channel, Column, changes};

use crate::{id, roll};

#[test]
fn changes_are_told_apart_and_counted() {
    let old = roll(&[
        "1,Ann,members,,,",
        "2,Bob,members,,,",
        "3,Cy,members,,,",
        "4,Dee,members,,,",
    ]);
    let new = roll(&[
        "2,Bob,supporters,,,",
        "3,Cy,members,post,,",
        "4,Dee,members,,d@e.org,",
        "5,Eve,members,,,",
    ]);
    let changes = changes(&old, &new);
    assert_eq!(changes.added, [id("5")]);
    assert_eq!(changes.removed, [id("1")]);
    let columns: Vec<_> = changes
        .changed
        .iter()
        .map(|one| (one.elector.as_str(), one.columns.as_slice()))
        .collect();
    assert_eq!(
        columns,
        [
            ("2", &[Column::Section][..]),
            ("3", &[Column::Channel]),
            ("4", &[Column::Email])
        ]
    );
    assert_eq!(changes.moved().count(), 1);
    assert_eq!(
        changes.switched().next().unwrap().switched,
        Some((Channel::Online, Channel::Post))
    );
}

#[test]
fn nothing_changes_between_a_file_and_itself() {
    let one = roll(&["1,Ann,members,,,", "2,Bob,members,,,"]);
    assert!(changes(&one, &one).is_empty());
}
