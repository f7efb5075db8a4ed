use serde::{Deserialize, Serialize};

use super::share::{evaluate_public, expect_all, published};
use super::{CeremonyFault, Certificate, Certificates, Outgoing, Polynomial};
use crate::group::Element;
use crate::proof::Proof;
use crate::trustee::key::PublicKey;
use crate::trustee::signed::SignedMessage;

/// All that is published of a threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThresholdParameters {
    threshold: usize,
    certs: Vec<Certificate>,
    coefexps: Vec<SignedMessage>,
    signatures: Vec<Proof>,
    verification_keys: Vec<PublicKey>,
}

/// The keys of a threshold, checked.
pub(crate) struct CheckedThreshold {
    /// The part of the election's key.
    pub key: Element,
    /// Each trustee's key for decrypting, and the one for checking what it signs.
    pub trustees: Vec<(Element, Element)>,
}

impl ThresholdParameters {
    /// Puts together what a ceremony published, after every check.
    pub fn assemble(
        certificates: &Certificates,
        polynomials: &[Polynomial],
        outgoing: &[Outgoing],
    ) -> Result<Self, CeremonyFault> {
        let parameters = Self {
            threshold: certificates.threshold(),
            certs: certificates.messages().to_vec(),
            coefexps: polynomials
                .iter()
                .map(|polynomial| polynomial.coefexps.clone())
                .collect(),
            signatures: polynomials
                .iter()
                .map(|polynomial| polynomial.signature)
                .collect(),
            verification_keys: outgoing
                .iter()
                .map(|outgoing| outgoing.public_key().clone())
                .collect(),
        };
        parameters.check()?;
        Ok(parameters)
    }

    /// How many trustees suffice.
    pub fn threshold(&self) -> usize {
        self.threshold
    }

    /// Whether each key has the signature that those of a threshold have, whatever it is.
    pub(crate) fn keys_are_signed(&self) -> bool {
        self.verification_keys.iter().all(PublicKey::is_signed)
    }

    /// Checks each certificate, signature, coefficient and key.
    pub(crate) fn check(&self) -> Result<CheckedThreshold, CeremonyFault> {
        let certificates = Certificates::gather(self.certs.clone())?;
        let size = certificates.size();
        if self.threshold != certificates.threshold() {
            return Err(CeremonyFault::Threshold {
                threshold: self.threshold,
                size,
            });
        }
        let all = published(&certificates, &self.coefexps, &self.signatures)?;
        expect_all("keys", size, self.verification_keys.len())?;
        let sum = sum(&all, self.threshold);
        let mut trustees = Vec::with_capacity(size);
        for (place, (public, certified)) in
            (1..).zip(self.verification_keys.iter().zip(certificates.trustees()))
        {
            let key = public
                .check_signed(&certified.verification)
                .map_err(|fault| CeremonyFault::KeyFault(place, fault))?;
            if key != evaluate_public(&sum, place) {
                return Err(CeremonyFault::Key(place));
            }
            trustees.push((key, certified.verification));
        }
        Ok(CheckedThreshold {
            key: evaluate_public(&sum, 0),
            trustees,
        })
    }
}

/// The polynomial that nobody knows, in public: its value at 0 is the key, and at each place that trustee's.
fn sum(all: &[Vec<Element>], threshold: usize) -> Vec<Element> {
    (0..threshold)
        .map(|power| Element(all.iter().map(|coefficients| coefficients[power].0).sum()))
        .collect()
}

impl Outgoing {
    /// Checks that the key is that of the trustee at `place`: signed by it, and what follows from what all trustees made.
    pub fn check(
        &self,
        certificates: &Certificates,
        polynomials: &[Polynomial],
        place: usize,
    ) -> Result<(), CeremonyFault> {
        let coefexps: Vec<SignedMessage> =
            polynomials.iter().map(|one| one.coefexps.clone()).collect();
        let signatures: Vec<Proof> = polynomials.iter().map(|one| one.signature).collect();
        let all = published(certificates, &coefexps, &signatures)?;
        let certified = certificates.trustees().get(place.wrapping_sub(1));
        let verification = &certified.ok_or(CeremonyFault::Stranger)?.verification;
        let key = self
            .public_key()
            .check_signed(verification)
            .map_err(|fault| CeremonyFault::KeyFault(place, fault))?;
        if key == evaluate_public(&sum(&all, certificates.threshold()), place) {
            Ok(())
        } else {
            Err(CeremonyFault::Key(place))
        }
    }
}
