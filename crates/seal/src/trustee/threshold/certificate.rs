use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::CeremonyFault;
use crate::group::{Element, Encoded};
use crate::trustee::channel::json;
use crate::trustee::seed::Seed;
use crate::trustee::signed::SignedMessage;

/// Which trustee of which threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// How many trustees there are.
    pub size: usize,
    /// How many suffice.
    pub threshold: usize,
    /// Which this is, from 1.
    pub index: usize,
}

/// A trustee's public keys, signed with one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Certificate(SignedMessage);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    group: String,
    size: usize,
    threshold: usize,
    index: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    context: Context,
    verification: Encoded,
    encryption: Encoded,
}

impl Certificate {
    /// A trustee's certificate for its place.
    pub fn issue(seed: &Seed, place: Place, chance: &mut impl CryptoRng) -> Self {
        let Place {
            size,
            threshold,
            index,
        } = place;
        let keys = Keys {
            context: Context {
                group: "Ed25519".to_owned(),
                size,
                threshold,
                index,
            },
            verification: seed.verification_key(),
            encryption: seed.encryption_key(),
        };
        Self(SignedMessage::sign(seed, json(&keys), chance))
    }

    /// Reads the one form of the message.
    pub fn parse(text: &str) -> Result<Self, String> {
        crate::wire::canonical(text.as_bytes())
    }

    /// The message.
    pub fn text(&self) -> String {
        json(self)
    }

    /// The place that it claims.
    pub fn place(&self) -> Result<Place, String> {
        let Context {
            size,
            threshold,
            index,
            ..
        } = self.keys()?.context;
        Ok(Place {
            size,
            threshold,
            index,
        })
    }

    /// Checks that it is for this place, with good keys, and signed with them.
    pub fn check(&self, place: Place) -> Result<(), CeremonyFault> {
        self.certified(place).map(drop)
    }

    fn certified(&self, place: Place) -> Result<Certified, CeremonyFault> {
        let index = place.index;
        let keys = self
            .keys()
            .map_err(|error| CeremonyFault::Malformed(index, error))?;
        let Context {
            group,
            size,
            threshold,
            index: claimed,
        } = keys.context;
        let claims = Place {
            size,
            threshold,
            index: claimed,
        };
        if group != "Ed25519" || claims != place {
            return Err(CeremonyFault::Context(index));
        }
        let element = |encoded: Encoded| match encoded.element() {
            Ok(element) if element.is_identity() => Err(CeremonyFault::Neutral(index)),
            Ok(element) => Ok(element),
            Err(reason) => Err(CeremonyFault::Element(index, reason)),
        };
        let certified = Certified {
            verification: element(keys.verification)?,
            encryption: element(keys.encryption)?,
        };
        if self.0.is_signed_by(&certified.verification) {
            Ok(certified)
        } else {
            Err(CeremonyFault::Signature(index, "its certificate"))
        }
    }

    fn keys(&self) -> Result<Keys, String> {
        crate::wire::canonical(self.0.message.as_bytes())
    }
}

/// All certificates of a ceremony, checked.
#[derive(Debug, Clone)]
pub struct Certificates {
    messages: Vec<Certificate>,
    trustees: Vec<Certified>,
    threshold: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Certified {
    pub verification: Element,
    pub encryption: Element,
}

impl Certificates {
    /// Checks that these are the certificates of all trustees, in order, of one ceremony.
    pub fn gather(messages: Vec<Certificate>) -> Result<Self, CeremonyFault> {
        let size = messages.len();
        let mut trustees: Vec<Certified> = Vec::with_capacity(size);
        let first = messages.first().map(Certificate::place).transpose();
        let threshold = first
            .map_err(|error| CeremonyFault::Malformed(1, error))?
            .map_or(0, |place| place.threshold);
        for (index, message) in (1..).zip(&messages) {
            let certified = message.certified(Place {
                size,
                threshold,
                index,
            })?;
            let same = |other: &Certified| {
                other.verification == certified.verification
                    || other.encryption == certified.encryption
            };
            if let Some(earlier) = trustees.iter().position(same) {
                return Err(CeremonyFault::SameKeys(earlier + 1, index));
            }
            trustees.push(certified);
        }
        if threshold == 0 || threshold > size {
            return Err(CeremonyFault::Threshold { threshold, size });
        }
        Ok(Self {
            messages,
            trustees,
            threshold,
        })
    }

    /// How many trustees suffice.
    pub fn threshold(&self) -> usize {
        self.threshold
    }

    /// How many trustees there are.
    pub fn size(&self) -> usize {
        self.trustees.len()
    }

    /// The place of the trustee with this seed, from 1.
    pub fn place_of(&self, seed: &Seed) -> Result<usize, CeremonyFault> {
        let keys = (seed.verification_key(), seed.encryption_key());
        let place = self.trustees.iter().position(|trustee| {
            (trustee.verification.encode(), trustee.encryption.encode()) == keys
        });
        place.map(|index| index + 1).ok_or(CeremonyFault::Stranger)
    }

    pub(super) fn messages(&self) -> &[Certificate] {
        &self.messages
    }

    pub(super) fn trustees(&self) -> &[Certified] {
        &self.trustees
    }
}
