//! Checkpoints of a contest's logs: signed, and cosigned by witnesses.

use hustings_log::note::{KeyName, Note, VerifyingKey};
use hustings_log::{Checkpoint, TreeHead, Witness};

use hustings_rulebook::BoxId;

use crate::error::OfficeError;
use crate::office::Office;

impl Office {
    /// A signed checkpoint of a log with this origin.
    pub(crate) fn sign(&self, origin: &str, head: TreeHead) -> Result<String, OfficeError> {
        let refused = |error: &dyn std::fmt::Display| {
            OfficeError::NotPossible(format!(
                "the checkpoint of '{origin}' cannot be signed: {error}"
            ))
        };
        let name: KeyName = origin.parse().map_err(|error| refused(&error))?;
        let checkpoint = Checkpoint::new(&name, head).map_err(|error| refused(&error))?;
        let note = checkpoint.sign(&self.key.named(name));
        note.map(|note| note.to_string())
            .map_err(|error| refused(&error))
    }

    /// The key of a box's log, by which its checkpoints and its receipts are held.
    pub fn box_key(&self, of: &BoxId) -> Result<VerifyingKey, OfficeError> {
        let origin = self.box_origin(of);
        let name: KeyName = origin
            .parse()
            .map_err(|error| OfficeError::NotPossible(format!("{error}")))?;
        Ok(self.key.named(name).verifying_key())
    }

    /// The signed checkpoint over all that is recorded, with the cosignatures that are kept.
    pub async fn checkpoint(&self) -> Result<String, OfficeError> {
        let kept = self.store.checkpoints(&self.id.log()?).await?;
        let last = kept
            .into_iter()
            .rev()
            .find(|kept| kept.size == self.tree.size());
        last.map(|last| last.note)
            .ok_or_else(|| OfficeError::Lost("the last checkpoint".to_owned()))
    }

    /// Keeps the signatures of witnesses on a checkpoint of this log; returns how many entries it is over.
    pub async fn cosigned(&mut self, note: &str) -> Result<u64, OfficeError> {
        let refused = |reason: String| OfficeError::NotPossible(reason);
        let parsed = Note::parse(note.as_bytes()).map_err(|error| refused(error.to_string()))?;
        let checkpoint = Checkpoint::open(&parsed, &self.key.verifying_key())
            .map_err(|error| refused(error.to_string()))?;
        self.catch_up().await?;
        self.expect_genuine(&parsed)?;
        let log = self.id.log()?;
        let size = checkpoint.head().size;
        // Two witnesses may hand theirs in at once: what is kept is read when nobody else can write.
        let mut turn = self.store.turn(std::slice::from_ref(&log)).await?;
        let kept = self.store.checkpoints(&log).await?;
        let mut merged = match kept.iter().find(|kept| kept.size == size) {
            Some(kept) => {
                Note::parse(kept.note.as_bytes()).map_err(|error| refused(error.to_string()))?
            }
            None => parsed.clone(),
        };
        for signature in parsed.signatures() {
            if !merged.signatures().contains(signature) {
                merged.add(signature.clone());
            }
        }
        turn.keep_checkpoint(&log, size, &merged.to_string())
            .await?;
        turn.commit().await?;
        Ok(size)
    }

    /// Refuses a note with a signature in a witness's name that is not the witness's.
    fn expect_genuine(&self, note: &Note) -> Result<(), OfficeError> {
        let witnesses = self
            .contest
            .kept()
            .into_iter()
            .flat_map(|kept| kept.log.act.witnesses.values());
        for witness in witnesses.filter_map(|key| key.parse::<Witness>().ok()) {
            witness.cosigned(note).map_err(|error| {
                OfficeError::NotPossible(format!(
                    "{error}; give the checkpoint as the witness's program wrote it"
                ))
            })?;
        }
        Ok(())
    }
}
