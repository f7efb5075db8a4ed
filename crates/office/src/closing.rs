//! What trustees make of a closed box, and its opening.

use std::fs::File;
use std::io::Cursor;

use hustings_contest::Digest;
use hustings_contest::event::{Act, DecryptionMade, ShuffleMade};
use hustings_rulebook::{Address, BoxId};
use hustings_seal::archive::Archive;
use hustings_seal::closing::{Phase, Verified};
use hustings_seal::trustee::{SignedMessage, Statement, Step};

use crate::archives::{Reach, signed};
use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office, Recorded};

impl Office {
    /// Takes in what a trustee made of a box, with the statement that proves it. `work` is an empty file.
    pub async fn take_step(
        &mut self,
        of: &BoxId,
        message: Vec<u8>,
        statement: &str,
        work: File,
        hand: &Hand,
    ) -> Result<Recorded, OfficeError> {
        self.catch_up().await?;
        let size = self.size();
        let refused = |reason: String| OfficeError::sealed(of, reason);
        let signed_message: SignedMessage = serde_json::from_str(statement).map_err(|error| {
            refused(format!(
                "the statement does not read: {error}; give what the trustee's program wrote"
            ))
        })?;
        let mut statements = self.statements(of).await?;
        statements.push(signed_message.clone());
        let mut file = self.archive(of, Reach::Whole, work).await?;
        let before = self.verified(of, &mut file, statements.clone())?;
        let (trustee, said) = signed(&signed_message, before.trustees())
            .ok_or_else(|| refused("no trustee of this box signed the statement; give the one that was written with the message".to_owned()))?;
        expect_fitting(of, &before, trustee, &said, &message)?;
        let append = |error| OfficeError::sealed(of, error);
        let mut archive = Archive::open(&mut file).map_err(append)?;
        let mut cursor = Cursor::new(&message);
        match said.step {
            Step::Shuffle => archive.shuffle_from(trustee, &mut cursor).map_err(append)?,
            Step::PartialDecryption => {
                if before.phase() == Phase::Shuffling {
                    archive.end_shuffles().map_err(append)?;
                }
                archive
                    .partial_decryption_from(trustee, &mut cursor)
                    .map_err(append)?;
            }
        }
        let after = self.verified(of, &mut file, statements)?;
        let last = match said.step {
            Step::Shuffle => after.report().shuffles.last(),
            Step::PartialDecryption => after.report().decryptions.last(),
        };
        if !last.is_some_and(|claimed| claimed.proved) {
            return Err(refused(
                "the statement does not prove the message after this archive; give the one that was written with it".to_owned(),
            ));
        }
        let digest = Digest::of(&message);
        let act = act(said.step, of, &digest, statement);
        let event = hand.does(act, Some(Address::new("ballot")));
        let row = (self.id.row("message", digest.as_str()), message);
        self.record_after(
            size,
            &[event],
            Beside {
                rows: vec![row],
                ..Beside::default()
            },
        )
        .await
    }
}

/// Refuses a message that is whole but not of this box as it stands, in words that say so: nothing is wrong with the
/// store.
fn expect_fitting(
    of: &BoxId,
    before: &Verified,
    trustee: usize,
    said: &Statement,
    message: &[u8],
) -> Result<(), OfficeError> {
    let digest = hustings_seal::digest::Digest::of(message);
    let report = before.report();
    let made = match said.step {
        Step::Shuffle => &report.shuffles,
        Step::PartialDecryption => &report.decryptions,
    };
    let reason = if said.election != before.election().fingerprint() {
        "it was made for another box; name that one"
    } else if said.digest != digest {
        "the statement is on another message; give the two that were written together"
    } else if made.iter().any(|claimed| claimed.trustee == trustee) {
        "this trustee has done this step already; another one is awaited"
    } else if report.tallied > 0 && made.iter().any(|claimed| claimed.digest == digest) {
        "this very message is recorded already"
    } else if said.step == Step::Shuffle && said.event != report.last_event {
        "it was made from another archive; give the trustee what `hustings contest archive` writes now"
    } else {
        return Ok(());
    };
    Err(OfficeError::sealed(of, reason))
}

fn act(step: Step, of: &BoxId, message: &Digest, statement: &str) -> Act {
    let (r#box, message, statement) =
        (of.clone(), message.clone(), statement.trim_end().to_owned());
    match step {
        Step::Shuffle => Act::ShuffleMade(ShuffleMade {
            r#box,
            message,
            statement,
        }),
        Step::PartialDecryption => Act::DecryptionMade(DecryptionMade {
            r#box,
            message,
            statement,
        }),
    }
}
