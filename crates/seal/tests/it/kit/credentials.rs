//! The list of credentials.

use hustings_seal::verify::Place;

use super::base::{BASE, Base, CREDENTIALS};
use super::edits::{items, list, neutral, not_canonical, off_the_curve, outside};
use super::json::{get, set, set_quoted, unquoted};
use super::schnorr::hex;
use super::{Corruption, assert_found, assert_passes};
use curve25519_dalek::EdwardsPoint;
use hustings_seal::verify::Policy;

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = entries();
    kit.extend(lists());
    kit
}

fn entry(name: &'static str, edit: fn(&str) -> String, reason: &'static str) -> Corruption {
    Corruption::text(
        name,
        CREDENTIALS,
        move |_, text| set_quoted(text, "2", &edit(unquoted(text, "2"))),
        Place::Credential(3),
        reason,
    )
}

fn entries() -> Vec<Corruption> {
    vec![
        entry("a weight of 2", |entry| format!("{entry},2"), "Weight"),
        entry("a weight of 0", |entry| format!("{entry},0"), "Weight"),
        entry(
            "a weight of 1 with a zero before it",
            |entry| format!("{entry},01"),
            "Weight",
        ),
        entry(
            "a weight of 1 with a space before it",
            |entry| format!("{entry}, 1"),
            "Weight",
        ),
        entry(
            "a weight below 0",
            |entry| format!("{entry},-1,ada"),
            "Weight",
        ),
        entry(
            "a name instead of a weight",
            |entry| format!("{entry},ada"),
            "Weight",
        ),
        entry("a credential in upper case", str::to_uppercase, "Malformed"),
        entry(
            "a credential that is too short",
            |entry| entry[1..].to_owned(),
            "Malformed",
        ),
        entry(
            "a credential that is too long",
            |entry| format!("{entry}0"),
            "Malformed",
        ),
        entry(
            "a space behind a credential",
            |entry| format!("{entry} "),
            "Malformed",
        ),
        entry("an empty credential", |_| String::new(), "Malformed"),
        entry(
            "a name without a credential",
            |_| ",1,ada".to_owned(),
            "Malformed",
        ),
        entry(
            "a neutral credential on the list",
            |_| neutral(),
            "NeutralCredential",
        ),
        entry(
            "a listed credential off the curve",
            |_| off_the_curve(),
            "Element",
        )
        .because("NotOnCurve"),
        entry(
            "a listed credential that is too large",
            |_| not_canonical()[0].clone(),
            "Element",
        )
        .because("NotCanonical"),
        entry(
            "a listed credential with a sign",
            |_| not_canonical()[1].clone(),
            "Element",
        )
        .because("NotCanonical"),
        Corruption::text(
            "a listed credential outside the subgroup",
            CREDENTIALS,
            |_, text| outside(text, "2"),
            Place::Credential(3),
            "Element",
        )
        .because("OutsideSubgroup"),
        Corruption::text(
            "a listed point of small order",
            CREDENTIALS,
            |_, text| set_quoted(text, "2", &hex(&super::edits::torsion())),
            Place::Credential(3),
            "Element",
        )
        .because("OutsideSubgroup"),
        duplicate("a credential twice", str::to_owned),
        duplicate("a credential once more with a weight", |entry| {
            format!("{entry},1")
        }),
        duplicate("a credential once more with a name", |entry| {
            format!("{entry},,bob")
        }),
    ]
}

fn duplicate(name: &'static str, edit: fn(&str) -> String) -> Corruption {
    Corruption::text(
        name,
        CREDENTIALS,
        move |_, text| set_quoted(text, "4", &edit(unquoted(text, "1"))),
        Place::Credential(5),
        "DuplicateCredential",
    )
}

fn lists() -> Vec<Corruption> {
    let whole = |name: &'static str, edit: fn(&str) -> String| {
        let edit = move |_: &Base, text: &str| edit(text);
        Corruption::text(name, CREDENTIALS, edit, Place::Credential(0), "Malformed")
    };
    let mut kit = vec![
        whole("a list of credentials with a space", |text| {
            text.replacen(',', ", ", 1)
        }),
        whole("a list of credentials with a line's end", |text| {
            format!("{text}\n")
        }),
        whole("a list of credentials that is an object", |_| {
            "{}".to_owned()
        }),
        whole("a list of credentials that is nothing", |_| String::new()),
        whole("a credential that is a number", |text| set(text, "1", "7")),
        whole("a credential that is null", |text| set(text, "1", "null")),
        whole("a credential in a list", |text| {
            let entry = get(text, "1").to_owned();
            set(text, "1", &format!("[{entry}]"))
        }),
        whole("a comma behind the credentials", |text| {
            format!("{},]", &text[..text.len() - 1])
        }),
        whole("an escaped digit", |text| {
            text.replacen("[\"", "[\"\\u0030", 1)
        }),
        whole("an escaped letter of a name", |text| {
            set_quoted(text, "0", &format!("{},1,\\u00e9", unquoted(text, "0")))
        }),
        whole("a deletion in a name that is not escaped", |text| {
            set_quoted(text, "0", &format!("{},1,\u{7f}", unquoted(text, "0")))
        }),
        whole("a slash in a name that is escaped", |text| {
            set_quoted(text, "0", &format!("{},1,\\/", unquoted(text, "0")))
        }),
        Corruption::text(
            "no credentials on the list",
            CREDENTIALS,
            |_, _| "[]".to_owned(),
            Place::Ballot(1),
            "UnknownCredential",
        ),
    ];
    for voter in 1..=5 {
        kit.push(Corruption::text(
            format!("the credential of ballot {voter} off the list"),
            CREDENTIALS,
            move |base, text| {
                let credential = hex(&EdwardsPoint::mul_base(&base.credential(voter)));
                let others: Vec<&str> = items(text, "")
                    .into_iter()
                    .filter(|entry| !entry.contains(&credential))
                    .collect();
                list(&others)
            },
            Place::Ballot(voter),
            "UnknownCredential",
        ));
    }
    kit
}

#[test]
fn faults_of_the_list_of_credentials_are_found() {
    assert_found(&corruptions());
}

#[test]
fn an_entry_of_the_list_may_bear_a_weight_of_1_and_a_name_and_stand_anywhere() {
    let passes = |name: &str, edit: &dyn Fn(&str) -> String| {
        let mut pieces = BASE.pieces.clone();
        pieces.edit(CREDENTIALS, edit);
        assert_passes(name, &pieces.seal(), &Policy::default());
    };
    for behind in [
        ",1",
        ",",
        ",,",
        ",1,",
        ",,ada",
        ",1,ada,bob",
        ",1,é\\u007f\\n\\\"\\u0001",
    ] {
        passes(behind, &|text| {
            set_quoted(text, "3", &format!("{}{behind}", unquoted(text, "3")))
        });
    }
    passes("in another order", &|text| {
        let mut entries = items(text, "");
        entries.reverse();
        list(&entries)
    });
}
