//! How long a roll takes, from bytes to a frozen roll: `cargo bench --package hustings-roll`.
//!
//! Inputs are made here, the same each time; figures are only good against others of the same run.

use divan::counter::{BytesCount, ItemsCount};
use hustings_roll::{Finding, Roll, UnknownColumns, read};
use hustings_rulebook::Rulebook;

fn main() {
    divan::main();
}

fn rulebook() -> Rulebook {
    Rulebook::parse(include_str!("../tests/it/society.toml")).expect("the rulebook reads")
}

/// A file of so many electors, so many of whom live at each address; one in a hundred has another's email.
fn file(electors: usize, household: usize) -> Vec<u8> {
    const FIRST: [&str; 8] = [
        "Ann",
        "Siân",
        "Catherine",
        "Bob",
        "Muhammad",
        "José",
        "Zoë",
        "Olu",
    ];
    const LAST: [&str; 9] = [
        "Lee",
        "O'Neil",
        "Williams-Jones",
        "Khan",
        "Müller",
        "Kay",
        "Fox",
        "Adeyemi",
        "Dunn",
    ];
    let mut file = String::from("elector,name,section,channel,email,address,joined,registered\n");
    for number in 0..electors {
        let (first, last) = (FIRST[number % 8], LAST[(number / 8) % 9]);
        let (middle, house) = (number % 977, number / household);
        let email = if number % 100 == 99 {
            number - 1
        } else {
            number
        };
        let section = if number % 5 == 0 {
            "supporters"
        } else {
            "members"
        };
        file.push_str(&format!(
            "L{number:07},{first} X{middle} {last},{section},,person{email}@example.org,\"{house} High Street, Bath, BA1 1AA\",2019-05-01,2026-02-10\n"
        ));
    }
    file.into_bytes()
}

#[divan::bench(args = [2, 50, 1000], sample_count = 10)]
fn import_100_000_electors(bencher: divan::Bencher<'_, '_>, household: usize) {
    let (file, rulebook) = (file(100_000, household), rulebook());
    bencher
        .counter(ItemsCount::new(100_000_usize))
        .counter(BytesCount::of_slice(&file))
        .bench(|| {
            read(divan::black_box(&file), &rulebook, UnknownColumns::Refuse)
                .expect("the roll reads")
        });
}

/// A roll in which every match is ruled on.
fn settled(rulebook: &Rulebook) -> Roll {
    let import = read(&file(100_000, 2), rulebook, UnknownColumns::Refuse).expect("the roll reads");
    let mut roll = import.roll;
    let open: Vec<_> = roll.open_matches().iter().map(|one| one.number).collect();
    for number in open {
        let ruling = "a-ruling".parse().expect("an id");
        roll.rule_match(number, Finding::Different, ruling)
            .expect("all are different");
    }
    roll
}

#[divan::bench(sample_count = 10)]
fn total_100_000_electors(bencher: divan::Bencher<'_, '_>) {
    let roll = settled(&rulebook());
    bencher.bench(|| divan::black_box(&roll).totals());
}

#[divan::bench(sample_count = 10)]
fn freeze_100_000_electors(bencher: divan::Bencher<'_, '_>) {
    let rulebook = rulebook();
    let roll = settled(&rulebook);
    bencher.bench(|| {
        let mut number = 0_u128;
        let salts = || {
            number += 1;
            number.to_be_bytes()
        };
        divan::black_box(&roll)
            .freeze(&rulebook, salts)
            .expect("nothing is open")
    });
}
