//! The bundle: everything with which anybody can check the contest.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use hustings_evidence::{BoxContents, Contents, KeptContents, Large, PostContents, RollContents};
use hustings_rulebook::BoxId;

use crate::archives::Reach;
use crate::error::OfficeError;
use crate::office::Office;

impl Office {
    /// Writes the bundle. Archives are made in the folder `work`, which must be empty and is not cleared.
    pub async fn bundle(&self, work: &Path, out: impl Write) -> Result<(), OfficeError> {
        let contents = self.contents(work).await?;
        contents.write_to(out).map_err(|error| {
            OfficeError::NotPossible(format!("the bundle cannot be written: {error}"))
        })
    }

    async fn contents(&self, work: &Path) -> Result<Contents, OfficeError> {
        let counted = self.counted().await?;
        let posts = counted.iter().map(|counted| PostContents {
            post: counted.post.id.to_string(),
            transcript: counted.transcript.to_json().into_bytes(),
            declaration: counted.declaration.to_json().into_bytes(),
        });
        Ok(Contents {
            rulebook: self.rulebook().as_bytes().to_vec(),
            events: self.events().to_vec(),
            kept: Some(self.kept_contents(work).await?),
            papers: self.papers().await?,
            statement: self.statement().to_json().into_bytes(),
            posts: posts.collect(),
        })
    }

    async fn kept_contents(&self, work: &Path) -> Result<KeptContents, OfficeError> {
        let mut kept = KeptContents {
            checkpoint: self.checkpoint().await?.into_bytes(),
            ..KeptContents::default()
        };
        // Where nobody is polled on anything, there need be no roll.
        let state = self.contest.kept();
        let frozen = state.filter(|state| state.roll.frozen.is_some());
        let sections = frozen.map(|_| hustings_contest::kept::box_ids(&self.contest));
        for (of, _) in sections.unwrap_or_default() {
            kept.rolls.push(RollContents {
                commitments: self.file(&format!("roll/{of}.txt")).await?,
                section: of.to_string(),
            });
        }
        for of in self.box_ids() {
            kept.boxes.push(self.box_contents(&of, work).await?);
        }
        Ok(kept)
    }

    async fn box_contents(&self, of: &BoxId, work: &Path) -> Result<BoxContents, OfficeError> {
        let removed = self
            .contest
            .kept()
            .is_some_and(|kept| kept.rulings.removed(of).next().is_some());
        let cast = if removed {
            Some(self.large(of, Reach::Cast, work).await?)
        } else {
            None
        };
        Ok(BoxContents {
            id: of.to_string(),
            checkpoint: self.file(&format!("boxes/{of}/checkpoint")).await?,
            cast,
            archive: self.large(of, Reach::Whole, work).await?,
        })
    }

    async fn large(&self, of: &BoxId, reach: Reach, work: &Path) -> Result<Large, OfficeError> {
        let path = work.join(format!("{of}.{reach:?}.bel"));
        let file = File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)?;
        self.archive(of, reach, file).await?;
        Ok(Large::new(move || File::open(&path))?)
    }

    /// A public file, by its path in the bundle.
    async fn file(&self, path: &str) -> Result<Vec<u8>, OfficeError> {
        let row = self.store.row(&self.id.file_row(path)).await?;
        row.ok_or_else(|| {
            OfficeError::NotPossible(format!(
                "there is no {path} yet, so there is no bundle; see what is to be done by `hustings contest status`"
            ))
        })
    }
}
