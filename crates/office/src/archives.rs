//! Archives of boxes: made from the store as often as they are needed, and verified before anything is made of them.

use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Seek as _, SeekFrom, Write as _};

use hustings_contest::{Digest, kept};
use hustings_rulebook::BoxId;
use hustings_seal::archive::{Archive, Poll};
use hustings_seal::ballot::Ballot;
use hustings_seal::closing::Verified;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{SignedMessage, Statement, Step};
use hustings_seal::verify::{self, Policy};

use crate::error::OfficeError;
use crate::office::Office;

/// How much of a file is held in memory at once.
const PIECE: usize = 1 << 18;

/// How far an archive is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// All ballots as they were cast, and if the poll is closed its end.
    Cast,
    /// Without the ballots that rulings remove, to the end of the poll.
    Remaining,
    /// As far as it is.
    Whole,
    /// As far as it is, and the shuffles ended: what trustees decrypt.
    Decryption,
}

/// A trustee's message, as it was recorded.
struct Made {
    step: Step,
    message: Vec<u8>,
    statement: SignedMessage,
}

/// The digest of an event of an archive, as the contest's log writes it.
pub(crate) fn logged(digest: hustings_seal::digest::Digest) -> Result<Digest, OfficeError> {
    Digest::try_from(format!("sha256:{digest}"))
        .map_err(|error| OfficeError::NotPossible(error.to_string()))
}

impl Office {
    /// Writes the archive of a box, and returns it at its beginning.
    pub async fn archive(
        &self,
        of: &BoxId,
        reach: Reach,
        mut file: File,
    ) -> Result<File, OfficeError> {
        let refused = |error: hustings_seal::archive::AppendError| OfficeError::sealed(of, error);
        let setup = self.setup(of).await?;
        let poll = Poll::open(setup.as_slice()).map_err(|fault| {
            OfficeError::sealed(
                of,
                format!("its setup does not read: {fault}; restore a backup"),
            )
        })?;
        let removed: Vec<String> = match self.contest.kept() {
            Some(kept) if reach != Reach::Cast => kept
                .rulings
                .removed(of)
                .map(|(ballot, ..)| ballot.to_string())
                .collect(),
            _ => Vec::new(),
        };
        let mut archive = Archive::create(
            BufWriter::with_capacity(PIECE, &file),
            poll.time(),
            poll.setup(),
        )
        .map_err(refused)?;
        if self.contest.has_opened() {
            let log = self.id.box_log(of)?;
            let mut entries = self.store.entries(&log, 0..u64::MAX).await?;
            while let Some((_, entry)) = entries.next().await? {
                let ballot = Ballot::parse(&entry, poll.setup().election()).map_err(|fault| {
                    OfficeError::sealed(
                        of,
                        format!("a ballot in the store does not read: {fault}; restore a backup"),
                    )
                })?;
                if !removed.contains(&ballot.tracker()) {
                    archive.cast(&ballot).map_err(refused)?;
                }
            }
        }
        if reach != Reach::Cast || self.contest.has_closed() {
            archive.end_ballots().map_err(refused)?;
        }
        drop(archive.into_inner());
        if reach >= Reach::Whole {
            self.go_on(of, &mut file, reach).await?;
        }
        file.flush()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }

    /// Appends what was recorded behind the end of the poll: tally, shuffles, decryptions, result.
    async fn go_on(&self, of: &BoxId, file: &mut File, reach: Reach) -> Result<(), OfficeError> {
        let Some(state) = self.contest.kept().and_then(|kept| kept.of_box(of)) else {
            return Ok(());
        };
        if state.closed.is_none() {
            return Ok(());
        }
        append_tally(self, of, file)?;
        let made = self.made(of).await?;
        append_made(of, file, &made)?;
        if reach == Reach::Decryption && state.decryptions.is_empty() {
            let needed = kept::needed(&self.contest);
            if state.shuffles.len() < needed {
                return Err(OfficeError::sealed(
                    of,
                    format!(
                        "{} trustees have shuffled, and {needed} must before anybody decrypts (ballot.trustees)",
                        state.shuffles.len()
                    ),
                ));
            }
            reopen(of, file)?
                .end_shuffles()
                .map_err(|error| OfficeError::sealed(of, error))?;
        }
        if state.tallied.is_some() {
            let statements = made.into_iter().map(|made| made.statement).collect();
            append_result(self, of, file, statements)?;
        }
        Ok(())
    }

    /// What trustees have made, in order.
    async fn made(&self, of: &BoxId) -> Result<Vec<Made>, OfficeError> {
        let Some(state) = self.contest.kept().and_then(|kept| kept.of_box(of)) else {
            return Ok(Vec::new());
        };
        let shuffles = state
            .shuffles
            .iter()
            .map(|made| (Step::Shuffle, &made.act.message, &made.act.statement));
        let decryptions = state.decryptions.iter().map(|made| {
            (
                Step::PartialDecryption,
                &made.act.message,
                &made.act.statement,
            )
        });
        let mut all = Vec::new();
        for (step, digest, statement) in shuffles.chain(decryptions) {
            let row = self
                .store
                .row(&self.id.row("message", digest.as_str()))
                .await?;
            let message =
                row.ok_or_else(|| OfficeError::Lost(format!("a message of a trustee, {digest}")))?;
            let statement = serde_json::from_str(statement)
                .map_err(|_| OfficeError::Lost(format!("the statement on {digest}")))?;
            all.push(Made {
                step,
                message,
                statement,
            });
        }
        Ok(all)
    }

    /// What trustees signed of a box.
    pub async fn statements(&self, of: &BoxId) -> Result<Vec<SignedMessage>, OfficeError> {
        Ok(self
            .made(of)
            .await?
            .into_iter()
            .map(|made| made.statement)
            .collect())
    }

    /// Verifies an archive of a box, from its beginning.
    pub(crate) fn verified(
        &self,
        of: &BoxId,
        file: &mut File,
        statements: Vec<SignedMessage>,
    ) -> Result<Verified, OfficeError> {
        file.seek(SeekFrom::Start(0))?;
        let policy = Policy {
            unfinished: true,
            ..self.policy(statements)
        };
        let reader = BufReader::with_capacity(PIECE, &*file);
        verify::verified(reader, &policy, &mut system()).map_err(|fault| {
            OfficeError::sealed(
                of,
                format!("its archive does not hold: {fault}; restore a backup"),
            )
        })
    }
}

/// Appends the encrypted tally, and gives the number of ballots that count.
pub(crate) fn append_tally(
    office: &Office,
    of: &BoxId,
    file: &mut File,
) -> Result<Verified, OfficeError> {
    let verified = office.verified(of, file, Vec::new())?;
    let tally = verified
        .encrypted_tally()
        .map_err(|error| OfficeError::sealed(of, error))?;
    reopen(of, file)?
        .encrypted_tally(&tally, verified.report().tallied)
        .map_err(|error| OfficeError::sealed(of, error))?;
    Ok(verified)
}

/// Appends what trustees made; the shuffles end where the first decryption begins.
fn append_made(of: &BoxId, file: &mut File, made: &[Made]) -> Result<(), OfficeError> {
    let refused = |error: hustings_seal::archive::AppendError| OfficeError::sealed(of, error);
    let trustees = setup_of(of, file)?.trustees().clone();
    let mut archive = reopen(of, file)?;
    let mut shuffling = true;
    for Made {
        step,
        message,
        statement,
    } in made
    {
        let (trustee, _) = signed(statement, &trustees)
            .ok_or_else(|| OfficeError::Lost("a statement that a trustee signed".to_owned()))?;
        match step {
            Step::Shuffle => archive
                .shuffle_from(trustee, &mut Cursor::new(message))
                .map_err(refused)?,
            Step::PartialDecryption => {
                if std::mem::take(&mut shuffling) {
                    archive.end_shuffles().map_err(refused)?;
                }
                archive
                    .partial_decryption_from(trustee, &mut Cursor::new(message))
                    .map_err(refused)?;
            }
        }
    }
    Ok(())
}

/// Appends the result that the decryptions come to.
pub(crate) fn append_result(
    office: &Office,
    of: &BoxId,
    file: &mut File,
    statements: Vec<SignedMessage>,
) -> Result<Verified, OfficeError> {
    let verified = office.verified(of, file, statements.clone())?;
    let result = verified
        .result()
        .map_err(|error| OfficeError::sealed(of, error))?;
    reopen(of, file)?
        .result(&result)
        .map_err(|error| OfficeError::sealed(of, error))?;
    office.verified(of, file, statements)
}

fn reopen<'a>(of: &BoxId, file: &'a mut File) -> Result<Archive<&'a mut File>, OfficeError> {
    Archive::open(file).map_err(|error| OfficeError::sealed(of, error))
}

fn setup_of(of: &BoxId, file: &mut File) -> Result<hustings_seal::setup::Setup, OfficeError> {
    file.seek(SeekFrom::Start(0))?;
    Poll::open(BufReader::new(&*file))
        .map(|poll| poll.setup().clone())
        .map_err(|fault| OfficeError::sealed(of, fault))
}

/// Which trustee signed a statement, and what it says.
pub fn signed(
    message: &SignedMessage,
    trustees: &hustings_seal::trustee::Trustees,
) -> Option<(usize, Statement)> {
    (1..).zip(trustees.members()).find_map(|(number, member)| {
        let statement = Statement::read(message, &member.verification)?;
        (statement.trustee == number).then_some((number, statement))
    })
}
