//! Papers noted as they come, before they are opened.

use hustings_contest::kept;
use hustings_rulebook::{BatchId, BoxId, Means, Moment, SectionId};
use hustings_store::Turn;

use super::row::{self, BatchRow, Done, PaperRow, RejectedRow};
use crate::error::OfficeError;
use crate::names::mark;
use crate::office::Office;

/// Why a paper is rejected whose elector has sent one before.
const SECOND: &str = "second paper";

/// The most characters of a reason.
const REASON: usize = 100;

/// Where papers go, as they are noted.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Their batch.
    pub batch: BatchId,
    /// From which section's electors; `None` where the roll has no sections, or as the batch has it already.
    pub section: Option<SectionId>,
    /// Why they are rejected unopened; published. `None` takes in what can be taken in.
    pub rejected: Option<String>,
    /// Further papers of electors who are noted in this batch already; without it they are the same papers, read again.
    pub second: bool,
    /// When they were received: judged by the poll's window.
    pub received: Moment,
}

/// What was done with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It is in the batch, and its elector can no longer vote online.
    Taken,
    /// It is set aside unopened: its elector's ballot came first.
    SetAside,
    /// It is rejected: an earlier paper came in its elector's name.
    Second,
    /// It is rejected for the reason that was given. Its elector may send another, or vote online.
    Rejected,
    /// It is noted in this batch already: nothing is counted again.
    Already,
}

impl Office {
    /// Notes whose papers came, in order: all of them in one commit, or none. Each is held against the ballots of its
    /// elector's box and the papers before it, in a turn at that box's log, so that a ballot that is cast meanwhile comes
    /// before or after.
    ///
    /// Where nobody votes online there are no credentials, and nobody here knows who the electors are: any id is taken.
    pub async fn receive(
        &mut self,
        delivery: &Delivery,
        electors: &[String],
    ) -> Result<Vec<Received>, OfficeError> {
        self.catch_up().await?;
        self.expect_poll(&delivery.batch)?;
        let logs = self.box_logs()?;
        let mut turn = self.turn(&logs).await?;
        // The poll may have been closed, or the batch published, while this waited for its turn.
        self.expect_poll(&delivery.batch)?;
        self.expect_in_time(delivery)?;
        let section = self.open_batch(&mut turn, delivery).await?;
        let mut done = Vec::new();
        for elector in electors {
            let received = match &delivery.rejected {
                Some(reason) => {
                    let reason = reason_of(&delivery.batch, reason)?;
                    self.reject(&mut turn, delivery, elector, reason, Received::Rejected)
                        .await?
                }
                None => {
                    self.take_in(&mut turn, delivery, section.as_ref(), elector)
                        .await?
                }
            };
            done.push(received);
        }
        turn.commit().await?;
        Ok(done)
    }

    /// Refuses papers where, when, or in a batch in which none are received.
    fn expect_poll(&self, batch: &BatchId) -> Result<(), OfficeError> {
        let refused = |reason: &str| Err(OfficeError::batch(batch, reason));
        if !self.contest.rulebook().ballot.means.contains(&Means::Post) {
            return refused("nobody votes by post in this contest (ballot.means)");
        }
        if !self.contest.has_opened() {
            return refused("the poll is not open (ballot.window); open it first");
        }
        if self.contest.has_closed() {
            return refused(
                "the poll is closed, and papers that come after it are late (ballot.window); keep them unopened",
            );
        }
        if self.batch(batch).is_some() {
            return refused(
                "its numbers are published, and nothing more goes into it; begin another batch",
            );
        }
        Ok(())
    }

    /// Refuses papers that came after the poll's window, also while nobody has closed the poll.
    fn expect_in_time(&self, delivery: &Delivery) -> Result<(), OfficeError> {
        match &self.contest.rulebook().ballot.window.closes {
            Some(closes) if closes.surely_before(&delivery.received) => Err(OfficeError::batch(
                &delivery.batch,
                format!(
                    "papers received at {} are late: the poll closed at {closes} (ballot.window); keep them unopened, or say by --received when they came",
                    delivery.received
                ),
            )),
            _ => Ok(()),
        }
    }

    /// Begins a batch, or goes on with it; returns its section.
    async fn open_batch(
        &self,
        turn: &mut Turn,
        delivery: &Delivery,
    ) -> Result<Option<SectionId>, OfficeError> {
        let Delivery { batch, section, .. } = delivery;
        let at = self.id.batch_row(batch);
        if let Some(BatchRow { section: begun }) = row::get(turn, &at).await? {
            return match (section, begun) {
                (Some(section), begun) if begun.as_ref() != Some(section) => {
                    let begun = begun.map_or("all electors".to_owned(), |id| {
                        format!("the section '{id}'")
                    });
                    Err(OfficeError::batch(
                        batch,
                        format!(
                            "it was begun for papers of {begun}; put those of '{section}' into another batch"
                        ),
                    ))
                }
                (_, begun) => Ok(begun),
            };
        }
        self.expect_section(batch, section.as_ref())?;
        let begun = BatchRow {
            section: section.clone(),
        };
        row::put(turn, &at, &begun).await?;
        Ok(begun.section)
    }

    /// Refuses a section that is none, and papers of no section where the roll has some: the log takes those of each apart.
    fn expect_section(
        &self,
        batch: &BatchId,
        section: Option<&SectionId>,
    ) -> Result<(), OfficeError> {
        let rulebook = self.contest.rulebook();
        let reason = match section {
            Some(section) if rulebook.section(section).is_none() => format!(
                "the roll has no section '{section}'; give the id of one (roll.section)"
            ),
            None if !rulebook.roll.sections.is_empty() => {
                "the papers of each section are taken in apart; say by --section whose these are (roll.section)"
                    .to_owned()
            }
            _ => return Ok(()),
        };
        Err(OfficeError::batch(batch, reason))
    }

    /// Takes in a paper, or sets it aside, or rejects it as a second one.
    async fn take_in(
        &self,
        turn: &mut Turn,
        delivery: &Delivery,
        section: Option<&SectionId>,
        elector: &str,
    ) -> Result<Received, OfficeError> {
        let batch = &delivery.batch;
        let found = self.credential_of(turn, elector).await?;
        let online = self
            .contest
            .rulebook()
            .ballot
            .means
            .contains(&Means::Online);
        match (&found, section) {
            (None, _) if online => {
                return Err(OfficeError::batch(
                    batch,
                    format!(
                        "no credential is known for the elector “{elector}”, and nothing of this call is noted; check the id, and that `hustings contest credentials` took in the registrar's links of every box"
                    ),
                ));
            }
            (Some((of, _)), Some(section)) if of.as_str() != section.as_str() => {
                return Err(OfficeError::batch(
                    batch,
                    format!(
                        "the elector “{elector}” is of the section '{of}', and the batch is of '{section}'; nothing of this call is noted: put the paper into a batch of its section"
                    ),
                ));
            }
            _ => {}
        }
        let at = self.id.paper_row(elector);
        if let Some(first) = row::get::<PaperRow>(turn, &at).await? {
            if first.batch == *batch && !delivery.second {
                return Ok(Received::Already);
            }
            return self
                .reject(turn, delivery, elector, SECOND, Received::Second)
                .await;
        }
        let voted = match &found {
            Some((of, credential)) => {
                let log = self.id.box_log(of)?;
                let cast = turn.find(&log, mark::CREDENTIAL, credential).await?;
                cast.is_some() || turn.row(&self.id.voted_row(of, elector)).await?.is_some()
            }
            None => false,
        };
        let done = if voted { Done::SetAside } else { Done::Taken };
        let paper = PaperRow {
            batch: batch.clone(),
            done,
        };
        row::put(turn, &at, &paper).await?;
        if voted {
            return Ok(Received::SetAside);
        }
        if let Some((of, credential)) = &found {
            let batch = batch.as_str().as_bytes();
            turn.put_row(&self.id.lock_row(of, credential), batch)
                .await?;
            turn.put_row(&self.id.posted_row(of, elector), batch)
                .await?;
        }
        Ok(Received::Taken)
    }

    /// An elector's box and the public part of the credential for it.
    async fn credential_of(
        &self,
        turn: &mut Turn,
        elector: &str,
    ) -> Result<Option<(BoxId, String)>, OfficeError> {
        for (of, _) in kept::box_ids(&self.contest) {
            if let Some(credential) = turn.row(&self.id.credential_row(&of, elector)).await? {
                return Ok(Some((
                    of,
                    String::from_utf8_lossy(&credential).into_owned(),
                )));
            }
        }
        Ok(None)
    }

    /// Rejects a paper, unless the batch has one of its elector that was rejected for the same reason: a list that is read
    /// twice makes no papers.
    async fn reject(
        &self,
        turn: &mut Turn,
        delivery: &Delivery,
        elector: &str,
        reason: &str,
        received: Received,
    ) -> Result<Received, OfficeError> {
        let at = self.id.rejected_row(&delivery.batch, elector);
        let mut row: RejectedRow = row::get(turn, &at).await?.unwrap_or_default();
        if row.0.iter().any(|known| known == reason) && !delivery.second {
            return Ok(Received::Already);
        }
        row.0.push(reason.to_owned());
        row::put(turn, &at, &row).await?;
        Ok(received)
    }
}

/// A reason as it is published.
fn reason_of<'a>(batch: &BatchId, reason: &'a str) -> Result<&'a str, OfficeError> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON || reason.chars().any(char::is_control)
    {
        return Err(OfficeError::batch(
            batch,
            format!(
                "a reason is a line of at most {REASON} characters; say in one why the papers are rejected"
            ),
        ));
    }
    Ok(reason)
}
