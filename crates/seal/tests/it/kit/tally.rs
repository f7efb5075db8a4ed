//! The encrypted tally: what the ballots that count come to, in one order.

use hustings_seal::verify::Place;

use super::base::{Base, MOTION, RANKED, SIZED, TALLY, ballot};
use super::edits::{items, list, not_canonical, off_the_curve, other_element, outside};
use super::json::{get, set, set_quoted, swap};
use super::{Corruption, assert_found};

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = ciphertexts();
    kit.extend(sizes());
    kit
}

fn tally(
    name: impl Into<String>,
    question: usize,
    edit: impl Fn(&Base, &str) -> String + Send + Sync + 'static,
    reason: &'static str,
) -> Corruption {
    Corruption::text(name, TALLY, edit, Place::Tally(question), reason)
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn ciphertexts() -> Vec<Corruption> {
    let mut kit = vec![
        tally(
            "two rankings of the tally in each other's place",
            RANKED,
            |_, text| swap(text, "1.0", "1.1"),
            "Tally",
        ),
        tally(
            "rankings in the order in which they came",
            RANKED,
            |base, text| {
                let mut pieces = base.pieces.clone();
                let mut came: Vec<String> = (1..=5)
                    .map(|number| get(pieces.text(ballot(number)), "answers.1.choices").to_owned())
                    .collect();
                if set(text, "1", &list(&came)) == text {
                    came.swap(0, 1);
                }
                set(text, "1", &list(&came))
            },
            "Tally",
        ),
        tally(
            "rankings from the last to the first",
            RANKED,
            |_, text| {
                let mut all = items(text, "1");
                all.reverse();
                set(text, "1", &list(&all))
            },
            "Tally",
        ),
        tally(
            "a ciphertext of the tally twice instead of another",
            RANKED,
            |_, text| {
                let first = get(text, "1.0").to_owned();
                set(text, "1.1", &first)
            },
            "Tally",
        ),
        tally(
            "alpha and beta in each other's place",
            RANKED,
            |_, text| swap(text, "1.3.alpha", "1.3.beta"),
            "Tally",
        ),
        tally(
            "two sums in each other's place",
            MOTION,
            |_, text| swap(text, "0.1", "0.2"),
            "Tally",
        ),
        tally(
            "a ballot's choice as the sum",
            MOTION,
            |base, text| {
                let mut pieces = base.pieces.clone();
                let choice = get(pieces.text(ballot(1)), "answers.0.choices.0").to_owned();
                set(text, "0.0", &choice)
            },
            "Tally",
        ),
        tally(
            "a sum that is missing",
            MOTION,
            |_, text| {
                let fewer = list(&items(text, "0")[1..]);
                set(text, "0", &fewer)
            },
            "Malformed",
        ),
        tally(
            "a ranking that is missing from the tally",
            MOTION,
            |_, text| {
                let fewer = list(&items(text, "1")[1..]);
                set(text, "1", &fewer)
            },
            "Malformed",
        ),
        tally(
            "the questions in each other's place",
            MOTION,
            |_, text| swap(text, "0", "1"),
            "Malformed",
        ),
    ];
    for (path, question) in [
        ("0.0.alpha", MOTION),
        ("0.2.beta", MOTION),
        ("1.0.alpha", RANKED),
        ("1.4.beta", RANKED),
    ] {
        let element = |what: &str, detail, edit: fn(&str, &str) -> String| {
            tally(
                format!("{path} of the tally {what}"),
                question,
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
                set_quoted(text, path, &not_canonical()[0])
            }),
            tally(
                format!("another {path} of the tally"),
                question,
                move |_, text| other_element(text, path),
                "Tally",
            ),
        ]);
    }
    kit
}

fn sizes() -> Vec<Corruption> {
    let sized = |name, edit: fn(&str) -> String| {
        Corruption::text(
            name,
            SIZED,
            move |_, text| edit(text),
            Place::Tally(1),
            "TallySize",
        )
    };
    vec![
        sized("more ballots than there are", |text| {
            set(text, "num_tallied", "6")
        }),
        sized("more weight than there is", |text| {
            set(text, "total_weight", "6")
        }),
        sized("no ballots although there are", |text| {
            set(text, "num_tallied", "0")
        }),
        sized("fewer ballots of less weight", |text| {
            set(&set(text, "num_tallied", "4"), "total_weight", "4")
        }),
        sized("more ballots than can be counted", |text| {
            set(text, "num_tallied", "18446744073709551615")
        }),
        Corruption::text(
            "a number of ballots with a fraction",
            SIZED,
            |_, text| set(text, "num_tallied", "5.0"),
            Place::Record(super::base::record(SIZED)),
            "Malformed",
        ),
        Corruption::text(
            "a number of ballots in quotes",
            SIZED,
            |_, text| set(text, "num_tallied", "\"5\""),
            Place::Record(super::base::record(SIZED)),
            "Malformed",
        ),
    ]
}

#[test]
fn faults_of_the_tally_are_found() {
    assert_found(&corruptions());
}
