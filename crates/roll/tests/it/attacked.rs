//! What must hold whatever bytes come as a roll: a property here, and a target of the fuzzer.

use hustings_roll::wire::PrivateRow;
use hustings_roll::{Eligibility, Finding, Frozen, Roll, UnknownColumns, changes, check, read};
use hustings_rulebook::Rulebook;

/// Reading returns; what is read is in one heap a row; what is frozen is found in what is published, and made again from
/// its private rows.
pub fn holds(bytes: &[u8]) {
    let rulebook = Rulebook::parse(include_str!("society.toml")).expect("the rulebook reads");
    let strict = read(bytes, &rulebook, UnknownColumns::Refuse);
    let Ok(import) = read(bytes, &rulebook, UnknownColumns::Ignore) else {
        assert!(strict.is_err());
        return;
    };
    let totals = import.roll.totals();
    assert!(totals.all.reconciles());
    assert!(changes(&import.roll, &import.roll).is_empty());
    for rejected in import.roll.rejected() {
        assert!(!rejected.faults.is_empty());
        for fault in &rejected.faults {
            let said = fault.to_string();
            assert!(
                said.starts_with("row ") && !said.chars().any(char::is_control),
                "{said:?}"
            );
        }
    }
    frozen(import.roll, &rulebook);
}

fn frozen(mut roll: Roll, rulebook: &Rulebook) {
    let open: Vec<_> = roll.open_matches().iter().map(|one| one.number).collect();
    for number in open {
        let ruling = "a-ruling".parse().expect("an id");
        roll.rule_match(number, Finding::Different, ruling)
            .expect("rows of a match are persons of their own");
    }
    let mut number = 0_u128;
    let salts = || {
        number += 1;
        number.to_be_bytes()
    };
    let Ok(frozen) = roll.freeze(rulebook, salts) else {
        assert_eq!(roll.eligible().count(), 0);
        return;
    };
    let rows: Vec<PrivateRow> = frozen.rows().collect();
    for row in &rows {
        let elector = &row.row.elector;
        assert!(matches!(
            roll.eligibility(&elector.id),
            Eligibility::Eligible { .. }
        ));
        let (opening, place) = frozen.opening(&elector.id).expect("she is on the roll");
        let list = frozen
            .section(elector.section.as_ref())
            .expect("her section")
            .published();
        assert_eq!(
            check(
                opening.line().as_bytes(),
                elector.section.as_ref(),
                &list.bytes
            ),
            Ok(place)
        );
    }
    let read = rows
        .iter()
        .map(|row| PrivateRow::read(&row.write()).expect("a written row reads"));
    let again = Frozen::of(
        read.map(|row| (row.row, row.salt.expect("a salt"))),
        rulebook,
    );
    assert_eq!(again, Ok(frozen));
}
