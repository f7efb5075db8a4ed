//! The poll: opened, closed; boxes closed behind it.

use std::fs::File;

use hustings_contest::Root;
use hustings_contest::event::{Act, BoxClosed, PollClosed, PollOpened};
use hustings_log::TreeHead;
use hustings_rulebook::{Address, BoxId};

use hustings_store::{LogName, StoreError};

use crate::archives::{Reach, append_tally, logged};
use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office, Recorded};

impl Office {
    /// Opens the poll: from now on boxes take ballots.
    pub async fn open_poll(&mut self, hand: &Hand) -> Result<Recorded, OfficeError> {
        let event = hand.does(
            Act::PollOpened(PollOpened {}),
            Some(Address::new("ballot.window")),
        );
        // Which boxes there are is seen in the turn: one may just have been opened.
        let turn = self.turn(&[]).await?;
        let begin = self.box_logs()?;
        let beside = Beside {
            begin,
            ..Beside::default()
        };
        self.write(turn, &[event], beside).await
    }

    /// Closes the poll: in the same commit the boxes stop taking ballots. Batches of papers whose numbers are not published
    /// would be lost, since none is received after the close: they are published first.
    pub async fn close_poll(&mut self, hand: &Hand) -> Result<Recorded, OfficeError> {
        let event = hand.does(
            Act::PollClosed(PollClosed {}),
            Some(Address::new("ballot.window")),
        );
        // The boxes are those that the poll was opened with, and are known once it is seen to be open.
        self.catch_up().await?;
        let was_open = self.contest.has_opened();
        let close = if was_open {
            self.box_logs()?
        } else {
            Vec::new()
        };
        let mut turn = self.turn(&close).await?;
        if self.contest.has_opened() != was_open {
            return Err(OfficeError::Moved);
        }
        self.expect_published(&mut turn).await?;
        self.write(
            turn,
            &[event],
            Beside {
                close,
                ..Beside::default()
            },
        )
        .await
    }

    pub(crate) fn box_logs(&self) -> Result<Vec<LogName>, StoreError> {
        self.box_ids()
            .iter()
            .map(|of| self.id.box_log(of))
            .collect()
    }

    /// The boxes that are open, in the order of their opening.
    pub fn box_ids(&self) -> Vec<BoxId> {
        let boxes = self.contest.kept().into_iter().flat_map(|kept| &kept.boxes);
        boxes.map(|of| of.opened.act.r#box.clone()).collect()
    }

    /// Closes a box: fixes what was cast, what rulings remove, and what is tallied. `work` are two empty files.
    pub async fn close_box(
        &mut self,
        of: &BoxId,
        work: [File; 2],
        hand: &Hand,
    ) -> Result<Recorded, OfficeError> {
        self.catch_up().await?;
        if !self.contest.has_closed() {
            return Err(OfficeError::sealed(
                of,
                "the poll is not closed (ballot.window); close it first",
            ));
        }
        let size = self.size();
        let [as_cast, remaining] = work;
        let mut as_cast = self.archive(of, Reach::Cast, as_cast).await?;
        let cast = self.verified(of, &mut as_cast, Vec::new())?;
        let mut remaining = self.archive(of, Reach::Remaining, remaining).await?;
        append_tally(self, of, &mut remaining)?;
        let tally = self.verified(of, &mut remaining, Vec::new())?;
        let head = self.box_head(of).await?;
        let removed = self
            .contest
            .kept()
            .map_or(0, |kept| kept.rulings.removed(of).count());
        let closed = BoxClosed {
            r#box: of.clone(),
            size: head.size,
            root: root(&head)?,
            cast: cast.report().cast as u64,
            voted: cast.report().tallied as u64,
            removed: removed as u64,
            tallied: tally.report().tallied as u64,
            archive: logged(cast.report().last_event)?,
            tally: logged(tally.report().last_event)?,
        };
        let checkpoint = self.box_checkpoint(of, head)?;
        let event = hand.does(Act::BoxClosed(closed), Some(Address::new("ballot")));
        let row = (
            self.id.file_row(&format!("boxes/{of}/checkpoint")),
            checkpoint.into_bytes(),
        );
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

    /// Size and root of a box's log.
    pub async fn box_head(&self, of: &BoxId) -> Result<TreeHead, OfficeError> {
        let (size, root) = self.store.root(&self.id.box_log(of)?).await?;
        let root = root
            .to_string()
            .parse()
            .map_err(|_| OfficeError::Lost(format!("the root of '{of}'")))?;
        Ok(TreeHead { size, root })
    }

    /// A signed checkpoint of a box's log.
    pub fn box_checkpoint(&self, of: &BoxId, head: TreeHead) -> Result<String, OfficeError> {
        self.sign(&self.box_origin(of), head)
    }

    /// What the log of a box is called.
    pub(crate) fn box_origin(&self, of: &BoxId) -> String {
        let kept = self.contest.kept();
        let origin = kept.map(|kept| kept.log.act.origin.as_str());
        format!("{}/box/{of}", origin.unwrap_or_default())
    }
}

pub(crate) fn root(head: &TreeHead) -> Result<Root, OfficeError> {
    head.root
        .to_string()
        .parse()
        .map_err(|error| OfficeError::NotPossible(format!("{error}")))
}
