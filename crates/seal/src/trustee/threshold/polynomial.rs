use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{CeremonyFault, Certificate, Certificates};
use crate::group::{Element, Encoded, Scalar};
use crate::proof::Proof;
use crate::randomness::draw;
use crate::trustee::channel::{self, json};
use crate::trustee::seed::Seed;
use crate::trustee::signed::{self, SignedMessage};
use crate::wire::Decimal;

/// What a trustee makes of its secret polynomial: itself, encrypted to its own key for the next round; a share for each
/// trustee, encrypted to that one's; and, in public, g to the power of each coefficient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Polynomial {
    #[serde(rename = "polynomial")]
    pub(super) own: String,
    pub(super) secrets: Vec<String>,
    pub(super) coefexps: SignedMessage,
    pub(super) signature: Proof,
}

/// An exponent inside a private message.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub(super) struct Exponent(#[serde(with = "Decimal")] pub Scalar);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPolynomial {
    pub polynomial: Vec<Exponent>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Secret {
    pub secret: Exponent,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCoefficients {
    coefexps: Vec<Encoded>,
}

#[derive(Serialize)]
struct Signed<'a> {
    certs: &'a [Certificate],
    coefexps: &'a [Encoded],
}

impl Polynomial {
    /// A new polynomial of the trustee with this seed.
    pub fn make(
        seed: &Seed,
        certificates: &Certificates,
        chance: &mut impl CryptoRng,
    ) -> Result<Self, CeremonyFault> {
        let own = certificates.place_of(seed)?;
        let coefficients: Zeroizing<Vec<Scalar>> = Zeroizing::new(
            (0..certificates.threshold())
                .map(|_| draw(chance))
                .collect(),
        );
        let raw = RawPolynomial {
            polynomial: coefficients.iter().copied().map(Exponent).collect(),
        };
        let coefexps: Vec<Encoded> = coefficients
            .iter()
            .map(|power| Element::power_of_generator(power).encode())
            .collect();
        let signature = signed::sign(seed, &signed_text(certificates, &coefexps), chance);
        let secrets = (1_u64..)
            .zip(certificates.trustees())
            .map(|(place, trustee)| {
                let secret = Secret {
                    secret: Exponent(evaluate(&coefficients, place)),
                };
                channel::send(
                    seed,
                    &trustee.encryption,
                    &Zeroizing::new(json(&secret)),
                    chance,
                )
            })
            .collect();
        let own_key = &certificates.trustees()[own - 1].encryption;
        let own_message = channel::send(seed, own_key, &Zeroizing::new(json(&raw)), chance);
        let coefexps = SignedMessage::sign(seed, json(&RawCoefficients { coefexps }), chance);
        Ok(Self {
            own: own_message,
            secrets,
            coefexps,
            signature,
        })
    }

    /// Reads the one form of the message.
    pub fn parse(text: &str) -> Result<Self, String> {
        crate::wire::canonical(text.as_bytes())
    }

    /// The message.
    pub fn text(&self) -> String {
        json(self)
    }

    /// Checks what is public of the polynomial of the trustee at `place`.
    pub fn check(&self, certificates: &Certificates, place: usize) -> Result<(), CeremonyFault> {
        if self.secrets.len() != certificates.size() {
            return Err(CeremonyFault::Number {
                what: "shares",
                expected: certificates.size(),
                found: self.secrets.len(),
            });
        }
        coefficients(&self.coefexps, &self.signature, certificates, place).map(|_| ())
    }
}

/// The coefficients that the trustee at `place` published, after every check.
pub(super) fn coefficients(
    message: &SignedMessage,
    signature: &Proof,
    certificates: &Certificates,
    place: usize,
) -> Result<Vec<Element>, CeremonyFault> {
    let certified = certificates.trustees().get(place.wrapping_sub(1));
    let verification = &certified.ok_or(CeremonyFault::Stranger)?.verification;
    if !message.is_signed_by(verification) {
        return Err(CeremonyFault::Signature(
            place,
            "what it published of its polynomial",
        ));
    }
    let raw: RawCoefficients = crate::wire::canonical(message.message.as_bytes())
        .map_err(|error| CeremonyFault::Malformed(place, error))?;
    if raw.coefexps.len() != certificates.threshold() {
        let (expected, found) = (certificates.threshold(), raw.coefexps.len());
        return Err(CeremonyFault::Number {
            what: "coefficients",
            expected,
            found,
        });
    }
    if !signed::is_signed(
        &signed_text(certificates, &raw.coefexps),
        signature,
        verification,
    ) {
        return Err(CeremonyFault::Signature(place, "the list of certificates"));
    }
    raw.coefexps
        .iter()
        .map(|encoded| {
            encoded
                .element()
                .map_err(|reason| CeremonyFault::Element(place, reason))
        })
        .collect()
}

fn signed_text(certificates: &Certificates, coefexps: &[Encoded]) -> String {
    format!(
        "certs_sig|{}",
        json(&Signed {
            certs: certificates.messages(),
            coefexps
        })
    )
}

fn evaluate(coefficients: &[Scalar], place: u64) -> Scalar {
    let place = Scalar::from(place);
    coefficients
        .iter()
        .rev()
        .fold(Scalar::ZERO, |sum, coefficient| sum * place + coefficient)
}
