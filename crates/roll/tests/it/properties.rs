//! What holds of every roll.

use std::collections::BTreeMap;

use hustings_roll::{Finding, MatchNumber, Roll, Tally, changes};
use proptest::prelude::*;

use crate::{attacked, import, ruling, society};

/// Rows of few numbers, names and addresses, so that they meet.
fn row() -> impl Strategy<Value = String> {
    let number = prop::sample::select(vec![
        "1", "2", "3", "03", "a4", "A4", "5", "6", "7", "8", "9", "",
    ]);
    let name = prop::sample::select(vec![
        "Ann Lee",
        "ANN LEE",
        "Ann Leigh",
        "Bob Kay",
        "Bob Kaye",
        "Siân Ó",
        "\u{1}",
    ]);
    let section = prop::sample::select(vec!["members", "supporters", "friends", "nobody", ""]);
    let channel = prop::sample::select(vec!["", "online", "post", "fax"]);
    let email = prop::sample::select(vec!["", "a@b.org", "A@B.org", "c@d.org", "e"]);
    let address = prop::sample::select(vec!["", "1 High St", "\"1, High\nSt.\"", "2 Mill Lane"]);
    let joined = prop::sample::select(vec!["", "2020-01-01", "2026-03-01", "2026-03-02", "soon"]);
    (number, name, section, channel, email, address, joined).prop_map(|cells| {
        format!(
            "{},{},{},{},{},{},{}",
            cells.0, cells.1, cells.2, cells.3, cells.4, cells.5, cells.6
        )
    })
}

fn rows() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(row(), 0..40)
}

fn file(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    format!("elector,name,section,channel,email,address,joined\n{rows}")
}

/// The sum of the groups.
fn sum(roll: &Roll) -> Tally {
    let mut sum = Tally::default();
    for tally in roll.totals().groups.values() {
        assert!(tally.reconciles());
        sum += *tally;
    }
    sum
}

/// Matches without the numbers of rows, and who is eligible how.
fn told(roll: &Roll) -> impl PartialEq + std::fmt::Debug + use<> {
    let matches: Vec<_> = roll.matches().to_vec();
    let eligible: BTreeMap<_, _> = roll
        .electors()
        .map(|elector| {
            (
                elector.clone().id,
                (elector.clone(), roll.eligibility(&elector.id)),
            )
        })
        .collect();
    (matches, eligible, roll.totals().all)
}

/// Finds all that is open different.
fn settled(mut roll: Roll) -> Roll {
    let open: Vec<MatchNumber> = roll.open_matches().iter().map(|one| one.number).collect();
    for number in open {
        roll.rule_match(number, Finding::Different, ruling(1))
            .unwrap();
    }
    roll
}

/// Salts that are an elector's own, whenever she comes.
fn root(roll: &Roll) -> Option<Vec<String>> {
    let roll = settled(roll.clone());
    let numbers: Vec<Vec<u8>> = roll
        .eligible()
        .map(|row| row.elector.id.as_str().as_bytes().to_vec())
        .collect();
    let mut numbers = numbers.into_iter();
    let salts = || {
        let mut salt = [0; 16];
        for (byte, from) in salt.iter_mut().zip(numbers.next().unwrap_or_default()) {
            *byte = from;
        }
        salt
    };
    let frozen = roll.freeze(&society(), salts).ok()?;
    Some(
        frozen
            .sections()
            .iter()
            .map(|section| section.root.to_string())
            .collect(),
    )
}

proptest! {
    #[test]
    fn totals_reconcile_with_the_rows_of_the_file(rows in rows()) {
        let roll = import(&file(&rows)).roll;
        let totals = roll.totals();
        prop_assert!(totals.all.reconciles());
        prop_assert_eq!(totals.all.rows, rows.len() as u64);
        prop_assert_eq!(sum(&roll), totals.all);
        prop_assert_eq!(totals.all.accepted, roll.eligible().count() as u64);
    }

    #[test]
    fn totals_reconcile_after_any_ruling(rows in rows(), choices in prop::collection::vec((0_u8..4, any::<prop::sample::Index>()), 0..20)) {
        let mut roll = import(&file(&rows)).roll;
        for (choice, index) in choices {
            let electors: Vec<_> = roll.electors().map(|elector| elector.id.clone()).collect();
            if electors.is_empty() {
                break;
            }
            let elector = index.get(&electors);
            let of = roll.matches().iter().find(|one| one.electors.contains(elector)).map(|one| one.number);
            // Refused or not.
            let _ = match (choice, of) {
                (0, _) => roll.exclude(elector, ruling(1)),
                (1, _) => roll.readmit(elector, ruling(2)),
                (2, Some(number)) => roll.rule_match(number, Finding::Same { keep: elector.clone() }, ruling(3)),
                (_, Some(number)) => roll.rule_match(number, Finding::Different, ruling(4)),
                _ => Ok(()),
            };
            prop_assert_eq!(roll.totals().all.rows, rows.len() as u64);
            prop_assert!(roll.totals().all.reconciles());
            prop_assert_eq!(sum(&roll), roll.totals().all);
        }
    }

    #[test]
    fn the_same_file_twice_changes_nothing(rows in rows()) {
        let (one, other) = (import(&file(&rows)), import(&file(&rows)));
        prop_assert_eq!(&one, &other);
        prop_assert!(changes(&one.roll, &other.roll).is_empty());
    }

    #[test]
    fn the_order_of_rows_changes_neither_matches_nor_the_frozen_root(rows in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
        let (one, other) = (import(&file(&rows.0)).roll, import(&file(&rows.1)).roll);
        prop_assert_eq!(told(&one), told(&other));
        prop_assert_eq!(root(&one), root(&other));
    }

    #[test]
    fn a_roll_is_made_again_from_its_rows(rows in rows()) {
        let roll = import(&file(&rows)).roll;
        let all = roll.rows().chain(roll.others().map(|other| &other.row)).cloned().collect();
        let again = Roll::of(all, &society());
        prop_assert_eq!(again.matches(), roll.matches());
        prop_assert_eq!(again.rows().collect::<Vec<_>>(), roll.rows().collect::<Vec<_>>());
    }

    #[test]
    fn a_match_binds_both_its_rows(rows in rows()) {
        let roll = import(&file(&rows)).roll;
        for one in roll.matches() {
            prop_assert!(one.electors.len() > 1 && !one.grounds.is_empty());
            prop_assert!(one.electors.is_sorted());
            for elector in &one.electors {
                prop_assert!(roll.row(elector).is_some());
            }
        }
    }

    #[test]
    fn whatever_bytes_come_reading_returns(bytes in prop::collection::vec(any::<u8>(), 0..200), rows in rows()) {
        attacked::holds(&bytes);
        attacked::holds(&[b"elector,name,section\n".as_slice(), &bytes].concat());
        attacked::holds(file(&rows).as_bytes());
    }
}
