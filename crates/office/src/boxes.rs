//! Boxes: what they ask, their opening, and the rules that their ballots are held against.

use hustings_contest::event::{Act, BoxOpened};
use hustings_contest::kept;
use hustings_rulebook::{Address, BoxId, PostId, Preferences};
use hustings_seal::archive::{Archive, Poll};
use hustings_seal::closing::Verified;
use hustings_seal::election::{Question, Uuid};
use hustings_seal::group::Encoded;
use hustings_seal::papers::Permitted;
use hustings_seal::randomness::system;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::{SignedMessage, Trustees};
use hustings_seal::verify::{self, Policy, Replacing};
use hustings_store::RowKey;

use crate::archives::logged;
use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office, Recorded};
use crate::server_key;

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

    /// The archive with which a box begins: its questions, under the key of these trustees, for these credentials.
    pub fn set_up(
        &self,
        of: &BoxId,
        uuid: &Uuid,
        name: &str,
        trustees: Trustees,
        credentials: &[Encoded],
        time: u64,
    ) -> Result<Vec<u8>, OfficeError> {
        let questions: Vec<Question> = self
            .questions(of)?
            .into_iter()
            .map(|(_, question)| question)
            .collect();
        let setup = Setup::new(uuid, name, "", &questions, trustees, credentials)
            .map_err(|error| OfficeError::sealed(of, error))?;
        let archive = Archive::create(Vec::new(), time, &setup)
            .map_err(|error| OfficeError::sealed(of, error))?;
        Ok(archive.into_inner())
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
        let own = self.expect_own_key(of, &verified).await?;
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
            unchanged: vec![(self.id.server_key_row(), own)],
            ..Beside::default()
        };
        self.record(&[event], beside).await
    }

    /// Refuses a box that the server's own key, where one lies here, has no part in; gives the key's row as it was read.
    async fn expect_own_key(
        &self,
        of: &BoxId,
        verified: &Verified,
    ) -> Result<Option<Vec<u8>>, OfficeError> {
        let row = self.store.row(&self.id.server_key_row()).await?;
        if let Some(key) = server_key::read(row.as_deref())?
            && verified.trustee_with(&key).is_none()
        {
            return Err(OfficeError::sealed(
                of,
                "the server's key, which lies here, is none of its trustees'; set it up with the list that has it, or make the keys anew",
            ));
        }
        Ok(row)
    }

    /// Where the setups of boxes lie, once they are open.
    pub fn setup_rows(&self) -> Vec<RowKey> {
        let ids = kept::box_ids(&self.contest).into_iter();
        ids.map(|(of, _)| self.id.setup_row(&of)).collect()
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

    /// The trustees of a box that is open.
    pub async fn trustees(&self, of: &BoxId) -> Result<Trustees, OfficeError> {
        let setup = self.setup(of).await?;
        let poll = Poll::open(setup.as_slice()).map_err(|fault| OfficeError::sealed(of, fault))?;
        Ok(poll.setup().trustees().clone())
    }

    /// The exact text of a box's election, from which ballots are sealed.
    pub async fn election(&self, of: &BoxId) -> Result<String, OfficeError> {
        let setup = self.setup(of).await?;
        let poll = Poll::open(setup.as_slice()).map_err(|fault| OfficeError::sealed(of, fault))?;
        Ok(poll.setup().election().text().to_owned())
    }

    /// The public credentials of a box in hexadecimal, in the order of the list.
    pub async fn credentials(&self, of: &BoxId) -> Result<Vec<String>, OfficeError> {
        let setup = self.setup(of).await?;
        let poll = Poll::open(setup.as_slice()).map_err(|fault| OfficeError::sealed(of, fault))?;
        let hex = |credential: &Encoded| String::from_utf8_lossy(&credential.to_hex()).into_owned();
        Ok(poll.credentials().iter().map(hex).collect())
    }

    /// What a box began with.
    pub async fn setup(&self, of: &BoxId) -> Result<Vec<u8>, OfficeError> {
        let row = self.store.row(&self.id.setup_row(of)).await?;
        row.ok_or_else(|| OfficeError::sealed(of, "it is not open; open it first"))
    }
}
