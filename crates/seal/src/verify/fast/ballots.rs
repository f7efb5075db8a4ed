//! The ballots, a batch at a time: read in order, checked on all cores, taken in order.

use std::collections::HashSet;
use std::io::Read;

use curve25519_dalek::traits::Identity;
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::setup::{Beginning, Credentials};
use crate::archive::{EventKind, Kind, Walk, wire_fault};
use crate::ballot::{Ballot, BallotFault, BallotPoints, Ciphertext, CiphertextPoints};
use crate::closing::{Phase, Verified};
use crate::digest::Digest;
use crate::election::{Election, Question};
use crate::group::subgroup::SubgroupTest;
use crate::group::{GroupError, Point};
use crate::proof::Claims;
use crate::tally::Column;
use crate::verify::{Events, Fault, Place, Policy, Reason, Replacing, Report};

/// How many ballots are read before they are checked.
const BATCH: usize = 2048;
/// And how many bytes they may have together.
const BATCH_BYTES: usize = 1 << 26;
/// How many of them share an inversion.
const TOGETHER: usize = 64;

pub(super) fn read<R: Read>(
    walk: &mut Walk<R>,
    beginning: Beginning,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<Verified, Fault> {
    let Beginning {
        election,
        trustees,
        credentials,
    } = beginning;
    let setup = walk.last_event();
    let mut taken = Taken::new(&election, &credentials, policy.replacing, chance);
    let mut phase = Phase::Voting;
    while phase == Phase::Voting {
        let mut batch = Vec::with_capacity(BATCH);
        phase = read_batch(walk, &mut batch, &election, taken.cast)?;
        let checked = check_batch(&batch, &election, &credentials, taken.cast)?;
        let choices = checked
            .iter()
            .flat_map(|ballot| ballot.points.choices.iter());
        taken.subgroup.add(&choices.flatten());
        for ballot in &checked {
            taken.take(ballot, &credentials)?;
        }
        if batch.is_empty() {
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
        events: Events {
            setup,
            end_ballots: (phase == Phase::Closed).then(|| walk.last_event()),
            encrypted_tally: None,
        },
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
        decrypted_after: walk.last_event(),
    })
}

struct Received {
    digest: Digest,
    text: Vec<u8>,
    /// The number of its record.
    record: usize,
}

impl Received {
    fn unhashed(&self) -> Option<Fault> {
        (Digest::of(&self.text) != self.digest).then_some(Fault {
            place: Place::Record(self.record),
            reason: Reason::Digest,
        })
    }

    /// Why this is no ballot, if it is none.
    fn is_none(&self, number: usize, election: &Election) -> Option<Fault> {
        let unhashed = self.unhashed();
        unhashed.or_else(|| match Ballot::parse(&self.text, election) {
            Ok(_) | Err(BallotFault::SignedDigest) => None,
            Err(fault) => Some(ballot_fault(number, self.record, fault)),
        })
    }
}

/// Reads ballots until the batch is full, the poll ends, or the archive stops.
fn read_batch<R: Read>(
    walk: &mut Walk<R>,
    batch: &mut Vec<Received>,
    election: &Election,
    before: usize,
) -> Result<Phase, Fault> {
    let longest = Ballot::longest(election);
    let mut bytes = 0;
    while batch.len() < BATCH && bytes < BATCH_BYTES {
        match walk.peek("the end of the poll")? {
            Some(Kind::Data) => {
                let number = before + batch.len() + 1;
                let (digest, text) = walk.unhashed_data("a ballot", longest).map_err(|fault| {
                    match fault.reason {
                        reason @ Reason::Malformed(_) => Fault {
                            place: Place::Ballot(number),
                            reason,
                        },
                        _ => fault,
                    }
                })?;
                let received = Received {
                    digest,
                    text,
                    record: walk.number(),
                };
                walk.event(
                    EventKind::Ballot,
                    "the event of the ballot before it",
                    Some(digest),
                )
                .map_err(|fault| {
                    // What is no ballot says more than that no event names it.
                    received.is_none(number, election).unwrap_or(fault)
                })?;
                bytes += received.text.len();
                batch.push(received);
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
    let checked: Vec<Result<Vec<Checked>, Fault>> = batch
        .par_chunks(TOGETHER)
        .enumerate()
        .map(|(index, some)| check_together(some, election, credentials, before + index * TOGETHER))
        .collect();
    // The first fault, whichever core was the first to find one.
    let checked: Vec<Vec<Checked>> = checked.into_iter().collect::<Result<_, _>>()?;
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
        if let Some(fault) = received.unhashed() {
            return Err(fault);
        }
        let fault = |fault| ballot_fault(number, received.record, fault);
        let ballot = Ballot::parse(&received.text, election).map_err(fault)?;
        let listed = credentials.point(ballot.credential());
        let points = ballot.points(listed).map_err(fault)?;
        if listed.is_none() {
            return Err(Fault {
                place: Place::Ballot(number),
                reason: Reason::UnknownCredential,
            });
        }
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
        if earlier.is_some() {
            self.check_replaced(position)?;
        }
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

    /// Tests exactly what is about to be replaced: nobody could find it later.
    fn check_replaced(&self, position: usize) -> Result<(), Fault> {
        let mut points = self
            .questions
            .iter()
            .flat_map(|choices| choices.at(position));
        if points.all(|point| point.is_torsion_free()) {
            return Ok(());
        }
        Err(Fault {
            place: Place::Ballot(self.numbers[position]),
            reason: Reason::Element(GroupError::OutsideSubgroup),
        })
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
        Err(Fault {
            place: Place::Ballot(ballot.unwrap_or(self.cast)),
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
    /// The points of the ballot at this position.
    fn at(&self, position: usize) -> Vec<Point> {
        match self {
            Self::Ranked(column) => column.points[position].to_vec(),
            Self::Homomorphic { sums, ciphertexts } => {
                let start = position * sums.len();
                let ciphertexts = &ciphertexts[start..start + sums.len()];
                // They were decompressed when they were taken.
                let points = ciphertexts.iter().filter_map(|one| one.points().ok());
                points.flatten().collect()
            }
        }
    }

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
