//! Boxes: set up for ballots, and what their archives hold at each step.

use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Seek as _, SeekFrom, Write as _};

use hustings_contest::event::{Act, BoxOpened};
use hustings_contest::{Digest, kept};
use hustings_rulebook::{Address, BoxId, PostId, Preferences};
use hustings_seal::archive::{Archive, Poll};
use hustings_seal::ballot::Ballot;
use hustings_seal::closing::Verified;
use hustings_seal::election::Question;
use hustings_seal::papers::Permitted;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{SignedMessage, Statement, Step};
use hustings_seal::verify::{self, Policy, Replacing};

use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office, Recorded};

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
    /// The questions that a box must ask: its posts, with the nominees as they stand on the paper.
    pub fn questions(&self, of: &BoxId) -> Result<Vec<(PostId, Question)>, OfficeError> {
        let posts = kept::posts(&self.contest, of).ok_or_else(|| {
            OfficeError::sealed(
                of,
                "the roll has no such section; give the id of one (roll.section)",
            )
        })?;
        let question = |post: PostId| {
            let nominees = self.contest.nominees(&post).ok_or_else(|| {
                OfficeError::sealed(
                    of,
                    format!("the nominees for '{post}' are not published; publish them first"),
                )
            })?;
            let title = self
                .contest
                .rulebook()
                .post(&post)
                .map(|post| post.title.clone());
            let question = Question::Ranked {
                question: title.unwrap_or_default(),
                candidates: nominees
                    .into_iter()
                    .map(|candidate| candidate.name)
                    .collect(),
            };
            Ok((post, question))
        };
        posts.into_iter().map(question).collect()
    }

    /// Takes in the archive that `hustings seal setup` made for a box, and opens the box.
    pub async fn open_box(
        &mut self,
        of: &BoxId,
        setup: Vec<u8>,
        hand: &Hand,
    ) -> Result<Recorded, OfficeError> {
        let refused = |reason: String| OfficeError::sealed(of, reason);
        let policy = Policy {
            unfinished: true,
            ..self.policy(Vec::new())
        };
        let verified =
            verify::verified(setup.as_slice(), &policy, &mut system()).map_err(|fault| {
                refused(format!(
                    "the archive does not hold: {fault}; set it up anew"
                ))
            })?;
        let report = verified.report();
        if report.cast > 0 || verified.phase() != hustings_seal::closing::Phase::Voting {
            return Err(refused(
                "the archive holds ballots already; give the one that `seal setup` wrote"
                    .to_owned(),
            ));
        }
        let expected = self.questions(of)?;
        let questions: Vec<&Question> = expected.iter().map(|(_, question)| question).collect();
        let asked: Vec<&Question> = verified.election().questions().iter().collect();
        if asked != questions {
            return Err(refused(
                "its questions are not the posts of the box with their nominees in order; set it up with what `contest questions` prints".to_owned(),
            ));
        }
        self.expect_trustees(of, &verified)?;
        let opened = BoxOpened {
            r#box: of.clone(),
            election: report.uuid.to_string(),
            fingerprint: report
                .fingerprint
                .parse()
                .map_err(|error| refused(format!("{error}")))?,
            setup: logged(report.last_event)?,
            credentials: report.credentials as u64,
            posts: expected.into_iter().map(|(post, _)| post).collect(),
        };
        let event = hand.does(Act::BoxOpened(opened), Some(Address::new("ballot")));
        let beside = Beside {
            rows: vec![(self.id.setup_row(of), setup)],
            ..Beside::default()
        };
        self.record(&[event], beside).await
    }

    /// Refuses trustees other than those that the rulebook asks for.
    fn expect_trustees(&self, of: &BoxId, verified: &Verified) -> Result<(), OfficeError> {
        let Some(rule) = &self.contest.rulebook().ballot.trustees else {
            return Ok(());
        };
        let expected = rule.of + u64::from(rule.server);
        let found = verified.trustees().members().len() as u64;
        let needed = verified.trustees().needed() as u64;
        let of_rule = rule.threshold + u64::from(rule.server);
        if found == expected && needed == of_rule {
            return Ok(());
        }
        Err(OfficeError::sealed(
            of,
            format!(
                "it has {found} trustees, of whom {needed} must decrypt, and the rulebook asks for {expected}, of whom {of_rule} must (ballot.trustees); join the right ones"
            ),
        ))
    }

    /// What a verifier of a box is told: the rulebook's rules.
    pub(crate) fn policy(&self, statements: Vec<SignedMessage>) -> Policy {
        let permitted = match self.contest.rulebook().paper.preferences {
            Preferences::Full => Permitted::FULL,
            Preferences::Optional => Permitted::default(),
        };
        let replacing = if self.contest.rulebook().ballot.replacing {
            Replacing::LastCounts
        } else {
            Replacing::Refused
        };
        Policy {
            replacing,
            shuffles: kept::needed(&self.contest),
            permitted,
            statements,
            unfinished: false,
        }
    }

    /// What a box began with.
    pub(crate) async fn setup(&self, of: &BoxId) -> Result<Vec<u8>, OfficeError> {
        let row = self.store.row(&self.id.setup_row(of)).await?;
        row.ok_or_else(|| OfficeError::sealed(of, "it is not open; open it first"))
    }

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
pub(crate) fn signed(
    message: &SignedMessage,
    trustees: &hustings_seal::trustee::Trustees,
) -> Option<(usize, Statement)> {
    (1..).zip(trustees.members()).find_map(|(number, member)| {
        let statement = Statement::read(message, &member.verification)?;
        (statement.trustee == number).then_some((number, statement))
    })
}
