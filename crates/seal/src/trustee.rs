//! Trustees: who hold the key under which ballots are sealed, in parts (sections 4.5 to 4.7 of the specification).
//!
//! A *single* trustee is mandatory: without its key nothing is opened. Of a *threshold* of trustees some number suffices,
//! and fewer learn nothing; their keys come of a [ceremony](threshold) in which no key is ever whole anywhere. An
//! election's key is the product of the keys of its single trustees and its thresholds.

mod channel;
mod key;
mod seed;
mod signed;
mod statement;
pub mod threshold;

pub use channel::ChannelError;
pub use key::{KeyFault, PrivateKey, PublicKey};
pub use seed::{InvalidSeed, Seed};
pub use signed::SignedMessage;
pub use statement::{Signer, Statement, Step};

use serde::{Deserialize, Serialize};

use crate::group::{Element, Point};
use crate::wire::canonical;
use threshold::ThresholdParameters;

/// One part of an election's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "PartMessage", into = "PartMessage")]
pub enum Part {
    /// A mandatory trustee.
    Single(PublicKey),
    /// Trustees of whom some suffice.
    Pedersen(ThresholdParameters),
}

/// A part as it is written: its kind, then its message, in a list.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum PartMessage {
    Single(SingleKind, PublicKey),
    Pedersen(PedersenKind, ThresholdParameters),
}

#[derive(Clone, Serialize, Deserialize)]
enum SingleKind {
    Single,
}

#[derive(Clone, Serialize, Deserialize)]
enum PedersenKind {
    Pedersen,
}

impl From<PartMessage> for Part {
    fn from(message: PartMessage) -> Self {
        match message {
            PartMessage::Single(_, key) => Self::Single(key),
            PartMessage::Pedersen(_, parameters) => Self::Pedersen(parameters),
        }
    }
}

impl From<Part> for PartMessage {
    fn from(part: Part) -> Self {
        match part {
            Part::Single(key) => Self::Single(SingleKind::Single, key),
            Part::Pedersen(parameters) => Self::Pedersen(PedersenKind::Pedersen, parameters),
        }
    }
}

impl Part {
    /// Keys of a threshold are signed, and no others.
    fn has_its_form(&self) -> bool {
        match self {
            Self::Single(key) => !key.is_signed(),
            Self::Pedersen(parameters) => parameters.keys_are_signed(),
        }
    }
}

/// The trustees of an election, as published.
#[derive(Debug, Clone)]
pub struct Trustees {
    text: String,
    parts: Vec<Part>,
    members: Vec<Member>,
    key: Element,
}

/// One trustee, by the number that its shuffles and decryptions bear.
#[derive(Debug, Clone)]
pub struct Member {
    /// Which part of the key it helps to make, from 0.
    pub part: usize,
    /// Its place among the trustees of a threshold, from 1; nothing for a single trustee.
    pub place: Option<usize>,
    /// The key that its decryptions are checked with.
    pub key: Element,
    /// The key that its statements are checked with.
    pub verification: Element,
}

/// What is wrong with the trustees of an election.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrusteesFault {
    /// Not the one form of the message.
    #[error("{0}")]
    Malformed(String),
    /// There are none.
    #[error("an election has at least one trustee")]
    Nobody,
    /// A single trustee's key.
    #[error("trustee {number}: {fault}")]
    Key {
        /// Its number.
        number: usize,
        /// What is wrong.
        fault: KeyFault,
    },
    /// A threshold.
    #[error("part {part}: {fault}")]
    Threshold {
        /// From 1.
        part: usize,
        /// What is wrong.
        fault: threshold::CeremonyFault,
    },
    /// Two trustees have one key.
    #[error("trustees {0} and {1} have the same key")]
    SameKey(usize, usize),
    /// The product of all keys encrypts nothing.
    #[error("the keys of all trustees cancel out")]
    Neutral,
}

impl Trustees {
    /// The trustees with these keys, after every check.
    pub fn new(parts: &[Part]) -> Result<Self, TrusteesFault> {
        let text = serde_json::to_string(parts)
            .map_err(|error| TrusteesFault::Malformed(error.to_string()))?;
        Self::parse(&text)
    }

    /// Reads and checks published trustees: each proof, each signature, each key of a threshold.
    pub fn parse(text: &str) -> Result<Self, TrusteesFault> {
        let parts: Vec<Part> = canonical(text.as_bytes()).map_err(TrusteesFault::Malformed)?;
        if !parts.iter().all(Part::has_its_form) {
            return Err(TrusteesFault::Malformed(
                "keys are signed by trustees of a threshold, and by no others".to_owned(),
            ));
        }
        let mut members = Vec::new();
        let mut key = Element::identity();
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Single(public) => {
                    let number = members.len() + 1;
                    if public.is_signed() {
                        let reason = "a single trustee's key bears a signature, as only those of a threshold do";
                        return Err(TrusteesFault::Malformed(reason.to_owned()));
                    }
                    let single = public
                        .check()
                        .map_err(|fault| TrusteesFault::Key { number, fault })?;
                    key = Element(key.0 + single.0);
                    members.push(Member {
                        part: index,
                        place: None,
                        key: single,
                        verification: single,
                    });
                }
                Part::Pedersen(parameters) => {
                    let checked = parameters
                        .check()
                        .map_err(|fault| TrusteesFault::Threshold {
                            part: index + 1,
                            fault,
                        })?;
                    key = Element(key.0 + checked.key.0);
                    members.extend((1..).zip(checked.trustees).map(
                        |(place, (key, verification))| Member {
                            part: index,
                            place: Some(place),
                            key,
                            verification,
                        },
                    ));
                }
            }
        }
        if members.is_empty() {
            return Err(TrusteesFault::Nobody);
        }
        distinct(&members)?;
        if key.is_identity() {
            return Err(TrusteesFault::Neutral);
        }
        Ok(Self {
            text: text.to_owned(),
            parts,
            members,
            key,
        })
    }

    /// The exact text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The parts of the key.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// All trustees; the number of the first is 1.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many of them must decrypt: each single one, and of each threshold as many as it asks for.
    pub fn needed(&self) -> usize {
        let of_part = |part: &Part| match part {
            Part::Single(_) => 1,
            Part::Pedersen(parameters) => parameters.threshold(),
        };
        self.parts.iter().map(of_part).sum()
    }

    /// The trustee with this number.
    pub fn member(&self, number: usize) -> Option<&Member> {
        self.members.get(number.checked_sub(1)?)
    }

    /// The election's key.
    pub fn key(&self) -> &Element {
        &self.key
    }
}

fn distinct(members: &[Member]) -> Result<(), TrusteesFault> {
    for (index, member) in members.iter().enumerate() {
        if let Some(earlier) = members[..index]
            .iter()
            .position(|other| other.key == member.key)
        {
            return Err(TrusteesFault::SameKey(earlier + 1, index + 1));
        }
    }
    Ok(())
}

/// The product of powers of public elements, in variable time.
fn product_of_powers<'a>(
    terms: impl Iterator<Item = (crate::group::Scalar, &'a Element)>,
) -> Point {
    use curve25519_dalek::traits::VartimeMultiscalarMul as _;
    let (scalars, points): (Vec<_>, Vec<_>) =
        terms.map(|(scalar, element)| (scalar, element.0)).unzip();
    Point::vartime_multiscalar_mul(scalars, points)
}
