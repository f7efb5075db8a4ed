//! The registrar: gives each elector a credential, and the election the list of their public parts.
//!
//! Two electors with one credential would have one vote between them (a clash), and nobody could see it from the archive:
//! so electors are told apart before, and public parts after.

use std::collections::HashSet;

use rand_core::CryptoRng;

use crate::credential::Credential;
use crate::election::Uuid;
use crate::group::Encoded;

/// An elector, by whatever name the roll has, and the credential that is theirs.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Who.
    pub elector: String,
    /// Theirs alone.
    pub credential: Credential,
}

/// Why credentials cannot be issued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// An elector stands twice in the roll.
    #[error(
        "elector “{elector}” stands in the roll twice, as numbers {first} and {second}: they would have two votes"
    )]
    ElectorTwice {
        /// Who.
        elector: String,
        /// From 1.
        first: usize,
        /// From 1.
        second: usize,
    },
    /// Two electors got one credential.
    #[error(
        "electors “{first}” and “{second}” have the same credential: they would have one vote between them"
    )]
    CredentialTwice {
        /// Who.
        first: String,
        /// Who.
        second: String,
    },
    /// Nobody.
    #[error("the roll is empty")]
    Nobody,
}

/// A new credential for each elector.
pub fn issue(electors: &[String], chance: &mut impl CryptoRng) -> Result<Vec<Issued>, IssueError> {
    if electors.is_empty() {
        return Err(IssueError::Nobody);
    }
    let mut seen = std::collections::HashMap::new();
    for (number, elector) in (1..).zip(electors) {
        if let Some(first) = seen.insert(elector, number) {
            return Err(IssueError::ElectorTwice {
                elector: elector.clone(),
                first,
                second: number,
            });
        }
    }
    let issued = electors.iter().map(|elector| Issued {
        elector: elector.clone(),
        credential: Credential::generate(chance),
    });
    Ok(issued.collect())
}

/// The public parts in an election, in an order that says nothing, after checking that no two electors share one.
pub fn public(issued: &[Issued], election: &Uuid) -> Result<Vec<Encoded>, IssueError> {
    let mut credentials = public_of_each(issued, election)?;
    credentials.sort_unstable();
    Ok(credentials)
}

/// The public part of each credential, in the order of what was issued: who has it can tell whose a ballot is. No two
/// electors share one.
pub fn public_of_each(issued: &[Issued], election: &Uuid) -> Result<Vec<Encoded>, IssueError> {
    use rayon::prelude::*;
    let credentials: Vec<Encoded> = issued
        .par_iter()
        .map(|one| one.credential.public(election))
        .collect();
    let mut seen = HashSet::new();
    for (index, credential) in credentials.iter().enumerate() {
        if !seen.insert(credential) {
            let first = credentials
                .iter()
                .position(|other| other == credential)
                .unwrap_or(index);
            let name = |index: usize| issued[index].elector.clone();
            return Err(IssueError::CredentialTwice {
                first: name(first),
                second: name(index),
            });
        }
    }
    drop(seen);
    Ok(credentials)
}
