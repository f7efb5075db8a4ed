//! What an election begins with.

use crate::credentials;
use crate::election::{Election, ElectionError, Question, Uuid};
use crate::group::Encoded;
use crate::trustee::Trustees;

/// An election, its trustees, and the list of its credentials.
#[derive(Debug, Clone)]
pub struct Setup {
    pub(crate) election: Election,
    pub(crate) trustees: Trustees,
    pub(crate) credentials: String,
}

/// Why an election cannot begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// The election.
    #[error(transparent)]
    Election(#[from] ElectionError),
    /// The credentials.
    #[error(transparent)]
    Credentials(#[from] credentials::CredentialsFault),
    /// Nobody can vote.
    #[error("there are no credentials: nobody could vote")]
    Nobody,
}

impl Setup {
    /// An election under the key of its trustees.
    pub fn new(
        uuid: &Uuid,
        name: &str,
        description: &str,
        questions: &[Question],
        trustees: Trustees,
        credentials: &[Encoded],
    ) -> Result<Self, SetupError> {
        if credentials.is_empty() {
            return Err(SetupError::Nobody);
        }
        credentials::places(credentials)?;
        let election = Election::new(uuid, name, description, trustees.key(), questions)?;
        Ok(Self {
            election,
            trustees,
            credentials: credentials::list(credentials),
        })
    }

    /// The election.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// The trustees.
    pub fn trustees(&self) -> &Trustees {
        &self.trustees
    }

    /// The list of credentials, as published.
    pub fn credentials(&self) -> &str {
        &self.credentials
    }
}
