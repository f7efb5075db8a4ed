//! Partial decryptions: each factor is proved, and enough must be there.

use curve25519_dalek::EdwardsPoint;
use hustings_seal::verify::Place;

use super::base::{Base, MOTION, RANKED, RESULT, TALLY, decryption, record, shuffle};
use super::edits::{
    items, list, not_canonical, off_the_curve, other_element, other_scalar, torsion,
};
use super::json::{get, set, set_quoted, swap, unquoted};
use super::schnorr::point;
use super::sealer::decrypt;
use super::{Corruption, assert_found};

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = proofs();
    kit.extend(elements());
    kit.extend(keys());
    kit.extend(owners());
    kit.extend(too_few());
    kit
}

fn decrypted(
    name: impl Into<String>,
    at: (usize, usize),
    edit: impl Fn(&Base, &str) -> String + Send + Sync + 'static,
    reason: &'static str,
) -> Corruption {
    let (number, question) = at;
    let place = Place::Decryption(number, question);
    Corruption::text(name, decryption(number), edit, place, reason)
}

/// The alphas that trustees decrypt, by question; of the ranked one, from the message that is this piece.
pub fn alphas(base: &Base, ranked: usize) -> Vec<Vec<EdwardsPoint>> {
    let mut pieces = base.pieces.clone();
    let sums = alphas_of(pieces.text(TALLY), "0");
    let path = if ranked == TALLY {
        "1"
    } else {
        "ciphertexts.0"
    };
    vec![sums, alphas_of(pieces.text(ranked), path)]
}

fn alphas_of(text: &str, path: &str) -> Vec<EdwardsPoint> {
    items(text, path)
        .iter()
        .map(|ciphertext| point(unquoted(ciphertext, "alpha")))
        .collect()
}

const PATHS: [(&str, usize, &str); 4] = [
    ("0.0", MOTION, "(1)"),
    ("0.2", MOTION, "(3)"),
    ("1.0", RANKED, "(1)"),
    ("1.4", RANKED, "(5)"),
];

fn proofs() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for (path, question, factor) in PATHS {
        for number in [1, 3] {
            let at = (number, question);
            for part in ["challenge", "response"] {
                let path = format!("decryption_proofs.{path}.{part}");
                kit.push(
                    decrypted(
                        format!("another {path} of decryption {number}"),
                        at,
                        move |_, text| other_scalar(text, &path),
                        "DecryptionProof",
                    )
                    .because(factor),
                );
            }
            kit.push(
                decrypted(
                    format!("another factor {path} of decryption {number}"),
                    at,
                    move |_, text| other_element(text, &format!("decryption_factors.{path}")),
                    "DecryptionProof",
                )
                .because(factor),
            );
        }
    }
    let swapped = |name, question, one: &'static str, other: &'static str| {
        decrypted(
            name,
            (2, question),
            move |_, text| swap(text, one, other),
            "DecryptionProof",
        )
        .because("(1)")
    };
    kit.extend([
        swapped(
            "two factors in each other's place",
            RANKED,
            "decryption_factors.1.0",
            "decryption_factors.1.1",
        ),
        swapped(
            "two proofs in each other's place",
            MOTION,
            "decryption_proofs.0.0",
            "decryption_proofs.0.1",
        ),
    ]);
    kit.push(decrypted(
        "the factors of another trustee",
        (2, MOTION),
        |base, text| {
            let mut pieces = base.pieces.clone();
            let factors = get(pieces.text(decryption(3)), "decryption_factors").to_owned();
            set(text, "decryption_factors", &factors)
        },
        "DecryptionProof",
    ));
    kit.push(decrypted(
        "the proofs of another trustee",
        (2, MOTION),
        |base, text| {
            let mut pieces = base.pieces.clone();
            let proofs = get(pieces.text(decryption(3)), "decryption_proofs").to_owned();
            set(text, "decryption_proofs", &proofs)
        },
        "DecryptionProof",
    ));
    kit
}

fn elements() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for (path, question) in [
        ("decryption_factors.0.1", MOTION),
        ("decryption_factors.1.3", RANKED),
    ] {
        let element = |what: &str, detail, value: fn() -> String| {
            decrypted(
                format!("{path} {what}"),
                (2, question),
                move |_, text| set_quoted(text, path, &value()),
                "Element",
            )
            .because(detail)
        };
        kit.extend([
            element("off the curve", "NotOnCurve", off_the_curve),
            element("that is too large", "NotCanonical", || {
                not_canonical()[0].clone()
            }),
            element("with the sign of nothing", "NotCanonical", || {
                not_canonical()[1].clone()
            }),
            decrypted(
                format!("{path} outside the subgroup"),
                (2, question),
                move |_, text| super::edits::outside(text, path),
                "Element",
            )
            .because("OutsideSubgroup"),
        ]);
    }
    kit.push(
        decrypted(
            "factors outside the subgroup, and proved",
            (3, MOTION),
            |base, _| {
                let alphas = alphas(base, shuffle(2));
                decrypt(base.fingerprint(), &base.key(4), &alphas, &torsion())
            },
            "Element",
        )
        .because("OutsideSubgroup"),
    );
    kit
}

/// Decryptions that are well proved, of something else.
fn keys() -> Vec<Corruption> {
    let made = |name, at, edit: fn(&Base) -> String| {
        decrypted(name, at, move |base, _| edit(base), "DecryptionProof").because("(1)")
    };
    vec![
        made(
            "a decryption with the key of another trustee",
            (2, MOTION),
            |base| {
                let alphas = alphas(base, shuffle(2));
                decrypt(
                    base.fingerprint(),
                    &base.key(3),
                    &alphas,
                    &EdwardsPoint::default(),
                )
            },
        ),
        made("a decryption with any key", (1, MOTION), |base| {
            let alphas = alphas(base, shuffle(2));
            decrypt(
                base.fingerprint(),
                &base.credential(1),
                &alphas,
                &EdwardsPoint::default(),
            )
        }),
        made("a decryption for another election", (3, MOTION), |base| {
            let alphas = alphas(base, shuffle(2));
            decrypt("x", &base.key(4), &alphas, &EdwardsPoint::default())
        }),
        made(
            "a decryption of the tally before it was shuffled",
            (3, RANKED),
            |base| {
                let alphas = alphas(base, TALLY);
                decrypt(
                    base.fingerprint(),
                    &base.key(4),
                    &alphas,
                    &EdwardsPoint::default(),
                )
            },
        ),
        made(
            "a decryption of what the first shuffle left",
            (1, RANKED),
            |base| {
                let alphas = alphas(base, shuffle(1));
                decrypt(
                    base.fingerprint(),
                    &base.key(1),
                    &alphas,
                    &EdwardsPoint::default(),
                )
            },
        ),
    ]
}

fn owners() -> Vec<Corruption> {
    let owner = |number: usize, owner: &'static str, reason| {
        Corruption::text(
            format!("decryption {number} of trustee {owner}"),
            decryption(number) + 1,
            move |_, text| set(text, "owner", owner),
            Place::Decryption(number, 1),
            reason,
        )
    };
    vec![
        owner(1, "0", "NoSuchTrustee"),
        owner(2, "5", "NoSuchTrustee"),
        owner(3, "18446744073709551615", "NoSuchTrustee"),
        owner(2, "1", "TrusteeTwice"),
        owner(3, "2", "TrusteeTwice"),
        owner(3, "3", "DecryptionProof"),
        owner(1, "4", "DecryptionProof"),
        Corruption::pieces(
            "a decryption once more",
            |base, pieces| {
                let first = base.pieces.pieces[decryption(2)..decryption(3)].to_vec();
                pieces.replace(RESULT, 0, first);
            },
            Place::Decryption(4, 1),
            "TrusteeTwice",
        ),
        Corruption::pieces(
            "a decryption once more with a new proof",
            |base, pieces| {
                let mut again = base.pieces.pieces[decryption(2)..decryption(3)].to_vec();
                let alphas = alphas(base, shuffle(2));
                let nothing = EdwardsPoint::default();
                let text = decrypt(base.fingerprint(), &base.key(2), &alphas, &nothing);
                let message = super::pieces::Piece::data(text.clone());
                let digest = hustings_seal::digest::Digest::of(text.as_bytes()).to_string();
                let owned = format!("{{\"owner\":2,\"payload\":\"{digest}\"}}");
                again[0] = message;
                again[1] = super::pieces::Piece::data(owned);
                pieces.replace(RESULT, 0, again);
            },
            Place::Decryption(4, 1),
            "TrusteeTwice",
        ),
        Corruption::text(
            "a decryption of nobody",
            decryption(1) + 1,
            |_, text| set(text, "owner", "null"),
            Place::Record(record(decryption(1) + 1)),
            "Malformed",
        ),
        Corruption::text(
            "a factor less",
            decryption(2),
            |_, text| {
                let fewer = list(&items(text, "decryption_factors.1")[1..]);
                set(text, "decryption_factors.1", &fewer)
            },
            Place::Decryption(2, 1),
            "Malformed",
        ),
        Corruption::text(
            "a proof less",
            decryption(2),
            |_, text| {
                let fewer = list(&items(text, "decryption_proofs.0")[1..]);
                set(text, "decryption_proofs.0", &fewer)
            },
            Place::Decryption(2, 1),
            "Malformed",
        ),
        Corruption::text(
            "questions decrypted in each other's place",
            decryption(2),
            |_, text| swap(text, "decryption_factors.0", "decryption_factors.1"),
            Place::Decryption(2, 1),
            "Malformed",
        ),
    ]
}

fn too_few() -> Vec<Corruption> {
    let without = |name: String, from: usize, count: usize| {
        Corruption::pieces(
            name,
            move |_, pieces| pieces.replace(decryption(from), 3 * count, []),
            Place::Result(1),
            "TooFewDecryptions",
        )
    };
    let mut kit: Vec<Corruption> = (1..=3)
        .map(|number| without(format!("no decryption {number}"), number, 1))
        .collect();
    kit.push(without(
        "the decryption of the server alone".to_owned(),
        2,
        2,
    ));
    kit.push(without("no decryptions".to_owned(), 1, 3));
    kit
}

#[test]
fn faults_of_decryptions_are_found() {
    assert_found(&corruptions());
}
