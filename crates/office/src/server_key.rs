//! The key that the server holds itself, where a rulebook gives it one (`ballot.trustees`): what it does with a closed box.
//!
//! It does what any trustee's program does, from the archive that the others get, and what it made is taken in as theirs is.

use std::fs::File;

use hustings_contest::kept;
use hustings_rulebook::BoxId;
use hustings_seal::closing::{Phase, Verified};
use hustings_seal::digest::Digest;
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{PrivateKey, Signer, Statement};
use zeroize::Zeroizing;

use crate::archives::Reach;
use crate::error::OfficeError;
use crate::office::{Hand, Office, Recorded};

impl Office {
    /// The server's own key; nothing where it was made elsewhere, or not yet.
    pub async fn server_key(&self) -> Result<Option<PrivateKey>, OfficeError> {
        let row = self.store.row(&self.id.server_key_row()).await?;
        read(row.map(Zeroizing::new).as_ref().map(|row| row.as_slice()))
    }

    /// How far the archive goes that trustees work from now; nothing of a box that is not open.
    pub fn reach_now(&self, of: &BoxId) -> Option<Reach> {
        let state = self.contest.kept()?.of_box(of)?;
        Some(if state.closed.is_none() {
            Reach::Cast
        } else if state.shuffles.len() >= kept::needed(&self.contest) {
            Reach::Decryption
        } else {
            Reach::Whole
        })
    }

    /// Makes what comes next of a closed box with the server's key, a shuffle or a decryption, and records it. `work` are
    /// two empty files.
    pub async fn step_with_server_key(
        &mut self,
        of: &BoxId,
        work: [File; 2],
        hand: &Hand,
    ) -> Result<Recorded, OfficeError> {
        self.catch_up().await?;
        let key = self.server_key().await?.ok_or_else(|| {
            OfficeError::NotPossible(
                "the server has no key of this contest; whoever made it must use it, by `hustings trustee`".to_owned(),
            )
        })?;
        let reach = self
            .reach_now(of)
            .ok_or_else(|| OfficeError::NotPossible(format!("the box '{of}' is not open")))?;
        let [archive, taken] = work;
        let mut file = self.archive(of, reach, archive).await?;
        let statements = self.statements(of).await?;
        let verified = self.verified(of, &mut file, statements)?;
        let (message, statement) = made(of, &verified, &key)?;
        self.take_step(of, message, &statement, taken, hand).await
    }
}

/// The key of a row.
pub(crate) fn read(row: Option<&[u8]>) -> Result<Option<PrivateKey>, OfficeError> {
    let Some(row) = row else {
        return Ok(None);
    };
    let key = std::str::from_utf8(row).ok();
    let key = key.and_then(|text| PrivateKey::parse(text).ok());
    key.map(Some)
        .ok_or_else(|| OfficeError::Lost("the server's key".to_owned()))
}

/// What comes next, with its signed statement.
fn made(
    of: &BoxId,
    archive: &Verified,
    key: &PrivateKey,
) -> Result<(Vec<u8>, String), OfficeError> {
    let refused = |reason: String| OfficeError::sealed(of, reason);
    let number = archive
        .trustee_with(key)
        .ok_or_else(|| refused("the server's key is none of this box's trustees".to_owned()))?;
    let mut message = Vec::new();
    let statement: Statement = match archive.phase() {
        Phase::Shuffling => {
            let shuffle = archive.shuffle(&mut system(), &silent);
            let shuffle = shuffle.map_err(|error| refused(error.to_string()))?;
            shuffle.write(&mut message)?;
            archive.shuffle_statement(number, Digest::of(&message))
        }
        Phase::Decrypting => {
            if let Some(unproved) = archive.report().shuffles.iter().find(|made| !made.proved) {
                return Err(refused(format!(
                    "that trustee {} shuffled is not proved, and the server decrypts nothing else",
                    unproved.trustee
                )));
            }
            let decrypted = archive.decrypt(key, &mut system(), &silent);
            let (number, decryption) = decrypted.map_err(|error| refused(error.to_string()))?;
            decryption.write(&mut message)?;
            let digest = Digest::of(&message);
            archive
                .decryption_statement(number, &decryption, digest, key, &mut system())
                .map_err(|error| refused(error.to_string()))?
        }
        phase => {
            return Err(refused(format!(
                "it is {phase}, and there is nothing to shuffle or to decrypt"
            )));
        }
    };
    let signed = statement.sign(&Signer::Single(key), &mut system());
    let signed = serde_json::to_string(&signed).map_err(|error| refused(error.to_string()))?;
    Ok((message, signed))
}
