//! Receipts: that a ballot is in its box, for its voter to keep.

use hustings_log::{InclusionProof, Note, Receipt, Tree};
use hustings_rulebook::BoxId;

use crate::error::OfficeError;
use crate::names::mark;
use crate::office::Office;

impl Office {
    /// The receipt of the ballot with this tracker, against a checkpoint of its box as it stands; nothing if no such ballot
    /// is in it. It reads a few tiles, however many ballots there are.
    ///
    /// What it says is on disk: a ballot is found by its tracker once it is.
    pub async fn receipt(&self, of: &BoxId, tracker: &str) -> Result<Option<Receipt>, OfficeError> {
        if !self.contest.has_opened() {
            return Ok(None);
        }
        let log = self.id.box_log(of)?;
        match self.store.find(&log, mark::TRACKER, tracker).await? {
            Some(index) => self.receipt_at(of, index).await.map(Some),
            None => Ok(None),
        }
    }

    /// The receipt of the ballot at this place of its box, counted from 0, for whoever has just put it there.
    pub async fn receipt_at(&self, of: &BoxId, index: u64) -> Result<Receipt, OfficeError> {
        let log = self.id.box_log(of)?;
        let snapshot = self.store.tiles_for(&log, &[index]).await?;
        let torn = |error: &dyn std::fmt::Display| {
            OfficeError::sealed(
                of,
                format!("its tree cannot be read ({error}); run `hustings store fsck`"),
            )
        };
        let tree =
            Tree::from_tiles(snapshot.size, &snapshot.tiles).map_err(|error| torn(&error))?;
        let proof = InclusionProof::prove(index, snapshot.size, &snapshot.tiles)
            .map_err(|error| torn(&error))?;
        let checkpoint = self.box_checkpoint(of, tree.head())?;
        let checkpoint = Note::parse(checkpoint.as_bytes()).map_err(|error| torn(&error))?;
        Ok(Receipt::new(index, proof, checkpoint))
    }
}
