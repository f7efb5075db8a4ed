//! What is published of a threshold: certificates, coefficients, keys (section 4.6 of the specification).

use curve25519_dalek::traits::Identity as _;

use super::form::Form;
use super::json::Json;
use super::notation::{power, product};
use super::proof::Proof;
use super::trustees::TrusteePublicKey;
use crate::group::{Element, Encoded, Point, Scalar};
use crate::trustee::threshold::CeremonyFault;

/// A text and its author's signature.
struct SignedMessage {
    message: String,
    signature: Proof,
}

/// The threshold parameters as received.
pub(super) struct Parameters {
    threshold: u64,
    certs: Vec<SignedMessage>,
    /// All certificates once more, as each trustee signed them.
    certs_text: String,
    coefexps: Vec<SignedMessage>,
    signatures: Vec<Proof>,
    verification_keys: Vec<TrusteePublicKey>,
}

/// A threshold after every check.
pub(super) struct Checked {
    pub threshold: usize,
    pub subkey: Point,
    pub keys: Vec<Element>,
    /// With which what they sign is checked.
    pub verification: Vec<Element>,
}

/// What a certificate says.
struct CertKeys {
    group: String,
    size: u64,
    threshold: u64,
    index: u64,
    verification: Encoded,
    encryption: Encoded,
}

/// A trustee's keys for the ceremony.
struct Certified {
    verification: Element,
    encryption: Element,
}

impl SignedMessage {
    fn read(json: &Json) -> Result<Self, Form> {
        let mut fields = json.object()?;
        let message = fields.take("message")?.text()?.to_owned();
        let signature = Proof::read(fields.take("signature")?)?;
        fields.end()?;
        Ok(Self { message, signature })
    }
}

impl Parameters {
    pub fn read(json: &Json) -> Result<Self, Form> {
        let mut fields = json.object()?;
        let threshold = fields.take("threshold")?.number()?;
        let certs = fields.take("certs")?;
        let coefexps = fields.take("coefexps")?.each(SignedMessage::read)?;
        let signatures = fields.take("signatures")?.each(Proof::read)?;
        let verification_keys = fields
            .take("verification_keys")?
            .each(TrusteePublicKey::read_signed)?;
        fields.end()?;
        let certs_text = certs.written();
        let certs = certs.each(SignedMessage::read)?;
        Ok(Self {
            threshold,
            certs,
            certs_text,
            coefexps,
            signatures,
            verification_keys,
        })
    }
}

impl CertKeys {
    fn read(message: &str) -> Result<Self, Form> {
        let json = Json::read(message.as_bytes())?;
        let mut fields = json.object()?;
        let mut context = fields.take("context")?.object()?;
        let verification = fields.take("verification")?.element()?;
        let encryption = fields.take("encryption")?.element()?;
        fields.end()?;
        let group = context.take("group")?.text()?.to_owned();
        let size = context.take("size")?.number()?;
        let threshold = context.take("threshold")?.number()?;
        let index = context.take("index")?.number()?;
        context.end()?;
        Ok(Self {
            group,
            size,
            threshold,
            index,
            verification,
            encryption,
        })
    }
}

/// Checks certificates, coefficients and keys, each trustee's in its turn.
pub(super) fn check(parameters: &Parameters) -> Result<Checked, CeremonyFault> {
    let size = parameters.certs.len();
    let threshold = possible_threshold(parameters)?;
    expect("messages of coefficients", size, parameters.coefexps.len())?;
    expect("signatures", size, parameters.signatures.len())?;
    expect("keys", size, parameters.verification_keys.len())?;

    let mut certified: Vec<Certified> = Vec::new();
    for (place, cert) in (1..).zip(&parameters.certs) {
        let keys = check_certificate(parameters, place, cert)?;
        if let Some(earlier) = certified.iter().position(|other| {
            other.verification == keys.verification || other.encryption == keys.encryption
        }) {
            return Err(CeremonyFault::SameKeys(earlier + 1, place));
        }
        certified.push(keys);
    }

    let mut coefficients: Vec<Vec<Point>> = Vec::new();
    let published = parameters.coefexps.iter().zip(&parameters.signatures);
    for (place, ((coefexps, signature), keys)) in (1..).zip(published.zip(&certified)) {
        let certs = &parameters.certs_text;
        coefficients.push(check_coefficients(
            place,
            threshold,
            certs,
            coefexps,
            signature,
            &keys.verification,
        )?);
    }

    let mut keys = Vec::new();
    for (place, (key, certificate)) in
        (1..).zip(parameters.verification_keys.iter().zip(&certified))
    {
        keys.push(check_key(place, key, certificate, &coefficients)?);
    }

    // y = Π_z A_z0, of this part of the key.
    let subkey = product(
        coefficients
            .iter()
            .filter_map(|polynomial| polynomial.first())
            .copied(),
    );
    Ok(Checked {
        threshold,
        subkey,
        keys,
        verification: certified.iter().map(|keys| keys.verification).collect(),
    })
}

fn possible_threshold(parameters: &Parameters) -> Result<usize, CeremonyFault> {
    let size = parameters.certs.len();
    let threshold = usize::try_from(parameters.threshold).unwrap_or(usize::MAX);
    if (1..=size).contains(&threshold) {
        Ok(threshold)
    } else {
        Err(CeremonyFault::Threshold { threshold, size })
    }
}

fn expect(what: &'static str, expected: usize, found: usize) -> Result<(), CeremonyFault> {
    if expected == found {
        Ok(())
    } else {
        Err(CeremonyFault::Number {
            what,
            expected,
            found,
        })
    }
}

/// Section 4.6.2: for this group, this number of trustees, this threshold and this place, and signed by the key in it.
fn check_certificate(
    parameters: &Parameters,
    place: usize,
    cert: &SignedMessage,
) -> Result<Certified, CeremonyFault> {
    let keys = CertKeys::read(&cert.message).map_err(|form| malformed(place, &form))?;
    let size = parameters.certs.len() as u64;
    let found = (keys.group.as_str(), keys.size, keys.threshold, keys.index);
    if found != ("Ed25519", size, parameters.threshold, place as u64) {
        return Err(CeremonyFault::Context(place));
    }
    let verification = check_key_element(place, keys.verification)?;
    let encryption = check_key_element(place, keys.encryption)?;
    if !cert.signature.signs(&cert.message, &verification) {
        return Err(CeremonyFault::Signature(place, "its certificate"));
    }
    Ok(Certified {
        verification,
        encryption,
    })
}

fn check_key_element(place: usize, key: Encoded) -> Result<Element, CeremonyFault> {
    match key.element() {
        Err(error) => Err(CeremonyFault::Element(place, error)),
        Ok(key) if key.is_identity() => Err(CeremonyFault::Neutral(place)),
        Ok(key) => Ok(key),
    }
}

/// Section 4.6.4: `A_i0, …, A_it`, signed by themselves, and together with all certificates.
fn check_coefficients(
    place: usize,
    threshold: usize,
    certs: &str,
    coefexps: &SignedMessage,
    signature: &Proof,
    verification: &Element,
) -> Result<Vec<Point>, CeremonyFault> {
    if !coefexps.signature.signs(&coefexps.message, verification) {
        return Err(CeremonyFault::Signature(
            place,
            "its message of coefficients",
        ));
    }
    let encoded = read_coefficients(&coefexps.message).map_err(|form| malformed(place, &form))?;
    expect("coefficients", threshold, encoded.len())?;
    let quoted: Vec<_> = encoded
        .iter()
        .map(|coefficient| format!("\"{coefficient}\""))
        .collect();
    let message = format!(
        "certs_sig|{{\"certs\":{certs},\"coefexps\":[{}]}}",
        quoted.join(",")
    );
    if !signature.signs(&message, verification) {
        return Err(CeremonyFault::Signature(place, "the list of certificates"));
    }
    let element = |coefficient: Encoded| match coefficient.element() {
        Ok(element) => Ok(element.0),
        Err(error) => Err(CeremonyFault::Element(place, error)),
    };
    encoded.into_iter().map(element).collect()
}

fn read_coefficients(message: &str) -> Result<Vec<Encoded>, Form> {
    let json = Json::read(message.as_bytes())?;
    let mut fields = json.object()?;
    let coefexps = fields.take("coefexps")?.each(Json::element)?;
    fields.end()?;
    Ok(coefexps)
}

/// Section 4.6.6: `public_key_j = Π_i Π_k A_ik^(j^k)`, with its proof, and signed by its owner.
fn check_key(
    place: usize,
    message: &TrusteePublicKey,
    certificate: &Certified,
    coefficients: &[Vec<Point>],
) -> Result<Element, CeremonyFault> {
    let key = message
        .check()
        .map_err(|fault| CeremonyFault::KeyFault(place, fault))?;
    let signed = message.signature.as_ref().is_some_and(|signature| {
        signature.signs(&message.public_key.to_string(), &certificate.verification)
    });
    if !signed {
        return Err(CeremonyFault::Signature(place, "its key"));
    }
    let expected = product(
        coefficients
            .iter()
            .map(|polynomial| evaluate(polynomial, place)),
    );
    if key.0 == expected {
        Ok(key)
    } else {
        Err(CeremonyFault::Key(place))
    }
}

/// `Π_k A_k^(j^k)`.
fn evaluate(polynomial: &[Point], place: usize) -> Point {
    let j = Scalar::from(place as u64);
    let mut j_to_the_k = Scalar::ONE;
    let mut value = Point::identity();
    for coefficient in polynomial {
        value += power(coefficient, &j_to_the_k);
        j_to_the_k *= j;
    }
    value
}

fn malformed(place: usize, form: &Form) -> CeremonyFault {
    let why = match form {
        Form::Malformed(why) => why.clone(),
        Form::Scalar => "a number is not canonical".to_owned(),
    };
    CeremonyFault::Malformed(place, why)
}
