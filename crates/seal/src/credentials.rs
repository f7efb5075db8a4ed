//! The list of public credentials (section 4.8 of the specification): who may vote, without a name.

use std::collections::HashMap;

use crate::group::{Element, Encoded, GroupError};

/// What is wrong with the list; its entries are numbered from 1, and 0 is the list as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsFault {
    /// Not a list of credentials.
    #[error("entry {0} of the list of credentials: {1}")]
    Malformed(usize, String),
    /// A weight other than 1.
    #[error(
        "entry {0} of the list of credentials bears a weight, which this program does not take"
    )]
    Weight(usize),
    /// One credential twice.
    #[error("entries {0} and {1} of the list of credentials are the same")]
    Twice(usize, usize),
    /// The neutral element.
    #[error(
        "entry {0} of the list of credentials is the neutral element, for which anybody can sign"
    )]
    Neutral(usize),
    /// No element.
    #[error("entry {0} of the list of credentials {1}")]
    Element(usize, GroupError),
}

/// Writes the list, in an order that says nothing about who has which.
pub fn list(credentials: &[Encoded]) -> String {
    let mut sorted = credentials.to_vec();
    sorted.sort_unstable();
    let mut text = String::with_capacity(67 * sorted.len() + 2);
    text.push('[');
    for (index, credential) in sorted.iter().enumerate() {
        text.push_str(if index > 0 { ",\"" } else { "\"" });
        text.push_str(&credential.to_string());
        text.push('"');
    }
    text.push(']');
    text
}

/// Reads the list. An entry may bear an empty weight, or a weight of 1, and behind it a name, which is not looked at.
pub fn parse(text: &[u8]) -> Result<Vec<Encoded>, CredentialsFault> {
    let entries: Vec<String> =
        crate::wire::canonical(text).map_err(|error| CredentialsFault::Malformed(0, error))?;
    (1..)
        .zip(&entries)
        .map(|(number, entry)| parse_entry(number, entry))
        .collect()
}

fn parse_entry(number: usize, entry: &str) -> Result<Encoded, CredentialsFault> {
    let mut parts = entry.splitn(3, ',');
    let credential = parts.next().unwrap_or_default();
    if !matches!(parts.next(), None | Some("" | "1")) {
        return Err(CredentialsFault::Weight(number));
    }
    Encoded::from_hex(credential.as_bytes())
        .map_err(|error| CredentialsFault::Malformed(number, format!("“{credential}” {error}")))
}

/// Where each credential stands in the list, from 0, if they differ and none is neutral.
pub(crate) fn places(credentials: &[Encoded]) -> Result<HashMap<Encoded, u32>, CredentialsFault> {
    let neutral = Element::identity().encode();
    let mut places = HashMap::with_capacity(credentials.len());
    for (place, credential) in (0_u32..).zip(credentials) {
        let number = place as usize + 1;
        if *credential == neutral {
            return Err(CredentialsFault::Neutral(number));
        }
        if let Some(earlier) = places.insert(*credential, place) {
            return Err(CredentialsFault::Twice(earlier as usize + 1, number));
        }
    }
    Ok(places)
}
