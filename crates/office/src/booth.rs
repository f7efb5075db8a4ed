//! Which booth the site serves.

use hustings_contest::Digest;
use hustings_contest::event::{Act, BoothPublished};

use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office, Recorded};

impl Office {
    /// Says which booth is served from now on, if the log does not have it already.
    pub async fn publish_booth(
        &mut self,
        digest: Digest,
        hand: &Hand,
    ) -> Result<Option<Recorded>, OfficeError> {
        let turn = self.turn(&[]).await?;
        let standing = self.contest.kept().and_then(|kept| kept.booth.as_ref());
        if standing.is_some_and(|booth| booth.act.digest == digest) {
            turn.abandon().await?;
            return Ok(None);
        }
        let event = hand.does(Act::BoothPublished(BoothPublished { digest }), None);
        let recorded = self.write(turn, &[event], Beside::default()).await?;
        Ok(Some(recorded))
    }
}
