use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::polynomial::{Exponent, Polynomial, RawPolynomial, Secret, coefficients};
use super::{CeremonyFault, Certificates};
use crate::group::{Element, Scalar};
use crate::proof::Proof;
use crate::trustee::channel::{self, json};
use crate::trustee::key::{PrivateKey, PublicKey};
use crate::trustee::product_of_powers;
use crate::trustee::seed::Seed;
use crate::trustee::signed::SignedMessage;

/// What one trustee gets in the third round: its own polynomial, the shares for it, and what all published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incoming {
    polynomial: String,
    secrets: Vec<String>,
    coefexps: Vec<SignedMessage>,
    signatures: Vec<Proof>,
}

/// What one trustee gives in the third round: its key, encrypted to itself, and its public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outgoing {
    private_key: String,
    public_key: PublicKey,
}

impl Incoming {
    /// Sorts what all trustees made by who is to get it.
    pub fn sort(
        certificates: &Certificates,
        polynomials: &[Polynomial],
    ) -> Result<Vec<Self>, CeremonyFault> {
        expect_all("polynomials", certificates.size(), polynomials.len())?;
        for (place, polynomial) in (1..).zip(polynomials) {
            polynomial.check(certificates, place)?;
        }
        let incoming = polynomials.iter().enumerate().map(|(index, own)| Self {
            polynomial: own.own.clone(),
            secrets: polynomials
                .iter()
                .map(|sender| sender.secrets[index].clone())
                .collect(),
            coefexps: polynomials
                .iter()
                .map(|sender| sender.coefexps.clone())
                .collect(),
            signatures: polynomials.iter().map(|sender| sender.signature).collect(),
        });
        Ok(incoming.collect())
    }

    /// Reads the one form of the message.
    pub fn parse(text: &str) -> Result<Self, String> {
        crate::wire::canonical(text.as_bytes())
    }

    /// The message.
    pub fn text(&self) -> String {
        json(self)
    }

    /// Checks everything that came, and makes this trustee's key of it.
    pub fn accept(
        &self,
        seed: &Seed,
        certificates: &Certificates,
        chance: &mut impl CryptoRng,
    ) -> Result<Outgoing, CeremonyFault> {
        let own = certificates.place_of(seed)?;
        let key = self.key(seed, certificates, own)?;
        let own_key = &certificates.trustees()[own - 1].encryption;
        let message = Zeroizing::new(json(&RawKey {
            decryption_key: Exponent(*key.scalar()),
        }));
        let private_key = channel::send(seed, own_key, &message, chance);
        Ok(Outgoing {
            private_key,
            public_key: key.public_key(chance).sign(seed, chance),
        })
    }

    /// The sum of the shares, each of which fits what its sender published.
    fn key(
        &self,
        seed: &Seed,
        certificates: &Certificates,
        own: usize,
    ) -> Result<PrivateKey, CeremonyFault> {
        let all = published(certificates, &self.coefexps, &self.signatures)?;
        expect_all("shares", certificates.size(), self.secrets.len())?;
        self.check_own(seed, certificates, own, &all[own - 1])?;
        let mut sum = Zeroizing::new(Scalar::ZERO);
        for (place, (text, coefficients)) in (1..).zip(self.secrets.iter().zip(&all)) {
            let sender = &certificates.trustees()[place - 1].verification;
            let message = channel::receive(seed, sender, text)
                .map_err(|error| CeremonyFault::Channel(place, error))?;
            let Secret { secret } = serde_json::from_str(&message)
                .map_err(|error| CeremonyFault::Malformed(place, error.to_string()))?;
            if Element::power_of_generator(&secret.0) != evaluate_public(coefficients, own) {
                return Err(CeremonyFault::Share(place));
            }
            *sum += secret.0;
        }
        Ok(PrivateKey::from_scalar(*sum))
    }

    /// What was published in this trustee's name is what it made.
    fn check_own(
        &self,
        seed: &Seed,
        certificates: &Certificates,
        own: usize,
        published: &[Element],
    ) -> Result<(), CeremonyFault> {
        let verification = &certificates.trustees()[own - 1].verification;
        let message = channel::receive(seed, verification, &self.polynomial)
            .map_err(|error| CeremonyFault::Channel(own, error))?;
        let raw: RawPolynomial = serde_json::from_str(&message)
            .map_err(|error| CeremonyFault::Malformed(own, error.to_string()))?;
        let same = raw.polynomial.len() == published.len()
            && (raw.polynomial.iter().zip(published))
                .all(|(exponent, element)| Element::power_of_generator(&exponent.0) == *element);
        if same {
            Ok(())
        } else {
            Err(CeremonyFault::OwnPolynomial)
        }
    }
}

impl Outgoing {
    /// Reads the one form of the message.
    pub fn parse(text: &str) -> Result<Self, String> {
        crate::wire::canonical(text.as_bytes())
    }

    /// The message.
    pub fn text(&self) -> String {
        json(self)
    }

    /// The trustee's public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The trustee's private key, encrypted to itself: kept by whoever runs the election until decryption.
    pub fn private_key(&self) -> &str {
        &self.private_key
    }
}

/// Decrypts the key that a trustee encrypted to itself at the end of the ceremony.
pub fn open_share(seed: &Seed, private_key: &str) -> Result<PrivateKey, ShareError> {
    let verification = seed
        .verification_key()
        .element()
        .map_err(|_| crate::trustee::KeyFault::Private)?;
    let message = channel::receive(seed, &verification, private_key)?;
    let RawKey { decryption_key } =
        serde_json::from_str(&message).map_err(|_| crate::trustee::KeyFault::Private)?;
    Ok(PrivateKey::from_scalar(decryption_key.0))
}

/// A trustee's key inside its message to itself. The specification names no form for it; this is the peers'.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKey {
    decryption_key: Exponent,
}

/// Why a trustee's own key cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// The message.
    #[error("the key {0}")]
    Channel(#[from] crate::trustee::ChannelError),
    /// What was in it.
    #[error(transparent)]
    Key(#[from] crate::trustee::KeyFault),
}

/// The coefficients that all trustees published, after every check.
pub(super) fn published(
    certificates: &Certificates,
    coefexps: &[SignedMessage],
    signatures: &[Proof],
) -> Result<Vec<Vec<Element>>, CeremonyFault> {
    expect_all("polynomials", certificates.size(), coefexps.len())?;
    expect_all("signatures", certificates.size(), signatures.len())?;
    let pairs = (1..).zip(coefexps.iter().zip(signatures));
    pairs
        .map(|(place, (message, signature))| coefficients(message, signature, certificates, place))
        .collect()
}

pub(super) fn expect_all(
    what: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), CeremonyFault> {
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

/// g to the power of the polynomial at `place`, from g to the power of its coefficients.
pub(super) fn evaluate_public(coefficients: &[Element], place: usize) -> Element {
    let place = Scalar::from(place as u64);
    let powers = std::iter::successors(Some(Scalar::ONE), |power| Some(power * place));
    Element(product_of_powers(powers.zip(coefficients)))
}
