//! What was issued to whom, kept encrypted so that a lost letter can be written again before the close.

use std::path::Path;

use hustings_seal::election::Uuid;
use hustings_seal::registrar::Issued;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::failure::Failure;
use crate::secret::{self, Locking, Unlocking};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recovery {
    election: String,
    issued: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    elector: String,
    credential: String,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.credential.zeroize();
    }
}

pub(super) fn write(
    path: &Path,
    election: &Uuid,
    issued: &[Issued],
    locking: &Locking,
) -> Result<(), Failure> {
    let recovery = Recovery {
        election: election.to_string(),
        issued: issued
            .iter()
            .map(|one| Entry {
                elector: one.elector.clone(),
                credential: one.credential.reveal().to_owned(),
            })
            .collect(),
    };
    let text = serde_json::to_vec(&recovery).map_err(|error| Failure::refused(path, error))?;
    secret::write(path, &Zeroizing::new(text), locking)
}

pub(super) fn read(path: &Path, unlocking: &Unlocking) -> Result<(Uuid, Vec<Issued>), Failure> {
    let text = secret::read(path, unlocking)?;
    let refused = |error: String| {
        Failure::refused(
            path,
            format!("it is not what `registrar issue --recovery` wrote ({error}); give that file"),
        )
    };
    let recovery: Recovery =
        serde_json::from_str(&text).map_err(|error| refused(error.to_string()))?;
    let election = recovery
        .election
        .parse()
        .map_err(|error| refused(format!("{error}")))?;
    let issued = recovery.issued.iter().map(|entry| {
        Ok(Issued {
            elector: entry.elector.clone(),
            credential: entry.credential.parse()?,
        })
    });
    let issued: Result<_, hustings_seal::credential::InvalidCredential> = issued.collect();
    Ok((
        election,
        issued.map_err(|error| refused(error.to_string()))?,
    ))
}
