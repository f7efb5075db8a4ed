//! The public credentials: who may vote (section 4.8 of the specification).

use std::collections::HashSet;

use super::form::Form;
use super::json::Json;
use super::stop::fault;
use crate::group::Encoded;
use crate::verify::{Fault, Place, Reason};

/// An item of the list: an element, and behind commas a weight, if it is not left empty, and a name.
pub(super) struct Listed {
    credential: Encoded,
    weight: String,
}

/// Who may vote.
pub(super) struct Credentials(HashSet<Encoded>);

impl Credentials {
    pub fn contains(&self, credential: Encoded) -> bool {
        self.0.contains(&credential)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Reads the list.
pub(super) fn read(message: &[u8]) -> Result<Vec<Listed>, Fault> {
    let whole = |form: Form| form.at(Place::Credential(0));
    let json = Json::read(message).map_err(whole)?;
    let texts = json.each(Json::text).map_err(whole)?;
    (1..)
        .zip(texts)
        .map(|(number, text)| read_one(text).map_err(|form| form.at(Place::Credential(number))))
        .collect()
}

fn read_one(text: &str) -> Result<Listed, Form> {
    let mut parts = text.splitn(3, ',');
    let credential = parts.next().unwrap_or_default();
    let credential = Encoded::from_hex(credential.as_bytes())
        .map_err(|error| Form::Malformed(format!("a credential {error}")))?;
    Ok(Listed {
        credential,
        weight: parts.next().unwrap_or_default().to_owned(),
    })
}

/// Checks each credential, in the order of the list, which is free.
pub(super) fn check(list: &[Listed]) -> Result<Credentials, Fault> {
    let mut credentials = HashSet::new();
    for (number, listed) in (1..).zip(list) {
        let fault = |reason| Err(fault(Place::Credential(number), reason));
        if !matches!(listed.weight.as_str(), "" | "1") {
            return fault(Reason::Weight);
        }
        match listed.credential.element() {
            Err(error) => return fault(Reason::Element(error)),
            Ok(element) if element.is_identity() => return fault(Reason::NeutralCredential),
            Ok(_) => {}
        }
        if !credentials.insert(listed.credential) {
            return fault(Reason::DuplicateCredential);
        }
    }
    Ok(Credentials(credentials))
}
