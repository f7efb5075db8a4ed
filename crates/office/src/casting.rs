//! Ballots: taken in, each once, on disk before anybody is told.

mod refusal;

use std::collections::HashSet;

use hustings_contest::Tracker;

use hustings_roll::ElectorId;
use hustings_rulebook::{BoxId, Moment};
use hustings_seal::archive::Poll;
use hustings_seal::ballot::Ballot;
use hustings_seal::election::Election;
use hustings_seal::group::Encoded;
use hustings_store::{Absent, Answer, Append, Mark};
use rayon::prelude::*;

pub use refusal::NotCast;

use crate::error::OfficeError;
use crate::names::{ContestId, kind, mark};
use crate::office::Office;

/// What came of a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cast {
    /// It is in the box, and on disk.
    Taken {
        /// What its voter finds it by.
        tracker: String,
        /// Its place in the box, from 0.
        index: u64,
    },
    /// It is not.
    Refused(NotCast),
}

/// What ballots are held against, without a database: so that many can be looked at, on all cores.
///
/// It does not change while the poll is open, and says nothing of whether it is: [`Office::expect_open`] does.
#[derive(Debug)]
pub struct Slot {
    id: ContestId,
    of: BoxId,
    election: Election,
    listed: HashSet<Encoded>,
    replacing: bool,
}

impl Slot {
    /// Looks at a ballot: whether it holds, and is signed by a credential on the list. What else can stand against it only
    /// the store knows: the append says what must not be there.
    pub fn check(&self, text: &[u8]) -> Result<(String, Append), NotCast> {
        self.checked(text, None)
    }

    /// The same for an elector who is signed in, and who is of this box ([`Office::box_of`]): she casts once, and so does the
    /// credential, whosever it is.
    ///
    /// That she has voted is written in the same commit as her ballot, and nothing in either names the other: no tracker, no
    /// time, no place in an order. Who watches commits as they are made sees both; so does, in PostgreSQL, who reads under
    /// which transaction rows were written, until the store is restored from a backup. Neither sees how she voted.
    pub fn check_for(&self, text: &[u8], elector: &ElectorId) -> Result<(String, Append), NotCast> {
        self.checked(text, Some(elector.as_str()))
    }

    fn checked(&self, text: &[u8], elector: Option<&str>) -> Result<(String, Append), NotCast> {
        let ballot = Ballot::parse(text, &self.election).map_err(holds_not)?;
        let credential = ballot.credential();
        if !self.listed.contains(&credential) {
            return Err(NotCast::NotListed);
        }
        ballot.check(&self.election).map_err(holds_not)?;
        let credential = String::from_utf8_lossy(&credential.to_hex()).into_owned();
        let tracker = ballot.tracker();
        let append = Append {
            log: self.id.box_log(&self.of).map_err(holds_not)?,
            entry: text.to_vec(),
            absent: self.absent(&tracker, &credential, elector),
            beside: elector
                .map(|elector| (self.id.voted_row(&self.of, elector), Vec::new()))
                .into_iter()
                .collect(),
        };
        Ok((tracker, append))
    }

    /// What must not be there when a ballot is cast. That it is this very ballot is looked at first, since who did not hear
    /// of a ballot that was cast casts it again.
    fn absent(&self, tracker: &str, credential: &str, elector: Option<&str>) -> Vec<Absent> {
        let mut absent = vec![
            Absent::Mark(Mark::new(mark::TRACKER, tracker)),
            Absent::Row(self.id.lock_row(&self.of, credential)),
        ];
        absent.extend(elector.map(|elector| Absent::Row(self.id.posted_row(&self.of, elector))));
        if !self.replacing {
            absent.extend(elector.map(|elector| Absent::Row(self.id.voted_row(&self.of, elector))));
            absent.push(Absent::Mark(mark::credential(credential)));
        }
        absent
    }

    /// What the store answered, as it is told to a voter.
    pub fn told(tracker: String, answer: Answer) -> Cast {
        let (by, at) = match answer {
            Answer::Appended { index } => return Cast::Taken { tracker, index },
            Answer::Closed => return Cast::Refused(NotCast::Closed),
            Answer::Refused { by, at } => (by, at),
        };
        Cast::Refused(match (by, at) {
            (Absent::Row(by), _) if by.kind == kind::VOTED => NotCast::ElectorHasVoted,
            (Absent::Row(_), _) => NotCast::PaperCame,
            (Absent::Mark(by), Some(index)) if by.kind == mark::TRACKER => {
                NotCast::ThisBallotWasCast { tracker, index }
            }
            (Absent::Mark(_), _) => NotCast::CredentialHasVoted,
        })
    }
}

fn holds_not(why: impl std::fmt::Display) -> NotCast {
    NotCast::Malformed {
        why: why.to_string(),
    }
}

impl Office {
    /// Refuses what comes when the poll is not open, also when nobody has closed it yet: the timetable closes it. It reads
    /// the log as far as it was read: [`Office::catch_up`] sees what others have done, and a box that they closed takes nothing
    /// all the same.
    pub fn expect_open(&self, now: &Moment) -> Result<(), NotCast> {
        let window = &self.contest.rulebook().ballot.window;
        if !self.contest.has_opened() {
            let opens = window.opens.clone();
            return Err(NotCast::NotOpen { opens });
        }
        if self.contest.has_closed() {
            return Err(NotCast::Closed);
        }
        match &window.closes {
            Some(closes) if closes.surely_before(now) => Err(NotCast::Over {
                closes: closes.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// What the ballots of a box are held against, while the poll is open.
    pub async fn slot(&mut self, of: &BoxId, now: &Moment) -> Result<Slot, OfficeError> {
        self.catch_up().await?;
        let open = self.expect_open(now);
        open.map_err(|refused| OfficeError::sealed(of, refused))?;
        let setup = self.setup(of).await?;
        let poll = Poll::open(setup.as_slice()).map_err(|fault| OfficeError::sealed(of, fault))?;
        Ok(Slot {
            id: self.id.clone(),
            of: of.clone(),
            election: poll.setup().election().clone(),
            listed: poll.credentials().iter().copied().collect(),
            replacing: self.contest.rulebook().ballot.replacing,
        })
    }

    /// Casts ballots, in order; those that hold are in the box when this returns.
    pub async fn cast(&self, slot: &Slot, ballots: &[Vec<u8>]) -> Result<Vec<Cast>, OfficeError> {
        let checked: Vec<Result<(String, Append), NotCast>> = ballots
            .par_iter()
            .map(|ballot| slot.check(ballot))
            .collect();
        let appends: Vec<Append> = checked
            .iter()
            .flatten()
            .map(|(_, append)| append.clone())
            .collect();
        let mut answers = self.store.append_each(&appends).await?.into_iter();
        let told = checked.into_iter().filter_map(|checked| match checked {
            Err(refused) => Some(Cast::Refused(refused)),
            Ok((tracker, _)) => Some(Slot::told(tracker, answers.next()?)),
        });
        Ok(told.collect())
    }

    /// The ballots of credentials of these ballots that are not among them: what would count in their place if they were
    /// removed. Nothing where a ballot replaces no other.
    pub async fn left_behind(
        &self,
        of: &BoxId,
        ballots: &[Tracker],
    ) -> Result<Vec<String>, OfficeError> {
        if !self.contest.rulebook().ballot.replacing {
            return Ok(Vec::new());
        }
        let named: HashSet<&str> = ballots.iter().map(Tracker::as_str).collect();
        let setup = self.setup(of).await?;
        let poll = Poll::open(setup.as_slice()).map_err(|fault| OfficeError::sealed(of, fault))?;
        let log = self.id.box_log(of)?;
        let mut entries = self.store.entries(&log, 0..u64::MAX).await?;
        let (mut concerned, mut others) = (HashSet::new(), Vec::new());
        while let Some((_, entry)) = entries.next().await? {
            let ballot = Ballot::parse(&entry, poll.setup().election())
                .map_err(|fault| OfficeError::sealed(of, fault))?;
            if named.contains(ballot.tracker().as_str()) {
                concerned.insert(ballot.credential());
            } else {
                others.push((ballot.credential(), ballot.tracker()));
            }
        }
        others.retain(|(credential, _)| concerned.contains(credential));
        Ok(others.into_iter().map(|(_, tracker)| tracker).collect())
    }

    /// Refuses to remove ballots that are not in the box, and a removal that would let an earlier ballot of the same
    /// credential count again, which no ruling has said.
    pub async fn expect_removable(
        &self,
        of: &BoxId,
        ballots: &[Tracker],
    ) -> Result<(), OfficeError> {
        let log = self.id.box_log(of)?;
        for ballot in ballots {
            let found = self
                .store
                .find(&log, mark::TRACKER, ballot.as_str())
                .await?;
            if found.is_none() {
                return Err(OfficeError::NotPossible(format!(
                    "no ballot in the box '{of}' has the tracker {ballot}; copy it from the archive"
                )));
            }
        }
        match self.left_behind(of, ballots).await?.first() {
            Some(earlier) => Err(OfficeError::NotPossible(format!(
                "the ballot {earlier} of the same credential was replaced, and would count again (ballot.replacing); name it as well"
            ))),
            None => Ok(()),
        }
    }
}
