//! Shuffles: what came out must be what went in, in another order.

use std::sync::LazyLock;

use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::verify::{Place, Policy, verified};

use super::base::{BASE, Base, END_SHUFFLES, RANKED, TALLY_EVENT, record, shuffle};
use super::edits::{
    items, list, not_canonical, off_the_curve, other_element, other_scalar, outside,
};
use super::json::{get, set, set_quoted, swap};
use super::{Corruption, assert_found};

/// The elements of a proof, in its lists.
const ELEMENTS: [(&str, &str); 12] = [
    ("t1", "proofs.0.0.0"),
    ("t2", "proofs.0.0.1"),
    ("t3", "proofs.0.0.2"),
    ("t41", "proofs.0.0.3.0"),
    ("t42", "proofs.0.0.3.1"),
    ("t_hat of the first", "proofs.0.0.4.0"),
    ("t_hat of the last", "proofs.0.0.4.4"),
    ("c of the first", "proofs.0.2.0"),
    ("c of the last", "proofs.0.2.4"),
    ("c_hat of the first", "proofs.0.3.0"),
    ("c_hat of the third", "proofs.0.3.2"),
    ("c_hat of the last", "proofs.0.3.4"),
];

/// The numbers of a proof.
const NUMBERS: [(&str, &str); 8] = [
    ("s1", "proofs.0.1.0"),
    ("s2", "proofs.0.1.1"),
    ("s3", "proofs.0.1.2"),
    ("s4", "proofs.0.1.3"),
    ("s_hat of the first", "proofs.0.1.4.0"),
    ("s_hat of the last", "proofs.0.1.4.4"),
    ("s_prime of the first", "proofs.0.1.5.0"),
    ("s_prime of the last", "proofs.0.1.5.4"),
];

/// What came out.
const CIPHERTEXTS: [(&str, &str); 2] = [
    ("an alpha that came out", "ciphertexts.0.0.alpha"),
    ("a beta that came out", "ciphertexts.0.4.beta"),
];

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = proofs();
    kit.extend(elements());
    kit.extend(ciphertexts());
    kit.extend(owners());
    kit.extend(too_few());
    kit
}

fn shuffled(
    name: impl Into<String>,
    number: usize,
    edit: impl Fn(&Base, &str) -> String + Send + Sync + 'static,
    reason: &'static str,
) -> Corruption {
    let place = Place::Shuffle(number, RANKED);
    Corruption::text(name, shuffle(number), edit, place, reason)
}

fn proofs() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for number in [1, 2] {
        kit.extend(ELEMENTS.into_iter().chain(CIPHERTEXTS).map(|(name, path)| {
            shuffled(
                format!("another {name} in shuffle {number}"),
                number,
                move |_, text| other_element(text, path),
                "ShuffleProof",
            )
        }));
        kit.extend(NUMBERS.map(|(name, path)| {
            shuffled(
                format!("another {name} in shuffle {number}"),
                number,
                move |_, text| other_scalar(text, path),
                "ShuffleProof",
            )
        }));
    }
    for (name, one, other) in [
        ("t1 and t2", "proofs.0.0.0", "proofs.0.0.1"),
        ("t41 and t42", "proofs.0.0.3.0", "proofs.0.0.3.1"),
        ("two t_hat", "proofs.0.0.4.0", "proofs.0.0.4.1"),
        ("two c", "proofs.0.2.0", "proofs.0.2.1"),
        ("two c_hat", "proofs.0.3.3", "proofs.0.3.4"),
        ("c and c_hat", "proofs.0.2", "proofs.0.3"),
        ("s1 and s2", "proofs.0.1.0", "proofs.0.1.1"),
        ("s_hat and s_prime", "proofs.0.1.4", "proofs.0.1.5"),
        ("two s_prime", "proofs.0.1.5.0", "proofs.0.1.5.1"),
    ] {
        kit.push(shuffled(
            format!("{name} in each other's place"),
            1,
            move |_, text| swap(text, one, other),
            "ShuffleProof",
        ));
    }
    kit.push(shuffled(
        "the proof of the shuffle before",
        2,
        |base, text| {
            set(
                text,
                "proofs",
                get(base.pieces.clone().text(shuffle(1)), "proofs"),
            )
        },
        "ShuffleProof",
    ));
    kit.push(shuffled(
        "a proof of zeros",
        1,
        |_, text| {
            let edited = NUMBERS.iter().fold(text.to_owned(), |text, (_, path)| {
                set_quoted(&text, path, "0")
            });
            ELEMENTS.iter().fold(edited, |text, (_, path)| {
                set_quoted(&text, path, &super::edits::neutral())
            })
        },
        "ShuffleProof",
    ));
    kit
}

fn elements() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for (name, path) in ELEMENTS.into_iter().chain(CIPHERTEXTS) {
        let element = |what: &str, detail, edit: fn(&str, &str) -> String| {
            shuffled(
                format!("{name} {what}"),
                2,
                move |_, text| edit(text, path),
                "Element",
            )
            .because(detail)
        };
        kit.extend([
            element("outside the subgroup", "OutsideSubgroup", outside),
            element("off the curve", "NotOnCurve", |text, path| {
                set_quoted(text, path, &off_the_curve())
            }),
            element("not canonical", "NotCanonical", |text, path| {
                set_quoted(text, path, &not_canonical()[1])
            }),
        ]);
    }
    kit
}

/// A second shuffle of the tally, which would have been a good first one.
static OF_THE_TALLY: LazyLock<String> = LazyLock::new(|| {
    let mut pieces = BASE.pieces.clone();
    pieces.pieces.truncate(TALLY_EVENT + 1);
    let policy = Policy {
        unfinished: true,
        ..Policy::default()
    };
    let verified = verified(pieces.seal().as_slice(), &policy, &mut system()).unwrap();
    let mut text = Vec::new();
    let shuffle = verified.shuffle(&mut system(), &silent).unwrap();
    shuffle.write(&mut text).unwrap();
    String::from_utf8(text).unwrap()
});

fn ciphertexts() -> Vec<Corruption> {
    vec![
        shuffled(
            "two ciphertexts that came out in each other's place",
            1,
            |_, text| swap(text, "ciphertexts.0.0", "ciphertexts.0.1"),
            "ShuffleProof",
        ),
        shuffled(
            "a ciphertext that came out twice",
            1,
            |_, text| {
                let first = get(text, "ciphertexts.0.0").to_owned();
                set(text, "ciphertexts.0.1", &first)
            },
            "ShuffleProof",
        ),
        shuffled(
            "what came out of the other shuffle",
            2,
            |base, text| {
                let mut pieces = base.pieces.clone();
                set(
                    text,
                    "ciphertexts",
                    get(pieces.text(shuffle(1)), "ciphertexts"),
                )
            },
            "ShuffleProof",
        ),
        shuffled(
            "the shuffle before once more",
            2,
            |base, _| base.pieces.clone().text(shuffle(1)).clone(),
            "ShuffleProof",
        ),
        shuffled(
            "a shuffle of the tally instead of what was shuffled",
            2,
            |_, _| OF_THE_TALLY.clone(),
            "ShuffleProof",
        ),
        Corruption::pieces(
            "shuffles in each other's place",
            |_, pieces| pieces.pieces.swap(shuffle(1), shuffle(2)),
            Place::Record(record(shuffle(1) + 1)),
            "Payload",
        ),
        shuffle_form("a ciphertext less that came out", |text| {
            let fewer = list(&items(text, "ciphertexts.0")[1..]);
            set(text, "ciphertexts.0", &fewer)
        }),
        shuffle_form("a question shuffled twice", |text| {
            super::edits::twice(text, "ciphertexts.0")
        }),
        shuffle_form("no question shuffled", |text| {
            set(&set(text, "ciphertexts", "[]"), "proofs", "[]")
        }),
        shuffle_form("a proof of no ciphertexts", |text| {
            set(text, "proofs.0.2", "[]")
        }),
    ]
}

fn shuffle_form(name: &'static str, edit: fn(&str) -> String) -> Corruption {
    let edit = move |_: &Base, text: &str| edit(text);
    Corruption::text(name, shuffle(1), edit, Place::Shuffle(1, 1), "Malformed")
}

fn owners() -> Vec<Corruption> {
    let owner = |number: usize, owner: &'static str, reason| {
        Corruption::text(
            format!("shuffle {number} of trustee {owner}"),
            shuffle(number) + 1,
            move |_, text| set(text, "owner", owner),
            Place::Shuffle(number, 1),
            reason,
        )
    };
    let malformed = |value: &'static str| {
        Corruption::text(
            format!("a shuffle of trustee {value}"),
            shuffle(1) + 1,
            move |_, text| set(text, "owner", value),
            Place::Record(record(shuffle(1) + 1)),
            "Malformed",
        )
    };
    vec![
        owner(1, "0", "NoSuchTrustee"),
        owner(1, "5", "NoSuchTrustee"),
        owner(2, "99", "NoSuchTrustee"),
        owner(2, "18446744073709551615", "NoSuchTrustee"),
        owner(2, "1", "TrusteeTwice"),
        malformed("-1"),
        malformed("\"1\""),
        malformed("1.0"),
        malformed("1e0"),
        malformed("01"),
        malformed("18446744073709551616"),
        malformed("true"),
    ]
}

fn too_few() -> Vec<Corruption> {
    let without = |name, shuffles: std::ops::Range<usize>| {
        let left = END_SHUFFLES - 3 * shuffles.len();
        Corruption::pieces(
            name,
            move |_, pieces| pieces.replace(shuffle(shuffles.start), 3 * shuffles.len(), []),
            Place::Record(record(left)),
            "TooFewShuffles",
        )
    };
    vec![
        without("no shuffle at all", 1..3),
        without("one shuffle only", 2..3),
        Corruption::bytes(
            "two shuffles where three are asked for",
            |base| base.archive.clone(),
            Place::Record(record(END_SHUFFLES)),
            "TooFewShuffles",
        )
        .under(Policy {
            shuffles: 3,
            ..Policy::default()
        }),
        Corruption::pieces(
            "one shuffle only, the second",
            |_, pieces| pieces.replace(shuffle(1), 3, []),
            Place::Shuffle(1, RANKED),
            "ShuffleProof",
        ),
    ]
}

#[test]
fn faults_of_shuffles_are_found() {
    assert_found(&corruptions());
}
