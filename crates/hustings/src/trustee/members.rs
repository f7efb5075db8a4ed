//! Trustees as people compare them.

use std::io::Write as _;

use hustings_seal::trustee::{Part, Trustees};

use super::keys::fingerprint;
use crate::failure::Failure;

/// Each trustee with the fingerprint of its key, and the election's key.
pub(crate) fn print(trustees: &Trustees) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    for (number, member) in (1..).zip(trustees.members()) {
        let role = match (&trustees.parts()[member.part], member.place) {
            (Part::Pedersen(parameters), Some(place)) => {
                format!("place {place} of a threshold of {}", parameters.threshold())
            }
            _ => "mandatory".to_owned(),
        };
        let key = fingerprint(&member.key.encode().to_string());
        writeln!(out, "trustee {number} ({role}): {key}")?;
    }
    let key = trustees.key().encode();
    writeln!(out, "key of the election: {key}")?;
    Ok(())
}
