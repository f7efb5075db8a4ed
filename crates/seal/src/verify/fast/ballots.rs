//! The ballots, a batch at a time: read in order, checked on all cores, taken in order.

use std::collections::HashSet;
use std::io::Read;

use curve25519_dalek::traits::Identity;
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::setup::{Credentials, Setup};
use super::walk::{Walk, wire_fault};
use crate::archive::{EventKind, Kind};
use crate::ballot::{Ballot, BallotFault, BallotPoints, Ciphertext, CiphertextPoints};
use crate::closing::{Phase, Verified};
use crate::digest::Digest;
use crate::election::{Election, Question};
use crate::group::subgroup::SubgroupTest;
use crate::group::{GroupError, Point};
use crate::proof::Claims;
use crate::tally::Column;
use crate::verify::{Fault, Place, Policy, Reason, Replacing, Report};

/// How many ballots are read before they are checked.
const BATCH: usize = 2048;
/// How many of them share an inversion.
const TOGETHER: usize = 64;

pub(super) fn read<R: Read>(
    walk: &mut Walk<R>,
    setup: Setup,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<Verified, Fault> {
    let Setup {
        election,
        trustees,
        credentials,
    } = setup;
    let mut taken = Taken::new(&election, &credentials, policy.replacing, chance);
    let mut phase = Phase::Voting;
    while phase == Phase::Voting {
        let mut batch = Vec::with_capacity(BATCH);
        phase = read_batch(walk, &mut batch)?;
        let checked = check_batch(&batch, &election, &credentials, taken.cast)?;
        let choices = checked
            .iter()
            .flat_map(|ballot| ballot.points.choices.iter());
        taken.subgroup.add(&choices.flatten());
        for ballot in &checked {
            taken.take(ballot, &credentials)?;
        }
        if batch.len() < BATCH {
            break;
        }
    }
    taken.check_subgroup(&election)?;
    let report = Report {
        uuid: election.uuid().clone(),
        fingerprint: election.fingerprint().to_owned(),
        name: election.name().to_owned(),
        credentials: credentials.points.len(),
        trustees: trustees.members().len(),
        cast: taken.cast,
        tallied: taken.numbers.len(),
        shuffles: Vec::new(),
        decryptions: Vec::new(),
        outcomes: None,
        last_event: walk.last_event(),
    };
    let columns = taken.into_columns();
    Ok(Verified {
        report,
        election,
        trustees,
        phase,
        columns,
        supplied: Vec::new(),
    })
}

struct Received {
    digest: Digest,
    text: Vec<u8>,
    /// The number of its record.
    record: usize,
}

/// Reads ballots until the batch is full, the poll ends, or the archive stops.
fn read_batch<R: Read>(walk: &mut Walk<R>, batch: &mut Vec<Received>) -> Result<Phase, Fault> {
    while batch.len() < BATCH {
        match walk.peek("the end of the poll")? {
            Some(Kind::Data) => {
                let (digest, text) = walk.unhashed_data("a ballot")?;
                let record = walk.number();
                walk.event(
                    EventKind::Ballot,
                    "the event of the ballot before it",
                    Some(digest),
                )?;
                batch.push(Received {
                    digest,
                    text,
                    record,
                });
            }
            Some(_) => {
                walk.event(
                    EventKind::EndBallots,
                    "a ballot, or the end of the poll",
                    None,
                )?;
                return Ok(Phase::Closed);
            }
            None => return Ok(Phase::Voting),
        }
    }
    Ok(Phase::Voting)
}

fn unhashed(received: &Received) -> Option<Fault> {
    (Digest::of(&received.text) != received.digest).then_some(Fault {
        place: Place::Record(received.record),
        reason: Reason::Digest,
    })
}

/// A ballot that holds by itself, but for the subgroup.
struct Checked {
    ballot: Ballot,
    points: BallotPoints,
    digest: Digest,
}

fn check_batch(
    batch: &[Received],
    election: &Election,
    credentials: &Credentials,
    before: usize,
) -> Result<Vec<Checked>, Fault> {
    let checked: Vec<Vec<Checked>> = batch
        .par_chunks(TOGETHER)
        .enumerate()
        .map(|(index, some)| check_together(some, election, credentials, before + index * TOGETHER))
        .collect::<Result<_, _>>()?;
    Ok(checked.into_iter().flatten().collect())
}

fn check_together(
    some: &[Received],
    election: &Election,
    credentials: &Credentials,
    before: usize,
) -> Result<Vec<Checked>, Fault> {
    let mut claims = Claims::new();
    let mut checked = Vec::with_capacity(some.len());
    for (number, received) in (before + 1..).zip(some) {
        if let Some(fault) = unhashed(received) {
            return Err(fault);
        }
        let fault = |fault| ballot_fault(number, received.record, fault);
        let ballot = Ballot::parse(&received.text, election).map_err(fault)?;
        let points = ballot
            .points(credentials.point(ballot.credential()))
            .map_err(fault)?;
        ballot.claim(election, &points, &mut claims);
        checked.push(Checked {
            ballot,
            points,
            digest: received.digest,
        });
    }
    match claims.first_false() {
        None => Ok(checked),
        Some(claim) => {
            let index = claim / Ballot::claims(election);
            let exact = checked[index].ballot.check(election);
            let fault = exact.err().unwrap_or(BallotFault::Signature);
            Err(ballot_fault(before + index + 1, some[index].record, fault))
        }
    }
}

fn ballot_fault(number: usize, record: usize, fault: BallotFault) -> Fault {
    let place = Place::Ballot(number);
    let reason = match fault {
        BallotFault::Malformed(error) => return wire_fault(place, record, error),
        BallotFault::OtherElection(_) | BallotFault::OtherText(_) => Reason::OtherElection,
        BallotFault::SignedDigest | BallotFault::Signature => Reason::Signature,
        BallotFault::Element { reason, .. } => Reason::Element(reason),
        BallotFault::NeutralCredential => Reason::NeutralCredential,
        BallotFault::Proof(question) => Reason::BallotProof(question),
    };
    Fault { place, reason }
}

/// The ballots that were taken, one a credential, in columns by question.
struct Taken {
    replacing: Replacing,
    cast: usize,
    /// Where the ballot of each credential stands in the columns.
    position: Vec<Option<u32>>,
    /// Which cast each position is, from 1.
    numbers: Vec<usize>,
    digests: HashSet<Digest>,
    questions: Vec<Choices>,
    subgroup: SubgroupTest,
}

/// The choices of one question.
enum Choices {
    Ranked(Column),
    /// The running products, and every ballot's ciphertexts one behind the other.
    Homomorphic {
        sums: Vec<CiphertextPoints>,
        ciphertexts: Vec<Ciphertext>,
    },
}

impl Taken {
    fn new(
        election: &Election,
        credentials: &Credentials,
        replacing: Replacing,
        chance: &mut impl CryptoRng,
    ) -> Self {
        let electors = credentials.points.len();
        let choices: usize = election.questions().iter().map(Question::ciphertexts).sum();
        let questions = election.questions().iter().map(|question| {
            if question.is_ranked() {
                Choices::Ranked(Column::default())
            } else {
                let sums = vec![[Point::identity(); 2]; question.ciphertexts()];
                Choices::Homomorphic {
                    sums,
                    ciphertexts: Vec::new(),
                }
            }
        });
        Self {
            replacing,
            cast: 0,
            position: vec![None; electors],
            numbers: Vec::new(),
            digests: HashSet::new(),
            questions: questions.collect(),
            subgroup: SubgroupTest::expecting(2 * choices * electors, chance),
        }
    }

    fn take(&mut self, checked: &Checked, credentials: &Credentials) -> Result<(), Fault> {
        self.cast += 1;
        let fault = |reason| Fault {
            place: Place::Ballot(self.cast),
            reason,
        };
        let Some(&place) = credentials.places.get(&checked.ballot.credential()) else {
            return Err(fault(Reason::UnknownCredential));
        };
        let earlier = self.position[place as usize];
        if !self.digests.insert(checked.digest) {
            return Err(fault(Reason::Replayed));
        }
        if earlier.is_some() && self.replacing == Replacing::Refused {
            return Err(fault(Reason::SecondBallot));
        }
        let position = earlier.map_or(self.numbers.len(), |position| position as usize);
        if position == self.numbers.len() {
            self.position[place as usize] = u32::try_from(position).ok();
            self.numbers.push(self.cast);
        }
        self.numbers[position] = self.cast;
        let mut points = checked.points.choices.as_slice();
        for (choices, answer) in self.questions.iter_mut().zip(checked.ballot.answers()) {
            let (here, behind) = points.split_at(answer.choices().len());
            points = behind;
            choices.put(position, answer.choices(), here);
        }
        Ok(())
    }

    /// Tests all points that were taken; if that fails, finds the ballot by testing each.
    fn check_subgroup(&mut self, election: &Election) -> Result<(), Fault> {
        if self.subgroup.passes() {
            return Ok(());
        }
        let outside = |ciphertext: &Ciphertext| {
            ciphertext
                .points()
                .is_ok_and(|points| points.iter().any(|point| !point.is_torsion_free()))
        };
        let first = |(question, choices): (&Question, &Choices)| {
            let (ciphertexts, each) = match choices {
                Choices::Ranked(column) => (&column.ciphertexts, 1),
                Choices::Homomorphic { ciphertexts, .. } => (ciphertexts, question.ciphertexts()),
            };
            ciphertexts
                .par_iter()
                .position_first(outside)
                .map(|index| self.numbers[index / each])
        };
        let ballot = election
            .questions()
            .iter()
            .zip(&self.questions)
            .filter_map(first)
            .min();
        // A replaced ballot's points are gone: it is one of those that do not count.
        let place = ballot.map_or(Place::Ballot(0), Place::Ballot);
        Err(Fault {
            place,
            reason: Reason::Element(GroupError::OutsideSubgroup),
        })
    }

    fn into_columns(self) -> Vec<Column> {
        let column = |choices| match choices {
            Choices::Ranked(mut column) => {
                column.sort();
                column
            }
            Choices::Homomorphic { sums, .. } => Column::of_points(sums),
        };
        self.questions.into_iter().map(column).collect()
    }
}

impl Choices {
    fn put(&mut self, position: usize, ciphertexts: &[Ciphertext], points: &[CiphertextPoints]) {
        match self {
            Self::Ranked(column) if position < column.points.len() => {
                column.ciphertexts[position] = ciphertexts[0];
                column.points[position] = points[0];
            }
            Self::Ranked(column) => {
                column.ciphertexts.push(ciphertexts[0]);
                column.points.push(points[0]);
            }
            Self::Homomorphic {
                sums,
                ciphertexts: all,
            } => {
                let start = position * ciphertexts.len();
                if start < all.len() {
                    for (sum, earlier) in sums.iter_mut().zip(&all[start..]) {
                        // It was decompressed when it was taken.
                        if let Ok([alpha, beta]) = earlier.points() {
                            *sum = [sum[0] - alpha, sum[1] - beta];
                        }
                    }
                    all[start..start + ciphertexts.len()].copy_from_slice(ciphertexts);
                } else {
                    all.extend_from_slice(ciphertexts);
                }
                for (sum, [alpha, beta]) in sums.iter_mut().zip(points) {
                    *sum = [sum[0] + alpha, sum[1] + beta];
                }
            }
        }
    }
}
