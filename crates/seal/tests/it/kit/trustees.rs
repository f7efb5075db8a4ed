//! The trustees, and those whose keys are mandatory.

use curve25519_dalek::{EdwardsPoint, Scalar};
use hustings_seal::verify::Place;

use super::base::{Base, TRUSTEES};
use super::edits::{items, list, off_the_curve, other_element, other_scalar, torsion};
use super::json::{get, set, set_quoted, swap};
use super::schnorr::{hex, is_divisible_by_8, prove, prove_where};
use super::sealer::public_key;
use super::{Corruption, assert_found};

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = singles();
    kit.extend(lists());
    kit
}

type Edit = fn(&Base, &str) -> String;

fn trustees(name: &'static str, reason: &'static str, edit: Edit) -> Corruption {
    Corruption::text(name, TRUSTEES, edit, Place::Trustees, reason)
}

fn singles() -> Vec<Corruption> {
    let single = |name, detail, edit: Edit| trustees(name, "Trustees", edit).because(detail);
    vec![
        single(
            "a challenge of a proof of possession",
            "Key { number: 1, fault: Proof",
            |_, text| other_scalar(text, "0.1.pok.challenge"),
        ),
        single(
            "a response of a proof of possession",
            "Key { number: 1, fault: Proof",
            |_, text| other_scalar(text, "0.1.pok.response"),
        ),
        single(
            "a trustee's key with the proof of another",
            "Key { number: 1, fault: Proof",
            |_, text| other_element(text, "0.1.public_key"),
        ),
        single(
            "the proof of possession of another trustee",
            "Key { number: 1, fault: Proof",
            |_, text| {
                let pok = get(text, "1.1.verification_keys.0.pok").to_owned();
                set(text, "0.1.pok", &pok)
            },
        ),
        single(
            "a neutral key of a trustee",
            "Key { number: 1, fault: Neutral",
            |_, text| set(text, "0.1", &public_key(&Scalar::ZERO)),
        ),
        single("a trustee's key off the curve", "NotOnCurve", |_, text| {
            set_quoted(text, "0.1.public_key", &off_the_curve())
        }),
        single(
            "a trustee's key outside the subgroup",
            "OutsideSubgroup",
            |base, text| {
                let secret = base.key(1);
                let key = hex(&(EdwardsPoint::mul_base(&secret) + torsion()));
                let pok = prove_where(&secret, &format!("pok|Ed25519|{key}|"), is_divisible_by_8);
                set(
                    text,
                    "0.1",
                    &format!("{{\"pok\":{pok},\"public_key\":\"{key}\"}}"),
                )
            },
        ),
        trustees(
            "a mandatory trustee that is signed for",
            "Malformed",
            |base, text| {
                let key = get(text, "0.1");
                let signature = prove(&base.key(1), "sigmsg||");
                let open = &key[..key.len() - 1];
                set(text, "0.1", &format!("{open},\"signature\":{signature}}}"))
            },
        ),
        trustees(
            "a trustee of a kind that there is not",
            "Malformed",
            |_, text| set_quoted(text, "0.0", "Double"),
        ),
        trustees(
            "a mandatory trustee said to be a threshold",
            "Malformed",
            |_, text| set_quoted(text, "0.0", "Pedersen"),
        ),
        trustees(
            "a threshold said to be a mandatory trustee",
            "Malformed",
            |_, text| set_quoted(text, "1.0", "Single"),
        ),
        trustees("a kind behind its trustee", "Malformed", |_, text| {
            swap(text, "0.0", "0.1")
        }),
    ]
}

fn lists() -> Vec<Corruption> {
    let whole = |name, detail, edit: Edit| trustees(name, "Trustees", edit).because(detail);
    vec![
        whole("no trustees at all", "Nobody", |_, _| "[]".to_owned()),
        whole("a mandatory trustee twice", "SameKey(1, 2)", |_, text| {
            let parts = items(text, "");
            list(&[parts[0], parts[0], parts[1]])
        }),
        whole("a threshold twice", "SameKey(2, 5)", |_, text| {
            let parts = items(text, "");
            list(&[parts[0], parts[1], parts[1]])
        }),
        whole(
            "a mandatory trustee with the key of another",
            "SameKey(1, 3)",
            |base, text| set(text, "0.1", &public_key(&base.key(3))),
        ),
        whole("keys that cancel out", "Neutral", |base, _| {
            let [one, other] = [base.key(1), -base.key(1)].map(|key| public_key(&key));
            format!("[[\"Single\",{one}],[\"Single\",{other}]]")
        }),
        trustees("a trustee less", "Key", |_, text| {
            list(&items(text, "")[1..])
        }),
        trustees("a trustee more", "Key", |_, text| {
            let parts = items(text, "");
            let more = format!("[\"Single\",{}]", public_key(&Scalar::from(7_u8)));
            list(&[parts[0], parts[1], &more])
        }),
        trustees("another trustee", "Key", |_, text| {
            set(text, "0.1", &public_key(&Scalar::from(7_u8)))
        }),
        // The key is the same, and the numbers are others.
        Corruption::text(
            "trustees in another order",
            TRUSTEES,
            |_, text| swap(text, "0", "1"),
            Place::Decryption(1, 1),
            "DecryptionProof",
        )
        .because("(1)"),
    ]
}

#[test]
fn faults_of_the_trustees_are_found() {
    assert_found(&corruptions());
}
