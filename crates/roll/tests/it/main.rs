//! The roll: what is read and what is refused, what is found, what rulings do, what is frozen and published.

mod answers;
mod attacked;
mod changed;
mod frozen;
mod marked;
mod matched;
mod page;
mod properties;
mod rejected;
mod ruled;
mod sections;

use hustings_roll::{ElectorId, Import, Roll, UnknownColumns, read};
use hustings_rulebook::{Rulebook, RulingId};

const SOCIETY: &str = include_str!("society.toml");

fn society() -> Rulebook {
    Rulebook::parse(SOCIETY).unwrap()
}

/// The society's rulebook with one passage replaced, which must be there.
fn society_with(passage: &str, replacement: &str) -> Rulebook {
    assert_eq!(
        SOCIETY.matches(passage).count(),
        1,
        "{passage:?} is there once"
    );
    Rulebook::parse(&SOCIETY.replace(passage, replacement)).unwrap()
}

/// A society that tells nobody apart.
fn undivided() -> Rulebook {
    let (head, rest) = SOCIETY.split_once("[roll]").unwrap();
    let (_, tail) = rest.split_once("[paper]").unwrap();
    Rulebook::parse(&format!("{head}[roll]\n\n[paper]{tail}")).unwrap()
}

fn import(file: &str) -> Import {
    import_by(file, &society())
}

fn import_by(file: &str, rulebook: &Rulebook) -> Import {
    read(file.as_bytes(), rulebook, UnknownColumns::Refuse)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The roll of these rows of elector, name, section, channel, email and address.
fn roll(rows: &[&str]) -> Roll {
    import(&format!(
        "elector,name,section,channel,email,address\n{}\n",
        rows.join("\n")
    ))
    .roll
}

fn id(text: &str) -> ElectorId {
    text.parse().unwrap()
}

fn ruling(number: u32) -> RulingId {
    format!("ruling-{number}").parse().unwrap()
}

/// Salts that are keyed by nothing but their order.
fn salts() -> impl FnMut() -> [u8; 16] {
    let mut number = 0_u128;
    move || {
        number += 1;
        number.to_be_bytes()
    }
}
