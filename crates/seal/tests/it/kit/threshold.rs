//! What is published of a threshold of trustees: wherever something is altered, everybody signs again what they would
//! have signed, so that the alteration is the only fault.

use curve25519_dalek::{EdwardsPoint, Scalar};
use hustings_seal::verify::Place as At;

use super::base::{Base, TRUSTEES};
use super::edits::{
    items, list, neutral, off_the_curve, other_element, other_scalar, outside, twice,
};
use super::json::{get, set, set_quoted, swap};
use super::schnorr::{hex, prove};
use super::sealer::public_key;
use super::{Corruption, assert_found};

/// An edit of the threshold's parameters.
type Edit = fn(&Base, &str) -> String;

fn threshold(name: &'static str, detail: &'static str, edit: Edit) -> Corruption {
    Corruption::text(
        name,
        TRUSTEES,
        move |base, text| set(text, "1.1", &edit(base, get(text, "1.1"))),
        At::Trustees,
        "Trustees",
    )
    .because(detail)
}

/// Signs as messages between trustees are signed.
fn sign(secret: &Scalar, message: &str) -> String {
    prove(secret, &format!("sigmsg|{message}|"))
}

fn signed(secret: &Scalar, message: &str) -> String {
    let quoted = serde_json::to_string(message).unwrap();
    format!(
        "{{\"message\":{quoted},\"signature\":{}}}",
        sign(secret, message)
    )
}

fn message(signed: &str) -> String {
    serde_json::from_str(get(signed, "message")).unwrap()
}

/// The certificate of this place with another message, signed by its trustee, and all that depends on certificates.
fn certificate(base: &Base, text: &str, place: usize, edit: impl FnOnce(&str) -> String) -> String {
    certificate_of(base, text, place, &base.signing_key(place), edit)
}

fn certificate_of(
    base: &Base,
    text: &str,
    place: usize,
    signer: &Scalar,
    edit: impl FnOnce(&str) -> String,
) -> String {
    let path = format!("certs.{}", place - 1);
    let edited = edit(&message(get(text, &path)));
    resign(base, &set(text, &path, &signed(signer, &edited)))
}

/// The coefficients of this place, edited and signed.
fn coefficients(
    base: &Base,
    text: &str,
    place: usize,
    edit: impl FnOnce(&str) -> String,
) -> String {
    let path = format!("coefexps.{}", place - 1);
    let edited = edit(&message(get(text, &path)));
    let secret = base.signing_key(place);
    resign(base, &set(text, &path, &signed(&secret, &edited)))
}

/// The signatures of all trustees under certificates and coefficients.
fn resign(base: &Base, text: &str) -> String {
    let certs = get(text, "certs");
    let signatures: Vec<String> = (1..)
        .zip(items(text, "coefexps"))
        .map(|(place, message_of_coefficients)| {
            let raw = message(message_of_coefficients);
            let coefexps = raw
                .find('[')
                .map_or("[]", |start| raw[start..].trim_end_matches('}'));
            let all = format!("certs_sig|{{\"certs\":{certs},\"coefexps\":{coefexps}}}");
            sign(&base.signing_key(place.min(3)), &all)
        })
        .collect();
    set(text, "signatures", &list(&signatures))
}

/// The decryption key of this place, with its proof and signature.
fn key(base: &Base, place: usize, secret: &Scalar) -> String {
    let key = public_key(secret);
    let element = hex(&EdwardsPoint::mul_base(secret));
    let signature = sign(&base.signing_key(place), &element);
    format!("{},\"signature\":{signature}}}", &key[..key.len() - 1])
}

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = certificates();
    kit.extend(polynomials());
    kit.extend(keys());
    kit.extend(numbers());
    kit
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn certificates() -> Vec<Corruption> {
    vec![
        threshold(
            "a certificate for another place",
            "Context(2)",
            |base, text| certificate(base, text, 2, |message| set(message, "context.index", "3")),
        ),
        threshold(
            "a certificate for more trustees",
            "Context(2)",
            |base, text| certificate(base, text, 2, |message| set(message, "context.size", "4")),
        ),
        threshold(
            "a certificate for another threshold",
            "Context(2)",
            |base, text| {
                certificate(base, text, 2, |message| {
                    set(message, "context.threshold", "1")
                })
            },
        ),
        threshold(
            "a certificate for another group",
            "Context(3)",
            |base, text| {
                certificate(base, text, 3, |message| {
                    set_quoted(message, "context.group", "RFC-3526-2048")
                })
            },
        ),
        threshold(
            "two certificates in each other's place",
            "Context(1)",
            |base, text| resign(base, &swap(text, "certs.0", "certs.1")),
        ),
        threshold(
            "a signature of a certificate",
            "Signature(2,",
            |base, text| resign(base, &other_scalar(text, "certs.1.signature.response")),
        ),
        threshold(
            "a certificate signed by another",
            "Signature(1,",
            |base, text| certificate_of(base, text, 1, &base.signing_key(2), str::to_owned),
        ),
        threshold(
            "a certificate that nobody signed",
            "Signature(3,",
            |base, text| {
                let edited = other_element(&message(get(text, "certs.2")), "encryption");
                let quoted = serde_json::to_string(&edited).unwrap();
                resign(base, &set(text, "certs.2.message", &quoted))
            },
        ),
        threshold(
            "one trustee in two places",
            "SameKeys(2, 3)",
            |base, text| {
                let second = message(get(text, "certs.1"));
                certificate_of(base, text, 3, &base.signing_key(2), |_| {
                    set(&second, "context.index", "3")
                })
            },
        ),
        threshold(
            "an encryption key in two places",
            "SameKeys(1, 3)",
            |base, text| {
                let first = message(get(text, "certs.0"));
                certificate(base, text, 3, |message| {
                    set(message, "encryption", get(&first, "encryption"))
                })
            },
        ),
        threshold("a neutral verification key", "Neutral(2)", |base, text| {
            certificate_of(base, text, 2, &Scalar::ZERO, |message| {
                set_quoted(message, "verification", &neutral())
            })
        }),
        threshold("a neutral encryption key", "Neutral(2)", |base, text| {
            certificate(base, text, 2, |message| {
                set_quoted(message, "encryption", &neutral())
            })
        }),
        threshold(
            "a verification key off the curve",
            "Element(1, NotOnCurve)",
            |base, text| {
                certificate(base, text, 1, |message| {
                    set_quoted(message, "verification", &off_the_curve())
                })
            },
        ),
        threshold(
            "an encryption key outside the subgroup",
            "Element(1, OutsideSubgroup)",
            |base, text| certificate(base, text, 1, |message| outside(message, "encryption")),
        ),
        threshold(
            "a certificate with a space",
            "Malformed(1,",
            |base, text| certificate(base, text, 1, |message| message.replacen(':', ": ", 1)),
        ),
        threshold(
            "a certificate with an unknown key",
            "Malformed(1,",
            |base, text| {
                certificate(base, text, 1, |message| {
                    message.replacen('{', "{\"x\":1,", 1)
                })
            },
        ),
        threshold(
            "a certificate with a key twice",
            "Malformed(1,",
            |base, text| {
                certificate(base, text, 1, |message| {
                    message.replacen("\"size\"", "\"size\":3,\"size\"", 1)
                })
            },
        ),
        threshold(
            "a certificate's key in upper case",
            "Malformed(2,",
            |base, text| {
                certificate(base, text, 2, |message| {
                    set_quoted(message, "encryption", &"AB".repeat(32))
                })
            },
        ),
    ]
}

fn polynomials() -> Vec<Corruption> {
    vec![
        threshold(
            "coefficients that nobody signed",
            "Signature(1,",
            |base, text| {
                let edited = other_element(&message(get(text, "coefexps.0")), "coefexps.1");
                let quoted = serde_json::to_string(&edited).unwrap();
                resign(base, &set(text, "coefexps.0.message", &quoted))
            },
        ),
        threshold(
            "a signature of coefficients",
            "Signature(2,",
            |base, text| resign(base, &other_scalar(text, "coefexps.1.signature.challenge")),
        ),
        threshold(
            "coefficients of another trustee",
            "Signature(1,",
            |base, text| resign(base, &swap(text, "coefexps.0", "coefexps.2")),
        ),
        threshold("other coefficients", "Key(1)", |base, text| {
            coefficients(base, text, 1, |message| {
                other_element(message, "coefexps.1")
            })
        }),
        threshold("other first coefficients", "Key(1)", |base, text| {
            coefficients(base, text, 3, |message| {
                other_element(message, "coefexps.0")
            })
        }),
        threshold("coefficients in another order", "Key(", |base, text| {
            coefficients(base, text, 2, |message| {
                swap(message, "coefexps.0", "coefexps.1")
            })
        }),
        threshold("one coefficient more", "Number", |base, text| {
            coefficients(base, text, 2, |message| twice(message, "coefexps.1"))
        }),
        threshold("one coefficient less", "Number", |base, text| {
            coefficients(base, text, 2, |message| {
                let first = format!("[{}]", get(message, "coefexps.0"));
                set(message, "coefexps", &first)
            })
        }),
        threshold("no coefficients", "Number", |base, text| {
            coefficients(base, text, 2, |message| set(message, "coefexps", "[]"))
        }),
        threshold(
            "a coefficient outside the subgroup",
            "Element(2, OutsideSubgroup)",
            |base, text| coefficients(base, text, 2, |message| outside(message, "coefexps.1")),
        ),
        threshold(
            "a coefficient off the curve",
            "Element(3, NotOnCurve)",
            |base, text| {
                coefficients(base, text, 3, |message| {
                    set_quoted(message, "coefexps.0", &off_the_curve())
                })
            },
        ),
        threshold("coefficients with a space", "Malformed(3,", |base, text| {
            coefficients(base, text, 3, |message| message.replacen(':', ": ", 1))
        }),
        threshold(
            "a signature of the certificates",
            "Signature(2,",
            |_, text| other_scalar(text, "signatures.1.response"),
        ),
        threshold(
            "the signature of the certificates by another",
            "Signature(1,",
            |_, text| swap(text, "signatures.0", "signatures.1"),
        ),
        threshold(
            "a signature of other certificates",
            "Signature(1,",
            |base, text| {
                let again = signed(&base.signing_key(2), &message(get(text, "certs.1")));
                set(text, "certs.1", &again)
            },
        ),
    ]
}

fn keys() -> Vec<Corruption> {
    vec![
        threshold(
            "a proof of possession in a threshold",
            "KeyFault(2, Proof)",
            |_, text| other_scalar(text, "verification_keys.1.pok.response"),
        ),
        threshold("a key's signature", "", |_, text| {
            other_scalar(text, "verification_keys.1.signature.response")
        }),
        threshold("a key's signature by another trustee", "", |_, text| {
            swap(
                text,
                "verification_keys.1.signature",
                "verification_keys.2.signature",
            )
        }),
        threshold("two keys in each other's place", "", |_, text| {
            swap(text, "verification_keys.1", "verification_keys.2")
        }),
        threshold("a key that does not follow", "Key(2)", |base, text| {
            let key = key(base, 2, &Scalar::from(7_u8));
            set(text, "verification_keys.1", &key)
        }),
        threshold(
            "a neutral key in a threshold",
            "KeyFault(2, Neutral)",
            |base, text| {
                let key = key(base, 2, &Scalar::ZERO);
                set(text, "verification_keys.1", &key)
            },
        ),
        threshold(
            "a key off the curve in a threshold",
            "KeyFault(3, Element(NotOnCurve))",
            |_, text| set_quoted(text, "verification_keys.2.public_key", &off_the_curve()),
        ),
        threshold(
            "a key outside the subgroup in a threshold",
            "KeyFault(3, Element(OutsideSubgroup))",
            |_, text| outside(text, "verification_keys.2.public_key"),
        ),
        Corruption::text(
            "a key in a threshold that nobody signed",
            TRUSTEES,
            |base, text| {
                let key = public_key(&base.key(3));
                set(text, "1.1.verification_keys.1", &key)
            },
            At::Trustees,
            "Malformed",
        ),
    ]
}

fn numbers() -> Vec<Corruption> {
    vec![
        threshold("a threshold of 0", "Threshold", |_, text| {
            set(text, "threshold", "0")
        }),
        threshold(
            "a threshold of 1 with the certificates of 2",
            "",
            |_, text| set(text, "threshold", "1"),
        ),
        threshold(
            "a threshold of 3 with the certificates of 2",
            "",
            |_, text| set(text, "threshold", "3"),
        ),
        threshold("a threshold of 4 of 3", "Threshold", |_, text| {
            set(text, "threshold", "4")
        }),
        threshold("a threshold that all agree is 0", "Threshold", of_all_0),
        threshold(
            "a threshold that all agree is 4 of 3",
            "Threshold",
            of_all_4,
        ),
        threshold("a threshold of nobody", "Threshold", |_, _| {
            "{\"threshold\":0,\"certs\":[],\"coefexps\":[],\"signatures\":[],\"verification_keys\":[]}"
                .to_owned()
        }),
        threshold(
            "a trustee less in a threshold",
            "Context(1)",
            |base, text| {
                let lists = ["certs", "coefexps", "signatures", "verification_keys"];
                let fewer = lists.iter().fold(text.to_owned(), |text, path| {
                    let fewer = list(&items(&text, path)[..2]);
                    set(&text, path, &fewer)
                });
                resign(base, &fewer)
            },
        ),
        threshold("a certificate less", "", |_, text| shorter(text, "certs")),
        threshold("coefficients less", "Number", |_, text| {
            shorter(text, "coefexps")
        }),
        threshold("a signature less", "Number", |_, text| {
            shorter(text, "signatures")
        }),
        threshold("a key less", "Number", |_, text| {
            shorter(text, "verification_keys")
        }),
        threshold("a certificate more", "", |_, text| twice(text, "certs.2")),
        threshold("coefficients more", "Number", |_, text| {
            twice(text, "coefexps.2")
        }),
        threshold("a signature more", "Number", |_, text| {
            twice(text, "signatures.2")
        }),
        threshold("a key more", "Number", |_, text| {
            twice(text, "verification_keys.2")
        }),
    ]
}

fn of_all_0(base: &Base, text: &str) -> String {
    of_all(base, text, "0")
}

fn of_all_4(base: &Base, text: &str) -> String {
    of_all(base, text, "4")
}

/// The parameters with a threshold on which all certificates agree.
fn of_all(base: &Base, text: &str, threshold: &str) -> String {
    let text = set(text, "threshold", threshold);
    (1..=3).fold(text, |text, place| {
        certificate(base, &text, place, |message| {
            set(message, "context.threshold", threshold)
        })
    })
}

fn shorter(text: &str, path: &str) -> String {
    let fewer = list(&items(text, path)[..2]);
    set(text, path, &fewer)
}

#[test]
fn faults_of_a_threshold_are_found() {
    assert_found(&corruptions());
}
