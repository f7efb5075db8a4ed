//! The trustees and their keys (sections 4.5 and 4.7 of the specification).

use super::form::Form;
use super::json::Json;
use super::notation::product;
use super::proof::Proof;
use super::threshold::{self, Parameters};
use crate::group::{Element, Encoded};
use crate::trustee::{KeyFault, TrusteesFault};

/// A trustee's public key as received.
pub(super) struct TrusteePublicKey {
    pub pok: Proof,
    pub public_key: Encoded,
    /// By a trustee of a threshold, and by no other.
    pub signature: Option<Proof>,
}

/// One item of the list as received.
pub(super) enum Part {
    Single(TrusteePublicKey),
    Pedersen(Parameters),
}

/// How many of a part's trustees must decrypt.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    Single,
    Threshold(usize),
}

/// A trustee; the first one's number is 1.
pub(super) struct Member {
    pub part: usize,
    /// Its place among the trustees of its part, from 1.
    pub place: usize,
    pub key: Element,
    /// With which what it signs is checked.
    pub verification: Element,
}

/// The trustees after every check.
pub(super) struct Trustees {
    pub parts: Vec<Needed>,
    pub members: Vec<Member>,
    pub key: Element,
}

impl Trustees {
    /// The trustee with this number.
    pub fn member(&self, number: usize) -> Option<&Member> {
        self.members.get(number.checked_sub(1)?)
    }
}

impl TrusteePublicKey {
    fn read(json: &Json) -> Result<Self, Form> {
        let mut fields = json.object()?;
        let pok = Proof::read(fields.take("pok")?)?;
        let public_key = fields.take("public_key")?.element()?;
        let signature = fields.take_if("signature").map(Proof::read).transpose()?;
        fields.end()?;
        Ok(Self {
            pok,
            public_key,
            signature,
        })
    }

    fn read_single(json: &Json) -> Result<Self, Form> {
        let key = Self::read(json)?;
        match key.signature {
            None => Ok(key),
            Some(_) => Err(Form::Malformed(
                "a single trustee's key is not signed".to_owned(),
            )),
        }
    }

    pub(super) fn read_signed(json: &Json) -> Result<Self, Form> {
        let key = Self::read(json)?;
        match key.signature {
            Some(_) => Ok(key),
            None => Err(Form::Malformed(
                "a key of a threshold's trustee is signed".to_owned(),
            )),
        }
    }

    /// `A = g^response × X^challenge`; `challenge = H(pok|G|X|A)`.
    pub fn check(&self) -> Result<Element, KeyFault> {
        let key = self.public_key.element()?;
        if key.is_identity() {
            return Err(KeyFault::Neutral);
        }
        let text = format!("pok|Ed25519|{}|", self.public_key);
        if self.pok.knows_logarithm(&key.0, &text) {
            Ok(key)
        } else {
            Err(KeyFault::Proof)
        }
    }
}

/// Reads the list.
pub(super) fn read(message: &[u8]) -> Result<Vec<Part>, Form> {
    // Here alone a bad number is one more way in which a text is malformed: the messages of a setup are small, and read
    // whole or not at all.
    Json::read(message)
        .and_then(|json| json.each(read_part))
        .map_err(|form| match form {
            Form::Scalar => Form::Malformed("a number is not canonical".to_owned()),
            malformed @ Form::Malformed(_) => malformed,
        })
}

fn read_part(json: &Json) -> Result<Part, Form> {
    let [kind, value] = json.tuple()?;
    match kind.text()? {
        "Single" => Ok(Part::Single(TrusteePublicKey::read_single(value)?)),
        "Pedersen" => Ok(Part::Pedersen(Parameters::read(value)?)),
        other => Err(Form::Malformed(format!(
            "there are no trustees of the kind “{other}”"
        ))),
    }
}

/// Checks each key and what goes with it.
pub(super) fn check(parts: &[Part]) -> Result<Trustees, TrusteesFault> {
    let mut needed = Vec::new();
    let mut members: Vec<Member> = Vec::new();
    let mut subkeys = Vec::new();
    for (part, message) in parts.iter().enumerate() {
        let number = members.len() + 1;
        let mut join = |place, key, verification| {
            members.push(Member {
                part,
                place,
                key,
                verification,
            });
        };
        match message {
            Part::Single(key) => {
                let key = key
                    .check()
                    .map_err(|fault| TrusteesFault::Key { number, fault })?;
                needed.push(Needed::Single);
                subkeys.push(key.0);
                join(1, key, key);
            }
            Part::Pedersen(parameters) => {
                let checked =
                    threshold::check(parameters).map_err(|fault| TrusteesFault::Threshold {
                        part: part + 1,
                        fault,
                    })?;
                needed.push(Needed::Threshold(checked.threshold));
                subkeys.push(checked.subkey);
                let keys = checked.keys.into_iter().zip(checked.verification);
                (1..)
                    .zip(keys)
                    .for_each(|(place, (key, verification))| join(place, key, verification));
            }
        }
    }
    if members.is_empty() {
        return Err(TrusteesFault::Nobody);
    }
    are_distinct(&members)?;
    let key = Element(product(subkeys));
    if key.is_identity() {
        return Err(TrusteesFault::Neutral);
    }
    Ok(Trustees {
        parts: needed,
        members,
        key,
    })
}

fn are_distinct(members: &[Member]) -> Result<(), TrusteesFault> {
    for (later, member) in (1..).zip(members) {
        for (earlier, other) in (1..later).zip(members) {
            if other.key == member.key {
                return Err(TrusteesFault::SameKey(earlier, later));
            }
        }
    }
    Ok(())
}
