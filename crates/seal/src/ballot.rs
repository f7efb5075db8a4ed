//! Ballots: sealed by an elector's credential, one answer a question (sections 4.11 to 4.17 of the specification).
//!
//! [`Ballot::seal`] makes one, [`Ballot::parse`] reads one, [`Ballot::check`] checks all that can be checked of it alone,
//! and [`audit()`] checks one whose randomness its voter revealed.

mod answer;
mod audit;
mod blank;
mod homomorphic;
mod interval;
mod message;
mod ranked;
mod seal;
mod signature;

pub use answer::{Answer, Ciphertext, Plaintext};
pub use audit::{AuditError, Opening, audit};
pub use seal::SealError;

pub(crate) use answer::CiphertextPoints;
pub(crate) use message::{ciphertext as read_ciphertext, proof as read_proof, write_ciphertext};

use crate::digest::Digest;
use crate::election::{Election, Question};
use crate::group::{Encoded, GroupError, Point};
use crate::proof::{Claims, Proof};
use crate::wire::WireError;

/// A ballot as received, bound to an election but not yet checked.
#[derive(Debug, Clone)]
pub struct Ballot {
    text: Vec<u8>,
    credential: Encoded,
    answers: Vec<Answer>,
    signature: Proof,
}

/// What is wrong with a ballot.
#[derive(Debug, thiserror::Error)]
pub enum BallotFault {
    /// Not the one form of a ballot of this election.
    #[error(transparent)]
    Malformed(#[from] WireError),
    /// Of another election, by its uuid.
    #[error("it was sealed for the election {0}")]
    OtherElection(String),
    /// Of another text of the election, by its fingerprint.
    #[error("it was sealed for another text of the election, whose fingerprint is {0}")]
    OtherText(String),
    /// The signature signs another digest.
    #[error("its signature is for another ballot")]
    SignedDigest,
    /// A bad element.
    #[error("its {what} {reason}")]
    Element {
        /// Which.
        what: String,
        /// Why.
        reason: GroupError,
    },
    /// The neutral element as credential.
    #[error("its credential is the neutral element, with which anybody can sign")]
    NeutralCredential,
    /// A proof of an answer does not hold.
    #[error("the proof of its answer to question {0} does not hold")]
    Proof(usize),
    /// The signature does not hold.
    #[error("its signature does not hold")]
    Signature,
}

impl Ballot {
    /// The exact text.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The digest of the text, in base 64: by it the voter finds the ballot.
    pub fn tracker(&self) -> String {
        Digest::of(&self.text).to_base64()
    }

    /// The public part of the credential that signed it.
    pub fn credential(&self) -> Encoded {
        self.credential
    }

    /// The answers, in the order of the questions.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Checks each element, each proof and the signature. Whether the credential is on the list is the box's to know.
    pub fn check(&self, election: &Election) -> Result<(), BallotFault> {
        let points = self.points(None)?;
        if let Some(what) = points.first_outside() {
            return Err(BallotFault::Element {
                what,
                reason: GroupError::OutsideSubgroup,
            });
        }
        let mut claims = Claims::new();
        self.claim(election, &points, &mut claims);
        match claims.first_false() {
            None => Ok(()),
            Some(claim) => Err(Self::fault_of(election, claim)),
        }
    }

    /// Every ciphertext as points of the curve, in the order of the ballot, and the credential, which is checked if it is
    /// not known.
    pub(crate) fn points(&self, credential: Option<Point>) -> Result<BallotPoints, BallotFault> {
        let fault = |what: String| move |reason| BallotFault::Element { what, reason };
        let credential = match credential {
            Some(point) => point,
            None => {
                self.credential
                    .element()
                    .map_err(fault("credential".to_owned()))?
                    .0
            }
        };
        if self.credential == crate::group::Element::identity().encode() {
            return Err(BallotFault::NeutralCredential);
        }
        let mut choices = Vec::with_capacity(
            self.answers
                .iter()
                .map(|answer| answer.choices().len())
                .sum(),
        );
        for (number, answer) in (1..).zip(&self.answers) {
            for choice in answer.choices() {
                let points = choice
                    .points()
                    .map_err(fault(format!("answer to question {number}")))?;
                choices.push(points);
            }
        }
        Ok(BallotPoints {
            credential,
            choices,
        })
    }

    /// Adds what is to be checked: the claims of each answer in order, then the signature's.
    pub(crate) fn claim(&self, election: &Election, points: &BallotPoints, claims: &mut Claims) {
        let mut rest = points.choices.as_slice();
        let prefix = format!("{}|{}", election.fingerprint(), self.credential);
        for (question, answer) in election.questions().iter().zip(&self.answers) {
            let (here, behind) = rest.split_at(answer.choices().len());
            rest = behind;
            answer.claim(question, election.public_key(), &prefix, here, claims);
        }
        signature::claim(
            &self.signature,
            &self.signed_digest(),
            &points.credential,
            claims,
        );
    }

    /// The fault that the claim with this number, of those that [`Self::claim`] adds, stands for.
    fn fault_of(election: &Election, claim: usize) -> BallotFault {
        let mut before = 0;
        for (number, question) in (1..).zip(election.questions()) {
            before += claims_of(question);
            if claim < before {
                return BallotFault::Proof(number);
            }
        }
        BallotFault::Signature
    }

    /// More bytes than any ballot of this election has.
    pub(crate) fn longest(election: &Election) -> u64 {
        // A ciphertext and two proofs have less than 1024 bytes, a proof less than 256, and what frames them less than 1024.
        let of = |question: &Question| match question {
            Question::Ranked { .. } => 1024,
            Question::Homomorphic { min, max, .. } => {
                1024 * question.ciphertexts() + 256 * (max - min + 8)
            }
        };
        1024 + election.questions().iter().map(of).sum::<usize>() as u64
    }

    /// How many claims a ballot of this election makes.
    pub(crate) fn claims(election: &Election) -> usize {
        election.questions().iter().map(claims_of).sum::<usize>() + 1
    }

    fn signed_digest(&self) -> String {
        signature::signed_digest(message::signed_part(&self.text))
    }
}

fn claims_of(question: &Question) -> usize {
    match question {
        Question::Ranked { .. } => 1,
        Question::Homomorphic { blank, .. } => question.ciphertexts() + 1 + usize::from(*blank),
    }
}

/// The elements of a ballot, decompressed.
pub(crate) struct BallotPoints {
    pub credential: Point,
    /// Of all questions, one behind the other.
    pub choices: Vec<CiphertextPoints>,
}

impl BallotPoints {
    /// The first ciphertext that is outside the subgroup, tested exactly.
    fn first_outside(&self) -> Option<String> {
        let mut points = self.choices.iter().flatten();
        let outside = points.position(|point| !point.is_torsion_free())?;
        Some(format!("ciphertext {}", outside / 2 + 1))
    }
}
