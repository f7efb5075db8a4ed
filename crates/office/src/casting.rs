//! Ballots: taken in, each once, on disk before anybody is told.

use std::collections::HashSet;

use hustings_contest::Tracker;

use hustings_rulebook::{BoxId, Moment};
use hustings_seal::archive::Poll;
use hustings_seal::ballot::Ballot;
use hustings_seal::election::Election;
use hustings_seal::group::Encoded;
use hustings_store::{Absent, Answer, Append};
use rayon::prelude::*;

use crate::error::OfficeError;
use crate::names::{ContestId, mark};
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
    Refused {
        /// Why, and what to do.
        reason: String,
    },
}

/// What ballots are held against, without a database: so that many can be looked at, on all cores.
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
    pub fn check(&self, text: &[u8]) -> Result<(String, Append), String> {
        let ballot = Ballot::parse(text, &self.election)
            .map_err(|fault| format!("it does not hold: {fault}"))?;
        let credential = ballot.credential();
        if !self.listed.contains(&credential) {
            return Err("it is signed by a credential that is not on the list of this box; vote in the section that the credential is for".to_owned());
        }
        ballot
            .check(&self.election)
            .map_err(|fault| format!("it does not hold: {fault}"))?;
        let credential = String::from_utf8_lossy(&credential.to_hex()).into_owned();
        let tracker = ballot.tracker();
        let mut absent = vec![
            Absent::Row(self.id.lock_row(&self.of, &credential)),
            Absent::Mark(hustings_store::Mark::new(mark::TRACKER, tracker.clone())),
        ];
        if !self.replacing {
            absent.push(Absent::Mark(mark::credential(&credential)));
        }
        let log = self
            .id
            .box_log(&self.of)
            .map_err(|error| error.to_string())?;
        Ok((
            tracker,
            Append {
                log,
                entry: text.to_vec(),
                absent,
            },
        ))
    }

    /// What the store answered, as it is told to a voter.
    pub fn told(tracker: String, answer: Answer) -> Cast {
        let refused = |reason: &str| Cast::Refused {
            reason: reason.to_owned(),
        };
        match answer {
            Answer::Appended { index } => Cast::Taken { tracker, index },
            Answer::Closed => refused("the poll is closed (ballot.window)"),
            Answer::Refused {
                by: Absent::Row(_), ..
            } => refused(
                "a paper came by post in the name of this credential's elector, and the first that is received is final (ballot.means)",
            ),
            Answer::Refused {
                by: Absent::Mark(by),
                ..
            } if by.kind == mark::TRACKER => refused("this very ballot was cast before"),
            Answer::Refused { .. } => refused(
                "this credential has cast a ballot, and a ballot replaces no other (ballot.replacing)",
            ),
        }
    }
}

impl Office {
    /// Refuses what comes when the poll is not open, also when nobody has closed it yet: the timetable closes it.
    pub(crate) fn expect_open(&self, of: &BoxId, now: &Moment) -> Result<(), OfficeError> {
        let refused = |reason: String| Err(OfficeError::sealed(of, reason));
        if !self.contest.has_opened() {
            return refused("the poll is not open (ballot.window); open it first".to_owned());
        }
        if self.contest.has_closed() {
            return refused("the poll is closed (ballot.window)".to_owned());
        }
        match &self.contest.rulebook().ballot.window.closes {
            Some(closes) if closes.surely_before(now) => refused(format!(
                "the poll closed at {closes} (ballot.window); close it"
            )),
            _ => Ok(()),
        }
    }

    /// What the ballots of a box are held against, while the poll is open.
    pub async fn slot(&mut self, of: &BoxId, now: &Moment) -> Result<Slot, OfficeError> {
        self.catch_up().await?;
        self.expect_open(of, now)?;
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
        let checked: Vec<Result<(String, Append), String>> = ballots
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
            Err(reason) => Some(Cast::Refused { reason }),
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
}
